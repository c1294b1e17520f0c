"""A ruleset as the engines use it: every condition and amount a typed node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from subsidies.expression.nodes import And, Node, Not, Path
from subsidies.files.schema import Label
from subsidies.files.source import DataPath
from subsidies.ruleset.amount_models import RoundingModel
from subsidies.ruleset.benefit_kinds import BenefitCode
from subsidies.ruleset.boundary_words import Approximate
from subsidies.ruleset.models import ClauseModel, Every, ParameterModel, ProvisionModel, RuleModel, RulesetModel
from subsidies.types.sorts import BOOL
from subsidies.types.units import Unit

BoundKind = Literal["exact", "floor", "ceiling", "band", "unspecified"]
Role = Literal["in_force", "place", "condition", "exception"]
Measure = Literal["awards", "persons", "subjects", "months", "yuan"]


@dataclass(frozen=True, slots=True)
class Line:
    """One condition of a rule: one row of the trace. An exception is written as it stands; it must not hold."""

    node: Node
    role: Role
    text: str
    label: Label | None = None
    path: DataPath = ()
    """Where the file says it; empty for what follows from the dates, the place or a table, and for exemptions from a limit."""

    @property
    def required(self) -> Node:
        """What must hold for the rule to hold."""
        return Not(BOOL, self.node) if self.role == "exception" else self.node


@dataclass(frozen=True, slots=True)
class AmountRule:
    """What is due: between ``low`` and ``high`` (either may be missing), in a unit."""

    bound: BoundKind
    low: Node | None
    high: Node | None
    unit: Unit
    label: Label | None = None
    set_by: Label | None = None
    rounding: RoundingModel | None = None
    counted_in: Label | None = None
    """The measure word of a number of things: 次, 名."""
    may_cross: bool = False
    """Whether the lower end may lie above the upper one for some facts: the rule has a line that asks for their order."""
    of_which: tuple[AmountRule, ...] = ()
    """How much of it comes from whom, the funder as label."""
    about: Approximate | None = None
    """The word by which the text gives its figure as about so much, or so much on average."""

    @property
    def ends(self) -> tuple[Node, ...]:
        """The nodes of its ends; of an amount whose ends are one, that one; then those of its parts."""
        ends = (self.low,) if self.low is self.high else (self.low, self.high)
        return (*(end for end in ends if end is not None), *(end for part in self.of_which for end in part.ends))


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause or a provision, decided for each entity of a kind."""

    id: str
    subject: str
    model: RuleModel
    lines: tuple[Line, ...]
    kind: BenefitCode
    every: Every
    payees: tuple[Path, ...]
    amounts: tuple[AmountRule, ...]
    """What is due; of a provision what is on offer."""
    at: Node | None
    runs_from: Node | None
    runs_on: Node | None
    months: Node | None
    provision: ProvisionModel | None

    @property
    def path(self) -> DataPath:
        """Where the file says it."""
        return ("clauses" if self.provision is None else "provisions", self.id)

    @property
    def amount_path(self) -> DataPath:
        """Where the file says what is due, or of a provision what is on offer."""
        return (*self.path, "amount" if self.provision is None else "supply")

    @property
    def each_amount(self) -> tuple[AmountRule, ...]:
        """Its amounts, each followed by the parts that come from somebody."""
        return tuple(one for amount in self.amounts for one in (amount, *amount.of_which))

    @property
    def accrues(self) -> bool:
        """Whether the amount grows within its period, so that prior payments are taken off."""
        return isinstance(self.model, ClauseModel) and self.model.accrues

    @property
    def condition(self) -> Node:
        """All lines together."""
        return And(BOOL, tuple(line.required for line in self.lines))


@dataclass(frozen=True, slots=True)
class DefinitionRule:
    """A named condition or quantity about an entity."""

    name: str
    entity: str
    node: Node
    label: Label
    cite: str
    text: str

    @property
    def path(self) -> DataPath:
        """Where the file says it."""
        return ("definitions", self.name)


