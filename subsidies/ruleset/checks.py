"""What a ruleset must satisfy beyond types: boundary words, no division by zero, no line that decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.errors import Finding
from subsidies.expression import nodes as n
from subsidies.files.source import DataPath, Source, dotted
from subsidies.quantities.ordering import never_above
from subsidies.quantities.ranges import Ranges
from subsidies.ruleset.boundary_words import APPROXIMATE, COMPARATORS
from subsidies.ruleset.models import ParameterModel, RulesetModel
from subsidies.ruleset.reach import definition_expression, limit_expressions, reached, rule_expressions
from subsidies.ruleset.rules import DefinitionRule, LimitRule, Rule
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary

CONTRARY: dict[str, n.Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "!=": "!="}
"""The comparator seen from the other side."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A ruleset whose rules are made, before it is known to be sound."""

    model: RulesetModel
    source: Source
    rules: Mapping[str, Rule]
    definitions: Mapping[tuple[str, str], DefinitionRule]
    limits: Sequence[LimitRule]
    used_parameters: set[str]
    used_definitions: set[tuple[str, str]]
    used_alternatives: set[tuple[str, str]]
    vocabulary: Vocabulary
    faulty: bool = False
    """Whether some expression could not be read, so that nobody knows what it uses."""

    def finding(self, kind: str, path: DataPath, *, key: bool = False, **context: str) -> Finding:
        return Finding(kind, self.source.position(path, key=key), dotted(path), context)

    def ranges(self) -> Ranges:
        return Ranges(self.vocabulary, {key: rule.node for key, rule in self.definitions.items()})

    def nodes(self) -> Iterator[tuple[DataPath, n.Node]]:
        """Every node of the file with the path at which its expression stands."""
        expressions = chain(
            *(rule_expressions(rule) for rule in self.rules.values()),
            map(definition_expression, self.definitions.values()),
            *(limit_expressions(limit, self.rules) for limit in self.limits),
        )
        for item in expressions:
            # Lines that the file does not write follow from the days of the plan and from expressions that stand elsewhere.
            if item.line is None or item.part != "line" or item.line.path:
                for node in item.node.walk():
                    yield item.path, node


def check_rules(parts: Parts) -> list[Finding]:
    """Every finding of these checks."""
    return [
        *_words(parts),
        *_divisions(parts),
        *_decided_lines(parts),
        *_negative_amounts(parts),
        *_crossing_caps(parts),
        *_unseen_warnings(parts),
        *_readings_not_named(parts),
    ]


def _words(parts: Parts) -> Iterator[Finding]:
    for path, node in parts.nodes():
        if isinstance(node, n.Compare) and node.operator not in ("==", "!="):
            for side, operator in ((node.right, node.operator), (node.left, CONTRARY[node.operator])):
                for name in _figures(side):
                    yield from _word(parts, path, name, operator)
    for rule in parts.rules.values():
        for amount in rule.each_amount:
            bound = {"floor": ">=", "ceiling": "<="}.get(amount.bound)
            own = None if amount.low is None else n.figure_of(amount.low)
            if amount.bound == "exact" and own is not None:
                figure = parts.model.parameters.get(own)
                if figure is not None and figure.word is not None and (rule.provision is None or figure.word not in APPROXIMATE):
                    kind = "about_so_much" if figure.word in APPROXIMATE else "word_on_exact"
                    yield parts.finding(kind, rule.amount_path, word=figure.word, parameter=own)
            elif bound and own is not None:
                yield from _word(parts, rule.path, own, bound)
    for limit in parts.limits:
        for name in figures_of(limit):
            yield from _word(parts, limit.path, name, "<=")


def figures_of(limit: LimitRule) -> Iterator[str]:
    """The parameters that are all that a limit allows."""
    for allowance in limit.allowances:
        yield from (name for item in allowance.items if (name := n.figure_of(item)) is not None)


def _word(parts: Parts, path: DataPath, name: str, operator: str) -> Iterator[Finding]:
    fault = word_fault(parts.model.parameters.get(name), name, operator)
    if fault is not None:
        kind, own_path, context = fault
        yield parts.finding(kind, own_path or path, key=bool(own_path), **context)


def word_fault(parameter: ParameterModel | None, name: str, operator: str) -> tuple[str, DataPath, dict[str, str]] | None:
    """What is wrong with the boundary word of a figure under a comparator: the kind of finding, its path and its context.

    The path is empty where the fault is that of who compares.
    """
    if parameter is None:
        return None
    if parameter.word is None:
        if parameter.source == "stated" and parameter.bound == "word":
            return "missing_word", ("parameters", name), {"parameter": name}
    elif operator not in COMPARATORS[parameter.word]:
        return "word_contradicts", (), {"found": operator, "word": parameter.word, "parameter": name}
    return None


def _figures(side: n.Node) -> Iterator[str]:
    """Parameters on which one side of a comparison turns."""
    if (name := n.figure_of(side)) is not None:
        yield name
    elif isinstance(side, n.DateCall):
        for index in DATE_FUNCTIONS[side.function].figures:
            yield from _figures(side.arguments[index])
    elif isinstance(side, n.Arithmetic) and side.operator == "*":
        yield from _figures(side.left)
        yield from _figures(side.right)


def _divisions(parts: Parts) -> Iterator[Finding]:
    ranges = parts.ranges()
    for path, node in parts.nodes():
        if (divisor := doubtful_divisor(node, ranges)) is not None:
            yield parts.finding("division_by_zero", path, found=written(divisor))


