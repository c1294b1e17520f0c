"""The page of ``subsidies features mutate``: what no scenario would notice, and what stands behind the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from subsidies.files.schema import Label
from subsidies.i18n import N_, Language, translate
from subsidies.mutation import CHANGE_KINDS, FileMutants, Judged, MutationReport, score
from subsidies.mutation.change_kinds import NAMES
from subsidies.punctuation import JOINTS
from subsidies.ruleset.ids import natural
from subsidies.scenarios.folder import NotRun
from subsidies.wording import decimal
from subsidies_cli.page import Mark, Page, Section
from subsidies_cli.pages.scenarios import NOT_RUN

TITLE = N_("Smallest changes of {policy}, version {version}, put to its scenarios")
SURVIVED = N_("{change}, no scenario would fail")
NOT_NOTICED = N_("Not noticed: {owner}")
CHANGE = N_("change {id}")
EQUIVALENT = N_("No difference to any case ({count})")
BECAUSE = N_("because: {why}")
BY_KIND = N_("By what was changed")
KIND = N_("{kind}: {noticed} of {counted} noticed")
BY_OWNER = N_("By clause and limit")
OWNER = N_("{owner}: {noticed} of {counted} noticed")
SCORE = N_("score {score}: {noticed} of {counted} changes noticed; equivalent: {equivalent}; refused at load: {refused}")
BY_MODEL = N_("of the changes noticed, {count} by scenarios that take the model case of a clause; the others by ones written out")
SECONDS = N_("{seconds} seconds")


def page(reports: Sequence[tuple[MutationReport, FileMutants]], apart: Sequence[NotRun], seconds: float, lang: Language) -> Page:
    """Survivors first, in the reader's words; then what stands behind the score, and what is ``apart`` and not measured."""
    names = [f"{report.policy} {report.version}" for report, _ in reports]
    first = reports[0][0]
    one = translate(TITLE, lang).format(policy=first.policy, version=first.version)
    title = one if len(reports) == 1 else JOINTS[lang].comma.join(names)
    shown = Page(title)
    for report, mutants in reports:
        titles = {**mutants.titles, "": mutants.whole}
        _survivors(shown, report, titles, lang)
        _equivalents(shown, report, lang)
        _tables(shown, report, titles, lang)
        shown.closing.add(total(report, lang), 0, Mark.HOLDS if report.score == 1 else Mark.FAILS, "strong")
        if report.by_model:
            shown.closing.add(translate(BY_MODEL, lang).format(count=len(report.by_model)), style="faint")
    shown.closing.add(translate(SECONDS, lang).format(seconds=f"{seconds:.0f}"), style="faint")
    for waiting in apart:
        shown.closing.add(translate(NOT_RUN, lang).format(**waiting._asdict()), mark=Mark.WARNING)
    return shown


def total(report: MutationReport, lang: Language) -> str:
    """The score with what it is made of."""
    noticed, survived = len(report.with_fate("noticed")), len(report.with_fate("survived"))
    return translate(SCORE, lang).format(
        score=percent(report.score, lang),
        noticed=noticed,
        counted=noticed + survived,
        equivalent=len(report.with_fate("equivalent")),
        refused=len(report.with_fate("refused")),
    )


def percent(share: Fraction, lang: Language) -> str:
    """A share in percent, rounded down, so that only all of it is 100 %."""
    return f"{decimal(Fraction(int(share * 1000), 10), lang)}%"


def owners(report: MutationReport) -> list[str]:
    """Clauses, provisions, limits and entries that have mutants, as people count; the file as a whole last."""
    return [*sorted({owner for item in report.judged for owner in item.mutant.owners}, key=natural), ""]


def _named(owner: str, titles: Mapping[str, Label], lang: Language) -> str:
    return f"{owner} {titles[owner][lang]}".lstrip()


def _survivors(shown: Page, report: MutationReport, titles: Mapping[str, Label], lang: Language) -> None:
    told: set[str] = set()
    for owner in owners(report):
        section = Section(translate(NOT_NOTICED, lang).format(owner=_named(owner, titles, lang)))
        for item in report.about(owner):
            if item.fate == "survived" and item.mutant.id not in told:
                told.add(item.mutant.id)
                section.add(translate(SURVIVED, lang).format(change=item.mutant.change[lang]), 0, Mark.FAILS)
                section.add(translate(CHANGE, lang).format(id=item.mutant.id), 1, style="faint")
        shown.show(section)


def _equivalents(shown: Page, report: MutationReport, lang: Language) -> None:
    found = report.with_fate("equivalent")
    section = Section(translate(EQUIVALENT, lang).format(count=len(found)))
    reasons: dict[str, list[Judged]] = {}
    for item in found:
        assert item.why is not None
        reasons.setdefault(item.why[lang], []).append(item)
    for reason, items in reasons.items():
        for item in items:
            section.add(item.mutant.change[lang], 0, Mark.ITEM)
        section.add(translate(BECAUSE, lang).format(why=reason), 1, style="faint")
    shown.show(section)


def _tables(shown: Page, report: MutationReport, titles: Mapping[str, Label], lang: Language) -> None:
    kinds = Section(translate(BY_KIND, lang))
    for kind in CHANGE_KINDS:
        _row(kinds, KIND, "kind", translate(NAMES[kind], lang), [one for one in report.judged if one.mutant.kind == kind], lang)
    clauses = Section(translate(BY_OWNER, lang))
    for owner in owners(report):
        _row(clauses, OWNER, "owner", _named(owner, titles, lang), report.about(owner), lang)
    shown.show(kinds, clauses)


def _row(section: Section, message: str, key: str, name: str, items: Sequence[Judged], lang: Language) -> None:
    noticed = sum(item.fate == "noticed" for item in items)
    counted = noticed + sum(item.fate == "survived" for item in items)
    if counted:
        text = translate(message, lang).format(noticed=noticed, counted=counted, **{key: name})
        section.add(text, 0, Mark.HOLDS if score(items) == 1 else Mark.FAILS)
