"""Prior awards of a case, held against all versions of all policies: an award may be of one that no longer decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from subsidies.case.case import Case
from subsidies.errors import CaseError, Finding, suggestion
from subsidies.errors.finding import shown
from subsidies.files.source import DataPath, dotted
from subsidies.ruleset.rules import Rule


def require_known_awards(
    case: Case, rules_of: Callable[[str], Mapping[str, Rule]], clauses_named: Callable[[str], list[str]]
) -> None:
    """Prior awards must name clauses that exist, for subjects of their kind.

    ``rules_of`` gives the rules of all versions of a policy (none where there is no such policy), ``clauses_named`` the full ids
    of every clause with a short id.

    Raises :class:`CaseError` with all findings.
    """
    found: list[Finding] = []
    for index, (clause, subject) in enumerate(case.awards):
        policy, _, id_ = clause.rpartition("/")
        path: DataPath = ("prior_awards", index, "clause")
        rules = rules_of(policy)
        if id_ not in rules:
            known = [f"{policy}/{name}" for name in rules] or clauses_named(id_)
            near = next((name for name in known if name.endswith(f"/{id_}")), suggestion(clause, known))
            found.append(
                Finding("prior_award_clause", case.source.position(path), dotted(path), {"found": shown(clause)}, suggestion=near)
            )
        elif rules[id_].subject != subject.kind:
            context = {"clause": clause, "entity": rules[id_].subject, "found": repr(subject)}
            spot: DataPath = ("prior_awards", index, "subject")
            found.append(Finding("prior_award_subject", case.source.position(spot), dotted(spot), context))
    if found:
        raise CaseError(found)
