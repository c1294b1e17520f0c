"""From typed conditions to predicates.

Negation is pushed to the leaves, with one set of patterns for *holds* and one for *fails*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Final

from subsidies.engines.rete import patterns as p
from subsidies.engines.rete.faults import NetworkFault
from subsidies.engines.rete.homes import INLINED, Homes, is_of_question, is_portable, moved
from subsidies.engines.rete.patterns import QUESTION, Atom, End, Frame, Patterns, Predicate
from subsidies.expression import nodes as n
from subsidies.expression.looks import is_figure
from subsidies.expression.visitor import NO_NUMBERS, Visitor, handles
from subsidies.quantities.compile import Quantities
from subsidies.ruleset.rules import Rule
from subsidies.types.numbers import Exact
from subsidies.types.sorts import BOOL, Sort, number
from subsidies.types.units import COUNT
from subsidies.vocabulary.world import World

FIGURE_LIMIT: Final = 2**62
"""Encoded figures lie below this in size; encoded values are cut there, so that they stay on their side of every
figure."""

_FLIPPED: Final[dict[str, n.Comparator]] = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "=="}
_Table = Mapping[str, tuple[tuple[tuple[p.Side, p.Operator], ...], ...]]
"""For a comparison of an interval with a figure: the patterns, each of ends and how they lie to the figure."""
_HOLDS: Final[_Table] = {
    ">=": (((0, ">="),),),
    ">": (((0, ">"),),),
    "<=": (((1, "<="),),),
    "<": (((1, "<"),),),
    "==": (((0, "=="), (1, "==")),),
}
_FAILS: Final[_Table] = {
    ">=": (((1, "<"),),),
    ">": (((1, "<="),),),
    "<=": (((0, ">"),),),
    "<": (((0, ">="),),),
    "==": (((1, "<"),), ((0, ">"),)),
}


class Compiler(Visitor):
    """Compiles the conditions of one ruleset; ``predicates`` are all there are, each after those that it needs."""

    declines: ClassVar = NO_NUMBERS

    def __init__(
        self,
        world: World,
        definitions: Mapping[tuple[str, str], n.Node],
        rules: Mapping[str, Rule],
    ) -> None:
        self.jurisdictions = world.jurisdictions
        self.definitions = definitions
        self.rules = rules
        self.predicates: list[Predicate] = []
        self.homes = Homes(definitions, self.predicate)
        self.quantities = Quantities(world.vocabulary, definitions, self.homes.condition)
        self._predicates: dict[tuple[Frame, n.Node], Predicate] = {}
        self._patterns: dict[tuple[Frame, n.Node, bool], Patterns] = {}

    def predicate(self, frame: Frame, node: n.Node) -> Predicate:
        """The predicate of a condition about the entities of a frame; equal conditions share one."""
        known = self._predicates.get((frame, node))
        if known is not None:
            return known
        sides = [self.patterns(frame, node, wanted) for wanted in (True, False)]
        # A rule must test something.
        holds, fails = [((Atom(p.Always(), "==", 1),),) if side == p.SURELY else side for side in sides]
        needs = frozenset(
            need for pattern in (*holds, *fails) for atom in pattern for need in self.homes.needed_by(atom.source, frame)
        )
        stratum = 1 + max((need.stratum for need in needs), default=0)
        predicate = Predicate(len(self.predicates), frame, holds, fails, needs, stratum)
        self.predicates.append(predicate)
        self._predicates[frame, node] = predicate
        return predicate

    def patterns(self, frame: Frame, node: n.Node, wanted: bool) -> Patterns:
        """The patterns on which a condition holds (``wanted``) or fails."""
        key = (frame, node, wanted)
        if key not in self._patterns:
            if frame != QUESTION and is_of_question(node):
                self._patterns[key] = self._decided(QUESTION, node, wanted)
            else:
                self._patterns[key] = self.method(node)(frame, node, wanted)
        return self._patterns[key]

    def _decided(self, frame: Frame, node: n.Node, wanted: bool, path: n.Path = ()) -> Patterns:
        """A condition that is decided in an earlier stratum."""
        return ((Atom(p.Verdict(self.predicate(frame, node), path), "==", int(wanted)),),)

    def _all(self, frame: Frame, items: Sequence[tuple[n.Node, bool]]) -> Patterns:
        """The patterns of a conjunction; what would multiply out to too much is decided in an earlier stratum."""
        parts = [self.patterns(frame, node, wanted) for node, wanted in items]
        if p.NEVER in parts:
            return p.NEVER
        if len(parts) == 1:
            return parts[0]
        kept, *groups = p.groups(parts)
        parts = [parts[index] for index in kept] + [self._together(frame, [items[index] for index in group]) for group in groups]
        if p.is_too_long(parts):
            middle = len(items) // 2
            parts = [self._together(frame, items[:middle]), self._together(frame, items[middle:])]
        return p.all_of(parts)

    def _together(self, frame: Frame, items: Sequence[tuple[n.Node, bool]]) -> Patterns:
        """A conjunction as one predicate of an earlier stratum."""
        if len(items) == 1:
            return self._decided(frame, *items[0])
        return self._decided(frame, n.And(BOOL, tuple(node if wanted else n.Not(BOOL, node) for node, wanted in items)), True)

    @handles(n.And)
    def _and(self, frame: Frame, node: n.And, wanted: bool) -> Patterns:
        operands = self._operands(frame, node)
        if wanted:
            return self._all(frame, [(item, True) for item in operands])
        return p.any_of(self.patterns(frame, item, False) for item in operands)

    @handles(n.Or)
    def _or(self, frame: Frame, node: n.Or, wanted: bool) -> Patterns:
        operands = self._operands(frame, node)
        if wanted:
            return p.any_of(self.patterns(frame, item, True) for item in operands)
        return self._all(frame, [(item, False) for item in operands])

    def _operands(self, frame: Frame, node: n.And | n.Or) -> list[n.Node]:
        """The operands, without nesting, and with all that depends on the question alone in one."""
        operands: list[n.Node] = []
        for item in node.operands:
            operands += self._operands(QUESTION, item) if isinstance(item, type(node)) else [item]
        fixed = [item for item in operands if is_of_question(item)] if frame != QUESTION else []
        if len(fixed) < 2:
            return operands
        return [type(node)(BOOL, tuple(fixed)), *(item for item in operands if not is_of_question(item))]

    @handles(n.Not)
    def _not(self, frame: Frame, node: n.Not, wanted: bool) -> Patterns:
        return self.patterns(frame, node.operand, not wanted)

    @handles(n.Truth)
    def _truth(self, frame: Frame, node: n.Truth, wanted: bool) -> Patterns:
        return p.SURELY if node.value is wanted else p.NEVER

    @handles(n.Open)
    def _open(self, frame: Frame, node: n.Open, wanted: bool) -> Patterns:
        return p.NEVER

    @handles(n.Fact)
    def _fact(self, frame: Frame, node: n.Fact, wanted: bool) -> Patterns:
        return ((Atom(p.Flag(node), "==", int(wanted)),),)

    @handles(n.Definition)
    def _definition(self, frame: Frame, node: n.Definition, wanted: bool) -> Patterns:
        meaning = self.definitions[node.entity, node.name]
        if is_portable(meaning):
            return self.patterns(frame, moved(meaning, node.path), wanted)
        # For pairs it would be made up again for every member; its verdict is cheaper.
        if not node.path and frame.pairs is None:
            sides = [self.patterns(frame, meaning, side) for side in (True, False)]
            if sum(len(pattern) for side in sides for pattern in side) <= INLINED:
                return sides[0] if wanted else sides[1]
        return self._decided(Frame(node.entity), meaning, wanted, node.path)

    @handles(n.ClauseHolds)
    def _clauseholds(self, frame: Frame, node: n.ClauseHolds, wanted: bool) -> Patterns:
        return self._decided(Frame(node.entity), self.rules[node.clause].condition, wanted, node.path)

    @handles(n.Compare)
    def _compare(self, frame: Frame, node: n.Compare, wanted: bool) -> Patterns:
        operator, left, right = node.operator, node.left, node.right
        if operator == "!=":
            return self.patterns(frame, n.Compare(BOOL, "==", left, right), not wanted)
        if left.type.sort is Sort.BOOL:
            pairs = ((True, wanted), (False, not wanted))
            return p.any_of(self._all(frame, [(left, one), (right, other)]) for one, other in pairs)
        figure = self._figure(right)
        if figure is None:
            figure = self._figure(left)
            if figure is not None:
                operator, left = _FLIPPED[operator], right
        if figure is None:
            # The ends of the difference lie to 0 as the ends of the sides lie to each other.
            left, figure = n.Arithmetic(left.type, "-", left, right), 0
        return self._against(frame, operator, left, figure, wanted)

    def _figure(self, node: n.Node) -> Exact | None:
        """The value of a number or date that is the same in every case."""
        if not is_figure(node):
            return None
        nothing: Any = None
        low, high = self.quantities.compile(node)(nothing, nothing, None)
        return low if low == high else None

    def _against(self, frame: Frame, operator: str, node: n.Node, figure: Exact, wanted: bool) -> Patterns:
        over, under = Fraction(figure).as_integer_ratio()
        value = 2 * over
        if abs(value) >= FIGURE_LIMIT:
            raise NetworkFault(frame.kind, f"the figure {figure} is too large for it")
        table = _HOLDS if wanted else _FAILS
        return tuple(
            tuple(Atom(End(node, side, under), compared, value) for side, compared in pattern) for pattern in table[operator]
        )

    @handles(n.Member)
    def _member(self, frame: Frame, node: n.Member, wanted: bool) -> Patterns:
        assert isinstance(node.operand, n.Fact)
        words = node.operand.type.values
        # The last code stands for a word that the vocabulary does not have: it is in no list.
        codes = [code for code in range(len(words) + 1) if (code < len(words) and words[code] in node.values) is wanted]
        choice = p.Choice(node.operand)
        found: list[p.Pattern] = []
        for first, last in _runs(codes):
            if first == last:
                found.append((Atom(choice, "==", first),))
            else:
                least = () if first == 0 else (Atom(choice, ">=", first),)
                found.append((*least, Atom(choice, "<=", last)))
        return tuple(found)

    @handles(n.Within)
    def _within(self, frame: Frame, node: n.Within, wanted: bool) -> Patterns:
        first, last = (2 * number for number in self.jurisdictions.spans[node.jurisdiction])
        low, high = End(node.operand, 0), End(node.operand, 1)
        if wanted:
            return ((Atom(low, ">=", first), Atom(high, "<=", last)),)
        return (Atom(high, "<", first),), (Atom(low, ">", last),)

    @handles(n.Aggregate)
    def _aggregate(self, frame: Frame, node: n.Aggregate, wanted: bool) -> Patterns:
        """any: at least one member counts; all: not at least one contradicts."""
        assert node.body is not None
        some = node.operator == "any"
        sought = node.body if some else n.Not(BOOL, node.body)
        where = sought if node.where is None else n.And(BOOL, (node.where, sought))
        way = (node.path, node.entity, node.relation, node.member, node.variable)
        count = n.Aggregate(number(COUNT), "count", *way, None, where)
        return self._against(frame, ">=", count, 1, wanted is some)


def _runs(codes: Sequence[int]) -> list[tuple[int, int]]:
    """Whole numbers in ascending order as (first, last) of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs
