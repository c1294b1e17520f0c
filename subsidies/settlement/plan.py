"""What settling needs of a law, compiled once: amounts, payees and limits of all its policies as closures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from subsidies.amount import AmountPart
from subsidies.case.entities import Entity
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Condition, Quantity, Truth, Walk
from subsidies.ruleset.ids import natural
from subsidies.ruleset.limits import way_to
from subsidies.ruleset.lineage import Lineages
from subsidies.ruleset.references import ClauseRef, LimitRef, RulesetRef
from subsidies.ruleset.rules import AmountRule, Key, LimitRule, Measure, Rule, Ruleset
from subsidies.ruleset.spells import months_call
from subsidies.settlement.ways import PayeeWay, SpellPlan, Way, end_of, is_distinct
from subsidies.vocabulary import Vocabulary


class Closures(Protocol):
    """Who compiles the expressions of a ruleset: whatever engine the law is settled by."""

    def condition(self, node: n.Node) -> Condition: ...
    def quantity(self, node: n.Node) -> Quantity: ...
    def walk(self, path: n.Path) -> Walk: ...


@dataclass(frozen=True, slots=True)
class AmountPlan:
    """An amount with the closures of its ends; None where the amount is set elsewhere."""

    rule: AmountRule
    low: Quantity | None
    high: Quantity | None
    is_fixed: bool
    """Whether it is the same in every case."""
    parts: tuple[AmountPart, ...] = ()
    """How much of it comes from whom."""


@dataclass(frozen=True, slots=True, eq=False)
class RulePlan:
    """A rule's amounts, payees, months used up, and the lines through which other clauses for the same subject prevail.

    ``spell`` is there where its months come to a call of ``months_of_year_within``.
    """

    ref: ClauseRef
    rule: Rule
    amounts: tuple[AmountPlan, ...]
    payees: tuple[PayeeWay, ...]
    months: Quantity | None
    spell: SpellPlan | None
    prevailing: tuple[tuple[int, ClauseRef], ...]
    """Index of the line, and the clause."""


@dataclass(frozen=True, slots=True)
class AllowancePlan:
    """What a limit counts, with the closures of what is added up to the allowance; ``a_month`` as for the rule's.

    ``items`` are the closures of a list that is used up in order.
    """

    measure: Measure
    figures: tuple[Quantity, ...]
    items: tuple[Quantity, ...]
    a_month: bool


@dataclass(frozen=True, slots=True, eq=False)
class LimitPlan:
    """A limit as far as it binds the clauses of one ruleset: the ways to its keys and the person counted, exemptions.

    Its own ruleset declares it (``ref.ruleset``), or a file that joins policies does.
    """

    ref: LimitRef
    binds: RulesetRef
    rule: LimitRule
    over: tuple[RulePlan, ...]
    ways: Mapping[str, tuple[Way | None, ...]]
    """By the kind of the subject, for each of its keys; None for a key that is no entity or cannot be reached."""
    persons: Mapping[str, Way]
    """By the kind of the subject, the way to the person counted."""
    allowances: tuple[AllowancePlan, ...]
    unless: Mapping[RulePlan, tuple[Condition, ...]]

    def exempt(self, clause: RulePlan, env: Any, subject: Entity) -> Truth:
        """Whether any exemption holds for a subject."""
        result: Truth = False
        for condition in self.unless[clause]:
            verdict = condition(env, subject, None)
            if verdict is True:
                return True
            if verdict is None:
                result = None
        return result

    def group(
        self, lineage: str | None, subject: Entity, year: int | None, stated: Callable[[n.Path], str | None] | None = None
    ) -> tuple[str | None, ...]:
        """The values of the keys for a subject; None for one that is unknown.

        ``lineage`` is that of the clause, None where it is open which it is. ``stated`` gives the id at the end of a way, where
        more is known of it than the relations of today.
        """
        values: list[str | None] = []
        for key, way in zip(self.rule.keys, self.ways[subject.kind], strict=True):
            if key.sort == "year":
                values.append(None if year is None else str(year))
            elif key.sort == "clause":
                values.append(lineage)
            elif key.sort == "entity":
                values.append(None if way is None else end_of(key, way, subject, stated))
        return tuple(values)

    def unknown_ways(self, group: tuple[str | None, ...], subject: Entity) -> list[n.Path]:
        """The ways from a subject to values of keys that lead to nobody known."""
        keys = [(key, way) for key, way in zip(self.rule.keys, self.ways[subject.kind], strict=True) if key.sort in _STATED]
        return [way.path for (_, way), value in zip(keys, group, strict=True) if value is None and way is not None]

    def unknown_person(self, subject: Entity) -> list[n.Path]:
        """The way from a subject to the person counted, if it leads to nobody known."""
        person = self.persons.get(subject.kind)
        return [] if person is None or person.walk(subject, None) is not None else [person.path]


_STATED: Final = ("year", "clause", "entity")
"""The sorts of keys of which a group has a value."""


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """One limit, through all rulesets of a law whose clauses it binds; the keys are the same in all of them.

    ``over`` are the lineages that it was ever put over.
    """

    plans: tuple[LimitPlan, ...]
    over: frozenset[str]

    @property
    def clauses(self) -> list[RulePlan]:
        """The clauses of the law that it binds."""
        return [clause for plan in self.plans for clause in plan.over]

    def plan_of(self, clause: RulePlan) -> LimitPlan:
        """The plan for the ruleset that a clause is of."""
        return next(plan for plan in self.plans if plan.binds == clause.ref.ruleset)


@dataclass(frozen=True, slots=True)
class RulesetPlan:
    """The clauses of one ruleset by their ids, and the limits that it declares."""

    rules: Mapping[str, RulePlan]
    limits: tuple[LimitPlan, ...]


@dataclass(frozen=True, slots=True)
class SettlingPlan:
    """What a law settles by: its clauses, its limits, and the lineages of both through all versions of its policies."""

    rules: tuple[RulePlan, ...]
    limits: tuple[Limit, ...]
    lineages: Lineages
    lineage_of: Mapping[ClauseRef, str]
    order: Mapping[ClauseRef, int]
    """Which clause comes first where two would do: by their ids, and as limits put them in order."""

    @property
    def limit_plans(self) -> list[LimitPlan]:
        """The limits as they bind each ruleset of the law."""
        return [plan for limit in self.limits for plan in limit.plans]


def plan_ruleset(
    ruleset: Ruleset, ref: RulesetRef, refs: Mapping[str, ClauseRef], closures: Closures, vocabulary: Vocabulary
) -> RulesetPlan:
    """The plan of one ruleset by itself; ``closures`` compiles what stands in it, and ``refs`` are its clauses by their ids."""
    rules = {id_: _rule(rule, ruleset, refs, closures) for id_, rule in ruleset.rules.items()}
    limits = [plan_limit(limit, LimitRef(ref, limit.id), ref, rules, closures, vocabulary) for limit in ruleset.limits]
    return RulesetPlan(rules, tuple(limits))


def plan(rulesets: Sequence[RulesetPlan], lineages: Lineages, joint: Sequence[Limit] = ()) -> SettlingPlan:
    """The plan of a law: those of all its rulesets put together; ``lineages`` are those of its policies.

    ``joint`` are the limits that join its policies.
    """
    limits: dict[tuple[str, str, tuple[str, ...]], list[LimitPlan]] = {}
    for item in rulesets:
        for limit in item.limits:
            assert limit.ref.ruleset is not None
            keys = tuple(key.name for key in limit.rule.keys)
            limits.setdefault((limit.ref.ruleset.policy, limit.ref.id, keys), []).append(limit)
    rules = tuple(rule for item in rulesets for rule in item.rules.values())
    return SettlingPlan(
        rules,
        (*(Limit(tuple(plans), lineages.over(policy, id_)) for (policy, id_, _), plans in limits.items()), *joint),
        lineages,
        {rule.ref: lineages.of(rule.ref) for rule in rules},
        {ref: place for place, ref in enumerate(_in_order(rulesets))},
    )


def _in_order(rulesets: Sequence[RulesetPlan]) -> list[ClauseRef]:
    order = [rule.ref for item in rulesets for rule in sorted(item.rules.values(), key=lambda rule: natural(rule.ref.id))]
    for limit in (limit for item in rulesets for limit in item.limits):
        over = [rule.ref for rule in limit.over]
        places = sorted(order.index(ref) for ref in over)
        for place, ref in zip(places, over, strict=True):
            order[place] = ref
    return order


def _rule(rule: Rule, ruleset: Ruleset, refs: Mapping[str, ClauseRef], closures: Closures) -> RulePlan:
    call = months_call(rule.months, ruleset.definitions)
    return RulePlan(
        refs[rule.id],
        rule,
        tuple(
            AmountPlan(
                *_ends(item, closures),
                all(isinstance(end, n.Parameter | n.Number) for end in item.ends),
                tuple(_ends(part, closures) for part in item.of_which),
            )
            for item in rule.amounts
        ),
        tuple(PayeeWay(path, tuple(closures.walk(path[: k + 1]) for k in range(len(path)))) for path in rule.payees),
        None if rule.months is None else closures.quantity(rule.months),
        None
        if call is None
        else SpellPlan(tuple(map(closures.walk, call.ways)), tuple(map(closures.quantity, call.call.arguments))),
        tuple(
            (index, refs[line.node.clause])
            for index, line in enumerate(rule.lines)
            if line.role == "exception"
            and isinstance(line.node, n.ClauseHolds)
            and not line.node.path
            and line.node.clause in refs
        ),
    )


def _ends(amount: AmountRule, closures: Closures) -> AmountPart:
    """An amount with the closures of its ends."""
    low = None if amount.low is None else closures.quantity(amount.low)
    return amount, low, None if amount.high is None else closures.quantity(amount.high)


def plan_limit(
    limit: LimitRule,
    ref: LimitRef,
    binds: RulesetRef,
    rules: Mapping[str, RulePlan],
    closures: Closures,
    vocabulary: Vocabulary,
) -> LimitPlan:
    """The plan of a limit over clauses of one ruleset; ``rules`` are these by the names that the limit has for them."""
    over = {rules[name]: name for name in limit.over}

    def way(kind: str, key: Key) -> Way | None:
        path = way_to(vocabulary, kind, key.name) if key.sort == "entity" else None
        return None if path is None else Way(path, closures.walk(path), is_distinct(path, kind, vocabulary))

    ways = {kind: tuple(way(kind, key) for key in limit.keys) for kind in vocabulary.entities}
    persons = {} if limit.person is None else {kind: way(kind, limit.person) for kind in vocabulary.entities}
    return LimitPlan(
        ref,
        binds,
        limit,
        tuple(over),
        ways,
        {kind: found for kind, found in persons.items() if found is not None},
        tuple(
            AllowancePlan(
                item.measure, tuple(map(closures.quantity, item.figures)), tuple(map(closures.quantity, item.items)), item.a_month
            )
            for item in limit.allowances
        ),
        {rule: tuple(closures.condition(line.node) for line in limit.unless[name]) for rule, name in over.items()},
    )
