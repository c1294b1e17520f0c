"""Benefits that began under one version and go on while a later one changes their figure: which figure counts from when on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from subsidies.arithmetic.dates import first_of_month
from subsidies.ruleset.lineage import successor
from subsidies.ruleset.models import ClauseModel
from subsidies.ruleset.rules import Rule, Ruleset
from subsidies.settlement.plan import RulePlan, RulesetPlan


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


def running(own: Ruleset, others: Sequence[tuple[Ruleset, RulesetPlan]]) -> dict[str, tuple[Step, ...]]:
    """The clauses of a ruleset whose figures later versions change while benefits run on.

    Of the steps of a clause that have begun the last one counts.
    """
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
    found: dict[str, tuple[Step, ...]] = {}
    for id_, rule in own.rules.items():
        later = [(ruleset, plan, successor(ruleset.model, id_)) for ruleset, plan in changing if rule.runs_on is not None]
        steps = tuple(
            Step(ruleset.model.effective.from_, ruleset.version, plan.rules[name])
            for ruleset, plan, name in later
            if name is not None and _changes(ruleset.rules.get(name))
        )
        if steps:
            found[id_] = steps
    return found


def _changes(rule: Rule | None) -> bool:
    said = rule.model.running if rule is not None and isinstance(rule.model, ClauseModel) else None
    return said is not None and said.figure == "changes"
