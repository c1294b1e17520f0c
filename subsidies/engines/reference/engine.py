"""The reference engine: the definition of what a ruleset means, with a full trace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from subsidies.case.entities import Entity
from subsidies.engines.decision import Decision, Environment
from subsidies.engines.reference.conditions import Conditions
from subsidies.expression import nodes as n
from subsidies.expression.looks import is_of_case
from subsidies.quantities.compile import Condition, Quantity, Truth, Walk
from subsidies.ruleset.rules import Rule, Ruleset
from subsidies.vocabulary.world import World

Verdicts = tuple[Truth, ...]


class ReferenceEngine:
    """One ruleset, compiled to closures."""

    def __init__(self, ruleset: Ruleset, world: World) -> None:
        self.ruleset = ruleset
        self.conditions = Conditions(world, ruleset.definition_nodes, ruleset.named)
        self._tables: dict[str, _Table] = {}
        self._plans = [
            (rule, self._tables.setdefault(rule.subject, _Table()).columns(rule, self.conditions))
            for rule in ruleset.rules.values()
        ]

    def run(self, env: Environment) -> list[Decision]:
        """Decide every rule for every entity of its kind; every line is looked at."""
        decisions: list[Decision] = []
        entities = env.question.entities
        rows = {kind: table.rows(env, entities.get(kind, ())) for kind, table in self._tables.items()}
        for rule, columns in self._plans:
            for subject, row in rows[rule.subject]:
                lines = columns(row)
                verdict: Truth = False if False in lines else None if None in lines else True
                decisions.append(Decision(rule, subject, verdict, lines))
        return decisions

    def condition(self, node: n.Node) -> Condition:
        """The closure of one condition of the ruleset."""
        return self.conditions.compile(node)

    def quantity(self, node: n.Node) -> Quantity:
        """The closure of one number or date of the ruleset."""
        return self.conditions.quantities.compile(node)

    def walk(self, path: n.Path) -> Walk:
        """The closure of one many-to-one way."""
        return self.conditions.quantities.walk(path)


class _Table:
    """The conditions of all lines about one kind of entity, each decided once for an entity however many rules have it.

    What depends on the question alone is decided once for all entities.
    """

    def __init__(self) -> None:
        self.of_question: dict[Condition, int] = {}
        self.of_subject: dict[Condition, int] = {}

    def columns(self, rule: Rule, conditions: Conditions) -> Callable[[Verdicts], Verdicts]:
        """Picks the lines of a rule from a row; the columns of the question come last, since a row grows to the left of them."""
        places: list[int] = []
        for line in rule.lines:
            condition = conditions.compile(line.required)
            if is_of_case(line.node):
                places.append(self.of_subject.setdefault(condition, len(self.of_subject)))
            else:
                places.append(-1 - self.of_question.setdefault(condition, len(self.of_question)))
        if len(places) == 1:
            (place,) = places
            return lambda row: (row[place],)
        return itemgetter(*places)

    def rows(self, env: Environment, subjects: Sequence[Entity]) -> list[tuple[Entity, Verdicts]]:
        """For each entity the verdict on every condition."""
        if not subjects:
            return []
        shared = [condition(env, subjects[0], None) for condition in reversed(self.of_question)]
        own = list(self.of_subject)
        return [(subject, (*[condition(env, subject, None) for condition in own], *shared)) for subject in subjects]
