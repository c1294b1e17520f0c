"""The menu of ``subsidies explain``: what is payable, open, nearly due or kept out, each with the short why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from shlex import quote
from typing import Final

from subsidies.advice import Rank, is_apart, of_rank, only_named, rank
from subsidies.determination import Entitlement, Outcome
from subsidies.expression import nodes as n
from subsidies.i18n import N_, Language
from subsidies.naming import Naming, awarded
from subsidies.naming.questions import label
from subsidies.types.sorts import Sort
from subsidies_cli.asked import Answer
from subsidies_cli.desk.applicant import whose
from subsidies_cli.page import Page, Section
from subsidies_cli.pages.header import case_name
from subsidies_cli.pages.not_paid import instead, seen_in_short

TITLE: Final = N_("Reasons    {whose}    {case}")
TITLE_NO_CASE: Final = N_("Reasons    {case}")
HOW: Final = N_("One clause: --clause {clause}; one person: --subject NAME; an article: --clause {article}; all of it: --full")
PAYABLE: Final = N_("Can be claimed")
OPEN: Final = N_("Not settled")
NEAR: Final = N_("Near misses")
LIMITED: Final = N_("Ruled out by a limit")
TURNS_ON: Final = N_("turns on: {what}")
MORE_THINGS: Final = N_("{first}, and {count} more")
IS: Final = N_("{value}; needed: {condition}")
BECAUSE: Final = N_("{limit}; instead: {awards}")
MORE_LEFT: Final = N_("Others: conditions not met {refused}, decided elsewhere {elsewhere} (subsidies assess {file} --full)")
NOTHING: Final = N_("Nothing here is payable, open or nearly due.")
SHOWN: Final = 12
"""So many lines of each sort are shown."""
MORE: Final = N_("… and {count} more: --full")


def menu(answer: Answer, chosen: Sequence[Entitlement], lang: Language) -> Page:
    """What some entitlements come to, in lines that each say what to ask for next."""
    naming = Naming(answer.explanation, lang)
    found = _Menu(naming, chosen)
    name = whose(naming)
    result = Page(naming.t(TITLE if name else TITLE_NO_CASE, whose=name, case=case_name(answer)), dense=True)
    example = next(iter([*found.payable, *found.open, *chosen]), None)
    if example is not None:
        clause = naming.clause(example)
        result.intro.add(naming.t(HOW, clause=clause, article=clause.rpartition(".")[0] or clause))
    for note in answer.notes:
        result.intro.add(note)
    result.show(*found.sections())
    if not result.sections:
        result.intro.add(naming.t(NOTHING))
    refused, elsewhere = found.left()
    if refused or elsewhere:
        file = quote(answer.file) + answer.options
        result.closing.add(naming.t(MORE_LEFT, refused=refused, elsewhere=elsewhere, file=file), style="faint")
    return result


class _Menu:
    def __init__(self, naming: Naming, chosen: Sequence[Entitlement]) -> None:
        self.naming = naming
        named = only_named(naming.vocabulary, naming.determination)
        self.chosen = [item for item in chosen if not item.is_duty and not is_apart(item, named)]
        self.payable = self._of(Outcome.PAYABLE)
        policies = {item.ruleset.policy for item in self.payable}
        naming.home = policies.pop() if len(policies) == 1 else ""
        self.open = self._of(Outcome.POSSIBLE)
        self.near = [item for item in self._of(Outcome.NOT_ENTITLED) if _is_near(item, naming)]
        excluded = self._of(Outcome.EXCLUDED_BY_LIMIT)
        self.limited = [item for item in excluded if not naming.explanation.is_another_ground(item)]

    def _of(self, outcome: Outcome) -> list[Entitlement]:
        found = [item for item in self.chosen if item.outcome is outcome]
        return of_rank(self.naming.law, found, Rank.SUM, Rank.THING)

    def sections(self) -> list[Section]:
        return [
            self._section(PAYABLE, self.payable, self._title),
            self._section(OPEN, self.open, self._turns_on),
            self._section(NEAR, self.near, self._short_of),
            self._section(LIMITED, self.limited, self._kept_out),
        ]

    def _section(self, title: str, items: Sequence[Entitlement], why: Callable[[Entitlement], str]) -> Section:
        naming = self.naming
        section = Section(naming.t(title))
        for item in items[:SHOWN]:
            text = naming.pause.join(part for part in (self._amount(item), why(item)) if part)
            section.add(text, columns=(naming.clause(item), naming.entity(item.subject)))
        if len(items) > SHOWN:
            section.add(naming.t(MORE, count=len(items) - SHOWN))
        return section

    def _amount(self, item: Entitlement) -> str:
        """A sum in short; empty where none is named, or it is not worked out."""
        if rank(self.naming.law, item) is not Rank.SUM or not item.amounts:
            return ""
        return awarded(item, self.naming) if item.outcome is Outcome.PAYABLE else self.naming.amounts(item)

    def _title(self, item: Entitlement) -> str:
        return self.naming.law.rule(item.under).model.title.brief(self.naming.lang)

    def _turns_on(self, item: Entitlement) -> str:
        naming = self.naming
        missing = [label(one, naming) for one in naming.explanation.missing(item)]
        what = list(dict.fromkeys(missing))
        if not what:
            return self._title(item)
        text = what[0] if len(what) == 1 else naming.t(MORE_THINGS, first=what[0], count=len(what) - 1)
        return naming.t(TURNS_ON, what=text)

    def _short_of(self, item: Entitlement) -> str:
        naming = self.naming
        row = naming.explanation.decisive(item)
        assert row is not None
        return naming.t(IS, value=seen_in_short(item, row, naming), condition=naming.said(item).line(row.line))

    def _kept_out(self, item: Entitlement) -> str:
        naming = self.naming
        limit = naming.limit(item)[0]
        awards = instead(item, naming)
        return naming.t(BECAUSE, limit=limit, awards=awards) if awards else limit

    def left(self) -> tuple[int, int]:
        """How many clauses are refused that are no near miss, and how many are decided elsewhere."""
        near = {id(item) for item in self.near}
        refused = {item.clause for item in self.chosen if item.outcome is Outcome.NOT_ENTITLED and id(item) not in near}
        return len(refused), len(_clauses(self.naming, self.chosen))


def _clauses(naming: Naming, items: Iterable[Entitlement]) -> set[str]:
    return {
        item.clause
        for item in items
        if item.outcome in (Outcome.DECIDED_ELSEWHERE, Outcome.POSSIBLE) and rank(naming.law, item) is Rank.ELSEWHERE
    }


def _is_near(item: Entitlement, naming: Naming) -> bool:
    """Whether one number alone speaks against it, and everything else for it."""
    rows = naming.explanation.rows(item)
    against = [row for row in rows if row.supports is not True]
    if len(against) != 1 or against[0].supports is None or against[0].line.role == "exception":
        return False
    seen = naming.explanation.seen(item, against[0])
    return any(isinstance(one.node, n.Fact) and one.node.type.sort is Sort.NUMBER and one.is_known for one in seen)
