"""Running all engines on generated rulesets and cases."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from subsidies.case import Case
from subsidies.case.other_readings import OtherReading
from subsidies.engines.decision import Engine, Environment
from subsidies.engines.others import OTHERS
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.errors import RulesetError
from subsidies.files.schema import Label
from subsidies.files.source import Source
from subsidies.quantities.compile import Truth
from subsidies.ruleset import Ruleset, build_ruleset
from tests.agreement.generate import RulesetMaker, case_data
from tests.agreement.world import world

TEXT = Label(zh="问", en="question")
TAKEN = ((), *((OtherReading("generated/how", name, TEXT, TEXT),) for name in ("so", "otherwise")))
"""What offices take instead of the reading of a generated ruleset."""
TALLY: Counter[str] = Counter()
"""What was generated and decided; printed after the run."""
CAUGHT: dict[str, int] = {}
"""Each injected fault with the number of cases after which it showed; printed after the run."""


def generated(rnd: random.Random, counts: Counter[str] | None = None) -> Ruleset | None:
    """A generated ruleset, or None when a line of it would decide nothing (which is refused, and rightly)."""
    maker = RulesetMaker(rnd)
    data = maker.ruleset()
    try:
        ruleset = build_ruleset(Source("generated", data), world())
    except RulesetError as error:
        if any(finding.kind != "tautology" for finding in error.findings):
            raise
        return None
    if counts is not None:
        counts.update(maker.counts)
    return ruleset


def engines(ruleset: Ruleset) -> tuple[ReferenceEngine, dict[str, Engine]]:
    """The reference engine for a ruleset, and every other one by name."""
    known = world()
    return ReferenceEngine(ruleset, known), {name: compiled(ruleset, known) for name, compiled in OTHERS.items()}


def case(seed: int) -> tuple[Case, dict[str, Any]]:
    """The generated case of a seed."""
    data = case_data(random.Random(seed))
    known = world()
    return Case(Source(f"case {seed}", data), known), data


def verdicts(
    reference: ReferenceEngine, others: Mapping[str, Engine], of: Case
) -> Iterator[tuple[str, str, Truth, dict[str, Any]]]:
    """Clause, subject, what the reference engine says, and what the others say that differ from it, by name."""
    # As offices read the text: each alternative is taken in about a third of all cases, and none in another.
    question = of.question()
    question = question.read_as(TAKEN[len(question.by_id) % len(TAKEN)])
    rates = world().lookup(question.rates)
    decisions = reference.run(Environment(question, rates))
    said = {name: engine.run(Environment(question, rates)) for name, engine in others.items()}
    assert {len(found) for found in said.values()} == {len(decisions)}
    for decision in decisions:
        key = (decision.rule.id, decision.subject.index)
        answers = {name: found.get(key, "missing") for name, found in said.items()}
        apart = {name: answer for name, answer in answers.items() if answer is not decision.verdict}
        yield decision.rule.id, decision.subject.id, decision.verdict, apart


def unknowns(data: dict[str, Any]) -> int:
    """How many facts of a case are unknown."""
    return sum(value is None for rows in data.values() if isinstance(rows, list) for row in rows for value in row.values())
