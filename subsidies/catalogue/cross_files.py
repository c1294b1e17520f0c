"""The files with what joins policies, ``cross/<id>/<version>.yaml``: of each the version that no other known one supersedes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from subsidies.catalogue.versions import numbers
from subsidies.errors import Finding, RulesetError, UsageError, suggestion
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
    """The files of a folder of rulesets that are law: ``is_law`` says which are; ``read`` gives what stands in one.

    ``latest`` names a version for some, released or not: of these that version and all that it supersedes are law, and no other.
    """

    def __init__(
        self,
        root: Path,
        read: Callable[[Path], Source],
        is_law: Callable[[Path], bool],
        world: World,
        latest: Mapping[str, str] | None = None,
    ) -> None:
        self._files: dict[str, dict[str, Path]] = {}
        for path in sorted((root / CROSS).glob("*/*.yaml")):
            self._files.setdefault(path.parent.name, {})[path.stem] = path
        self._latest = latest or {}
        self._is_law = is_law
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
            for name, files in self._files.items():
                try:
                    own = (
                        self._superseded_by(name)
                        if name in self._latest
                        else map(self._one, filter(self._is_law, files.values()))
                    )
                    for one in own:
                        versions.setdefault(one.model.cross, []).append(one)
                except RulesetError as error:
                    found += error.findings
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

    def __contains__(self, name: str) -> bool:
        """Whether there is a file of an id, law or not."""
        return name in self._files

    def require(self, name: str, version: str) -> None:
        """Raises :class:`UsageError` where one of the ids has no file for a version."""
        if version not in self._files[name]:
            known = list(self._files[name])
            near, context = suggestion(version, known), {"policy": name, "found": version}
            raise UsageError(Finding("unknown_version", context=context, allowed=", ".join(known), suggestion=near))

    def read(self, name: str, version: str) -> Cross:
        """The file of a version, law or not; raises :class:`RulesetError` where it cannot be read."""
        return self._one(self._files[name][version])

    def waiting(self, entry: str, policies: Collection[str]) -> RulesetRef | None:
        """The version with an entry that joins some policies, where it is not released; errors as for :meth:`read`."""
        apart = (self.read(name, version) for name, versions in self.unreleased.items() for version in reversed(versions))
        found = (one for one in apart if not set(policies).isdisjoint(one.model.policies))
        return next((one.ref for one in found if entry in {said.id for said in one.model.everything}), None)

    def released(self, cross: Cross) -> bool:
        """Whether a file is law without being named."""
        return self._is_law(self._files[cross.model.cross][cross.model.version])

    @property
    def unreleased(self) -> dict[str, list[str]]:
        """The versions that are no law because they are not released, by id; none of them is read."""
        law = {(name, one.model.version) for name, own in self.versions.items() for one in own}
        apart = {name: [version for version in files if (name, version) not in law] for name, files in self._files.items()}
        return {name: versions for name, versions in apart.items() if versions}

    def _superseded_by(self, name: str) -> Iterator[Cross]:
        """The version that was named as the latest and all that it supersedes; no other file is read."""
        version, seen = self._latest[name], set[str]()
        while version in self._files[name] and version not in seen:
            seen.add(version)
            yield (one := self._one(self._files[name][version]))
            version = one.model.supersedes or ""

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
        """What joins some policies, and the others whose clauses come before theirs, or before such as do, whose limits are over
        theirs, or under whose clauses is counted what limits of theirs are over.

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
            for said in (said for one in crosses for said in one.model.widens):
                policies_of = {full.partition("/")[0] for full in said.names}
                first += policies_of if not policies_of.isdisjoint(needed) else ()
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


def _place(version: Cross) -> tuple[date, list[int]]:
    return version.model.recorded, numbers(version.model.version)


def _succession(versions: list[Cross]) -> list[Finding]:
    """Each version but the first has to supersede one that comes before it, by day and number, and no two the same one."""
    found: list[Finding] = []
    by_name = {one.model.version: one for one in versions}
    taken: set[str | None] = set()
    for one in sorted(versions, key=_place):
        before = one.model.supersedes
        where = one.source.position(("supersedes",))
        if before is not None and before not in by_name:
            found.append(Finding("supersedes_unknown", where, "supersedes", {"found": before}))
        elif before is not None and _place(by_name[before]) >= _place(one):
            context = {"version": one.model.version, "found": str(one.model.recorded), "before": before}
            found.append(Finding("cross_recorded", one.source.position(("recorded",)), "recorded", context))
        elif before in taken:
            where = one.source.position(("version",))
            found.append(Finding("cross_tie", where, "version", {"found": one.model.cross, "version": one.model.version}))
        taken.add(before)
    return found
