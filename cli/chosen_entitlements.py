"""Which entitlements a command is asked about by ``--clause`` and ``--subject``."""

from __future__ import annotations

from subsidies.determination import Determination, Entitlement, require_one
from subsidies.errors import Finding, UsageError, suggestion
from subsidies.errors.arguments import unknown
from subsidies.errors.finding import shown
from subsidies.law import Law
from subsidies.naming.entity_names import EntityNames


def selected(law: Law, determination: Determination, clause: str | None, subject: str | None) -> list[Entitlement]:
    """The entitlements for a clause (or all that a limit binds) and a subject.

    Raises :class:`UsageError` when there is no such clause or subject, several policies have one that is called so, or the
    clause is not decided for the subject.
    """
    chosen = list(determination.entitlements)
    if clause is not None:
        names = _clauses(law, clause)
        chosen = [item for item in chosen if item.clause in names]
    if subject is not None:
        ids = _meant_by(subject, determination, law)
        chosen = [item for item in chosen if item.subject.id in ids]
        if not chosen:
            found = shown(f"{clause or '*'} ({subject})")
            raise UsageError(Finding("unknown_subject", context={"found": found}))
    return chosen


def _meant_by(said: str, determination: Determination, law: Law) -> set[str]:
    """The ids of what an id or a name stands for: a name also for what is about whoever has it, such as a certificate."""
    by_id = determination.question.by_id
    if said in by_id:
        return {said}
    names = EntityNames(determination.question, law.world.vocabulary, "zh")
    found = {id_ for id_, entity in by_id.items() if said in (names.own(entity), names.about(entity), names.of(entity))}
    if not found:
        own = [name for entity in by_id.values() if (name := names.own(entity))]
        raise unknown("unknown_subject", said, [*by_id, *dict.fromkeys(own)])
    return found


def is_of_a_draft(law: Law, clause: str) -> bool:
    """Whether a clause or limit is of a draft that stands beside the law."""
    supposed = law.if_in_force
    return supposed is not None and not _named(law, clause) and bool(_named(supposed, clause))


def _named(law: Law, wanted: str) -> list[str]:
    """The full names that the id of a clause or limit stands for."""
    return [name for name in _meant(law) if wanted in (name, name.partition("/")[2])]


def _clauses(law: Law, wanted: str) -> set[str]:
    """Full ids of the clauses that a clause's or limit's id stands for."""
    meant = _meant(law)
    found = _named(law, wanted)
    if not found:
        known = [short for name in meant for short in (name.partition("/")[2], name)]
        raise UsageError(Finding("unknown_clause", context={"found": shown(wanted)}, suggestion=suggestion(wanted, known)))
    require_one(wanted, found)
    return meant[found[0]]


def _meant(law: Law) -> dict[str, set[str]]:
    """The full ids of the clauses that the full name of a clause, a limit or an article stands for."""
    meant: dict[str, set[str]] = {}
    for item in law.compiled:
        for ref in item.clauses.values():
            meant.setdefault(ref.name, set()).add(ref.name)
            number, dot, _ = ref.id.partition(".")
            if dot and number not in item.clauses:
                meant.setdefault(f"{ref.ruleset.policy}/{number}", set()).add(ref.name)
            for limit, rule in law.limits_over(ref).items():
                # One article may be encoded as several limits: its id stands for all of them, unless a clause has it.
                article = [] if rule.clause is None or rule.clause in item.clauses else [f"{ref.ruleset.policy}/{rule.clause}"]
                for name in (limit.name, *article):
                    meant.setdefault(name, set()).add(ref.name)
    return meant
