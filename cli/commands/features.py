"""``subsidies features``: the law as policy staff review it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidies.i18n import N_
from subsidies_cli.asked import catalogue_as_of, language
from subsidies_cli.exit_codes import FOUND
from subsidies_cli.options import DEFAULT_FEATURES, AsOf, Features, Language, Output, Policies, Rulesets
from subsidies_cli.output import Format, emit, json_text, rendered
from subsidies_cli.progress import told

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.i18n import Language as Speaking
    from subsidies.mutation import MutationReport, Trial
    from subsidies.review import Book, JointBook
    from subsidies.scenarios import Ran
    from subsidies.scenarios.folder import FeatureFile, NotRun

JOBS = N_("How many processors may work; all of them without it.")

WORDS = N_("Chinese words that the sentence has to have; all sentences without them.")
SITE = N_("Folder for the pages; it is made where it does not exist.")
NO_MUTATION = N_("Do not put changes of the plan to the scenarios: the pages then say nothing of what pins a figure.")
REPORT = N_("Report that `features mutate --format json` wrote of these features, instead of making one.")

Site = Annotated[Path, typer.Option("-o", "--output", metavar="SITE", help=SITE)]
NoMutation = Annotated[bool, typer.Option("--no-mutation", help=NO_MUTATION)]
Report = Annotated[Path | None, typer.Option("--report", metavar="FILE", help=REPORT)]
Words = Annotated[list[str] | None, typer.Argument(metavar="[WORD...]", help=WORDS)]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, max=64, help=JOBS)]


def run(
    ctx: typer.Context,
    folder: Features = None,
    policy: Policies = None,
    version: AsOf = None,
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Run features and show what is not so."""
    start = time.perf_counter()
    from subsidies.scenarios import read_features, run_features
    from subsidies.scenarios.folder import not_run

    root = folder or DEFAULT_FEATURES
    rules = catalogue_as_of(rulesets, policy or [], version)
    apart: list[FeatureFile] = []
    ran = run_features(read_features(root, rules, policy or [], apart), rules)
    waiting = not_run(apart, rules)
    if format_ is Format.JSON:
        from subsidies.scenarios.run_json import document

        text = json_text(document(root, ran, waiting))
    else:
        from subsidies_cli.pages.scenarios import page

        text = rendered(page(root, ran, waiting, rules, time.perf_counter() - start, language(ctx, lang)), format_)
    emit(text)
    if any(one.failures for one in ran):
        raise typer.Exit(FOUND)


def steps(ctx: typer.Context, words: Words = None, format_: Output = Format.TABLE, lang: Language = None) -> None:
    """Show the sentences that scenarios may use; exit code 1 where none has the words."""
    from subsidies.scenarios import STEPS
    from subsidies_cli.pages.sentences import sentences_data, sentences_page

    found = [one for one in STEPS.entries if all(word in one.example for word in words or ())]
    if format_ is Format.JSON:
        text = json_text(sentences_data(found))
    else:
        text = rendered(sentences_page(found, language(ctx, lang)), format_)
    emit(text)
    if not found:
        raise typer.Exit(FOUND)