@dataclass(frozen=True, slots=True)
class Key:
    """How a limit groups: by an entity at the end of a path from the subject, by clause, by year, or not at all (lifetime)."""

    name: str
    sort: Literal["entity", "clause", "year", "lifetime"]
    paths: Mapping[str, Path]
    """For an entity: the path from the subject of each clause bound."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a limit counts and how much of it there may be: one number, or several used up in order.

    ``a_month`` says that it is for each month that the awards together are for. ``total`` is the sum of the items, where it has a
    name of its own: then that is how much there may be.
    """

    measure: Measure
    items: tuple[Node, ...]
    texts: tuple[str, ...]
    a_month: bool = False
    total: Node | None = None

    @property
    def figures(self) -> tuple[Node, ...]:
        """What is added up to how much there may be."""
        return self.items if self.total is None else (self.total,)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every expression of it."""
        return self.items if self.total is None else (self.total, *self.items)


@dataclass(frozen=True, slots=True)
class LimitRule:
    """A limit over one or several clauses: of its ruleset by their ids, of several policies by their full ids."""

    id: str
    path: DataPath
    """Where the file says it."""
    title: Label
    cite: str | None
    over: tuple[str, ...]
    keys: tuple[Key, ...]
    allowances: tuple[Allowance, ...]
    unless: Mapping[str, tuple[Line, ...]]
    """Exemptions, checked for the subject of each clause."""
    source: str
    person: Key | None = None
    """Who is counted, where the limit counts persons."""
    clause: str | None = None
    """The id of the paragraph that this limit encodes together with others."""
    same: bool = False
    """Whether the clauses are grounds of one benefit, which is given once."""


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Clauses of which a declared number holds for each subject."""

    id: str
    of: tuple[str, ...]
    join: Literal["exactly_one", "at_most_one"]
    proved: bool


class Rules(Protocol):
    """Rules and limits with what their expressions may name: of one policy, or of what joins several."""

    @property
    def rules(self) -> Mapping[str, Rule]: ...
    @property
    def definitions(self) -> Mapping[tuple[str, str], DefinitionRule]: ...
    @property
    def limits(self) -> tuple[LimitRule, ...]: ...
    @property
    def parameters(self) -> Mapping[str, ParameterModel]: ...


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of a policy, checked."""

    model: RulesetModel
    file: str
    digest: str
    rules: Mapping[str, Rule]
    definitions: Mapping[tuple[str, str], DefinitionRule]
    limits: tuple[LimitRule, ...]
    groups: tuple[GroupRule, ...]
    supersedes: tuple[str, ...] = ()
    """The versions it supersedes as part of a law, by way of others too."""
    foreign: Mapping[str, Rule] = field(default_factory=dict)
    """Clauses of other rulesets of a law that come before some of these, by the names that lines have for them."""
    widened: Mapping[str, LimitRule] = field(default_factory=dict)
    """Limits of other rulesets that are over some of these clauses too, by the full ids of the entries that say so."""

    @property
    def policy(self) -> str:
        return self.model.policy

    @property
    def version(self) -> str:
        return self.model.version

    @property
    def parameters(self) -> Mapping[str, ParameterModel]:
        """The figures that the file states, by name."""
        return self.model.parameters

    @property
    def named(self) -> Mapping[str, Rule]:
        """The rules by the names that lines have for them, those of other rulesets too."""
        return {**self.rules, **self.foreign} if self.foreign else self.rules

    @property
    def definition_nodes(self) -> dict[tuple[str, str], Node]:
        return {key: rule.node for key, rule in self.definitions.items()}

    @property
    def clauses(self) -> list[Rule]:
        """The rules that give a benefit that is computed here."""
        return [rule for rule in self.rules.values() if rule.provision is None]

    def limits_over(self, clause: str) -> list[LimitRule]:
        """The limits that bind a clause."""
        return [limit for limit in self.limits if clause in limit.over]
