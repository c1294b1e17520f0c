"""Rules over one kind of fact, decided by durable-rules.

A network takes any number of rules and splits them into durable-rules rulesets that stay inside what version
2.0.28 is measured to do right: at most 64 patterns that match a fact, 250 properties of a fact besides the
reserved ones, and 63 rules a ruleset with the sentinel beside them.
"""

import json
import re
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from subsidies.engines.rete.faults import CollidingNames, NetworkFault
from subsidies.engines.rete.hashing import require_distinct
from subsidies.engines.rete.sessions import BATCH, MAX_PROPERTIES, MAX_RULES, RESERVED_NAMES, Session

__all__ = ["CollidingNames", "Network", "NetworkFault", "NetworkRule", "Test"]

MAX_TESTS = 127
"""Tests in one rule: the longest `$and` measured to be right."""

_VALUE_LIMIT = 2**63
_OPERATORS = {">=": "$gte", ">": "$gt", "<=": "$lte", "<": "$lt", "==": "$eq"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a fact's property with a constant, e.g. `Test("q12l", ">=", 18)`.

    `op` is one of >=, >, <=, <, ==. The property is an ASCII identifier. The value is a plain integer below
    2**63 in size, in the unit that the fact has it in.
    """

    __test__ = False  # not a test case, whatever pytest makes of the name

    property: str
    op: str
    value: int

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.property) or self.property in RESERVED_NAMES:
            raise ValueError(f"{self.property!r} cannot name a property")
        if self.op not in _OPERATORS:
            raise ValueError(f"{self.op!r} is not one of {', '.join(_OPERATORS)}")
        if type(self.value) is not int or abs(self.value) >= _VALUE_LIMIT:
            raise ValueError(f"{self.value!r} is not an integer below 2**63 in size")


@dataclass(frozen=True, slots=True)
class NetworkRule:
    """`conclusion` follows for a fact on which all of `tests` hold; 1 to 127 of them."""

    conclusion: int
    tests: tuple[Test, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.tests) <= MAX_TESTS:
            raise ValueError(f"a rule has 1 to {MAX_TESTS} tests, this one {len(self.tests)}")


class Network:
    """A set of rules over one kind of fact; any number of rules, any number of facts.

    Safe for several threads: they take turns, which costs nothing, since durable-rules never releases the
    interpreter's lock.
    """

    def __init__(self, name: str, rules: Sequence[NetworkRule]) -> None:
        """Build the network `name`; raises CollidingNames, or NetworkFault if durable-rules refuses a rule."""
        properties = dict.fromkeys(test.property for rule in rules for test in rule.tests)
        require_distinct((*RESERVED_NAMES, *properties))
        self._too_wide = len(properties) > MAX_PROPERTIES
        self.name = name
        self._turn = threading.Lock()
        self._closed = False
        self._splits = [_Split(f"{name}#{number}", part) for number, part in enumerate(_parts(rules))]

    def run(self, facts: Sequence[Mapping[str, int]]) -> list[set[int]]:
        """The conclusions for each fact, in the order of `facts`.

        A property that a fact does not have matches no test on it: that is how unknown is written. Values are
        integers below 2**63 in size. Raises TypeError for any other type, bool included, and NetworkFault if
        durable-rules failed or did not read every fact.
        """
        for position, fact in enumerate(facts):
            _require_integers(position, fact)
        conclusions: list[set[int]] = [set() for _ in facts]
        with self._turn:
            if self._closed:
                raise NetworkFault(self.name, "it is closed")
            for split in self._splits:
                for start in range(0, len(facts), BATCH):
                    split.run(facts[start : start + BATCH], conclusions[start : start + BATCH])
        return conclusions

    def run_bodies(self, bodies: Sequence[str]) -> list[set[int]]:
        """The same for facts that are written already, as JSON members with a comma before each: ``,"q12l":18``.

        Whoever writes them vouches that every value is a plain integer, and every property one of the rules'.
        """
        if self._too_wide:
            return self.run([json.loads(f"{{{body[1:]}}}") for body in bodies])
        conclusions: list[set[int]] = [set() for _ in bodies]
        with self._turn:
            if self._closed:
                raise NetworkFault(self.name, "it is closed")
            for split in self._splits:
                if len(bodies) <= BATCH:
                    split.fire(bodies, conclusions)
                else:
                    for start in range(0, len(bodies), BATCH):
                        split.fire(bodies[start : start + BATCH], conclusions[start : start + BATCH])
        return conclusions

    def close(self) -> None:
        """Free what durable-rules holds; the network cannot run after this."""
        with self._turn:
            self._closed = True
            for split in self._splits:
                split.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Split:
    """As many rules as one durable-rules ruleset takes, and the properties they use."""

    def __init__(self, title: str, rules: Mapping[tuple[Test, ...], Collection[int]]) -> None:
        names = dict.fromkeys(test.property for tests in rules for test in tests)
        self._members = [(f',"{name}":', name) for name in names]
        self._session = Session(title, [(_pattern(tests), follows) for tests, follows in rules.items()])
        self.discard = self._session.discard
        self.fire = self._session.fire

    def run(self, facts: Sequence[Mapping[str, int]], conclusions: Sequence[set[int]]) -> None:
        members = self._members
        bodies = ["".join([f"{key}{fact[name]}" for key, name in members if name in fact]) for fact in facts]
        self._session.fire(bodies, conclusions)


def _parts(rules: Sequence[NetworkRule]) -> list[dict[tuple[Test, ...], Collection[int]]]:
    """The rules in parts that a ruleset takes: tests, and all that follows from them.

    Neighbours stay together, since they tend to share properties, and the parts are of about one size.
    """
    merged: dict[tuple[Test, ...], dict[int, None]] = {}
    for rule in rules:
        merged.setdefault(tuple(dict.fromkeys(rule.tests)), {})[rule.conclusion] = None
    size = -(-len(merged) // max(1, -(-len(merged) // MAX_RULES)))
    parts: list[dict[tuple[Test, ...], Collection[int]]] = []
    properties: set[str] = set()
    for tests, conclusions in merged.items():
        grown = properties.union(test.property for test in tests)
        if not parts or len(parts[-1]) == size or len(grown) > MAX_PROPERTIES:
            parts.append({})
            grown = {test.property for test in tests}
        parts[-1][tests] = tuple(conclusions)
        properties = grown
    return parts


def _pattern(tests: tuple[Test, ...]) -> dict[str, object]:
    return {"$and": [{_OPERATORS[test.op]: {test.property: test.value}} for test in tests]}


def _require_integers(position: int, fact: Mapping[str, int]) -> None:
    """Refuse a bool, float or text, which durable-rules would compare in a way of its own."""
    if not {*map(type, fact.values())} <= {int}:
        name, value = next((name, value) for name, value in fact.items() if type(value) is not int)
        raise TypeError(f"property {name!r} of fact {position} is {value!r}, not a plain int")
