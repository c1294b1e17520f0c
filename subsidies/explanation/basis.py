"""A determination beside the law that decided it: what every explanation looks things up in."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Entity, EntityRef
from subsidies.determination import Determination, Entitlement
from subsidies.engines.decision import Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.errors.arguments import unknown
from subsidies.expression import nodes as n
from subsidies.law import Law
from subsidies.quantities.compile import Quantities, Truth
from subsidies.reprs import cut
from subsidies.ruleset.reach import Expression, Reach
from subsidies.ruleset.rules import DefinitionRule, Rule, Ruleset


class Basis:
    """What was decided, by which rules, of which facts; what several explanations turn on is worked out once.

    Raises :class:`UsageError` unless the law holds every ruleset that decided.
    """

    def __init__(self, law: Law, determination: Determination) -> None:
        law.require(determination.rulesets)
        self.law = law
        self.determination = determination
        self.question = determination.question
        self.rates = law.rates(determination.question)
        self.env = Environment(determination.question, self.rates)
        self.unknowns: dict[int, tuple[Any, ...]] = {}
        """What entitlements turn on, by their identity, as far as it was asked for."""
        self.unknown_below: dict[int, dict[Any, Any]] = {}
        """What is unknown below the nodes of each ruleset, as far as it was asked for."""

    def __repr__(self) -> str:
        return cut(f"<{type(self).__name__} of {self.determination!r} by {self.law!r}>")

    def entity(self, ref: EntityRef) -> Entity:
        """The entity of the case that is meant; raises :class:`UsageError` for one that is not in it."""
        try:
            return self.question.by_id[ref.id]
        except KeyError:
            raise unknown("unknown_subject", ref.id, self.question.by_id) from None

    @cached_property
    def _own(self) -> frozenset[int]:
        """The entitlements of the determination, by their identity."""
        return frozenset(map(id, self.determination.entitlements))

    def rule(self, item: Entitlement) -> Rule:
        """The rule that an entitlement is under; raises :class:`UsageError` for an entitlement of another determination."""
        if id(item) not in self._own:
            self.determination.place(item)
        return self.law.rule(item.under)

    def ruleset(self, item: Entitlement) -> Ruleset:
        """The ruleset that an entitlement is under."""
        return self.law.ruleset(item.under)

    def engine(self, item: Entitlement) -> ReferenceEngine:
        """The engine that defines what the rule means."""
        return self.law.of(item.under).reference

    def quantities(self, item: Entitlement) -> Quantities:
        """How that engine reads facts and follows ways."""
        return self.engine(item).conditions.quantities

    def figures(self, item: Entitlement, node: n.Node) -> list[str]:
        """Ids of the figures of the law below an expression of the entitlement's rule, those of definitions included."""
        return list(self._reach(item, node).parameters)

    def definitions(self, item: Entitlement, node: n.Node) -> list[DefinitionRule]:
        """The definitions on which an expression of the entitlement's rule turns, each before those that it names itself."""
        return [self.ruleset(item).definitions[key] for key in self._reach(item, node).definitions]

    def _reach(self, item: Entitlement, node: n.Node) -> Reach:
        reach = Reach(self.ruleset(item), self.law.world.vocabulary)
        reach.follow([Expression(node, item.under.subject, (), "line")])
        return reach

    def quantity(self, item: Entitlement, node: n.Node) -> Interval:
        """A number or date of the entitlement's ruleset for its subject."""
        return self.engine(item).quantity(node)(self.env, self.entity(item.subject), None)

    def truth(self, item: Entitlement, node: n.Node, subject: Entity) -> Truth:
        """The verdict on a condition of the entitlement's ruleset for an entity."""
        return self.engine(item).condition(node)(self.env, subject, None)
