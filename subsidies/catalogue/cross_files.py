"""The files with what joins policies, ``cross/<id>/<version>.yaml``: of each the version that no other known one supersedes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from subsidies.errors import Finding, RulesetError
from subsidies.files.source import Source
from subsidies.ruleset.cross import Cross, read_cross
from subsidies.ruleset.references import RulesetRef
from subsidies.ruleset.rules import Ruleset
from subsidies.vocabulary.world import World

CROSS: Final = "cross"
"""The folder, where rulesets have that of a place."""


class Joined(NamedTuple):
    """What joins some policies, and rulesets of others that have to be consulted for it."""

    crosses: Sequence[Cross]
    consulted: Sequence[Ruleset]


class CrossFiles:
    """The files of a folder of rulesets that are law: ``is_law`` says which are; ``read`` gives what stands in one."""

    def __init__(self, root: Path, read: Callable[[Path], Source], is_law: Callable[[Path], bool], world: World) -> None:
        self._paths = [path for path in sorted((root / CROSS).glob("*/*.yaml")) if is_law(path)]
        self._read = read
        self._world = world
        self._all: dict[str, list[Cross]] | None = None

    @property
    def versions(self) -> dict[str, list[Cross]]:
        """Every version of each, by its id.

        Raises :class:`RulesetError` for files that cannot be read or lie in the wrong place, and for versions that do not
        supersede one another in a row.
        """
        if self._all is None:
            found: list[Finding] = []
            versions: dict[str, list[Cross]] = {}
            for path in self._paths:
                try:
                    one = self._one(path)
                except RulesetError as error:
                    found += error.findings
                    continue
                versions.setdefault(one.model.cross, []).append(one)
            found += [finding for own in versions.values() for finding in _succession(own)]
            if found:
                raise RulesetError(found)
            self._all = versions
        return self._all

    def instead(self, cross: Cross, changed: Cross | None) -> CrossFiles:
        """The same files with another in the place of one, or none; errors as for :attr:`versions`."""
        other = copy(self)
        put = [] if changed is None else [changed]
        own = {name: [new for one in found for new in (put if one is cross else [one])] for name, found in self.versions.items()}
        other._all = own
        return other

    def _one(self, path: Path) -> Cross:
        source = self._read(path)
        model = read_cross(source)
        if (path.parent.name, path.stem) != (model.cross, model.version):
            context = {
                "found": f"{CROSS}/{path.parent.name}/{path.name}",
                "expected": f"{CROSS}/{model.cross}/{model.version}.yaml",
            }
            raise RulesetError(Finding("path_and_content", source.position(), context=context))
        return Cross(source, model, self._world, RulesetRef(model.cross, model.version, source.digest, None, "issued"))

    def joining(self, policies: Collection[str], known_on: date | None) -> list[Cross]:
        """What joins some policies with one another or with others, as far as it was recorded by a day.

        Errors as for :attr:`versions`.
        """
        found: list[Cross] = []
        for own in self.versions.values():
            known = [one for one in own if known_on is None or one.model.recorded <= known_on]
            superseded = {one.model.supersedes for one in known}
            last = [one for one in known if one.model.version not in superseded]
            found += [one for one in last if not set(policies).isdisjoint(one.model.policies)]
        return found

    def closed(
        self, policies: Collection[str], known_on: date | None, is_law: Callable[[str], bool]
    ) -> tuple[list[Cross], list[str]]:
        """What joins some policies, and the others whose clauses come before theirs, or before such as do.

        Errors as for :attr:`versions`.
        """
        needed = list(policies)
        while True:
            crosses = self.joining(needed, known_on)
            first = [
                said.clause.partition("/")[0]
                for said in (said for one in crosses for said in one.model.prevails)
                if any(full.partition("/")[0] in needed for full in said.over)
            ]
            if not (more := sorted({policy for policy in first if policy not in needed and is_law(policy)})):
                return crosses, [policy for policy in needed if policy not in policies]
            needed += more

    def latest(self, name: str) -> Cross:
        """The last version of one of the files; errors as for :attr:`versions`.

        Raises :class:`KeyError` where there is none of that id.
        """
        own = self.versions[name]
        return next(one for one in own if one.model.version not in {other.model.supersedes for other in own})

    def entries(self, policies: Collection[str]) -> list[str]:
        """The ids of all entries that join some policies; errors as for :attr:`versions`."""
        return [said.id for one in self.joining(policies, None) for said in one.model.everything]


def _succession(versions: list[Cross]) -> list[Finding]:
    """Each version but the first has to supersede another, recorded earlier, and no two the same one."""
    found: list[Finding] = []
    by_name = {one.model.version: one for one in versions}
    taken: set[str | None] = set()
    for one in sorted(versions, key=lambda item: (item.model.recorded, item.model.version)):
        before = one.model.supersedes
        where = one.source.position(("supersedes",))
        if before is not None and before not in by_name:
            found.append(Finding("supersedes_unknown", where, "supersedes", {"found": before}))
        elif before is not None and by_name[before].model.recorded >= one.model.recorded:
            context = {"version": one.model.version, "found": str(one.model.recorded), "before": before}
            found.append(Finding("cross_recorded", one.source.position(("recorded",)), "recorded", context))
        elif before in taken:
            where = one.source.position(("version",))
            found.append(Finding("cross_tie", where, "version", {"found": one.model.cross, "version": one.model.version}))
        taken.add(before)
    return found
