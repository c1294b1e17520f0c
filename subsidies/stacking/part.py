"""Part of a problem: some of its candidates, numbered anew, under the bounds that hold them."""

from collections.abc import Mapping, Sequence

from .problem import Bound, Candidate


def part_of(
    candidates: Sequence[Candidate], bounds: Sequence[Bound], members: Sequence[int]
) -> tuple[list[Candidate], list[Bound]]:
    """Some candidates (by index) and what binds them, numbered from zero in the order given."""
    if len(members) == len(candidates) and all(i == place for place, i in enumerate(members)):
        return list(candidates), list(bounds)
    new = {old: i for i, old in enumerate(members)}
    return (
        [
            one._replace(prevailed_by=tuple([new[j] for j in one.prevailed_by if j in new]), of=new.get(one.of, -1))
            if one.prevailed_by or one.of >= 0
            else one
            for one in (candidates[i] for i in members)
        ],
        [_bound_of(one, new) for one in bounds if any(i in new for i in one.members)],
    )


def _bound_of(bound: Bound, new: Mapping[int, int]) -> Bound:
    kept = [place for place, i in enumerate(bound.members) if i in new]
    return bound._replace(
        members=tuple([new[bound.members[place]] for place in kept]),
        persons=tuple([bound.persons[place] for place in kept]) if bound.persons else (),
        maybe_exempt=frozenset([new[i] for i in bound.maybe_exempt if i in new]),
    )
