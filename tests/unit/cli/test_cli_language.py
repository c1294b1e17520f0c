"""Which language speaks, help in both, terminals of every sort, width, and time."""

import ast
import re
import subprocess
import sys
import time

import pytest
from commands import CASES, EMPLOYER, HOUSEHOLD, PLAN, ROOT, commands, run, spawn
from rich.cells import cell_len

from subsidies.i18n import translations
from subsidies_cli.language import chosen, of_arguments
from subsidies_cli.wrap import wrapped

ENVIRONMENTS = [
    ({}, "zh"),
    ({"LANG": "C"}, "zh"),
    ({"LANG": "C.UTF-8"}, "zh"),
    ({"LC_ALL": "POSIX", "LANG": ""}, "zh"),
    ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "zh"),
    ({"LANG": "en_US.UTF-8"}, "en"),
    ({"LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LC_ALL": "C", "LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LC_ALL": "", "LANG": "zh_TW.Big5"}, "zh"),
    ({"SUBSIDIES_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"SUBSIDIES_LANG": "en", "LANG": "C"}, "en"),
    ({"SUBSIDIES_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
    ({"SUBSIDIES_LANG": "klingon", "LANG": "zh_CN.UTF-8"}, "zh"),
]


@pytest.mark.parametrize(("environment", "expected"), ENVIRONMENTS)
def test_environment(environment: dict[str, str], expected: str) -> None:
    assert chosen(None, environment) == expected


def test_the_option_wins() -> None:
    assert chosen("en", {"SUBSIDIES_LANG": "zh"}) == "en"
    assert of_arguments(["assess", "x", "--lang", "zh"]) == "zh"
    assert of_arguments(["--lang=zh", "--help"]) == "zh"
    assert "现在可以申领" in run("assess", HOUSEHOLD, "--lang", "zh").stdout
    assert "现在可以申领" in run("--lang", "zh", "assess", HOUSEHOLD).stdout


def test_every_text_has_a_chinese_one() -> None:
    known = translations("zh")
    for file in (ROOT / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                (text,) = node.args
                assert isinstance(text, ast.Constant)
                punctuation_only = not any(char.isalpha() for char in re.sub(r"{\w+}", "", text.value))
                assert punctuation_only or known.gettext(text.value) != text.value, text.value


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help(command: tuple[str, ...]) -> None:
    english = run(*command, "--help")
    chinese = run(*command, "--help", lang="zh")
    assert english.exit_code == chinese.exit_code == 0
    assert english.stdout.startswith("Usage: subsidies")
    assert chinese.stdout.startswith("用法：subsidies")
    assert "显示本帮助" in chinese.stdout
    for line in (english.stdout + chinese.stdout).splitlines():
        assert cell_len(line) <= 80, line


def test_version() -> None:
    assert run("--version").stdout == "subsidies 0.1.0\n"


PAGES = {
    ("assess",): [*((case,) for case in CASES), (HOUSEHOLD, "--full"), (EMPLOYER, "--full")],
    ("explain",): [(HOUSEHOLD,)],
    ("missing",): [*[(case,) for case in CASES], (HOUSEHOLD, "--full")],
    ("rulesets", "list"): [()],
    ("rulesets", "show"): [(PLAN,)],
    ("rulesets", "validate"): [()],
    ("rulesets", "coverage"): [(str(ROOT / "features"),)],
    ("features", "steps"): [()],
    ("vocabulary", "search"): [("毕业",), ("employer",)],
}
"""Commands that show a page, with what they are asked."""
NO_PAGES = {
    ("new",), ("rulesets", "new"), ("rulesets", "draft"), ("rulesets", "freeze"),
    ("features", "run"), ("features", "mutate"), ("features", "render"), ("schema", "case"),
    ("schema", "ruleset"), ("schema", "determination"), ("schema", "features-run"), ("schema", "features-mutate"),
    ("schema", "rates"), ("schema", "missing"),
}  # fmt: skip
"""Those that write files or JSON, and those that have pages of their own tests."""


def test_every_command_that_shows_a_page_is_looked_at() -> None:
    assert {words for words, is_group in commands().items() if not is_group} == PAGES.keys() | NO_PAGES


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    for command in [(*words, *asked) for words, questions in PAGES.items() for asked in questions]:
        for line in run(*command, lang=lang, COLUMNS=str(width)).stdout.splitlines():
            assert cell_len(line) <= width, line
            assert line == line.rstrip()


def test_no_colours_where_there_is_no_terminal() -> None:
    assert "\x1b" not in run("assess", HOUSEHOLD).stdout


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("务工收入三万元", 6, ["务工收", "入三万", "元"]),
        ("收入3,800元。", 8, ["收入", "3,800元", "。"]),
        ("共得3,800元", 8, ["共得", "3,800元"]),
        ("于2023年12月20日提出", 15, ["于", "2023年12月20日", "提出"]),
        ("依据二（二）12条", 10, ["依据", "二（二）12", "条"]),
        ("甲（乙", 4, ["甲", "（乙"]),
        ("paid to 马丽", 10, ["paid to", "马丽"]),
        ("马丽、王芳；", 6, ["马丽、", "王芳；"]),
        ("银西党办〔2023〕31号", 18, ["银西党办〔2023〕", "31号"]),
        ("欧阳慕容长孙", 8, ["欧阳慕容", "长孙"]),
        ("one 3,800 yuan", 10, ["one", "3,800 yuan"]),
        ("a  b", 80, ["a  b"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrapped(text, width)] == lines


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"SUBSIDIES_LANG": "en"}, "en"),
        ({"SUBSIDIES_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_without_a_locale_it_is_chinese(environment: dict[str, str], lang: str) -> None:
    """What `make demo` shows, as it is shown there."""
    result = spawn("assess", HOUSEHOLD, **environment)
    assert (result.returncode, result.stderr) == (0, b"")
    first = result.stdout.decode("utf-8").splitlines()[0]
    assert "XX-2023-0107" in first
    assert first.startswith("Subsidies for" if lang == "en" else "补贴测算结果")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "xx_YY.nothing", "LANG": "xx_YY.nothing"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"LANGUAGE": "@@@", "LC_TIME": "!!!"},
    ],
)
def test_a_broken_locale_breaks_nothing(environment: dict[str, str]) -> None:
    result = spawn("assess", HOUSEHOLD, "--full", "--lang", "zh", **environment)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "✓ 12.3 务工一次性补助第三档（2500元）：2,500元" in result.stdout.decode("utf-8")


def test_a_terminal_without_check_marks() -> None:
    result = spawn("assess", HOUSEHOLD, "--full", "--lang", "zh", PYTHONIOENCODING="gbk")
    assert result.returncode == 0
    text = result.stdout.decode("gbk")
    assert "√ 12.3 务工一次性补助第三档（2500元）：2,500元" in text
    assert "× 12.4" in text


def _fastest(*arguments: str) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert spawn(*arguments, PYTHONDONTWRITEBYTECODE="").returncode == 0
        times.append(time.perf_counter() - start)
    return min(times)


def test_help_is_quick() -> None:
    # Four times what was aimed at (0.4 s): a busy machine must not fail the test, a heavy import must.
    assert _fastest("--help") < 1.6


def test_help_imports_no_engine() -> None:
    code = (
        "import sys; sys.argv = ['subsidies', '--help']\n"
        "from subsidies_cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "found = [name for name in ('subsidies.catalogue', 'babel', 'yaml', 'rich.console') if name in sys.modules]\n"
        "sys.exit(str(found) if found else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
