"""What stands in a section, by policy where several of them speak: there clauses go by their numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from subsidies.determination import Entitlement
from subsidies.naming import Naming
from subsidies.ruleset.references import RulesetRef
from subsidies_cli.page import Section


def by_policy(
    section: Section, items: Iterable[Entitlement], naming: Naming, write: Callable[[Section, list[Entitlement]], None]
) -> None:
    """Write entitlements into a section, those of each policy below its name, in the order in which the page names policies."""
    found = list(items)
    if not naming.several:
        write(section, found)
        return
    for policy, ref in _policies(naming).items():
        below = Section("")
        write(below, [item for item in found if item.ruleset.policy == policy])
        if below.lines:
            section.add(f"{naming.law.ruleset(ref).model.title[naming.lang]}{naming.bracket(policy)}", style="strong")
            section.lines += [replace(line, level=line.level + 1) for line in below.lines]


def _policies(naming: Naming) -> dict[str, RulesetRef]:
    """Every policy, by its latest version that is asked."""
    return {ref.policy: ref for ref in naming.determination.rulesets}
