"""Everything wrong with a folder of rulesets, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from subsidies.arithmetic.day_spans import Governed
from subsidies.catalogue import digest_lock
from subsidies.catalogue.cross_files import CrossFiles
from subsidies.catalogue.policy_files import PolicyFiles
from subsidies.catalogue.versions import Version, governing
from subsidies.errors import Finding, RulesetError, SubsidiesError
from subsidies.expression import nodes as n
from subsidies.files.source import DataPath, dotted
from subsidies.ruleset import Ruleset
from subsidies.ruleset.checks import crosses
from subsidies.ruleset.cross import Cross
from subsidies.ruleset.cross_checks import Known, faults
from subsidies.ruleset.rules import LimitRule


class Folder(Protocol):
    """A catalogue, as far as looking through it needs one."""

    root: Path
    files: PolicyFiles
    cross_files: CrossFiles

    @property
    def policies(self) -> list[str]: ...
    @property
    def confirmations(self) -> Any: ...
    def versions(self, policy: str) -> list[Version]: ...
    def built(self, version: Version, governed: Governed | None) -> Ruleset: ...
    def ruleset(self, policy: str) -> Ruleset: ...
    def silent(self, versions: Sequence[Version]) -> list[Finding]: ...
    def names_joined(self, cross: Cross) -> tuple[list[str], list[str], list[str]]: ...


def every_finding(catalogue: Folder) -> list[Finding]:
    """Every finding in the files that are law; what joins policies is looked at once these are sound."""
    found = [*digest_lock.changed(catalogue.root), *catalogue.files.misplaced()]
    try:
        _ = catalogue.confirmations
    except RulesetError as error:
        found += error.findings
    unsound = [finding for policy in catalogue.policies for finding in _policy(catalogue, policy)]
    return [*found, *(unsound or _joins(catalogue))]


def _policy(catalogue: Folder, policy: str) -> list[Finding]:
    try:
        versions = catalogue.versions(policy)
    except SubsidiesError as error:
        return list(error.findings)
    found: list[Finding] = []
    for version in versions:
        try:
            catalogue.built(version, None)
        except RulesetError as error:
            found += error.findings
    return found or catalogue.silent(versions)


def _joins(catalogue: Folder) -> list[Finding]:
    """What is wrong with what joins policies that are sound themselves."""
    try:
        versions = catalogue.cross_files.versions
    except RulesetError as error:
        return list(error.findings)
    found: list[Finding] = []
    for cross in (one for own in versions.values() for one in own):
        if cross.model.cross in catalogue.policies:
            where = cross.source.position(("cross",))
            found.append(Finding("cross_named", where, "cross", {"found": cross.model.cross}))
        found += cross.unnamed(*catalogue.names_joined(cross))
        told = [finding for known in _each_version(catalogue, cross) for finding in faults(cross, known)]
        found += [finding for place, finding in enumerate(told) if finding not in told[:place]]
    joining = catalogue.cross_files.joining(catalogue.policies, None)
    return found or [*_circles(catalogue, joining), *_crossing_caps(catalogue, joining)]


def _crossing_caps(catalogue: Folder, joining: Sequence[Cross]) -> Iterator[Finding]:
    """Caps in yuan of two files that do not nest: each file by itself is sound, and in a case nobody knew whose sum is cut."""
    rules = {full: one.rule for full, one in _known(catalogue.ruleset(policy) for policy in catalogue.policies).items()}
    before: list[LimitRule] = []
    for cross in joining:
        own: list[LimitRule] = []
        for entry in cross.entries:
            if over := {full: rules[full] for full in entry.model.over if full in rules}:
                limit = cross.limit(entry, over)
                own.append(limit)
                for other in before:
                    if crosses(other, limit):
                        where = cross.source.position(entry.path)
                        yield Finding("caps_cross", where, dotted(entry.path), {"left": other.id, "right": limit.id})
        before += own


def _each_version(catalogue: Folder, cross: Cross) -> Iterator[dict[str, Known]]:
    """The clauses of the policies that a file names: as their latest versions have them, and with each other one in its place
    that decides anything since the file was recorded."""
    latest = {name: catalogue.ruleset(name) for name in cross.model.policies if name in catalogue.policies}
    yield _known(latest.values())
    for policy in latest:
        versions = catalogue.versions(policy)
        recorded = cross.model.recorded
        known = {recorded, *(version.model.published for version in versions if version.model.published > recorded)}
        deciding = {version.model.version for day in known for version, _ in governing(versions, day, drafts=True)}
        for version in versions:
            if version.model.version in deciding - {latest[policy].version}:
                yield _known({**latest, policy: catalogue.built(version, None)}.values())


def _known(rulesets: Iterable[Ruleset]) -> dict[str, Known]:
    return {f"{one.policy}/{id_}": Known(rule, one) for one in rulesets for id_, rule in one.rules.items()}


def _circles(catalogue: Folder, crosses: Sequence[Cross]) -> Iterator[Finding]:
    """Clauses that come before themselves, by way of other files and of exceptions that policies make themselves."""
    after: dict[str, set[str]] = {}
    for policy in catalogue.policies:
        for id_, rule in catalogue.ruleset(policy).rules.items():
            for line in rule.lines:
                if line.role == "exception" and isinstance(line.node, n.ClauseHolds):
                    after.setdefault(f"{policy}/{line.node.clause}", set()).add(f"{policy}/{id_}")
    entries = [(cross, index, said) for cross in crosses for index, said in enumerate(cross.model.prevails)]
    for _, _, said in entries:
        after.setdefault(said.clause, set()).update(said.over)
    for cross, index, said in entries:
        for position, full in enumerate(said.over):
            if said.clause in _below(full, after):
                path: DataPath = ("prevails", index, "over", position)
                yield Finding("circular", cross.source.position(path), dotted(path), {"found": full})


def _below(full: str, after: Mapping[str, set[str]]) -> set[str]:
    """A clause and all that it comes before, by way of others too."""
    found, waiting = {full}, [full]
    while waiting:
        for other in after.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found
