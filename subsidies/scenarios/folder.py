"""All features below a folder: read and checked before any of them is run, so that there is never part of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from subsidies.errors import Finding, InputError, RulesetError, UsageError
from subsidies.errors.finding import in_order
from subsidies.scenarios.faults import FeatureError
from subsidies.scenarios.feature import Feature, parsed
from subsidies.scenarios.runner import Result, ScenarioRun, ids_of, run_scenario
from subsidies.scenarios.scenario import CLAUSE, POLICY, Scenario, scenarios_of
from subsidies.scenarios.step_table import STEPS
from subsidies.vocabulary.numbers import Unreadable

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue

PATTERN: Final = "*.feature"


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """One article: a feature file as it is written, and the scenarios of it that are wanted."""

    written: Feature
    scenarios: tuple[Scenario, ...]

    @property
    def file(self) -> str:
        return self.written.file

    @property
    def title(self) -> str:
        return self.written.name

    @property
    def policies(self) -> tuple[str, ...]:
        """Ids of the policies it is about."""
        return tuple(dict.fromkeys(policy for scenario in self.scenarios for policy in scenario.policies))


@dataclass(frozen=True, slots=True)
class Ran:
    """A feature file and how its scenarios went."""

    feature: FeatureFile
    results: tuple[Result, ...]

    @property
    def failures(self) -> list[Result]:
        return [result for result in self.results if not result.passed]


def measured(scenario: Scenario, catalogue: Catalogue) -> tuple[str, ...]:
    """Whose scenario it is, that is, what it pins: what joins its policies where a tag names an entry of that, else the policies.

    What a policy and an entry both have belongs to the policy.
    """
    clauses = {tag.removeprefix(CLAUSE) for tag in scenario.tags if tag.startswith(CLAUSE)}
    joins = catalogue.cross_files.joining(scenario.policies, None)
    entries = {one.model.cross: {entry.id for entry in one.model.everything} & clauses for one in joins}
    if any(entries.values()):
        own = {id_ for policy in scenario.policies for id_ in ids_of(catalogue, policy)}
        entries = {name: found - own for name, found in entries.items()}
    return tuple(name for name, found in entries.items() if found) or scenario.policies


def features_of(root: Path, catalogue: Catalogue, name: str) -> list[FeatureFile]:
    """The features below a folder that are those of a policy or of what joins policies, by :func:`measured`.

    Raises what :func:`read_features` raises, and :class:`UsageError` where there is none.
    """
    found: list[FeatureFile] = []
    for feature in read_features(root, catalogue, [name]):
        own = tuple(scenario for scenario in feature.scenarios if name in measured(scenario, catalogue))
        found += [FeatureFile(feature.written, own)] if own else []
    if not found:
        raise UsageError(Finding("policy_without_features", context={"found": str(root), "policy": name}))
    return found


def read_features(
    root: Path, catalogue: Catalogue, policies: Sequence[str] = (), apart: list[FeatureFile] | None = None
) -> list[FeatureFile]:
    """The features below a folder (or in one file), all of them or those about some policies, or what joins policies.

    Those that turn on what is not released, by :func:`waits_for`, are left out, as long as there are others: what is no law yet
    stops nobody. They are put into ``apart``.

    Raises :class:`UsageError` for a policy that is not there and a folder without features, and :class:`InputError` with
    what is wrong in every file: whatever shows without putting a question.
    """
    joins = {name for name in policies if name in catalogue.cross_files.versions}
    for policy in policies:
        if policy not in joins:
            catalogue.versions(policy)
    found: list[FeatureFile] = []
    faults: list[FeatureError] = []
    for path in _paths(root):
        try:
            written = parsed(path)
            scenarios = scenarios_of(written)
        except FeatureError as fault:
            # Without its tags only its folder says whom a file is about.
            if not policies or path.resolve().parent.name not in _there(catalogue) - set(policies):
                faults.append(fault)
            continue
        wanted = [one for one in scenarios if not policies or set(_about(one, catalogue, joins)) & set(policies)]
        if wanted:
            found.append(FeatureFile(written, tuple(wanted)))
    found, waiting = _released(found, catalogue)
    if apart is not None:
        apart += waiting
    _require_sound_rulesets(found, catalogue)
    for feature in found:
        faults += _sentences(feature, catalogue)
    _refuse(faults)
    covered = {name for feature in found for one in feature.scenarios for name in _about(one, catalogue, joins)}
    if missing := [policy for policy in policies if policy not in covered]:
        context = {"found": str(root), "policy": missing[0]}
        raise UsageError(Finding("policy_without_features", context=context))
    return found


def waits_for(scenario: Scenario, catalogue: Catalogue) -> dict[str, str]:
    """What of a scenario is no law yet, each with the version that would have to be named: policies of which nothing is released,
    or else files that join policies and have entries which its tags name."""
    unreleased = catalogue.unreleased
    found = {name: unreleased[name][-1] for name in scenario.policies if name in unreleased.keys() - set(catalogue.policies)}
    if found or len(scenario.policies) < 2:
        return found
    own = {id_ for policy in scenario.policies if policy in catalogue.policies for id_ in ids_of(catalogue, policy)}
    own |= set(catalogue.cross_files.entries(scenario.policies))
    for clause in (tag.removeprefix(CLAUSE) for tag in scenario.tags if tag.startswith(CLAUSE)):
        try:
            waiting = None if clause in own else catalogue.cross_files.waiting(clause, scenario.policies)
        except (InputError, RulesetError):
            # Which entries a file has that cannot be read, only its folder tells.
            folder, apart = Path(scenario.file).resolve().parent.name, catalogue.cross_files.unreleased
            return {folder: apart[folder][-1]} if folder in apart else {}
        if waiting is not None:
            found[waiting.policy] = waiting.version
    return found


class NotRun(NamedTuple):
    """So many scenarios that were left out, since what they turn on is no law yet, and the version to name instead."""

    policy: str
    version: str
    scenarios: int


def not_run(apart: Iterable[FeatureFile], catalogue: Catalogue) -> list[NotRun]:
    """What the features that were put apart wait for, in the order of its names."""
    waiting = Counter(what for one in apart for item in one.scenarios for what in waits_for(item, catalogue).items())
    return [NotRun(*what, scenarios) for what, scenarios in sorted(waiting.items())]


def _released(features: list[FeatureFile], catalogue: Catalogue) -> tuple[list[FeatureFile], list[FeatureFile]]:
    """Features with the scenarios about nothing but law, and with the others; all of them where there is nothing but others."""

    def those(apart: bool) -> list[FeatureFile]:
        kept = [
            FeatureFile(one.written, tuple(item for item in one.scenarios if bool(waits_for(item, catalogue)) is apart))
            for one in features
        ]
        return [one for one in kept if one.scenarios]

    law = those(False)
    return (law, those(True)) if law else (features, [])


def _about(scenario: Scenario, catalogue: Catalogue, joins: Collection[str]) -> tuple[str, ...]:
    """The policies that a scenario names, and where somebody asks for what joins policies also whose scenario it is."""
    there = joins and set(scenario.policies) <= _there(catalogue)
    return (*scenario.policies, *measured(scenario, catalogue)) if there else scenario.policies


def run_features(features: Iterable[FeatureFile], catalogue: Catalogue) -> list[Ran]:
    """Run every scenario.

    Raises :class:`InputError` with every step that turned out to make no sense: a feature that cannot be carried out is
    neither true nor false.
    """
    ran = [Ran(feature, tuple(run_scenario(scenario, catalogue) for scenario in feature.scenarios)) for feature in features]
    require_sense(result for one in ran for result in one.results)
    return ran


def require_sense(results: Iterable[Result]) -> None:
    """Raises :class:`InputError` with every step that turned out to make no sense."""
    faults: dict[tuple[str, int, str], FeatureError] = {}
    for result in results:
        if isinstance(fault := result.fault, FeatureError):
            faults.setdefault((fault.file, fault.line, fault.text), _with_row(fault, result.scenario))
    _refuse(faults.values())


def _paths(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise UsageError(Finding("no_features", context={"found": str(root)}))
    paths = sorted(path for path in root.rglob(PATTERN) if path.is_file())
    if not paths:
        raise UsageError(Finding("no_feature_files", context={"found": str(root)}))
    return paths


def _require_sound_rulesets(features: Iterable[FeatureFile], catalogue: Catalogue) -> None:
    """Raises :class:`RulesetError` where a ruleset is to blame, which no line of a feature should be named for, and
    :class:`UsageError` for a policy of which nothing is released."""
    for policy in sorted({policy for feature in features for policy in feature.policies} & _there(catalogue)):
        for version in catalogue.versions(policy):
            catalogue.ruleset(policy, version.model.version)


def _there(catalogue: Catalogue) -> set[str]:
    """All policies that have a file, whether it is law or not."""
    return {*catalogue.policies, *catalogue.unreleased}


def _sentences(feature: FeatureFile, catalogue: Catalogue) -> list[FeatureError]:
    """Tags and sentences that are not known, each once however many rows of examples repeat it."""
    faults: dict[int, FeatureError] = {}
    texts: dict[int, set[str]] = {}
    for step in (step for scenario in feature.scenarios for step in scenario.steps):
        texts.setdefault(step.line, set()).add(step.text)
    for scenario in feature.scenarios:
        for fault in _tags(scenario, catalogue):
            faults.setdefault(fault.line, fault)
        for step in scenario.steps:
            try:
                STEPS.find(step)
            except Unreadable as error:
                fault = FeatureError(str(error), scenario.file, step.line)
                faults.setdefault(step.line, _with_row(fault, scenario) if len(texts[step.line]) > 1 else fault)
    return list(faults.values())


def _tags(scenario: Scenario, catalogue: Catalogue) -> list[FeatureError]:
    """What is wrong with the tags, where they stand; or with the folder, where they name no policy."""
    tags = list(zip(scenario.tags, scenario.tag_lines, strict=True))
    policies = [(tag, line) for tag, line in tags if tag.startswith(POLICY)]
    named = [tag for tag, _ in policies]
    faults = _refused(scenario.file, [((tag,), line) for tag, line in policies] or [((), 0)], catalogue)
    return faults or _refused(scenario.file, [((*named, tag), line) for tag, line in tags if tag not in named], catalogue)


def _refused(file: str, checks: Iterable[tuple[tuple[str, ...], int]], catalogue: Catalogue) -> list[FeatureError]:
    faults: list[FeatureError] = []
    for tags, line in checks:
        try:
            ScenarioRun(catalogue, file, tags, line)
        except FeatureError as fault:
            faults.append(fault)
    return faults


def _with_row(fault: FeatureError, scenario: Scenario) -> FeatureError:
    """In an outline the step alone does not say which row of examples was filled in."""
    if not scenario.values:
        return fault
    return FeatureError(f"{fault.text}（例子第{scenario.line}行）", fault.file, fault.line)


def _refuse(faults: Iterable[FeatureError]) -> None:
    if found := in_order(finding for fault in faults for finding in fault.findings):
        raise InputError(found)
