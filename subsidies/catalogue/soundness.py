"""Everything wrong with a folder of rulesets, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from subsidies.arithmetic.day_spans import Governed
from subsidies.catalogue import digest_lock
from subsidies.catalogue.cross_files import CrossFiles
from subsidies.catalogue.policy_files import PolicyFiles
from subsidies.catalogue.versions import Version
from subsidies.errors import Finding, RulesetError, SubsidiesError
from subsidies.ruleset import Ruleset
from subsidies.ruleset.cross import Cross, faults


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
    def names_joined(self, cross: Cross) -> list[str]: ...


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
        policies = [policy for policy in cross.model.policies if policy in catalogue.policies]
        rules = {f"{policy}/{id_}": rule for policy in policies for id_, rule in catalogue.ruleset(policy).rules.items()}
        found += [*cross.unnamed(catalogue.names_joined(cross)), *faults(cross, rules)]
    return found
