"""The jury: one word of one engine that the other does not say stops the whole."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from subsidies import Catalogue, Determination, EngineDisagreement, engines
from subsidies.engines.decision import Environment
from subsidies.engines.faults import EngineFault
from subsidies.engines.others import OTHERS
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.engines.rete.engine import ReteEngine
from subsidies.quantities.compile import Truth

CATALOGUE = Catalogue(Path(__file__).parents[2] / "good" / "catalogue")
CASE = CATALOGUE.read_case(
    {
        "schema_version": 1,
        "jurisdiction": "110101",
        "on": date(2023, 9, 1),
        "households": [{"id": "h", "status": "lifted"}],
        "persons": [
            {
                "id": "p1",
                "household": "h",
                "months": 7,
                "income": 12_000,
                "veteran": True,
                "student": False,
                "lives_in": "110101",
            },
            {"id": "p2", "household": "h", "months": None, "income": 12_000, "veteran": True, "student": False},
        ],
        "prior_awards": [],
    }
)
Verdicts = dict[tuple[str, int], Truth]


def index(id_: str) -> int:
    return CASE.question().by_id[id_].index


def changed(change: Callable[[Verdicts], object], monkeypatch: pytest.MonkeyPatch) -> Determination:
    """The determination with something changed in what the second engine says."""
    honest = ReteEngine.run

    def run(engine: ReteEngine, env: object) -> Verdicts:
        verdicts = dict(honest(engine, env))  # type: ignore[arg-type]
        change(verdicts)
        return verdicts

    with monkeypatch.context() as patch:
        patch.setattr(ReteEngine, "run", run)
        return CATALOGUE.assess(CASE)


def refused(change: Callable[[Verdicts], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What each finding says before the facts."""
    with pytest.raises(EngineDisagreement) as caught:
        changed(change, monkeypatch)
    assert caught.value.exit_code == 3
    assert caught.value.message("zh")
    return [finding.message().partition("; facts: ")[0] for finding in caught.value.findings]


def test_the_same_in_another_order_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def turn(verdicts: Verdicts) -> None:
        items = list(verdicts.items())
        verdicts.clear()
        verdicts.update(reversed(items))

    assert changed(turn, monkeypatch) == CATALOGUE.assess(CASE)


@pytest.mark.parametrize(
    ("clause", "subject", "said", "found"),
    [
        ("2", "p1", False, "clause work-2023/2 for person p1: True by the reference engine, False by durable-rules"),
        ("2", "p1", None, "clause work-2023/2 for person p1: True by the reference engine, None by durable-rules"),
        ("2", "p2", True, "clause work-2023/2 for person p2: None by the reference engine, True by durable-rules"),
        ("3", "p2", None, "clause work-2023/3 for person p2: False by the reference engine, None by durable-rules"),
        ("6", "h", True, "clause work-2023/6 for household h: False by the reference engine, True by durable-rules"),
    ],
)
def test_one_verdict_that_differs_is_named(
    clause: str, subject: str, said: Truth, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(lambda verdicts: verdicts.update({(clause, index(subject)): said}), monkeypatch) == [found]


def test_a_verdict_that_is_left_out_is_named_even_where_it_would_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(lambda verdicts: verdicts.pop(("3", index("p2"))), monkeypatch) == [
        "clause work-2023/3 for person p2: False by the reference engine, missing by durable-rules"
    ]


def test_a_verdict_too_many_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(lambda verdicts: verdicts.update({("9", index("p2")): False}), monkeypatch) == [
        "clause work-2023/9 for person p2: missing by the reference engine, False by durable-rules"
    ]


def test_a_verdict_too_many_does_not_hide_behind_one_that_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def swap(verdicts: Verdicts) -> None:
        verdicts["9", index("h")] = verdicts.pop(("2", index("p1")))

    assert refused(swap, monkeypatch) == [
        "clause work-2023/2 for person p1: True by the reference engine, missing by durable-rules",
        "clause work-2023/9 for household h: missing by the reference engine, True by durable-rules",
    ]


def test_an_engine_that_speaks_of_something_else_altogether(monkeypatch: pytest.MonkeyPatch) -> None:
    found = refused(lambda verdicts: (verdicts.clear(), verdicts.update({("9", 0): True})), monkeypatch)
    assert found[-1] == "clause work-2023/9 for household h: missing by the reference engine, True by durable-rules"
    assert len(found) == 1 + len(CATALOGUE.assess(CASE).entitlements)


def test_everything_that_differs_is_named_at_once_with_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineDisagreement) as caught:
        changed(lambda verdicts: verdicts.update(dict.fromkeys(verdicts, True)), monkeypatch)
    named = {(item.context["clause"], item.context["subject"]) for item in caught.value.findings}
    decided = CATALOGUE.assess(CASE).entitlements
    assert named == {(item.clause, repr(item.subject)) for item in decided if item.verdict is not True}
    assert "income=(1200000, 1200000), " in caught.value.message()


def test_no_engine_is_left_unasked() -> None:
    rooms = {f"{engines.__name__}.{item.name}" for item in pkgutil.iter_modules(engines.__path__) if item.ispkg}
    asked = {compiled.__module__.rpartition(".")[0] for compiled in (ReferenceEngine, *OTHERS.values())}
    assert rooms == asked


class Further(ReteEngine):
    """A third engine, which says what the second does until it is told otherwise."""

    change: Callable[[Verdicts], object] = staticmethod(len)

    def run(self, env: Environment) -> Verdicts:
        assert (env.truths, env.numbers) == ({}, {}), "another engine worked it out"
        verdicts = super().run(env)
        self.change(verdicts)
        return verdicts


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    monkeypatch.setitem(OTHERS, "a further one", Further)
    return Catalogue(CATALOGUE.root)


def test_a_further_engine_is_asked_afresh(three: Catalogue) -> None:
    assert three.assess(CASE) == CATALOGUE.assess(CASE)


def test_a_further_engine_that_differs_is_named(three: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Further, "change", staticmethod(lambda verdicts: verdicts.update({("2", index("p1")): None})))
    with pytest.raises(EngineDisagreement) as caught:
        three.assess(CASE)
    (finding,) = caught.value.findings
    said = "clause work-2023/2 for person p1: True by the reference engine, None by a further one; facts: "
    assert finding.message().startswith(said)


def test_a_further_engine_that_cannot_decide_stops_the_whole(three: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Verdicts) -> None:
        raise EngineFault("a further one has no room left")

    monkeypatch.setattr(Further, "change", staticmethod(refuse))
    with pytest.raises(EngineDisagreement, match="nothing is issued: a further one has no room left"):
        three.assess(CASE)
