"""From the options of a command to a determination: what was asked, and which flags beat the file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies_cli.language import of_arguments

if TYPE_CHECKING:
    from subsidies.case import Case
    from subsidies.case.other_readings import OtherReading
    from subsidies.catalogue import Catalogue
    from subsidies.determination import Determination
    from subsidies.explanation import Explanation
    from subsidies.files.source import Encoding
    from subsidies.law import Law

REPLACES = N_("{flag} {value} replaces {stated} of the file")
OTHER_YEAR = N_(
    "The figures of the file are about {stated}, so for {year} they are unknown; --year {stated} asks about {stated}."
)
RATES_FIRST = N_("--rates comes before what the file states of {figures}")
NO_LAW = N_("version {version} of {policy} is not released: what it says is no law")
NOT_RELEASED = N_("{policy} is not released and no law; --policy {policy} --version {version} tries it on the case")
ENCODING = N_("--encoding gb18030, or the file saved as UTF-8")
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Options:
    """What the options of a command say about the question."""

    on: str | None = None
    year: int | None = None
    known_on: str | None = None
    policies: list[str] = field(default_factory=list)
    rulesets: Path | None = None
    version: str | None = None
    clause: str | None = None
    """The clause asked about; one with the name of its policy asks that policy too."""
    rates: str | None = None
    """The file in which an office states its figures."""
    readings: list[str] = field(default_factory=list)
    """What the office takes instead of readings, each as READING=ALTERNATIVE."""
    encoding: Encoding = "utf-8"
    """The encoding of the case file."""

    @property
    def again(self) -> str:
        """The options as they are typed to put the same question once more; the clause asked about is no part of it."""
        said = [
            ("--on", self.on),
            ("--year", self.year),
            ("--known-on", self.known_on),
            *(("--policy", policy) for policy in self.policies),
            ("--rulesets", self.rulesets),
            ("--version", self.version),
            ("--rates", self.rates),
            *(("--reading", reading) for reading in self.readings),
            ("--encoding", self.encoding if self.encoding != "utf-8" else None),
        ]
        return "".join(f" {flag} {quote(str(value))}" for flag, value in said if value is not None)


@dataclass(frozen=True)
class Answer:
    """A determination and what decided it, its case file, the day up to which documents count, and what to say about flags that
    beat the file."""

    file: str
    law: Law
    determination: Determination
    known_on: date | None
    notes: list[str]
    options: str
    """The options that put the same question, as they are typed."""

    @property
    def if_in_force(self) -> Answer:
        """The same by the law with the drafts that stand beside it; only where there are any."""
        assert self.law.if_in_force is not None
        assert self.determination.if_in_force is not None
        return replace(self, law=self.law.if_in_force, determination=self.determination.if_in_force)

    @cached_property
    def explanation(self) -> Explanation:
        """All that explains it."""
        from subsidies.explanation import Explanation

        return Explanation(self.law, self.determination)


def language(ctx: typer.Context, option: str | None) -> Language:
    """The language of a command's output: its own ``--lang``, else what the whole command line says."""
    from subsidies_cli.language import chosen

    root = ctx.find_root().command
    return chosen(option) if option else getattr(root, "lang", None) or of_arguments(sys.argv[1:])


def stated(ctx: typer.Context, option: str | None) -> Language | None:
    """The language that the command line itself asks for, at a command or before it; None where it names none."""
    from subsidies_cli.language import chosen

    said = option or ctx.find_root().params.get("lang")
    return chosen(said) if said else None


def catalogue(folder: Path | None) -> Catalogue:
    """The bundled rulesets, or those of a folder."""
    from subsidies.catalogue import Catalogue

    return Catalogue.bundled() if folder is None else Catalogue(folder)


def catalogue_as_of(folder: Path | None, policies: list[str], version: str | None) -> Catalogue:
    """The rulesets as if a version of the one policy asked for, or of the only one there is, were its latest.

    Raises :class:`UsageError` for a version that is not there, and where it is not clear of which policy it is one.
    """
    rules = catalogue(folder)
    if version is None:
        return rules
    known = sorted({*rules.policies, *rules.unreleased})
    wanted = list(dict.fromkeys(policies)) or known
    if len(wanted) != 1:
        from subsidies.errors import Finding, UsageError

        raise UsageError(Finding("version_of_what", allowed=", ".join(known)))
    return rules.as_of(wanted[0], version)


