"""What both engines say of a list in doubt holds however the list turns out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

from worlds import WORLD, Case, ruleset

from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.engines.rete.engine import ReteEngine
from subsidies.ruleset import Ruleset

PAYS, SIGNS = (100000, 150050, 200000), (True, False)


class Job(NamedTuple):
    pay: int | None
    full: bool | None


CONDITIONS = (
    "any(j.full for j in jobs) and max(j.pay for j in jobs if j.full) >= p.pay",
    "count(j for j in jobs if j.full) > 0 and min(j.pay for j in jobs if j.full) < p.pay",
    "any(j.full for j in jobs) and avg(j.pay for j in jobs if j.full) > p.pay",
    "count(j for j in jobs if j.full) == 0 or max(j.pay for j in jobs if j.full) < p.pay",
    "(min(j.pay for j in jobs if j.full) if any(j.full for j in jobs) else debt) >= p.pay",
    # Filter and value turn on the same facts.
    "any(j.pay >= p.pay for j in jobs) and max((j.pay if j.full else debt) for j in jobs if j.pay >= p.pay) > p.pay",
    "any(True for j in jobs) and max(j.pay for j in jobs) - min(j.pay for j in jobs) < p.pay",
    "not (any(j.full for j in jobs) and max(j.pay for j in jobs if j.full) <= p.pay)",
    "sum(j.pay for j in jobs if j.full) >= p.pay",
    "count(j.full for j in jobs if j.pay > p.pay) >= p.some",
)


def completions(jobs: tuple[Job, ...], complete: bool) -> Iterator[tuple[Job, ...]]:
    """Every list without doubt that this one may turn out to be; one that is not complete lacks one job at most."""
    each = [
        [
            Job(pay, full)
            for pay in (PAYS if job.pay is None else (job.pay,))
            for full in (SIGNS if job.full is None else (job.full,))
        ]
        for job in jobs
    ]
    for known in product(*each):
        yield known
        if not complete:
            yield from ((*known, Job(pay, full)) for pay, full in product(PAYS, SIGNS))


def verdicts(rules: Ruleset, reference: ReferenceEngine, rete: ReteEngine, jobs: tuple[Job, ...], complete: bool) -> list[Any]:
    case = Case()
    person = case.add("person", debt=0)
    for job in jobs:
        case.add("job", {"person": person}, pay=job.pay, full=job.full)
    if not complete:
        case.incomplete.add("job")
    found = {(item.rule.id, item.subject.index): item.verdict for item in reference.run(case.environment())}
    assert found == rete.run(case.environment())
    return [found[id_, person.index] for id_ in rules.rules]


def test_no_way_in_which_a_list_turns_out_contradicts_a_verdict_in_doubt() -> None:
    rules = ruleset({f"c{number}": {"for": "person", "when": [text]} for number, text in enumerate(CONDITIONS)})
    reference, rete = ReferenceEngine(rules, WORLD), ReteEngine(rules, WORLD)
    kinds = [Job(pay, full) for pay, full in product((None, *PAYS), (None, *SIGNS))]
    plain: dict[tuple[Job, ...], list[Any]] = {}
    met = {id_: set[Any]() for id_ in rules.rules}
    for length in range(3):
        for jobs in combinations_with_replacement(kinds, length):
            for complete in (True, False):
                said = verdicts(rules, reference, rete, jobs, complete)
                for whole in completions(jobs, complete):
                    if whole not in plain:
                        plain[whole] = verdicts(rules, reference, rete, whole, True)
                    for id_, verdict, other in zip(rules.rules, said, plain[whole], strict=True):
                        assert other is not None
                        assert verdict is None or verdict is other, (id_, jobs, complete, whole)
                        met[id_].add(verdict)
    rete.close()
    assert all(values == {True, False, None} for values in met.values()), met
