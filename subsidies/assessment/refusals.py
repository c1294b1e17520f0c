"""What a ruleset promised and could not be proved at load, kept on every case; and what cannot be settled yet."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.engines.decision import Decision
from subsidies.errors import Finding, UsageError
from subsidies.law import CompiledRuleset
from subsidies.ruleset.rules import Ruleset


def guard_versions(verdicts: Sequence[tuple[CompiledRuleset, Sequence[Decision]]]) -> None:
    """Each version is settled by itself, so two of one policy must not compete under a limit or for one subject.

    Raises :class:`UsageError` when two versions both give something and a limit, or the same clause and subject, joins them.
    """
    giving: dict[str, list[tuple[Ruleset, list[Decision]]]] = {}
    for compiled, decisions in verdicts:
        items = [item for item in decisions if item.rule.provision is None and item.verdict is not False]
        if items:
            giving.setdefault(compiled.ref.policy, []).append((compiled.ruleset, items))
    for policy, versions in giving.items():
        if len(versions) < 2:
            continue
        limited = any(item.rule.id in limit.over for own, items in versions for item in items for limit in own.limits)
        given = [(item.rule.id, item.subject.index) for _, items in versions for item in items]
        if limited or len(set(given)) < len(given):
            context = {"found": ", ".join(own.version for own, _ in versions), "policy": policy}
            raise UsageError(Finding("versions_together", context=context))


def guard_groups(ruleset: Ruleset, decisions: Sequence[Decision]) -> None:
    """Groups whose declared number could not be proved at load are checked on every case.

    Raises :class:`UsageError` when more clauses hold for a subject than declared, or surely none where one was.
    """
    for group in ruleset.groups:
        if group.proved:
            continue
        verdicts: dict[int, list[Decision]] = {}
        for decision in decisions:
            if decision.rule.id in group.of:
                verdicts.setdefault(decision.subject.index, []).append(decision)
        for members in verdicts.values():
            holding = [item.rule.id for item in members if item.verdict is True]
            none_left = group.join == "exactly_one" and all(_fails_by_itself(item) for item in members)
            if len(holding) > 1 or none_left:
                raise UsageError(
                    Finding(
                        "group_at_run_time",
                        context={
                            "group": group.id,
                            "found": ", ".join(holding) or "0",
                            "subject": repr(members[0].subject),
                            "expected": group.join,
                        },
                    )
                )


def _fails_by_itself(decision: Decision) -> bool:
    """Whether a rule fails, and not for want of force or place."""
    if decision.verdict is not False:
        return False
    return decision.rule.lines[decision.lines.index(False)].role in ("condition", "exception")
