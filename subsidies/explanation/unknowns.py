"""What is not known and may still change a result: facts, relations, lists, earlier awards, or what the text leaves open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Final, NamedTuple

from subsidies.arithmetic.dates import LATEST
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.entities import Entity, EntityRef
from subsidies.determination import Entitlement, Outcome
from subsidies.explanation.basis import Basis
from subsidies.explanation.trace_rows import rows
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_WORDS, PASSED_THROUGH, Visitor, handles
from subsidies.quantities.closures import Truth
from subsidies.quantities.ranges import Ranges
from subsidies.reprs import one_line
from subsidies.ruleset.build_amounts import ENDS_CROSS
from subsidies.ruleset.checks import CONTRARY
from subsidies.types.sorts import BOOL, Sort
from subsidies.vocabulary import FactType


@one_line
class Missing(NamedTuple):
    """What is not known: a fact of an entity, the completeness of a list, the prior awards, or what the text leaves open.

    Of prior awards nothing at all is known, or of those of ``entity`` under ``clause`` it is not what they used up. The sort
    ``jurisdiction`` is the place of the case, known only as a wider one. ``choice`` is the office's, between this and
    what ``entity`` claims by ``clause``. ``range`` is the sum that ``clause`` gives ``entity``: the law leaves it to a range, in
    which an office sets it. A ``rate`` is a figure set outside the documents, by its name. ``at_fault`` is none of these: there
    the rule contradicts itself. A fact that is ``part_of`` another need not be known where that one is: it is missing only in its
    stead. So are the parts of a sum and the days of a spell.
    """

    sort: str
    entity: EntityRef | None = None
    fact: str = ""
    asked: bool = False
    zh: str = ""
    en: str = ""
    clause: str = ""
    part_of: str = ""


ONE_BY_ONE: Final[Mapping[tuple[str, str], n.AggregateOperator]] = {
    ("max", ">="): "any",
    ("max", ">"): "any",
    ("max", "<="): "all",
    ("max", "<"): "all",
    ("min", ">="): "all",
    ("min", ">"): "all",
    ("min", "<="): "any",
    ("min", "<"): "any",
}
"""What a comparison of the greatest or the least, where there is one, asks of each member."""


class Spot(NamedTuple):
    """From where an expression looks: what it is about, and the member that an aggregate around it looks at."""

    subject: Entity
    member: Entity | None = None
    within: n.Aggregate | None = None


class Unknowns(Visitor):
    """Finds what is unknown below the expressions of one entitlement."""

    declines: ClassVar = NO_WORDS

    def __init__(self, basis: Basis, item: Entitlement) -> None:
        self.basis = basis
        self.item = item
        self.rule = basis.rule(item)
        self.ruleset = basis.ruleset(item)
        self.conditions = basis.engine(item).conditions
        self.quantities = self.conditions.quantities
        self.ranges = Ranges(basis.law.world.vocabulary, self.ruleset.definition_nodes)
        self.seen = basis.unknown_below.setdefault(id(self.ruleset), {})
        """What was found below a node, by where from: many lines and limits look at the same."""

    def of_lines(self) -> Iterator[Missing]:
        """What the verdict turns on, whatever limits make of it."""
        here = Spot(self.basis.entity(self.item.subject))
        for row in rows(self.rule, self.item):
            if row.verdict is None:
                yield from self.below(row.line.node, here)

    def all(self) -> Iterator[Missing]:
        item, here, law = self.item, Spot(self.basis.entity(self.item.subject)), self.basis.law
        yield from self.of_lines()
        if item.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE) and not self._is_settled():
            for amount, rule in zip(item.amounts, self.rule.amounts, strict=True):
                if "unknown" in amount.cause:
                    for end in (rule.low, rule.high):
                        if end is not None:
                            yield from self.below(end, here)
                    if self.rule.id in law.of(item.under).running and self.rule.months is not None:
                        yield from self.below(self.rule.months, here)
                for part, own in zip(amount.of_which, rule.of_which, strict=False):
                    if "unknown" in part.cause:
                        for end in own.ends:
                            yield from self.below(end, here)
        for limit, read_from in item.open.allowances:
            for allowance in law.limit_for(limit, item.under).allowances:
                for node in allowance.figures:
                    yield from self.below(node, Spot(self.basis.entity(read_from)))
        for limit, clause, exempt in item.open.exemptions:
            for line in law.exemptions(limit, item.under, clause.subject):
                for one in self.below(line.node, Spot(self.basis.entity(exempt))):
                    # What the text leaves open is told once it is known whom the limit is about.
                    if one.sort != "open" or not item.open.keys:
                        yield one
        if item.open.months and self.rule.months is not None:
            yield from self.below(self.rule.months, here)
        for start, path in item.open.keys:
            yield from self.way(path, Spot(self.basis.entity(start)))
        if item.open.priors:
            yield Missing("prior_awards")
        for given_under, given_for in item.open.awards:
            yield Missing("prior_awards", given_for, clause=given_under)

    def _is_settled(self) -> bool:
        """Whether a sum is paid exactly, and so is all that its claimant gets, whatever it comes to before limits."""
        if self.item.outcome is not Outcome.PAYABLE or self.item.paid is None or self.item.paid[0] != self.item.paid[1]:
            return False
        found = self.basis.determination.combination(self.item)
        return found is not None and found.total is not None and found.total.low == found.total.high

    def below(self, node: n.Node, at: Spot) -> Iterator[Missing]:
        """Unknown things below a node, leaving out branches that are decided and numbers that are known."""
        look = self.method(node)
        key = id(node), at.subject.index, None if at.member is None else at.member.index, id(at.within)
        seen = self.seen.get(key)
        if seen is None:
            open_ = isinstance(node, n.Fact) or not self.settled(node, at)
            # The nodes are kept, so that none that is made later can have their identity.
            seen = self.seen[key] = node, at.within, tuple(dict.fromkeys(look(node, at)) if open_ else ())
        yield from seen[2]

    @handles(*(kind for kind in PASSED_THROUGH if kind not in (n.Or, n.Context, n.Compare)))
    def passed(self, node: n.Node, at: Spot) -> Iterator[Missing]:
        for child in node.children():
            yield from self.below(child, at)

    @handles(n.Compare)
    def compare(self, node: n.Compare, at: Spot) -> Iterator[Missing]:
        for side, operator, other in ((node.left, node.operator, node.right), (node.right, CONTRARY[node.operator], node.left)):
            if isinstance(side, n.Aggregate) and (side.operator, operator) in ONE_BY_ONE and self.settled(other, at):
                assert side.body is not None
                # Only members on the right side of the figure can turn the comparison.
                each = n.Compare(BOOL, operator, side.body, other)
                yield from self.aggregate(replace(side, type=BOOL, operator=ONE_BY_ONE[side.operator, operator], body=each), at)
                return
        yield from self.passed(node, at)

    @handles(n.Or)
    def either(self, node: n.Or, at: Spot) -> Iterator[Missing]:
        """Where facts tell yet whether the ends of an amount cross, it is these that are missing; the fault is none so far."""
        *others, last = node.operands
        if last is not ENDS_CROSS:
            yield from self.passed(node, at)
            return
        told = [one for item in others for one in self.below(item, at)]
        yield from told or self.open(ENDS_CROSS, at)

    @handles(n.Open)
    def open(self, node: n.Open, at: Spot) -> Iterator[Missing]:
        yield Missing("at_fault" if node is ENDS_CROSS else "open", zh=node.zh, en=node.en)

    @handles(n.EntityKind)
    def entity_kind(self, node: n.EntityKind, at: Spot) -> Iterator[Missing]:
        yield from self.way(node.path, at)

    @handles(n.Definition)
    def definition(self, node: n.Definition, at: Spot) -> Iterator[Missing]:
        end = self.quantities.walk(node.path)(at.subject, at.member)
        if end is None:
            yield from self.way(node.path, at)
        elif end.kind == node.entity:
            yield from self.below(self.ruleset.definitions[node.entity, node.name].node, Spot(end))

    @handles(n.ClauseHolds)
    def clause(self, node: n.ClauseHolds, at: Spot) -> Iterator[Missing]:
        end = self.quantities.walk(node.path)(at.subject, at.member)
        if end is not None:
            for line in self.ruleset.named[node.clause].lines:
                yield from self.below(line.node, Spot(end))

    @handles(n.Aggregate)
    def aggregate(self, node: n.Aggregate, at: Spot) -> Iterator[Missing]:
        """Whether these are all, and what is open of members that can still make a difference."""
        owner = self.quantities.walk(node.path)(at.subject, at.member)
        if owner is None:
            yield from self.way(node.path, at)
            return
        if owner.kind not in node.entity.split("|"):
            return
        listed = self.quantities.members(node)(at.subject, at.member)
        inverse = self.basis.law.world.vocabulary.entities[owner.kind].inverses[node.relation]
        matters = self._matters(node, at)
        if not listed.complete and (node.body is None or matters(self._of_one(node.body))):
            yield Missing("list", owner.ref, node.relation)
        for members, surely in ((listed.members, True), (listed.doubtful, False)):
            for one in members:
                there = Spot(at.subject, one, node)
                if self._counts(node, there) and (node.body is None or matters(self.interval(node.body, there))):
                    if not surely:
                        yield Missing("relation", one.ref, inverse.relation)
                    for part in (node.where, node.body):
                        if part is not None:
                            yield from self.below(part, there)

    def _of_one(self, body: n.Node) -> Interval:
        """What can be said of a member that is not listed."""
        return ANY if body.type.sort is Sort.BOOL else self.ranges.of(body)

    def _counts(self, node: n.Aggregate, there: Spot) -> bool:
        """Whether a member may belong and, where conditions are counted or asked for, may be one that decides."""
        if node.where is not None and self.truth(node.where, there) is False:
            return False
        if node.body is None or node.body.type.sort is not Sort.BOOL:
            return True
        return self.truth(node.body, there) is not (node.operator == "all")

    def _matters(self, node: n.Aggregate, at: Spot) -> Callable[[Interval], bool]:
        """Whether somebody of whom a number is so much can change the result."""
        low, high = self.interval(node, at)
        if node.operator == "max":
            return lambda value: low is None or value[1] is None or value[1] > low
        if node.operator == "min":
            return lambda value: high is None or value[0] is None or value[0] < high
        if node.operator == "sum":
            return lambda value: value != (0, 0)
        return lambda value: True

    @handles(n.Rate)
    def rate(self, node: n.Rate, at: Spot) -> Iterator[Missing]:
        """The day and the place that decide between the figures there are; the figure itself where there is none for them."""
        env = self.basis.env
        low, high = self.quantities.compile(node)(env, at.subject, at.member)
        if low is not None and low == high:
            return
        place = self.quantities.place(node.place)(env, at.subject, at.member)
        day = self.quantities.compile(node.on)(env, at.subject, at.member)
        told: list[Missing] = []
        if self.basis.rates.reaches(node.name, place, day):
            told = [*self.below(node.on, at), *self.below(node.place, at)]
        yield from told
        if not told:
            called = self.basis.law.world.rates[node.name].label if node.local is None else node.local
            yield Missing("rate", fact=node.name, zh=called.zh, en=called.en)

    @handles(n.Context)
    def context(self, node: n.Context, at: Spot) -> Iterator[Missing]:
        if node.name == "jurisdiction" and self.basis.question.place[0] != self.basis.question.place[1]:
            yield Missing("jurisdiction")

    def settled(self, node: n.Node, at: Spot) -> bool:
        """Whether a condition has a verdict, or a number or date is one."""
        if node.type.sort is Sort.BOOL:
            return self.truth(node, at) is not None
        low, high = self.interval(node, at)
        return low is not None and low == high

    def truth(self, node: n.Node, at: Spot) -> Truth:
        return self.conditions.compile(node, at.within)(self.basis.env, at.subject, at.member)

    def interval(self, node: n.Node, at: Spot) -> Interval:
        """What a number or date can be; anything for what is neither."""
        if node.type.sort not in (Sort.NUMBER, Sort.DATE):
            return ANY
        return self.quantities.compile(node, at.within)(self.basis.env, at.subject, at.member)

    @handles(n.Fact)
    def fact(self, node: n.Fact, at: Spot) -> Iterator[Missing]:
        end = self.quantities.walk(node.path)(at.subject, at.member)
        if end is None:
            yield from self.way(node.path, at)
            return
        if end.kind not in node.entity.split("|"):
            return
        value = self.quantities.value(n.Fact(node.type, (), end.kind, node.name))(end, None)
        if value is None or (isinstance(value, tuple) and (value[0] is None or value[0] != value[1])):
            yield Missing("fact", end.ref, node.name, (end.index, node.name) in self.basis.question.asked)
            for part in self._in_its_stead(end, node.name):
                for one in self.fact(n.Fact(part.type, node.path, end.kind, part.name), at):
                    yield one._replace(part_of=node.name)

    def _in_its_stead(self, end: Entity, fact: str) -> tuple[FactType, ...]:
        """The facts from which another one follows: the parts of a sum; the days of a spell, once one of them is known."""
        kind = self.basis.law.world.vocabulary.entities[end.kind]
        spell = kind.spell
        if spell is None or spell.months is None or spell.months.name != fact:
            return kind.sums.get(fact, ())
        first, last = end.values[spell.start.slot], end.values[spell.end.slot]
        return (spell.start, spell.end) if last[0] != LATEST and (first[0] is not None or last[0] is not None) else ()

    def way(self, path: n.Path, at: Spot) -> Iterator[Missing]:
        """The first relation on a way that is unknown."""
        walk = self.quantities.walk
        for length in range(1, len(path) + 1):
            if path[length - 1].startswith("$"):
                continue
            start = walk(path[: length - 1])(at.subject, at.member)
            if walk(path[:length])(at.subject, at.member) is None and start is not None:
                if path[length - 1] in self.basis.law.world.vocabulary.entities[start.kind].relations:
                    yield Missing("relation", start.ref, path[length - 1])
                return
