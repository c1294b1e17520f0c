"""Steps about a case as it would be after a change, and about the model case of a clause: one line instead of a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from subsidies.determination import Outcome
from subsidies.scenarios import trace
from subsidies.scenarios.answer_steps import answer, missing, outcome
from subsidies.scenarios.quotes import NAMES
from subsidies.scenarios.scenario import CLAUSE, MODEL, Scenario, read_feature
from subsidies.scenarios.state import DUE, IF_IN_FORCE, KEPT, OUTCOMES, SHARED, Model, ScenarioState, outcome_name
from subsidies.scenarios.step import Step
from subsidies.scenarios.step_table import STEPS
from subsidies.vocabulary.numbers import Unreadable, near

GRANTED: Final = (
    *(word for word, code in OUTCOMES.items() if code in (Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)),
    KEPT,
)
"""How a model case may end."""
OPEN: Final = "待定"


@STEPS.add("given", MODEL.pattern, "条款12.1的通例")
def model_case(state: ScenarioState, clause: str) -> None:
    """The case of the first scenario (and the first row of its examples) that is about a clause and in which it holds."""
    folder = Path(state.file).resolve().parent
    models = _models(folder, tuple(path.stat().st_mtime_ns for path in _files(folder)))
    if clause not in models:
        hint = f"同一文件夹里应有带 @{CLAUSE}{clause} 的场景，写明它的结果是{'、'.join(GRANTED)}之一"
        raise Unreadable(f"没有条款“{clause}”的通例{near(clause, list(models))}：{hint}")
    scenario, model = models[clause]
    line, before = state.line, set(state.cells)
    for step in scenario.steps:
        if step.kind == "given":
            STEPS.run(state, step)
    state.line = line
    for key in state.cells.keys() - before:
        state.place(key)
    state.model = model


@STEPS.add("then", r"结果与通例相同", "结果与通例相同")
def as_in_model(state: ScenarioState) -> None:
    """The outcome that the model case states, for the clause and subject that it states it of; its reason is stated there."""
    if state.model is None:
        raise Unreadable("前面没有写“条款…的通例”")
    answer(state, state.find(state.model.clause, state.model.subject), state.model.result)
    state.last.said |= {*DUE.values(), SHARED}


@STEPS.add("then", r"(.+)时，结果为(.+)", "“张家”的列入名册的地方为兴庆区时，结果为不在本地，列入名册的地方")
def changed(state: ScenarioState, changes: str, text: str) -> None:
    """What would become of it if something were given otherwise: any sentences of 假如 without a table, joined by ；."""
    other = _after(state, changes)
    answer(other, other.find(*_about(state)), text)
    other.finish()


@STEPS.add("then", r"(.+)时，结果不变", "提问日为2023年4月4日时，结果不变")
def kept(state: ScenarioState, changes: str) -> None:
    """The outcome, though not always the sum, would be the same if something were given otherwise."""
    other = _after(state, changes)
    found, result = other.find(*_about(state)), outcome_name(state.last.entitlement)
    if outcome_name(found) != result:
        raise other.untrue(f"结果应仍为“{result}”，实为“{outcome_name(found)}”", found)


@STEPS.add(
    "then",
    rf"(.+)时，另外还缺({NAMES})",
    "提问日为2024年1月1日，年度为2023年时，另外还缺“期满后申请：文中没有规定申请期限”",
)
def open_besides(state: ScenarioState, changes: str, text: str) -> None:
    """It would be open if something were given otherwise, by what is missing now and by these."""
    before = [
        trace.missing_name(state.words(state.last.entitlement), one) for one in state.explained.missing(state.last.entitlement)
    ]
    other = _after(state, changes)
    found = other.find(*_about(state))
    answer(other, found, f"{IF_IN_FORCE}{OPEN}" if found.only_if_in_force else OPEN)
    missing(other, "、".join([*(f"“{name}”" for name in before), text]))


def _about(state: ScenarioState) -> tuple[str, str]:
    return state.last.entitlement.clause, state.last.entitlement.subject.id


def _after(state: ScenarioState, changes: str) -> ScenarioState:
    """The case with a change, decided by the same law."""
    other = replace(
        state,
        lists=deepcopy(state.lists),
        incomplete=set(state.incomplete),
        prior_awards=deepcopy(state.prior_awards),
        rates=deepcopy(state.rates),
        cells=dict(state.cells),
        readings=dict(state.readings),
        checked=[],
        explanation=None,
    )
    if changes not in state.changed:
        other.case = None
        STEPS.run(other, Step("given", changes, state.line))
        other.line = state.line
        state.changed[changes] = other.read_case(), other.readings
    other.case, other.readings = state.changed[changes]
    other.assess()
    return other


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.feature"))


@lru_cache(maxsize=64)
def _models(folder: Path, read_at: tuple[int, ...]) -> dict[str, tuple[Scenario, Model]]:
    """The first scenario about each clause of a folder that says that it holds for somebody."""
    found: dict[str, tuple[Scenario, Model]] = {}
    for path in _files(folder):
        for scenario in read_feature(path):
            for model in () if scenario.by_model else _stated(scenario):
                if CLAUSE + model.clause in scenario.tags and model.result.removeprefix(IF_IN_FORCE) in GRANTED:
                    found.setdefault(model.clause, (scenario, model))
    return found


def _stated(scenario: Scenario) -> Iterator[Model]:
    """What a scenario says of clauses, in order."""
    for step in scenario.steps:
        if step.kind == "then":
            entry, arguments = STEPS.sentence(step)
            if entry.function is outcome:
                clause, subject, text = arguments
                yield Model(clause, subject, text.partition("，")[0].strip("“”"))
