"""The pages of ``subsidies rulesets list`` and ``show``: what is encoded, and where each figure stands in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from subsidies.catalogue import Catalogue
from subsidies.catalogue.versions import Succession, governing
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.ruleset import Ruleset
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.inforce import sole
from subsidies.ruleset.models import ParameterModel, RuleModel, RulesetModel
from subsidies.wording import REASONS, day, figure, name_of
from subsidies_cli import words
from subsidies_cli.page import Mark, Page, Section
from subsidies_cli.pages.joins import joins

if TYPE_CHECKING:
    from subsidies.catalogue.versions import Version
    from subsidies.vocabulary.world import World

LIST_TITLE = N_("Rulesets in {folder}")
VERSION = N_("{policy}, version {version}")
TITLE = N_("{title}, {number}")
ISSUED = N_("{issuer}; {place}; published {day}")
DRAFTED = N_("{issuer}; {place}; a draft, counted as known from {day}")
DAYS = N_("in force {from_} to {to}")
DAYS_OPEN = N_("in force from {from_}, no end stated")
FACTS_FROM = N_("facts count from {day}")
STATE = N_("status: {status}; {released}")
RELEASED = N_("released (in digests.lock)")
NOT_RELEASED = N_("not released yet")
COUNTS = N_("{clauses} clauses, {provisions} decided elsewhere, {limits} limits, {parameters} figures")
NONE_THERE = N_("There are no rulesets in this folder.")
DIGEST = N_("digest {digest}")
TEXT_DIGEST = N_("SHA-256 of the text it was read from {digest}")
SUPERSEDES = N_("takes the place of version {version}")
SUPERSEDES_MORE = N_("takes the place of version {version}, and with it of {others}")
SUPERSEDED = N_("its place is taken by version {version}")
TO_BE_SUPERSEDED = N_("a draft would take its place: version {version}")
DECIDES_NOTHING = N_("decides nothing any more")
DECIDES_PART = N_("decides only those days and questions that no later version decides")
APART = N_("not released: it is no law and was not read")
APART_CHECK = N_(
    "check it with subsidies rulesets validate {folder}, try it with subsidies features run --policy {policy} --version {version}"
)
CLAUSES = N_("Clauses")
CLAUSE = N_("article {article}; {kind}; office: {office}")
PROVISIONS = N_("Decided elsewhere")
MISSING = N_("missing: {missing}")
LIMITS = N_("Limits")
LIMIT = N_("{id} {title}")
LIMIT_OVER = N_("over {clauses}; per {keys}; at most {most}; {cite}; {source}")
MEASURES = {
    "awards": N_("{value} award(s)"),
    "persons": N_("{value} person(s)"),
    "subjects": N_("{value} thing(s) that awards are for"),
    "months": N_("{value} month(s)"),
    "yuan": N_("{value} in all"),
    "yuan_a_month": N_("{value} for each month that they are for together"),
}
FIGURES = N_("Figures")
FIGURE = N_("{cite}; {source}")
FIGURE_WORD = N_("{word}; {cite}; {source}")
USED = N_("readings: {names}")
NOTHING_GIVEN = N_("Articles that give nobody anything")
FOR_ALL = N_("without conditions, for every {kind}:")
FOR_ALL_WHY = N_("{id} {title}: {reason}; {missing}")
READINGS = N_("Readings")
READING = N_("{name}: {question}")
WHY = N_("because: {why}")


def list_page(catalogue: Catalogue, lang: Language) -> Page:
    """Every policy with its versions, and what joins policies."""
    page = Page(translate(LIST_TITLE, lang).format(folder=catalogue.root))
    apart = catalogue.unreleased
    for policy in sorted({*catalogue.policies, *apart}):
        for version in catalogue.versions(policy) if policy in catalogue.policies else ():
            section = _section(policy, version.model.version, lang)
            _identity(section, version, catalogue, lang)
            _for_all(section, version.model, catalogue, lang)
            page.show(section)
        page.show(*_apart(policy, apart.get(policy, ()), catalogue, lang))
    page.show(*joins(catalogue, lang))
    for name, versions in catalogue.cross_files.unreleased.items():
        page.show(*_apart(name, versions, catalogue, lang))
    if not page.sections:
        page.intro.add(translate(NONE_THERE, lang))
    return page


def _apart(policy: str, versions: Sequence[str], catalogue: Catalogue, lang: Language) -> Iterator[Section]:
    """A section for each version that is not released, of a policy or of what joins policies."""
    for version in versions:
        section = _section(policy, version, lang)
        section.add(translate(APART, lang), 0, Mark.UNKNOWN)
        section.add(translate(APART_CHECK, lang).format(folder=catalogue.root, policy=policy, version=version), 1, style="faint")
        yield section


def _section(policy: str, version: str, lang: Language) -> Section:
    return Section(translate(VERSION, lang).format(policy=policy, version=version))


def _identity(section: Section, version: Version, catalogue: Catalogue, lang: Language) -> None:
    model = version.model
    name = model.title[lang]
    section.add(name if model.number is None else translate(TITLE, lang).format(title=name, number=model.number))
    place = catalogue.world.jurisdictions.names[model.jurisdiction][lang]
    published = day(model.published, lang)
    by = translate(DRAFTED if model.status == "draft" else ISSUED, lang)
    section.add(by.format(issuer=model.issuer[lang], place=place, day=published))
    section.add(_days(model, lang))
    status = translate(words.STATUS[model.status], lang)
    released = translate(RELEASED if version.released else NOT_RELEASED, lang)
    section.add(translate(STATE, lang).format(status=status, released=released))
    for text in _chain(version, catalogue.versions(model.policy), lang):
        section.add(text)
    counts = {
        "clauses": len(model.clauses),
        "provisions": len(model.provisions),
        "limits": len(model.limits),
        "parameters": len(model.parameters),
    }
    section.add(translate(COUNTS, lang).format(**counts))


def _for_all(section: Section, model: RulesetModel, catalogue: Catalogue, lang: Language) -> None:
    """The provisions without conditions, with what decides of them."""
    rules = {id_: rule for id_, rule in model.provisions.items() if not rule.when}
    for kind in dict.fromkeys(rule.for_ for rule in rules.values()):
        section.add(translate(FOR_ALL, lang).format(kind=catalogue.world.vocabulary.entities[kind].label.brief(lang)), 1)
        for id_, rule in rules.items():
            if rule.for_ != kind:
                continue
            said = {"id": id_, "title": rule.title[lang], "missing": rule.missing[lang]}
            section.add(translate(FOR_ALL_WHY, lang).format(reason=translate(REASONS[rule.reason], lang), **said), 2)


def _chain(version: Version, versions: Sequence[Version], lang: Language) -> Iterator[str]:
    """Whose place a version takes, who takes its place, and what it still decides."""
    name, comma = version.model.version, JOINTS[lang].comma
    if after := Succession(versions).after(name):
        shown = SUPERSEDES_MORE if after[1:] else SUPERSEDES
        yield translate(shown, lang).format(version=after[0], others=comma.join(after[1:]))
    for text, status in ((SUPERSEDED, "issued"), (TO_BE_SUPERSEDED, "draft")):
        following = [one.model.version for one in versions if (one.model.supersedes, one.model.status) == (name, status)]
        if following:
            yield translate(text, lang).format(version=comma.join(following))
    is_draft = version.model.status == "draft"
    decided = {item.model.version: governed for item, governed in governing(versions, None, drafts=is_draft)}
    if name not in decided:
        yield translate(DECIDES_NOTHING, lang)
    elif (decided[name].days, decided[name].years) != (sole(version.model).days, sole(version.model).years):
        yield translate(DECIDES_PART, lang)


def _days(model: RulesetModel, lang: Language) -> str:
    effective = model.effective
    text = translate(DAYS_OPEN if effective.to is None else DAYS, lang).format(
        from_=day(effective.from_, lang), to="" if effective.to is None else day(effective.to, lang)
    )
    if effective.facts_from is None:
        return text
    return text + JOINTS[lang].semicolon + translate(FACTS_FROM, lang).format(day=day(effective.facts_from, lang))


def show_page(catalogue: Catalogue, version: Version, lang: Language) -> Page:
    """One version of a policy: clauses, figures, limits and readings."""
    model = version.model
    page = Page(translate(VERSION, lang).format(policy=model.policy, version=model.version))
    _identity(page.intro, version, catalogue, lang)
    page.intro.add(translate(DIGEST, lang).format(digest=version.digest))
    page.intro.add(translate(TEXT_DIGEST, lang).format(digest=model.text_sha256))
    clauses = Section(translate(CLAUSES, lang))
    for id_, clause in model.clauses.items():
        _rule(clauses, id_, clause, lang)
    provisions = Section(translate(PROVISIONS, lang))
    for id_, provision in model.provisions.items():
        _rule(provisions, id_, provision, lang)
        text = translate(MISSING, lang).format(missing=provision.missing[lang])
        provisions.add(translate(REASONS[provision.reason], lang) + JOINTS[lang].semicolon + text, 1, Mark.UNKNOWN)
    ruleset = catalogue.built(version, None)
    page.show(clauses, provisions, _limits(ruleset, catalogue.world, lang))
    page.show(_figures(ruleset, catalogue.world, lang), _readings(model, lang), _nothing_given(model, lang))
    return page


def _nothing_given(model: RulesetModel, lang: Language) -> Section:
    section = Section(translate(NOTHING_GIVEN, lang))
    for said in model.not_entitlements:
        section.add(f"{JOINTS[lang].comma.join(said.articles)}{JOINTS[lang].colon}{said.why[lang]}", 0, Mark.ITEM)
    return section


def _rule(section: Section, id_: str, rule: RuleModel, lang: Language) -> None:
    comma = JOINTS[lang].comma
    section.add(f"{id_} {rule.title[lang]}", 0, Mark.ITEM, "strong")
    kind = BENEFIT_KINDS[rule.kind].words[lang]
    office = comma.join(rule.office.lead)
    section.add(translate(CLAUSE, lang).format(article=rule.article, kind=kind, office=office), 1)
    section.add(rule.paraphrase[lang], 1)
    if rule.all_readings:
        section.add(translate(USED, lang).format(names=comma.join(rule.all_readings)), 1, style="faint")


def _limits(ruleset: Ruleset, world: World, lang: Language) -> Section:
    section = Section(translate(LIMITS, lang))
    comma = JOINTS[lang].comma
    for limit in ruleset.model.limits:
        subjects = dict.fromkeys(ruleset.rules[clause].subject for clause in limit.over)
        name = partial(name_of, vocabulary=world.vocabulary, lang=lang, subjects=subjects)
        section.add(translate(LIMIT, lang).format(id=limit.id, title=limit.title[lang]), 0, Mark.LIMIT, "strong")
        most = limit.at_most.model_dump(exclude_none=True)
        text = translate(LIMIT_OVER, lang).format(
            clauses=comma.join(limit.over),
            keys=comma.join(map(name, limit.per)),
            most=comma.join(
                translate(MEASURES[measure], lang).format(value=_most(value, name, ruleset, world, lang))
                for measure, value in most.items()
            ),
            cite=limit.cite,
            source=translate(words.SOURCES[limit.source], lang),
        )
        section.add(text, 1)
    return section


def _most(value: Any, called: Callable[[str], str], ruleset: Ruleset, world: World, lang: Language) -> str:
    if isinstance(value, dict):
        total, items = called(value["total"]), _most(value["of"], called, ruleset, world, lang)
        return f"{total}{JOINTS[lang].bracket(items)}"
    if isinstance(value, list):
        return " + ".join(map(called, value))
    name = str(value).removeprefix("p.")
    return figure(name, ruleset, world, lang) if name in ruleset.parameters else str(value)


def _figures(ruleset: Ruleset, world: World, lang: Language) -> Section:
    section = Section(translate(FIGURES, lang))
    for name, parameter in ruleset.parameters.items():
        section.add(f"{name} = {figure(name, ruleset, world, lang)}", 0, Mark.ITEM)
        section.add(_origin(parameter, lang), 1)
    return section


def _origin(parameter: ParameterModel, lang: Language) -> str:
    text = translate(FIGURE_WORD if parameter.word else FIGURE, lang).format(
        word=parameter.word, cite=parameter.cite, source=translate(words.SOURCES[parameter.source], lang)
    )
    return f"{parameter.label[lang]}{JOINTS[lang].colon}{text}" if parameter.label else text


def _readings(model: RulesetModel, lang: Language) -> Section:
    section = Section(translate(READINGS, lang))
    for name, reading in model.readings.items():
        section.add(translate(READING, lang).format(name=name, question=reading.question[lang]), 0, Mark.ITEM)
        section.add(reading.taken[lang], 1)
        for key, other in reading.alternatives.items():
            section.add(translate(words.READ_OTHERWISE, lang).format(taken=other.taken[lang], name=f"{name}={key}"), 1)
        section.add(translate(WHY, lang).format(why=reading.why[lang]), 1, style="faint")
        if reading.warning is not None:
            section.add(reading.warning[lang], 1, Mark.WARNING)
    return section