def doubtful_divisor(node: n.Node, ranges: Ranges) -> n.Node | None:
    """What a node divides by, where that may be nothing."""
    if not isinstance(node, n.Arithmetic) or node.operator != "/":
        return None
    low, high = ranges.of(node.right)
    return node.right if (low is None or low <= 0) and (high is None or high >= 0) else None


def _negative_amounts(parts: Parts) -> Iterator[Finding]:
    ranges = parts.ranges()
    for rule in parts.rules.values():
        for amount in rule.each_amount:
            low, high = (0, 0) if amount.low is None else ranges.of(amount.low)
            known = low is not None or high is not None
            if amount.low is not None and known and (low is None or low < 0):
                yield parts.finding("negative_amount", rule.amount_path, found=written(amount.low))


def written(node: n.Node) -> str:
    """A simple expression as a file writes it, and the sort of another."""
    if isinstance(node, n.Fact | n.Definition):
        return ".".join([*node.path, node.name]).removeprefix("$")
    if (name := n.figure_of(node)) is not None:
        return f"p.{name}"
    if isinstance(node, n.Rate):
        return f"rate.{node.name}"
    if isinstance(node, n.Context):
        return node.name
    if isinstance(node, n.Arithmetic):
        return f"{written(node.left)} {node.operator} {written(node.right)}"
    return type(node).__name__.lower()


def _decided_lines(parts: Parts) -> Iterator[Finding]:
    ranges = parts.ranges()
    for rule in parts.rules.values():
        for line in rule.lines:
            if not line.path:
                continue
            node = line.node
            if isinstance(node, n.Truth):
                verdict: bool | None = node.value
            elif isinstance(node, n.Compare) and node.left.type.sort in (Sort.NUMBER, Sort.DATE):
                verdict = iv.compared(node.operator, ranges.of(node.left), ranges.of(node.right))
            else:
                verdict = False if _leaves_nothing(ranges, node) else None
            if verdict is not None:
                yield parts.finding("tautology", line.path, found=str(verdict).lower())


def _leaves_nothing(ranges: Ranges, node: n.Node) -> bool:
    """Whether a condition asks one number to lie above one end and below another that is never above the first."""
    above: list[tuple[n.Node, n.Node, bool]] = []
    below: list[tuple[n.Node, n.Node, bool]] = []
    for item in all_of(node):
        if (
            isinstance(item, n.Compare)
            and item.operator in (">=", ">", "<=", "<")
            and item.left.type.sort in (Sort.NUMBER, Sort.DATE)
        ):
            strictly = item.operator in (">", "<")
            forward, backward = (above, below) if item.operator in (">=", ">") else (below, above)
            forward.append((item.left, item.right, strictly))
            backward.append((item.right, item.left, strictly))
    return any(
        one == other and never_above(ranges, end, start, strictly=not (over or under))
        for one, start, over in above
        for other, end, under in below
    )


def all_of(node: n.Node) -> Iterator[n.Node]:
    """The conditions that all have to hold for one to hold."""
    if isinstance(node, n.And):
        for item in node.operands:
            yield from all_of(item)
    else:
        yield node


def _unseen_warnings(parts: Parts) -> Iterator[Finding]:
    named = {name for rule in parts.rules.values() for name in rule.model.readings}
    for name, reading in parts.model.readings.items():
        if reading.warning is not None and name not in named:
            yield parts.finding("warning_unseen", ("readings", name, "warning"), key=True, found=name)


def _readings_not_named(parts: Parts) -> Iterator[Finding]:
    """What an office may read otherwise is told with every rule that turns on it, by way of definitions and limits too."""
    for rule in parts.rules.values():
        limits = [limit_expressions(limit, parts.rules, [rule.id]) for limit in parts.limits if rule.id in limit.over]
        reads = reached(chain(rule_expressions(rule), *limits), parts.definitions)
        taken = dict.fromkeys(read.node.reading for read in reads if isinstance(read.node, n.Taken))
        for name in [one.partition("/")[2] for one in taken]:
            if name not in rule.model.all_readings:
                yield parts.finding("reading_not_named", rule.path, key=True, found=rule.id, reading=name)


def _crossing_caps(parts: Parts) -> Iterator[Finding]:
    """Caps in yuan must nest, otherwise the text does not say whose payment is reduced."""
    for one, other in combinations(parts.limits, 2):
        if crosses(one, other):
            yield parts.finding("caps_cross", other.path, left=one.id, right=other.id)


def crosses(one: LimitRule, other: LimitRule) -> bool:
    """Whether two limits are caps over the same clause of which neither contains the other."""
    if not (_is_cap(one) and _is_cap(other) and set(one.over) & set(other.over)):
        return False
    return not (_nested(one, other) or _nested(other, one))


def _is_cap(limit: LimitRule) -> bool:
    return any(allowance.measure == "yuan" for allowance in limit.allowances)


def _nested(inner: LimitRule, outer: LimitRule) -> bool:
    """Whether every group of one limit lies in a group of the other."""
    if not set(inner.over) <= set(outer.over):
        return False
    for key in outer.keys:
        if key.sort != "entity":
            if key.sort != "lifetime" and all(other.sort != key.sort for other in inner.keys):
                return False
        elif not any(other.sort == "entity" and _refines(other.paths, key.paths) for other in inner.keys):
            return False
    return True


def _refines(inner: Mapping[str, n.Path], outer: Mapping[str, n.Path]) -> bool:
    """Whether what the inner key names decides what the outer key names, for each clause."""
    return all(outer[id_][: len(way)] == way for id_, way in inner.items())
