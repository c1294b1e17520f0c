"""Which entitlements ``subsidies explain`` is asked about."""

from __future__ import annotations

from subsidies.determination import Determination, Entitlement
from subsidies.errors import Finding, UsageError, suggestion
from subsidies.errors.finding import shown
from subsidies.law import Law


def selected(law: Law, determination: Determination, clause: str | None, subject: str | None) -> list[Entitlement]:
    """The entitlements for a clause (or all that a limit binds) and a subject.

    Raises :class:`UsageError` when there is no such clause or subject, or the clause is not decided for the subject.
    """
    chosen = list(determination.entitlements)
    if clause is not None:
        names = _clauses(law, clause)
        chosen = [item for item in chosen if item.clause in names]
    if subject is not None:
        if subject not in determination.question.by_id:
            near = suggestion(subject, determination.question.by_id)
            raise UsageError(Finding("unknown_subject", context={"found": shown(subject)}, suggestion=near))
        chosen = [item for item in chosen if item.subject.id == subject]
        if not chosen:
            found = shown(f"{clause or '*'} ({subject})")
            raise UsageError(Finding("unknown_subject", context={"found": found}))
    return chosen


def _clauses(law: Law, wanted: str) -> set[str]:
    """Full ids of the clauses that a clause's or limit's id stands for."""
    found: set[str] = set()
    known: list[str] = []
    for ruleset in law.rulesets:
        by_limit = {limit.id: limit.over for limit in ruleset.limits}
        # One article may be encoded as several limits: its id stands for all of them.
        for model in ruleset.model.limits:
            if model.clause is not None:
                by_limit[model.clause] = (*by_limit.get(model.clause, ()), *model.over)
        for id_ in (*ruleset.rules, *by_limit):
            known.append(id_)
            if wanted in (id_, f"{ruleset.policy}/{id_}"):
                names = by_limit.get(id_, (id_,)) if id_ not in ruleset.rules else (id_,)
                found |= {name if "/" in name else f"{ruleset.policy}/{name}" for name in names}
    if not found:
        raise UsageError(Finding("unknown_clause", context={"found": shown(wanted)}, suggestion=suggestion(wanted, known)))
    return found
