"""Candidates that a search may leave out because better ones are always free to take their place.

In a household of thirty with eight tiers only the eight best of each tier can matter. This is what keeps the
work in step with the number of awards that can be paid and not with the number of people.
"""

from collections.abc import Sequence

from .bounds import Restriction, never_two
from .caps import bits
from .relaxation import Level


def without_substitutable(rows: Sequence[Restriction], levels: Sequence[Level], allowed: int, forced: int) -> int:
    """``allowed`` without candidates that no best combination needs; ``forced`` ones always stay.

    Take one family of disjoint rows, say one for each person, and candidates alike in every other row and
    cap. A combination that holds one of them holds fewer others than it can hold awards at most. So if at
    least that many other groups of the family have a better candidate, the combination leaves one of these
    groups untouched; its better candidate in place of the worse is lawful, and worth more by the order that
    decides ties.
    """
    for row in rows:
        if row.reserved & allowed or (row.persons and not never_two([mask & allowed for mask in row.persons], rows)):
            return allowed
    counting = [(row.members & allowed, row.limit) for row in rows if not row.months]
    most = allowed.bit_count()
    families: list[list[int]] = []
    covered: list[int] = []
    for k, (members, limit) in enumerate(counting):
        if members == allowed:
            most = min(most, limit)
            continue
        for place, cover in enumerate(covered):
            if not cover & members:
                families[place].append(k)
                covered[place] |= members
                break
        else:
            families.append([k])
            covered.append(members)
    for family, cover in zip(families, covered, strict=True):
        most = min(most, sum([counting[k][1] for k in family]) + (allowed & ~cover).bit_count())
    for family in families:
        groups = [counting[k][0] for k in family]
        inside = set(family)
        others = [members for k, (members, _) in enumerate(counting) if k not in inside]
        allowed = _drop(rows, levels, allowed, forced, groups, others, most)
    return allowed


def _drop(
    rows: Sequence[Restriction],
    levels: Sequence[Level],
    allowed: int,
    forced: int,
    groups: Sequence[int],
    others: Sequence[int],
    most: int,
) -> int:
    group_of: dict[int, int] = {}
    for k, members in enumerate(groups):
        group_of.update(dict.fromkeys(bits(members & allowed), k))
    months: dict[int, list[tuple[int, int]]] = {}
    for k, row in enumerate(rows):
        for i, used in row.months:
            months.setdefault(i, []).append((k, used))
    alike: dict[tuple[object, ...], list[int]] = {}
    for i in bits(allowed):
        key = (
            tuple([k for k, members in enumerate(others) if members >> i & 1]),
            tuple(months.get(i, ())),
            tuple([caps.home.get(i) for _, caps in levels]),
        )
        alike.setdefault(key, []).append(i)
    for rivals in alike.values():
        if len({group_of.get(i, -1 - i) for i in rivals}) <= most:
            continue
        kept: list[tuple[list[int], int]] = []
        rivals.sort(key=lambda i: ([-amounts[i] for amounts, _ in levels], i))
        for i in rivals:
            worths = [amounts[i] for amounts, _ in levels]
            group = group_of.get(i, -1 - i)
            better = {other for had, other in kept if all(a >= b for a, b in zip(had, worths, strict=True))}
            better.discard(group)
            if len(better) >= most and not forced >> i & 1:
                allowed &= ~(1 << i)
            else:
                kept.append((worths, group))
    return allowed