def answer(file: str, options: Options, lang: Language) -> Answer:
    """Read the case and assess it.

    Raises the errors of the library, and :class:`UsageError` for a flag that is no date.
    """
    from subsidies.assessment import assess
    from subsidies.catalogue.touching import touching

    on = date_if_given(options.on)
    known_on = date_if_given(options.known_on)
    rules = catalogue_as_of(options.rulesets, options.policies, options.version)
    case = _read(rules, file, options.encoding)
    law = rules.law(options.policies or _policies(rules, case, options.clause), known_on or case.known_on)
    rates = None if options.rates is None else rules.read_rates(options.rates)
    determination = assess(law, case, on, options.year, rates=rates, readings=_readings(rules, options.readings))
    notes = [translate(NO_LAW, lang).format(policy=policy, version=version) for policy, version in _not_released(rules)]
    if not determination.rulesets:
        waiting = touching(case, rules.unreleased, rules.files)
        notes += [translate(NOT_RELEASED, lang).format(policy=policy, version=rules.unreleased[policy][-1]) for policy in waiting]
    stated_year = case.year if case.model.year is not None or options.on is None else None
    flags = (
        ("--on", on, case.on),
        ("--year", options.year, stated_year),
        ("--known-on", known_on, case.known_on),
    )
    for flag, value, stated in flags:
        if value is not None and stated is not None and value != stated:
            notes.append(translate(REPLACES, lang).format(flag=flag, value=value, stated=stated))
    twice = [name for name in (rates.entries if rates else ()) if any(name in stated.entries for stated in case.rates)]
    if twice:
        labels = [law.set_apart[name].label[lang] if name in law.set_apart else name for name in twice]
        notes.append(translate(RATES_FIRST, lang).format(figures=JOINTS[lang].comma.join(labels)))
    year = determination.question.year
    if case.year is not None and case.year != year:
        notes.append(translate(OTHER_YEAR, lang).format(stated=case.year, year=year))
    return Answer(file, law, determination, known_on or case.known_on, notes, options.again)


def _read(rules: Catalogue, file: str, encoding: Encoding) -> Case:
    """The case of a file or of standard input.

    Raises the errors of the library; of a file in another encoding that it can be read in it says with which option.
    """
    from subsidies.errors import InputError
    from subsidies.errors.finding import Phrase
    from subsidies.files.disk import read
    from subsidies.files.source import parse

    try:
        if file == STANDARD_INPUT:
            source = parse(sys.stdin.buffer.read(), STANDARD_INPUT, encoding)
        else:
            source = read(file, encoding=encoding)
    except InputError as error:
        told = [replace(one, allowed=Phrase(ENCODING)) if one.kind == "is_gb18030" else one for one in error.findings]
        raise InputError(told) from None
    return rules.read_case(source)


def _readings(rules: Catalogue, said: list[str]) -> tuple[OtherReading, ...]:
    """The readings that options name.

    Raises :class:`UsageError` for one of another form, and as :meth:`Catalogue.read_readings` does.
    """
    from subsidies.errors import Finding, UsageError
    from subsidies.errors.finding import shown

    pairs = [one.partition("=") for one in dict.fromkeys(said)]
    found = [Finding("reading_form", context={"found": shown("".join(pair))}) for pair in pairs if not (pair[0] and pair[2])]
    names = [name for name, _, _ in pairs]
    found += [Finding("read_twice", context={"found": name}) for name in dict.fromkeys(names) if names.count(name) > 1]
    if found:
        raise UsageError(found)
    return rules.read_readings({name: alternative for name, _, alternative in pairs}) if pairs else ()


def _not_released(rules: Catalogue) -> Iterator[tuple[str, str]]:
    """The versions that count as if they were law, by policy."""
    for policy, version in rules.latest.items():
        if not rules.files.is_law(rules.files.named(policy, version)):
            yield policy, version


def _policies(rules: Catalogue, case: Case, clause: str | None) -> list[str]:
    """The policies that can touch a case, and that of a clause that is named in full."""
    found = rules.policies_for(case)
    named = (clause or "").partition("/")[0]
    return [*found, named] if named in rules.policies and named not in found else found


def date_if_given(text: str | None) -> date | None:
    """The day that an option says, None where it was not given; raises as :func:`date_of` does."""
    return None if text is None else date_of(text)


def date_of(text: str) -> date:
    """The day that an option says; raises :class:`UsageError` for what is no date."""
    from subsidies.errors.arguments import day_of

    return day_of(text)
