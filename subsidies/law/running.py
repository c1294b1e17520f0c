"""Benefits that began under one version and go on while a later one changes their figure: which figure counts from when on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from subsidies.arithmetic.date_functions import MONTHS_OF_YEAR_WITHIN
from subsidies.arithmetic.dates import first_of_month
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Quantity, Walk
from subsidies.ruleset.lineage import successor
from subsidies.ruleset.models import ClauseModel
from subsidies.ruleset.rules import Rule, Ruleset
from subsidies.settlement.plan import Closures, RulePlan, RulesetPlan


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A later version that changes the figure for what falls on its first day or later."""

    since: date
    version: str
    plan: RulePlan
    """The clause as the later version has it."""

    @property
    def month(self) -> int:
        """The first day, as a number, of the month from which on whole months have its figure."""
        return first_of_month(self.since.toordinal())


@dataclass(frozen=True, slots=True, eq=False)
class MonthsCall:
    """The months of a clause as a call of ``months_of_year_within``: the ways to whom it is about, and its arguments."""

    ways: tuple[Walk, ...]
    arguments: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """What later versions make of the figure of a clause; of several steps that have begun the last one counts.

    ``months`` is None where the clause counts none, or counts them in another way.
    """

    steps: tuple[Step, ...]
    months: MonthsCall | None


def running(own: Ruleset, closures: Closures, others: Sequence[tuple[Ruleset, RulesetPlan]]) -> dict[str, Running]:
    """The clauses of a ruleset whose figures later versions change while benefits run on."""
    changing = sorted(
        (
            (ruleset, plan)
            for ruleset, plan in others
            if ruleset.policy == own.policy
            and own.version in ruleset.supersedes
            and (ruleset.model.status == "issued" or own.model.status == "draft")
        ),
        # Whoever supersedes another supersedes all that it does and one more.
        key=lambda item: (len(item[0].supersedes), item[0].model.effective.from_),
    )
    found: dict[str, Running] = {}
    for id_, rule in own.rules.items():
        later = [(ruleset, plan, successor(ruleset.model, id_)) for ruleset, plan in changing if rule.runs_on is not None]
        steps = tuple(
            Step(ruleset.model.effective.from_, ruleset.version, plan.rules[name])
            for ruleset, plan, name in later
            if name is not None and _changes(ruleset.rules.get(name))
        )
        if steps:
            found[id_] = Running(steps, _months_call(rule, own.definition_nodes, closures))
    return found


def _changes(rule: Rule | None) -> bool:
    said = rule.model.running if rule is not None and isinstance(rule.model, ClauseModel) else None
    return said is not None and said.figure == "changes"


def _months_call(rule: Rule, definitions: Mapping[tuple[str, str], n.Node], closures: Closures) -> MonthsCall | None:
    node, ways = rule.months, list[Walk]()
    while isinstance(node, n.Definition):
        ways.append(closures.walk(node.path))
        node = definitions[node.entity, node.name]
    if not isinstance(node, n.DateCall) or node.function != MONTHS_OF_YEAR_WITHIN.name:
        return None
    return MonthsCall(tuple(ways), tuple(map(closures.quantity, node.arguments)))
