"""What limits excluded and what is not due: with the one reason that decides."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.advice import Rank, of_rank
from subsidies.determination import Entitlement, Outcome
from subsidies.explanation import LimitUse, TraceRow
from subsidies.expression import nodes as n
from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies.ruleset.references import LimitRef
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.limit_usage import usage
from subsidies_cli.pages.times import out_of_time

EXCLUDED = N_("Not paid because of a limit")
EXCLUDED_AWARD = N_("{clause} {amount}")
EXCLUDED_OPEN = N_("{clause} {amount} (whatever the answers)")
EXCLUDED_OF = N_("{subject}: {awards}")
INSTEAD = N_("instead: {awards}")
NOT_DUE = N_("Not due")
NOT_MET = N_("not met: {reason}")
EXCEPTION = N_("ruled out, because this applies: {reason}")
OF = N_("{subject} ({value})")
ELSEWHERE_TITLE = N_("Not looked at further")
ELSEWHERE = N_("Not a matter of {place}: {list}")
SILENT = N_("{title} ({policy}): not in force on the days that count, or not a matter of the places in the case")
MAX_VALUES = 2


def excluded(naming: Naming) -> Section:
    """Awards that a limit excludes, by limit, and what is paid in their place; not the other grounds of what is paid."""
    section = Section(naming.t(EXCLUDED))
    found = naming.determination.with_outcome(Outcome.EXCLUDED_BY_LIMIT)
    kept_out = [item for item in found if not naming.explanation.is_another_ground(item)]
    by_policy(section, kept_out, naming, lambda below, items: _by_limit(below, items, naming))
    return section


def _by_limit(section: Section, kept_out: Sequence[Entitlement], naming: Naming) -> None:
    groups: dict[tuple[str, LimitRef, tuple[str, ...]], list[Entitlement]] = {}
    for item in kept_out:
        assert item.limit is not None
        groups.setdefault((item.ruleset.policy, item.limit.limit, item.limit.group), []).append(item)
    titles = [naming.limit(items[0])[0] for items in groups.values()]
    last = ""
    for items in sorted(groups.values(), key=lambda items: titles.index(naming.limit(items[0])[0])):
        title = naming.limit(items[0])[0]
        if title != last:
            section.add(title, 0, Mark.LIMIT, "strong")
            last = title
        texts = []
        for subject in dict.fromkeys(item.subject for item in items):
            awards = [_award(item, naming) for item in items if item.subject == subject]
            texts.append(naming.t(EXCLUDED_OF, subject=naming.entity(subject), awards=naming.comma.join(awards)))
        uses = [use for use in naming.explanation.limit_uses(items[0]) if is_behind(use, items[0])]
        texts += [usage(use, naming) for use in uses if use.before != (0, 0)]
        rivals = instead(items[0], naming, items[0].ruleset.policy)
        if rivals:
            texts.append(naming.t(INSTEAD, awards=rivals))
        section.add(naming.semicolon.join(texts), 1)


def is_behind(use: LimitUse, item: Entitlement) -> bool:
    """Whether this is what keeps an award out."""
    return item.limit is not None and (use.limit, use.group, use.measure) == item.limit


def instead(item: Entitlement, naming: Naming, below: str = "") -> str:
    """The payable awards under the limit that excluded one, in words; ``below`` is the policy under whose name they stand."""
    rivals = naming.explanation.rivals(item)
    return naming.comma.join(f"{naming.entity(own.subject)} {naming.clause(own, below)} {naming.amounts(own)}" for own in rivals)


def _award(item: Entitlement, naming: Naming) -> str:
    text = EXCLUDED_AWARD if item.verdict is True else EXCLUDED_OPEN
    return naming.t(text, clause=naming.clause(item, item.ruleset.policy), amount=naming.amounts(item))


def not_due(naming: Naming) -> Section:
    """Refusals, each with the one line that decides it and the value it saw: first those of sums and services of the plan, clause
    by clause; then in short, by the reason, those of what is decided elsewhere anyway."""
    section = Section(naming.t(NOT_DUE))

    def write(section: Section, refusals: list[Entitlement]) -> None:
        _by_clause(section, of_rank(naming.law, refusals, Rank.SUM, Rank.THING), naming)
        _by_reason(section, of_rank(naming.law, refusals, Rank.ELSEWHERE, Rank.DUTY), naming)

    by_policy(section, naming.determination.with_outcome(Outcome.NOT_ENTITLED), naming, write)
    return section


def _by_clause(section: Section, refusals: Sequence[Entitlement], naming: Naming) -> None:
    clauses: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for item in refusals:
        _, reasons = clauses.setdefault(item.clause, (naming.title(item), {}))
        reasons.setdefault(reason(item, naming), []).append(_refused(item, naming))
    # Clauses that all are refused for the same people and reason stand together.
    blocks: dict[tuple[tuple[str, tuple[str, ...]], ...], list[str]] = {}
    for title, reasons in clauses.values():
        key = tuple((text, tuple(names)) for text, names in reasons.items())
        blocks.setdefault(key, []).append(title)
    for key, titles in blocks.items():
        for title in titles:
            section.add(title, 0, Mark.FAILS)
        for text, names in key:
            section.add(naming.semicolon.join([naming.comma.join(names), text]), 1)


def _by_reason(section: Section, refusals: Sequence[Entitlement], naming: Naming) -> None:
    reasons: dict[str, dict[str, list[Entitlement]]] = {}
    for item in refusals:
        reasons.setdefault(reason(item, naming), {}).setdefault(item.clause, []).append(item)
    for text, clauses in reasons.items():
        subjects: dict[str, list[str]] = {}
        for items in clauses.values():
            subjects.setdefault(naming.short([item.subject for item in items]), []).append(naming.title(items[0]))
        parts = [naming.comma.join(titles) + naming.colon + names for names, titles in subjects.items()]
        section.add(naming.semicolon.join([*parts, text]), 0, Mark.FAILS)


def reason(item: Entitlement, naming: Naming) -> str:
    """The decisive line of a refusal in words."""
    row = naming.explanation.decisive(item)
    if row is None:
        return ""
    text = naming.said(item).line(row.line)
    return naming.t(EXCEPTION if row.line.role == "exception" else NOT_MET, reason=text)


def _refused(item: Entitlement, naming: Naming) -> str:
    name = naming.entity(item.subject)
    row = naming.explanation.decisive(item)
    values = seen_in_short(item, row, naming) if row else ""
    return naming.t(OF, subject=name, value=values) if values else name


def seen_in_short(item: Entitlement, row: TraceRow, naming: Naming) -> str:
    """What the decisive line saw, briefly."""
    parts: list[str] = []
    for one in naming.explanation.seen(item, row):
        if isinstance(one.node, n.Context):
            continue
        value = naming.value(one.node, one.value)
        if value is not None and value not in parts:
            parts.append(value)
    return naming.comma.join(parts[:MAX_VALUES])


def not_looked_at(naming: Naming) -> Section:
    """Clauses of other places, and clauses outside the days that count, by which days these are: one line each."""
    section = Section(naming.t(ELSEWHERE_TITLE))
    determination = naming.determination
    for ruleset in determination.rulesets:
        model = naming.law.ruleset(ruleset).model
        if ruleset not in determination.speaking:
            section.add(naming.t(SILENT, title=model.title[naming.lang], policy=model.policy), 0, Mark.ITEM)
            continue
        away = [item for item in determination.with_outcome(Outcome.ELSEWHERE) if item.ruleset == ruleset]
        if away:
            place = naming.place(model.jurisdiction)
            section.add(naming.t(ELSEWHERE, place=place, list=_by_subject(away, naming)), 0, Mark.ITEM)
        out: dict[str, list[Entitlement]] = {}
        for item in determination.with_outcome(Outcome.NOT_IN_FORCE):
            if item.ruleset == ruleset:
                out.setdefault(out_of_time(item, naming), []).append(item)
        for text, items in out.items():
            section.add(f"{text}{naming.colon}{_by_subject(items, naming)}", 0, Mark.ITEM)
    return section


def _by_subject(items: list[Entitlement], naming: Naming) -> str:
    """Clauses with their subjects in brackets; subjects of the same clauses stand together."""
    clauses: dict[str, dict[str, None]] = {}
    for item in items:
        clauses.setdefault(naming.entity(item.subject), {})[item.clause] = None
    subjects: dict[str, list[str]] = {}
    for subject, ids in clauses.items():
        subjects.setdefault(naming.clauses(ids), []).append(subject)
    return naming.semicolon.join(f"{ids}{naming.bracket(naming.comma.join(names))}" for ids, names in subjects.items())
