"""Everything wrong with a folder of rulesets, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidies.catalogue import digest_lock
from subsidies.errors import Finding, RulesetError, SubsidiesError
from subsidies.ruleset.cross import faults

if TYPE_CHECKING:
    from subsidies.catalogue.catalogue import Catalogue


def every_finding(catalogue: Catalogue) -> list[Finding]:
    """Every finding in the files that are law; what joins policies is looked at once these are sound."""
    found = [*digest_lock.changed(catalogue.root), *catalogue.files.misplaced()]
    try:
        _ = catalogue.confirmations
    except RulesetError as error:
        found += error.findings
    unsound = [finding for policy in catalogue.policies for finding in _policy(catalogue, policy)]
    return [*found, *(unsound or _joins(catalogue))]


def _policy(catalogue: Catalogue, policy: str) -> list[Finding]:
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


def _joins(catalogue: Catalogue) -> list[Finding]:
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