def mutate(
    ctx: typer.Context,
    folder: Features = None,
    policy: Policies = None,
    version: AsOf = None,
    rulesets: Rulesets = None,
    jobs: Jobs = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Change the law by its smallest steps and show what no scenario would notice."""
    start = time.perf_counter()
    from subsidies.mutation import document

    root = folder or DEFAULT_FEATURES
    rules = catalogue_as_of(rulesets, policy or [], version)
    speaking = language(ctx, lang)
    names, waiting = with_features(root, rules, policy or [])
    reports = [reported(root, rules, one, jobs, speaking) for one in names]
    if format_ is Format.JSON:
        text = json_text(document([(report, trial.features) for report, trial in reports], waiting))
    else:
        from subsidies_cli.pages.mutation import page

        shown = [(report, trial.mutants) for report, trial in reports]
        text = rendered(page(shown, waiting, time.perf_counter() - start, speaking), format_)
    emit(text)
    if any(report.score != 1 for report, _ in reports):
        raise typer.Exit(FOUND)


def with_features(root: Path, rules: Catalogue, names: list[str]) -> tuple[list[str], list[NotRun]]:
    """What was asked for, or all policies, and what joins them, that features below a folder are those of; and what was left out.

    Errors as for reading the features.
    """
    found, waiting = found_below(root, rules, names)
    return list(dict.fromkeys(names)) or found, waiting


def found_below(root: Path, rules: Catalogue, names: list[str]) -> tuple[list[str], list[NotRun]]:
    """Whose features there are below a folder among those about some policies, or all; and what was left out; errors likewise."""
    from subsidies.scenarios import measured, read_features
    from subsidies.scenarios.folder import not_run

    apart: list[FeatureFile] = []
    features = read_features(root, rules, names, apart)
    found = dict.fromkeys(name for one in features for scenario in one.scenarios for name in measured(scenario, rules))
    return list(found), not_run(apart, rules)


def with_pages(root: Path, rules: Catalogue, names: list[str]) -> tuple[list[str], list[str], list[NotRun]]:
    """The policies, and what joins them, that the site has pages of, and what was left out.

    What joins policies is there too where all of them are asked for, without being named. Errors as for reading the features.
    """
    found, waiting = found_below(root, rules, names)
    joints = rules.cross_files.versions
    asked = list(dict.fromkeys(names)) or found
    policies = [name for name in asked if name not in joints]
    among = [name for name in found if name in joints and set(rules.cross_files.latest(name).model.policies) <= set(policies)]
    return policies, list(dict.fromkeys([name for name in asked if name in joints] + among)), waiting


def reported(root: Path, rules: Catalogue, policy: str, jobs: int | None, lang: Speaking) -> tuple[MutationReport, Trial]:
    """The report of a policy, made now; how far it is, is told on a terminal. Raises what :class:`Trial` raises."""
    from subsidies.mutation import Equivalents, Trial, judgements, report

    trial = Trial(rules, policy, root)
    equivalents = Equivalents.beside(trial.features, policy)
    with told(policy, lang) as progress:
        return report(trial, judgements(trial, root, jobs or cpu_count() or 1), equivalents, progress), trial


def render(
    ctx: typer.Context,
    output: Site,
    folder: Features = None,
    policy: Policies = None,
    version: AsOf = None,
    rulesets: Rulesets = None,
    jobs: Jobs = None,
    report: Report = None,
    no_mutation: NoMutation = False,
    lang: Language = None,
) -> None:
    """Write the law, its scenarios and its reviews as pages for people who read no YAML."""
    from subsidies.review import bind, bind_joint, reviews_beside, today
    from subsidies.scenarios import features_of, run_features
    from subsidies_cli.pages.scenarios import NOT_RUN
    from subsidies_cli.site import texts
    from subsidies_cli.site.folder import require_free, write
    from subsidies_cli.site.pages import pages
    from subsidies_cli.site.speech import Speech

    require_free(output)
    root = folder or DEFAULT_FEATURES
    rules = catalogue_as_of(rulesets, policy or [], version)
    say = Speech(language(ctx, lang))
    books: list[Book] = []
    joint_books: list[JointBook] = []
    unmeasured: dict[str, str] = {}
    policies, joints, waiting = with_pages(root, rules, policy or [])
    for one in (*policies, *joints):
        ran = run_features(features_of(root, rules, one), rules)
        # What is wrong with reviews is said before the changes, which take a while.
        reviews = None if one in joints else reviews_beside([item.feature.file for item in ran], one, rules, today())
        measured = None
        if any(item.failures for item in ran):
            unmeasured[one] = texts.UNMEASURED_FAILING
        elif no_mutation:
            unmeasured[one] = texts.UNMEASURED_WANTED
        elif report is not None and one in joints and one not in (policy or []) and not reports_on(report, one):
            unmeasured[one] = texts.UNMEASURED_NOT_REPORTED
        else:
            measured = mutation_report(root, rules, one, ran, report, jobs, say.lang)
        if reviews is None:
            joint_books.append(bind_joint(rules, one, ran, measured))
        else:
            books.append(bind(rules, one, ran, reviews, measured))
    written = pages(books, rules, unmeasured, joint_books)
    write(output, written)
    emit(say(texts.WRITTEN, count=len(written), folder=output) + "\n")
    for apart in waiting:
        emit(say(NOT_RUN, **apart._asdict()) + "\n")
    failed = {book.name: sum(not result.passed for result in book.results) for book in (*books, *joint_books)}
    for name, count in failed.items():
        if count:
            emit(say(texts.SOME_FAILED, policy=name, count=count) + "\n")
    if any(failed.values()):
        raise typer.Exit(FOUND)


def mutation_report(
    root: Path, rules: Catalogue, policy: str, ran: Sequence[Ran], file: Path | None, jobs: int | None, lang: Speaking
) -> MutationReport:
    """The report of a policy: read from a file, or made now.

    Raises :class:`UsageError` for a file that is no report, or one of another ruleset or other features.
    """
    if file is None:
        return reported(root, rules, policy, jobs, lang)[0]
    from subsidies.mutation import mutants_of, read_report

    return read_report(file, mutants_of(policy, rules), [item.feature for item in ran])


def reports_on(file: Path, name: str) -> bool:
    """Whether a file reports on what joins some policies; raises :class:`UsageError` for a file that is no report."""
    from subsidies.mutation import reported_in

    return name in reported_in(file)
