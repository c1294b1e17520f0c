"""How long a file and its features are: the lines of each clause, provision and entry, and of the scenarios that are about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from subsidies.catalogue.versions import Version
from subsidies.files.source import DataPath, Source
from subsidies.ruleset.cross import Cross
from subsidies.ruleset.cross_models import SECTIONS as SECTIONS_OF_ENTRIES
from subsidies.scenarios.feature import Feature, WrittenScenario
from subsidies.scenarios.scenario import CLAUSE
from subsidies.scenarios.text import text_of

Section = Literal["clauses", "provisions", "entries"]
SECTIONS: Final[tuple[Section, ...]] = ("clauses", "provisions")
"""Those of a ruleset; what joins policies has entries."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lines of one version of a policy, or of what joins policies, blank ones and comments apart.

    ``rules`` are those of each clause, provision or entry where it stands, by section and id, without what is said once for
    several; a line in which several stand counts for each. ``scenarios`` are those of the scenarios that are about it.
    ``ruleset`` and ``features`` are the lines of all files.
    """

    policy: str
    version: str
    ruleset: int
    features: int
    rules: Mapping[Section, Mapping[str, int]]
    scenarios: Mapping[str, int]

    @property
    def without_scenario(self) -> list[str]:
        """The ids of clauses, provisions and entries that no scenario is about."""
        return [id_ for own in self.rules.values() for id_ in own if id_ not in self.scenarios]

    def of_scenarios(self, section: Section) -> dict[str, int]:
        """The lines of the scenarios about each rule of a section that has some."""
        return {id_: self.scenarios[id_] for id_ in self.rules[section] if id_ in self.scenarios}


def lengths(version: Version, features: Iterable[Feature]) -> Lengths:
    """The lines of a version, and of the features about it.

    Raises :class:`FeatureError` for a feature that cannot be read any more.
    """
    source = version.source.written or version.source
    lines = _lines(source)
    rules: dict[Section, dict[str, int]] = {section: {} for section in SECTIONS}
    for path in source.keys:
        for section in SECTIONS:
            if path[:-1] == (section,) or (path[:1] == ("articles",) and path[2:-1] == (section,)):
                rules[section][str(path[-1])] = _standing(source, path, lines)
    return _lengths(version.model.policy, version.model.version, lines, rules, features)


def joint_lengths(cross: Cross, features: Iterable[Feature]) -> Lengths:
    """The lines of what joins policies, and of the features about its entries; errors as for :func:`lengths`."""
    lines = _lines(cross.source)
    entries = {
        entry.id: _standing(cross.source, (section, index), lines)
        for section in SECTIONS_OF_ENTRIES
        for index, entry in enumerate(getattr(cross.model, section))
    }
    return _lengths(cross.model.cross, cross.model.version, lines, {"entries": entries}, features)


def _lengths(
    name: str, version: str, lines: Sequence[str], rules: Mapping[Section, Mapping[str, int]], features: Iterable[Feature]
) -> Lengths:
    scenarios: dict[str, int] = {}
    in_all = 0
    for feature in features:
        written = text_of(Path(feature.file)).splitlines()
        in_all += _said(written)
        for tags, count in _scenarios(feature, written):
            for id_ in tags:
                scenarios[id_] = scenarios.get(id_, 0) + count
    return Lengths(name, version, _said(lines), in_all, rules, scenarios)


def _lines(source: Source) -> list[str]:
    return Path(source.file).read_text(encoding="utf-8").splitlines()


def _standing(source: Source, path: DataPath, lines: Sequence[str]) -> int:
    """The lines in which something stands: from its first key to the first one outside of it, a line that both share too."""
    stands = sorted((spot, other) for other, spot in source.keys.items())
    own = [spot for spot, other in stands if other[: len(path)] == path]
    following = next((line for (line, column), _ in stands if (line, column) > own[-1]), len(lines) + 1)
    return _said(lines[own[0][0] - 1 : max(following - 1, own[-1][0])])


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
