"""A fault in any compiler shows as a disagreement: each is injected on purpose and must be caught."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from subsidies.engines.faults import EngineFault
from subsidies.engines.others import OTHERS
from subsidies.engines.reference import conditions
from subsidies.engines.reference.conditions import Conditions
from subsidies.engines.rete import compile as rete
from subsidies.engines.rete import patterns as p
from subsidies.engines.rete.compile import Compiler
from subsidies.expression import nodes as n
from subsidies.types.sorts import BOOL
from tests.agreement import compare
from tests.agreement.compare import CAUGHT

RULESETS, CASES = 1000, 6

Patch = Callable[[pytest.MonkeyPatch], None]


def caught() -> int | None:
    """The number of cases after which the engines disagree, or one of them refuses; None when they never do."""
    cases = 0
    for seed in range(RULESETS):
        ruleset = compare.generated(random.Random(seed))
        if ruleset is None:
            continue
        reference, others = compare.engines(ruleset)
        for offset in range(CASES):
            case, _ = compare.case(seed * CASES + offset)
            cases += 1
            try:
                if any(apart for _, _, _, apart in compare.verdicts(reference, others, case)):
                    return cases
            except EngineFault:
                return cases
    return None


def replaced(owner: Any, name: str, value: Any) -> Patch:
    return lambda patch: patch.setattr(owner, name, value)


def swapped(operators: dict[str, str]) -> Patch:
    """The reference engine takes one comparator for another."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        against, compared = conditions._against, conditions.iv.compared
        monkeypatch.setattr(conditions, "_against", lambda op, left, figure: against(operators.get(op, op), left, figure))
        monkeypatch.setattr(conditions.iv, "compared", lambda op, x, y: compared(operators.get(op, op), x, y))

    return patch


def table(name: str, operator: str, value: Any) -> Patch:
    """The networks compare the wrong end, or with the wrong comparator."""
    return lambda patch: patch.setitem(getattr(rete, name), operator, value)


def doubled_not(self: Any, node: Any) -> Any:
    return self._below(node.operand)


def same_polarity(self: Any, frame: Any, node: Any, wanted: bool) -> Any:
    return self.patterns(frame, node.operand, wanted)


def first_operand(self: Any, node: Any) -> Any:
    return self._below(node.operands[0])


def within_high_end_only(self: Any, frame: Any, node: n.Within, wanted: bool) -> Any:
    first, last = (2 * number for number in self.jurisdictions.spans[node.jurisdiction])
    low, high = p.End(node.operand, 0), p.End(node.operand, 1)
    if wanted:
        return ((p.Atom(high, "<=", last),),)
    return (p.Atom(high, "<", first),), (p.Atom(low, ">", last),)


def unknown_is_false(node_method: str) -> Any:
    original = getattr(Conditions, node_method)

    def compiled(self: Any, node: Any) -> Any:
        condition = original(self, node)
        return lambda env, entity, member: condition(env, entity, member) or False

    return compiled


def all_is_any(self: Any, frame: Any, node: n.Aggregate, wanted: bool) -> Any:
    return ORIGINAL_AGGREGATE(self, frame, node if node.operator == "any" else _turned(node), wanted)


def _turned(node: n.Aggregate) -> n.Aggregate:
    return n.Aggregate(BOOL, "any", node.path, node.entity, node.relation, node.member, node.variable, node.body, node.where)


ORIGINAL_AGGREGATE = Compiler._aggregate

FAULTS: dict[str, Patch] = {
    "reference: >= becomes >": swapped({">=": ">"}),
    "reference: > becomes >=": swapped({">": ">="}),
    "reference: <= becomes <": swapped({"<=": "<"}),
    "reference: < becomes <=": swapped({"<": "<="}),
    "reference: == becomes >=": swapped({"==": ">="}),
    "reference: and becomes or": replaced(Conditions, "_and", Conditions._or),
    "reference: or becomes and": replaced(Conditions, "_or", Conditions._and),
    "reference: not is lost": replaced(Conditions, "_not", doubled_not),
    "reference: only the first operand of or": replaced(Conditions, "_or", first_operand),
    "reference: an unknown fact counts as false": replaced(Conditions, "_fact", unknown_is_false("_fact")),
    "reference: what is open counts as false": replaced(Conditions, "_open", unknown_is_false("_open")),
    "reference: an unknown place counts as elsewhere": replaced(Conditions, "_within", unknown_is_false("_within")),
    "reference: an unknown enum counts as another value": replaced(Conditions, "_member", unknown_is_false("_member")),
    "durable-rules: >= becomes > where it holds": table("_HOLDS", ">=", (((0, ">"),),)),
    "durable-rules: >= looks at the high end": table("_HOLDS", ">=", (((1, ">="),),)),
    "durable-rules: > becomes >= where it holds": table("_HOLDS", ">", (((0, ">="),),)),
    "durable-rules: <= becomes < where it holds": table("_HOLDS", "<=", (((1, "<"),),)),
    "durable-rules: < looks at the low end": table("_HOLDS", "<", (((0, "<"),),)),
    "durable-rules: == forgets the high end": table("_HOLDS", "==", (((0, "=="),),)),
    "durable-rules: >= fails from <= on": table("_FAILS", ">=", (((1, "<="),),)),
    "durable-rules: > fails by the low end": table("_FAILS", ">", (((0, "<="),),)),
    "durable-rules: <= fails by the high end": table("_FAILS", "<=", (((1, ">"),),)),
    "durable-rules: < never fails": table("_FAILS", "<", ()),
    "durable-rules: == fails on one side only": table("_FAILS", "==", (((1, "<"),),)),
    "durable-rules: and becomes or": replaced(Compiler, "_and", Compiler._or),
    "durable-rules: or becomes and": replaced(Compiler, "_or", Compiler._and),
    "durable-rules: polarity of not is kept": replaced(Compiler, "_not", same_polarity),
    "durable-rules: what is open fails": replaced(
        Compiler, "_open", lambda self, frame, node, wanted: p.NEVER if wanted else p.SURELY
    ),
    "durable-rules: a place needs its high end only": replaced(Compiler, "_within", within_high_end_only),
    "durable-rules: all becomes any": replaced(Compiler, "_aggregate", all_is_any),
    "durable-rules: an enum lacks its first value": replaced(
        rete, "_runs", lambda codes: [(code, code) for code in list(codes)[1:]]
    ),
    "durable-rules: only the first branch of a disjunction": replaced(
        p, "any_of", lambda parts: tuple(pattern for part in parts for pattern in part)[:1]
    ),
    "durable-rules: only the first atom of a conjunction": replaced(
        p, "all_of", lambda parts: tuple(part[0][:1] for part in parts if part[0])[:1]
    ),
}


def test_every_engine_has_faults_that_must_be_caught() -> None:
    assert {name.partition(":")[0] for name in FAULTS} == {"reference", *OTHERS}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[name](monkeypatch)
    after = caught()
    assert after is not None, f"no disagreement shows this fault: {name}"
    CAUGHT[name] = after


def test_without_a_fault_nothing_is_caught() -> None:
    """The same rulesets and cases agree when nothing is broken, so what is caught is the fault."""
    for seed in range(60):
        ruleset = compare.generated(random.Random(seed))
        if ruleset is None:
            continue
        reference, others = compare.engines(ruleset)
        for offset in range(CASES):
            case, _ = compare.case(seed * CASES + offset)
            assert not any(apart for _, _, _, apart in compare.verdicts(reference, others, case))
