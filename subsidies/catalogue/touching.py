"""Which policies can touch a case: asked of the folders they lie in, so that no other has to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidies.case.case import Case
from subsidies.catalogue.policy_files import PolicyFiles


def touching(case: Case, policies: Iterable[str], files: PolicyFiles) -> Iterator[str]:
    """Those of some policies that are of a place in which one that the case names lies, or that lies in one.

    Also those under which something was given before."""
    places, named = case.world.jurisdictions, case.places
    given = {award.clause.partition("/")[0] for award in case.awards}
    for policy in policies:
        own = files.jurisdictions(policy)
        if policy in given or any(code not in places or places.overlap(code, place) for code in own for place in named):
            yield policy
