"""The page of ``subsidies features run``: one line for each article, and all that helps with a scenario that failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from subsidies.catalogue import Catalogue
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.scenarios import Ran, Result, Untrue
from subsidies.scenarios.folder import NotRun
from subsidies.scenarios.run_json import step_of
from subsidies.scenarios.trace import MARKS
from subsidies_cli.page import Mark, Page, Section, verdict_mark

TITLE = N_("Run of the features in {folder}")
PASSED = N_("{title}: {passed} passed")
FAILED = N_("{title}: {passed} passed, {failed} failed")
NOT_SO = N_("Not so: {title}")
CLAUSE = N_("clause {clause}")
EXAMPLE = N_("example on line {line}")
TRACE = N_("what the rules give:")
TOTAL = N_("features: {files}; scenarios: {scenarios}; passed: {passed}; failed: {failed}; {seconds} seconds")

NOT_RUN = N_(
    "{policy} is not released and no law: its {scenarios} scenarios were not run; "
    "--policy {policy} --version {version} tries them"
)

_MARKS = {symbol: verdict_mark(verdict) for verdict, symbol in MARKS.items()}


def page(root: Path, ran: Sequence[Ran], apart: Sequence[NotRun], catalogue: Catalogue, seconds: float, lang: Language) -> Page:
    """Articles by policy, then what failed in each, a line of totals, and what was not run since it is ``apart``."""
    shown = Page(translate(TITLE, lang).format(folder=root))
    articles: dict[tuple[str, ...], Section] = {}
    for one in ran:
        policies = one.feature.policies
        if policies not in articles:
            articles[policies] = Section(_policies(policies, catalogue, lang))
        _article(articles[policies], one, lang)
    shown.show(*articles.values(), *(_failures(one, lang) for one in ran))
    failed = sum(len(one.failures) for one in ran)
    total = sum(len(one.results) for one in ran)
    text = translate(TOTAL, lang).format(
        files=len(ran), scenarios=total, passed=total - failed, failed=failed, seconds=f"{seconds:.1f}"
    )
    shown.closing.add(text, mark=Mark.FAILS if failed else Mark.HOLDS, style="strong")
    for waiting in apart:
        shown.closing.add(translate(NOT_RUN, lang).format(**waiting._asdict()), mark=Mark.WARNING)
    return shown


def _policies(policies: Sequence[str], catalogue: Catalogue, lang: Language) -> str:
    names = [f"{policy} {catalogue.versions(policy)[-1].model.title[lang]}" for policy in policies]
    return JOINTS[lang].semicolon.join(names)


def _article(section: Section, one: Ran, lang: Language) -> None:
    failed = len(one.failures)
    template = translate(FAILED if failed else PASSED, lang)
    text = template.format(title=one.feature.title, passed=len(one.results) - failed, failed=failed)
    section.add(text, mark=Mark.FAILS if failed else Mark.HOLDS)


def _failures(one: Ran, lang: Language) -> Section:
    section = Section(translate(NOT_SO, lang).format(title=one.feature.title))
    for result in one.failures:
        _failure(section, result, lang)
    return section


def _failure(section: Section, result: Result, lang: Language) -> None:
    scenario, fault, step = result.scenario, result.fault, step_of(result)
    assert fault is not None
    clause = fault.clause if isinstance(fault, Untrue) else ""
    section.add(scenario.title, 0, Mark.FAILS, "strong")
    place = [f"{fault.file}:{fault.line}"]
    if clause:
        place.append(translate(CLAUSE, lang).format(clause=clause))
    if scenario.values:
        place.append(translate(EXAMPLE, lang).format(line=scenario.line))
    section.add(JOINTS[lang].pause.join(place), 1, Mark.ITEM)
    if step is not None:
        section.add(step.sentence, 1, Mark.ITEM)
    section.add(fault.text, 1, Mark.WARNING, "strong")
    lines = fault.trace.splitlines() if isinstance(fault, Untrue) else []
    if lines:
        section.add(lines.pop(0) if clause else translate(TRACE, lang), 1, Mark.ITEM)
    for line in lines:
        mark = _MARKS.get(line.strip()[:1], Mark.NONE)
        section.add(line.strip() if mark is Mark.NONE else line.strip()[1:].strip(), 2, mark)
