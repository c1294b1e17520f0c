"""The reference engine: the definition of what a ruleset means, with a full trace."""

from __future__ import annotations

from subsidies.engines.decision import Decision, Environment
from subsidies.engines.reference.conditions import Conditions
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Condition, Quantity, Truth
from subsidies.ruleset.rules import Ruleset
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.jurisdictions import Jurisdictions


class ReferenceEngine:
    """One ruleset, compiled to closures."""

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary, jurisdictions: Jurisdictions) -> None:
        self.ruleset = ruleset
        self.conditions = Conditions(vocabulary, jurisdictions, ruleset.definition_nodes, ruleset.rules)
        self._plans = [(rule, [self.conditions.compile(line.required) for line in rule.lines]) for rule in ruleset.rules.values()]

    def run(self, env: Environment) -> list[Decision]:
        """Decide every rule for every entity of its kind; every line is looked at."""
        decisions: list[Decision] = []
        entities = env.question.entities
        for rule, conditions in self._plans:
            for subject in entities.get(rule.subject, ()):
                lines = [condition(env, subject, None) for condition in conditions]
                verdict: Truth = False if False in lines else None if None in lines else True
                decisions.append(Decision(rule, subject, verdict, tuple(lines)))
        return decisions

    def condition(self, node: n.Node) -> Condition:
        """The closure of one condition of the ruleset."""
        return self.conditions.compile(node)

    def quantity(self, node: n.Node) -> Quantity:
        """The closure of one number or date of the ruleset."""
        return self.conditions.quantities.compile(node)
