"""What a case holds as it is stored: the ends of ways, the values of facts, the members of lists."""

from __future__ import annotations

from functools import reduce
from typing import Any

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import ANY
from subsidies.case.entities import Entity, Listed
from subsidies.expression import nodes as n
from subsidies.quantities.closures import Members, Quantity, Value, Walk
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary


class Stored:
    """Compiles the ways, facts and lists that expressions name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.walks: dict[n.Path, Walk] = {}

    def value(self, node: n.Node) -> Value:
        """Reads a fact as it is stored; the value of an unknown one where the way there is unknown."""
        if not isinstance(node, n.Fact):
            raise TypeError(f"only a fact has a stored value: {node}")
        owners = [self.vocabulary.entities[kind].facts[node.name] for kind in node.entity.split("|")]
        unknown: Any = None
        if node.type.sort is Sort.NUMBER:
            unknown = reduce(iv.hull, [(fact.low, fact.high) for fact in owners])
        elif node.type.sort in (Sort.DATE, Sort.PLACE):
            unknown = ANY
        if len(owners) == 1 and not node.path:
            slot = owners[0].slot
            return lambda entity, member: entity.values[slot]
        walk = self.walk_to(node.path, node.entity)
        if len(owners) == 1:
            slot = owners[0].slot

            def read(entity: Entity, member: Entity | None) -> Any:
                end = walk(entity, member)
                return unknown if end is None else end.values[slot]

            return read
        slots = {fact.entity: fact.slot for fact in owners}

        def read_any(entity: Entity, member: Entity | None) -> Any:
            end = walk(entity, member)
            return unknown if end is None else end.values[slots[end.kind]]

        return read_any

    def walk(self, path: n.Path) -> Walk:
        """Follows a many-to-one way; None where it is unknown. Equal ways share one closure."""
        if path not in self.walks:
            self.walks[path] = self._walk(path)
        return self.walks[path]

    def walk_to(self, path: n.Path, entity: str) -> Walk:
        """Follows a way to one of some kinds of entity (``a|b``); None too where it leads to another kind."""
        walk, kinds = self.walk(path), frozenset(entity.split("|"))
        if self.ends(path) <= kinds:
            return walk

        def follow(start: Entity, member: Entity | None) -> Entity | None:
            end = walk(start, member)
            return end if end is not None and end.kind in kinds else None

        return follow

    def ends(self, path: n.Path) -> frozenset[str]:
        """The kinds of entities that a way can lead to, from wherever it can start; none said of a way of no steps."""
        steps = path[1:] if path[:1] and path[0].startswith("$") else path
        if not steps:
            return frozenset()
        return frozenset(end for start in self.vocabulary.entities for end in self.vocabulary.kinds_at(start, steps))

    def _walk(self, path: n.Path) -> Walk:
        steps = list(path)
        from_member = bool(steps) and steps[0].startswith("$")
        if from_member:
            steps = steps[1:]
        slots = [
            {kind: entity.relations[name].slot for kind, entity in self.vocabulary.entities.items() if name in entity.relations}
            for name in steps
        ]

        def follow(entity: Entity, member: Entity | None) -> Entity | None:
            end = member if from_member else entity
            for slot in slots:
                if end is None or end.kind not in slot:
                    return None
                end = end.links[slot[end.kind]]
            return end

        return follow

    def place(self, node: n.Node) -> Quantity:
        """The span of a place."""
        if isinstance(node, n.Context):
            return lambda env, entity, member: env.question.place
        read = self.value(node)
        return lambda env, entity, member: read(entity, member)

    def members(self, node: n.Aggregate) -> Members:
        """The entities an aggregate looks at."""
        walk, relation = self.walk_to(node.path, node.entity), node.relation

        nobody_known = Listed()

        def find(entity: Entity, member: Entity | None) -> Listed:
            end = walk(entity, member)
            return nobody_known if end is None else end.lists[relation]

        return find
