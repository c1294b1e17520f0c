"""The clauses that a file joins, as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from subsidies.ruleset.cross_checks import Known

if TYPE_CHECKING:
    from subsidies.catalogue.catalogue import Catalogue
    from subsidies.ruleset import Ruleset
    from subsidies.ruleset.cross import Cross


def rules_joined(catalogue: Catalogue, cross: Cross) -> dict[str, Known]:
    """The clauses as the versions that decide now have them, by the full ids by which a file names them, and those under limits
    that it names.

    One that only a lapsed version has is left out. Errors as for :meth:`Catalogue.versions`.
    """
    found: dict[str, Known] = {}
    for full in dict.fromkeys(full for entry in cross.model.everything for full in entry.clauses):
        policy = full.partition("/")[0]
        if policy in catalogue.policies:
            ruleset = catalogue.built(catalogue.current(policy), None)
            for id_ in named_here(catalogue, ruleset, full):
                found[full] = Known(ruleset.rules[id_], ruleset)
    for said in cross.model.widens:
        if said.policy in catalogue.policies:
            ruleset = catalogue.built(catalogue.current(said.policy), None)
            own = (id_ for limit in ruleset.limits if limit.id == said.limit_id for id_ in limit.over)
            found |= {f"{said.policy}/{id_}": Known(ruleset.rules[id_], ruleset) for id_ in own}
    return found


def named_here(catalogue: Catalogue, ruleset: Ruleset, full: str) -> Iterator[str]:
    """The id of the clause of a ruleset that a full id means, whichever version called it so; none where it has none."""
    lineages = catalogue.lineages(ruleset.policy)
    meant = {given.lineage for given in lineages.named(full, None)}
    yield from (id_ for id_ in ruleset.rules if lineages.of_clause(ruleset.policy, ruleset.version, id_) in meant)
