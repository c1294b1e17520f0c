"""What a ruleset promised and could not be proved at load, kept on every case."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.engines.decision import Decision
from subsidies.errors import Finding, UsageError
from subsidies.ruleset.rules import Ruleset


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
