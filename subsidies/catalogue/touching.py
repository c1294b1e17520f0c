"""Which policies can touch a case: asked of the folders they lie in, so that no other has to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidies.case.case import Case
from subsidies.catalogue.policy_files import PolicyFiles
from subsidies.vocabulary.jurisdictions import Jurisdictions


def touching(case: Case, policies: Iterable[str], files: PolicyFiles) -> Iterator[str]:
    """Those of some policies that are of a place in which one that the case names lies, or that lies in one.

    Also those under which something was given before."""
    given = {award.clause.partition("/")[0] for award in case.awards}
    near = set(of_places(case.places, policies := list(policies), files, case.world.jurisdictions))
    yield from (policy for policy in policies if policy in given or policy in near)


def of_places(named: Iterable[str], policies: Iterable[str], files: PolicyFiles, places: Jurisdictions) -> Iterator[str]:
    """Those of some policies that are of a place in which one that is named lies, or that lies in one."""
    for policy in policies:
        own = files.jurisdictions(policy)
        if any(code not in places or places.overlap(code, place) for code in own for place in named):
            yield policy
