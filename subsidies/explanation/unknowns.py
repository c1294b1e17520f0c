"""What is not known and may still change a result: facts, relations, lists, earlier awards, or what the text leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from subsidies.case.entities import Entity, EntityRef
from subsidies.determination import Entitlement, Outcome
from subsidies.explanation.basis import Basis
from subsidies.explanation.trace_rows import rows
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_WORDS, PASSED_THROUGH, Visitor, handles
from subsidies.ruleset.build_amounts import ENDS_CROSS
from subsidies.ruleset.inforce import DRAFT
from subsidies.types.sorts import Sort


class Missing(NamedTuple):
    """What is not known: a fact of an entity, the completeness of a list, the prior awards, or what the text leaves open.

    The sort ``jurisdiction`` is the place of the case, known only as a wider one. ``choice`` is the office's, between this and
    what ``entity`` claims by ``clause``. ``range`` is the sum that ``clause`` gives ``entity``: the law leaves it to a range, in
    which an office sets it. ``at_fault`` is none of these: there the rule contradicts itself.
    """

    sort: str
    entity: EntityRef | None = None
    fact: str = ""
    asked: bool = False
    zh: str = ""
    en: str = ""
    clause: str = ""


def missing(basis: Basis, item: Entitlement) -> tuple[Missing, ...]:
    """What is unknown and may still change the verdict or the amount, each thing once.

    Nothing where it is refused, or where a limit keeps it out whatever the answers.
    """
    if item.verdict is False or item.outcome is Outcome.EXCLUDED_BY_LIMIT:
        return ()
    found: dict[Any, Missing] = {}
    for one in _all(basis, item):
        found.setdefault((one.sort, one.entity, one.fact, one.zh, one.clause), one)
    return tuple(found.values()) or tuple(_ranges(basis, item))


def _ranges(basis: Basis, item: Entitlement) -> Iterator[Missing]:
    """The sums that the law leaves to a range, where it is on them alone that a better combination turns."""
    combination = basis.determination.combination(item) if item.outcome is Outcome.POSSIBLE else None
    for one in () if combination is None else basis.determination.members(combination):
        if one.outcome is not Outcome.EXCLUDED_BY_LIMIT and any("band" in amount.cause for amount in one.amounts):
            yield Missing("range", one.subject, clause=one.clause)


def _all(basis: Basis, item: Entitlement) -> Iterator[Missing]:
    entitlements = basis.determination.entitlements
    yield from Unknowns(basis, item).all()
    for place in item.open.others:
        yield from Unknowns(basis, entitlements[place]).all()
    for place in item.open.rivals:
        rival = entitlements[place]
        for payee in rival.payees or (rival.subject,):
            yield Missing("choice", payee, clause=rival.clause)


class Unknowns(Visitor):
    """Finds what is unknown below the expressions of one entitlement."""

    declines: ClassVar = NO_WORDS

    def __init__(self, basis: Basis, item: Entitlement) -> None:
        self.basis = basis
        self.item = item
        self.rule = basis.rule(item)
        self.ruleset = basis.ruleset(item)
        self.quantities = basis.quantities(item)

    def all(self) -> Iterator[Missing]:
        item, subject, law = self.item, self.basis.entity(self.item.subject), self.basis.law
        for row in rows(self.rule, item):
            if row.verdict is None:
                yield from self.below(row.line.node, subject, None)
        if item.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE):
            for amount, rule in zip(item.amounts, self.rule.amounts, strict=True):
                if "unknown" in amount.cause:
                    for end in (rule.low, rule.high):
                        if end is not None:
                            yield from self.below(end, subject, None)
                    if self.rule.id in law.of(item.under).running and self.rule.months is not None:
                        yield from self.below(self.rule.months, subject, None)
        for limit, read_from in item.open.allowances:
            for allowance in law.limit(limit).allowances:
                for node in allowance.items:
                    yield from self.below(node, self.basis.entity(read_from), None)
        for limit, clause, exempt in item.open.exemptions:
            for line in law.limit(limit).unless[clause.id]:
                yield from self.below(line.node, self.basis.entity(exempt), None)
        if item.open.months and self.rule.months is not None:
            yield from self.below(self.rule.months, subject, None)
        for start, path in item.open.keys:
            yield from self.way(path, self.basis.entity(start), None)
        if item.open.priors:
            yield Missing("prior_awards")

    def below(self, node: n.Node, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        """Unknown things below a node, leaving out branches that are decided."""
        if isinstance(node, n.Fact) or node.type.sort is not Sort.BOOL or not self.decided(node, subject, member):
            found: Iterator[Missing] = self.method(node)(node, subject, member)
            yield from found

    @handles(*(kind for kind in PASSED_THROUGH if kind not in (n.Or, n.Context)))
    def passed(self, node: n.Node, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        for child in node.children():
            yield from self.below(child, subject, member)

    @handles(n.Or)
    def either(self, node: n.Or, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        """Where facts tell yet whether the ends of an amount cross, it is these that are missing; the fault is none so far."""
        *others, last = node.operands
        if last is not ENDS_CROSS:
            yield from self.passed(node, subject, member)
            return
        told = [one for item in others for one in self.below(item, subject, member)]
        yield from told or self.open(ENDS_CROSS, subject, member)

    @handles(n.Open)
    def open(self, node: n.Open, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        sort = "draft" if node is DRAFT else "at_fault" if node is ENDS_CROSS else "open"
        yield Missing(sort, zh=node.zh, en=node.en)

    @handles(n.EntityKind)
    def entity_kind(self, node: n.EntityKind, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        yield from self.way(node.path, subject, member)

    @handles(n.Definition)
    def definition(self, node: n.Definition, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        end = self.quantities.walk(node.path)(subject, member)
        if end is None:
            yield from self.way(node.path, subject, member)
        else:
            yield from self.below(self.ruleset.definitions[node.entity, node.name].node, end, None)

    @handles(n.ClauseHolds)
    def clause(self, node: n.ClauseHolds, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        end = self.quantities.walk(node.path)(subject, member)
        if end is not None:
            for line in self.ruleset.rules[node.clause].lines:
                yield from self.below(line.node, end, None)

    @handles(n.Aggregate)
    def aggregate(self, node: n.Aggregate, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        members, complete = self.quantities.members(node)(subject, member)
        if not complete:
            owner = self.quantities.walk(node.path)(subject, member)
            yield from self.way(node.path, subject, member) if owner is None else self.not_listed(node.relation, owner)
        for one in members:
            for part in (node.where, node.body):
                if part is not None:
                    yield from self.below(part, subject, one)

    def not_listed(self, relation: str, subject: Entity) -> Iterator[Missing]:
        """Why a list may have more members: nobody says that it is complete, or rows leave open whom they belong to."""
        question = self.basis.question
        vocabulary = self.basis.law.world.vocabulary
        inverse = vocabulary.entities[subject.kind].inverses[relation]
        if not question.complete[inverse.source]:
            yield Missing("list", subject.ref, relation)
        slot = vocabulary.entities[inverse.source].relations[inverse.relation].slot
        for row in question.entities[inverse.source]:
            if row.links[slot] is None:
                yield Missing("relation", row.ref, inverse.relation)

    @handles(n.Rate)
    def rate(self, node: n.Rate, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        """The day and the place that decide between the figures there are; the figure itself where there is none for them."""
        env = self.basis.env
        low, high = self.quantities.compile(node)(env, subject, member)
        if low is not None and low == high:
            return
        place = self.quantities.place(node.place)(env, subject, member)
        day = self.quantities.compile(node.on)(env, subject, member)
        if self.basis.law.world.rates[node.name].reaches(place, day):
            yield from self.below(node.on, subject, member)
            yield from self.below(node.place, subject, member)
        else:
            yield Missing("rate", fact=node.name)

    @handles(n.Context)
    def context(self, node: n.Context, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        if node.name == "jurisdiction" and self.basis.question.place[0] != self.basis.question.place[1]:
            yield Missing("jurisdiction")

    def decided(self, node: n.Node, subject: Entity, member: Entity | None) -> bool:
        """Whether a condition has a verdict; inside aggregates nobody asks."""
        return member is None and self.basis.truth(self.item, node, subject) is not None

    @handles(n.Fact)
    def fact(self, node: n.Fact, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        end = self.quantities.walk(node.path)(subject, member)
        if end is None:
            yield from self.way(node.path, subject, member)
            return
        value = self.quantities.value(n.Fact(node.type, (), end.kind, node.name))(end, None)
        if value is None or (isinstance(value, tuple) and (value[0] is None or value[0] != value[1])):
            yield Missing("fact", end.ref, node.name, (end.index, node.name) in self.basis.question.asked)

    def way(self, path: n.Path, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        """The first relation on a way that is unknown."""
        walk = self.quantities.walk
        for length in range(1, len(path) + 1):
            if path[length - 1].startswith("$"):
                continue
            start = walk(path[: length - 1])(subject, member)
            if walk(path[:length])(subject, member) is None and start is not None:
                yield Missing("relation", start.ref, path[length - 1])
                return
