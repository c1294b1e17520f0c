"""Which scenarios a change of the law leaves as they are: all that the change can act through is refused there, as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from subsidies.assessment.assessing import REFUSALS
from subsidies.determination import Determination, Entitlement
from subsidies.engines.decision import Decision
from subsidies.files.source import DataPath
from subsidies.law import Law

LINES: Final = frozenset({"when", "unless"})
"""The fields of a clause that say nothing but whether it holds."""


LawOf = Callable[[tuple[str, ...], date | None], Law]


class Asked(NamedTuple):
    """A question of a scenario, with the answer of the law as it stands; ``about`` are the clauses it says something of."""

    policies: tuple[str, ...]
    known_on: date | None
    answer: Determination
    about: frozenset[str]


class Effect(NamedTuple):
    """Through what a change acts: the rules of ``clauses``, or the limits over them.

    ``on_lines`` says that it changes nothing but whether they hold.
    """

    clauses: frozenset[str]
    on_lines: bool

    def may_touch(self, asked: Asked, law_of: LawOf) -> bool:
        """Whether the answer may be another one by the law after the change; errors as for answering by it."""
        mine = [item for item in asked.answer.entitlements if item.id in self.clauses]
        if any(item.verdict is None or (item.verdict and not self.on_lines) for item in mine):
            return True
        changed = law_of(asked.policies, asked.known_on)
        rules = {id_ for ruleset in changed.rulesets for id_ in ruleset.rules}
        given = () if self.on_lines else asked.answer.question.prior_awards or ()
        if not rules - self.clauses >= {award.clause.rpartition("/")[2] for award in given}:
            return True
        return changed.if_in_force is not None or not _same(_decided(changed, asked.answer), asked)


def effect(owners: Sequence[str], path: DataPath, limits: Iterable[tuple[str, Sequence[str]]]) -> Effect | None:
    """The effect of a change at a path, about ``owners``; ``limits`` are those before and after it, with what they are over.

    None where it is about the policy as a whole.
    """
    over = [id_ for limit, bound in limits if limit in owners for id_ in bound]
    on_lines = len(path) > 2 and path[0] in ("clauses", "provisions") and path[2] in LINES
    return Effect(frozenset((*owners, *over)), on_lines) if owners else None


def _decided(law: Law, answer: Determination) -> list[Decision]:
    env = law.environment(answer.question)
    return [decision for compiled in law.compiled for decision in compiled.reference.run(env)]


def _same(decisions: Sequence[Decision], asked: Asked) -> bool:
    items = asked.answer.entitlements
    return len(decisions) == len(items) and all(
        _alike(decision, item, item.id in asked.about) for decision, item in zip(decisions, items, strict=True)
    )


def _alike(decision: Decision, item: Entitlement, line_by_line: bool) -> bool:
    if decision.rule.id != item.id or decision.subject.ref != item.subject:
        return False
    if decision.lines == item.lines:
        return True
    if line_by_line or decision.verdict is not False or item.verdict is not False:
        return False
    return REFUSALS[decision.rule.lines[decision.lines.index(False)].role] is item.outcome
