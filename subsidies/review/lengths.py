"""How long a ruleset and its features are: the lines of each clause and provision, and of the scenarios that are about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from subsidies.catalogue.versions import Version
from subsidies.files.source import DataPath, Source
from subsidies.scenarios.feature import Feature, WrittenScenario
from subsidies.scenarios.scenario import CLAUSE
from subsidies.scenarios.text import text_of

Section = Literal["clauses", "provisions"]
SECTIONS: Final[tuple[Section, ...]] = ("clauses", "provisions")


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lines of one version of a policy, blank ones and comments apart.

    ``rules`` are those of each clause and provision where it stands, by section and id, without what is said once for several;
    ``scenarios`` those of the scenarios that are about it. ``ruleset`` and ``features`` are the lines of all files.
    """

    policy: str
    version: str
    ruleset: int
    features: int
    rules: Mapping[Section, Mapping[str, int]]
    scenarios: Mapping[str, int]

    @property
    def without_scenario(self) -> list[str]:
        """The ids of clauses and provisions that no scenario is about."""
        return [id_ for own in self.rules.values() for id_ in own if id_ not in self.scenarios]

    def of_scenarios(self, section: Section) -> dict[str, int]:
        """The lines of the scenarios about each rule of a section that has some."""
        return {id_: self.scenarios[id_] for id_ in self.rules[section] if id_ in self.scenarios}


def lengths(version: Version, text: str, features: Iterable[Feature]) -> Lengths:
    """The lines of a version, whose file has a text, and of the features about it.

    Raises :class:`FeatureError` for a feature that cannot be read any more.
    """
    ruleset = text.splitlines()
    rules = _rules(version.source.written or version.source, ruleset)
    scenarios: dict[str, int] = {}
    in_all = 0
    for feature in features:
        lines = text_of(Path(feature.file)).splitlines()
        in_all += _said(lines)
        for tags, count in _scenarios(feature, lines):
            for id_ in tags:
                scenarios[id_] = scenarios.get(id_, 0) + count
    return Lengths(version.model.policy, version.model.version, _said(ruleset), in_all, rules, scenarios)


def _rules(source: Source, lines: Sequence[str]) -> dict[Section, dict[str, int]]:
    """The lines of each rule: from its id to what follows outside of it."""
    found: dict[Section, dict[str, int]] = {section: {} for section in SECTIONS}
    stands = sorted((line, path) for path, (line, _) in source.keys.items())
    for place, (line, path) in enumerate(stands):
        for section in SECTIONS:
            if path[:-1] == (section,) or (path[:1] == ("articles",) and path[2:-1] == (section,)):
                found[section][str(path[-1])] = _said(lines[line - 1 : _end(stands[place + 1 :], path, len(lines) + 1) - 1])
    return found


def _end(following: Iterable[tuple[int, DataPath]], path: DataPath, last: int) -> int:
    """The line of the first key that does not stand within a path."""
    return next((line for line, other in following if other[: len(path)] != path), last)


def _scenarios(feature: Feature, lines: Sequence[str]) -> Iterator[tuple[set[str], int]]:
    """The clauses that each scenario is about, and its lines, from its tags to those of the next one."""
    about = [(feature.tags, one) for one in feature.scenarios]
    about += [((*feature.tags, *rule.tags), one) for rule in feature.rules for one in rule.scenarios]
    # Where a rule begins, the scenario before it ends.
    begins = sorted([*(_begins(one) for _, one in about), *(rule.line for rule in feature.rules), len(lines) + 1])
    for tags, one in about:
        first = _begins(one)
        end = next(line for line in begins if line > first)
        named = {tag.name.removeprefix(CLAUSE) for tag in (*tags, *one.tags) if tag.name.startswith(CLAUSE)}
        yield named, _said(lines[first - 1 : end - 1])


def _begins(scenario: WrittenScenario) -> int:
    return min([scenario.line, *(tag.line for tag in scenario.tags)])


def _said(lines: Iterable[str]) -> int:
    """How many lines say something."""
    return sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))
