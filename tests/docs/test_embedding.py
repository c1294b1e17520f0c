"""What the page for embedders says is so, in both languages, and the web service beside it answers on this machine."""

from __future__ import annotations

import doctest
import http.client
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from subsidies import Catalogue, EngineDisagreement, Finding
from subsidies.files.disk import read

ROOT = Path(__file__).parents[2]
PAGES = ("embedding.md", "embedding.zh-CN.md")
HANDLER = ROOT / "examples" / "web_handler.py"
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_python_gives_what_is_written(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line with a comment evaluates to what the comment says; the lines before it are run as they stand."""
    monkeypatch.chdir(ROOT)
    scope: dict[str, object] = {}
    checked, waiting = 0, ""
    for line in "".join(blocks(page, "python")).splitlines():
        code, _, expected = line.partition("  # ")
        if not expected:
            waiting += line + "\n"
            continue
        exec(waiting, scope)  # noqa: S102 - the page's own lines
        value, waiting = eval(code, scope), ""  # noqa: S307 - the page's own lines
        assert doctest.OutputChecker().check_output(expected + "\n", repr(value) + "\n", 0), (line, value)
        checked += 1
    assert waiting == ""
    assert checked == 9


def test_threads_may_ask_a_catalogue_that_has_compiled_nothing_yet() -> None:
    catalogue, expected = Catalogue(ROOT / "rulesets"), Catalogue.bundled()
    case = catalogue.read_case(HOUSEHOLD)
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(catalogue.assess(case, policies="xixia-jobs-2023"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected.assess(expected.read_case(HOUSEHOLD), policies="xixia-jobs-2023")] * 4


def test_both_pages_have_the_same_lines() -> None:
    english, chinese = ([*blocks(page, "python"), *blocks(page, "sh")] for page in PAGES)
    assert len(english) == len(chinese) == 6
    plain = [
        [line.partition("  # ")[0].replace('lang="zh"', 'lang="en"') for line in "".join(one).splitlines()]
        for one in (english, chinese)
    ]
    assert plain[0] == plain[1]


def test_a_wheelhouse_is_made_of_what_is_locked() -> None:
    script = (ROOT / "tools" / "wheelhouse.sh").read_text(encoding="utf-8")
    (making, installing) = blocks(PAGES[0], "sh")
    assert making == "tools/wheelhouse.sh wheelhouse\n"
    for option in ("--no-index", "--require-hashes", "wheelhouse/requirements.txt"):
        assert option in installing
    assert "--require-hashes -r requirements/runtime.txt" in script


@pytest.fixture(scope="module")
def service() -> ModuleType:
    spec = spec_from_file_location("web_handler", HANDLER)
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


Ask = Callable[..., tuple[int, Any]]


@contextmanager
def asking(service: ModuleType) -> Iterator[Ask]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), service.Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask(body: bytes, path: str = "/", **headers: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    try:
        yield ask
    finally:
        server.shutdown()
        server.server_close()


def household(**changes: Any) -> bytes:
    def plain(value: Any) -> Any:
        return float(value) if isinstance(value, Decimal) else str(value)

    return json.dumps({**read(HOUSEHOLD).data, **changes}, default=plain, ensure_ascii=False).encode()


def test_it_answers_in_the_language_asked_for(service: ModuleType) -> None:
    catalogue = Catalogue.bundled()
    found = catalogue.assess(catalogue.read_case(HOUSEHOLD))
    with asking(service) as ask:
        answers = {lang: ask(household(), f"/?lang={lang}") for lang in ("zh", "en")}
        assert [status for status, _ in answers.values()] == [200, 200]
        assert {lang: answer["words"]["lang"] for lang, (_, answer) in answers.items()} == {"zh": "zh", "en": "en"}
        for _, answer in answers.values():
            assert [one["outcome"] for one in answer["entitlements"]] == [one.outcome for one in found.entitlements]
        assert ask(household())[1] == answers["zh"][1]
        status, payable = ask(household(), "/?lang=en&only=payable")
        assert (status, {one["words"]["outcome"] for one in payable["entitlements"]}) == (200, {"payable now"})
        assert sum(payable["left_out"].values()) == len(found.entitlements) - len(payable["entitlements"])


def test_what_is_wrong_is_told_in_the_language_asked_for(service: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with asking(service) as ask:
        status, told = ask(household(person=[]), "/?lang=en")
        assert (status, told["errors"][0].partition(" ")[2]) == (422, "person: unknown key person; did you mean persons?")
        status, told = ask(household(person=[]), "/?lang=zh")
        assert (status, told["errors"][0].endswith("不认识的键 person；是不是想写 persons？")) == (422, True)
        assert ask(b"", "/?lang=en") == (422, {"errors": ["case: the file holds nothing"]})
        assert ask(b"{", "/?lang=en")[0] == 422
        assert ask(b"\xff\xfe\x00", "/?lang=en")[0] == 422
        assert ask(household(), "/?lang=fr") == (422, {"errors": ["没有 fr 这一种语言；可以写：zh, en"]})
        assert ask(household(), "/?lang=en&only=paid")[0] == 422
        assert ask(household(), "/", **{"Content-Length": "1000001"})[0] == 413
        assert ask(household(), "/", **{"Content-Length": "many"})[0] == 413

        def differ(*_: object) -> None:
            raise EngineDisagreement(Finding("engine_fault", context={"reason": "x"}))

        monkeypatch.setattr(service, "answer", differ)
        assert ask(household())[0] == 500


def test_nothing_of_a_case_is_logged(service: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    with asking(service) as ask:
        ask(household(), "/?lang=zh&only=payable")
        ask(b"{")
    assert capfd.readouterr() == ("", "")
