"""Upper bounds on what a combination can be worth, from the part of the limits that can be solved outright.

Groups of awards that fall into two families of disjoint sets are kept exactly (``matching``). Every other
row, and every cap, gets a price: a unit used beyond the limit costs that much, a unit left over earns it. For
any prices of at least zero the heaviest matching at the resulting weights bounds every lawful combination
from above; with all prices integer the bound is exact integer arithmetic. The prices are moved, one at a
time, to where the bound is lowest.

The price of a cap is what its members are charged by it and by the caps around it together, so that an
outer cap can charge more or less while inner ones charge as before: what it is asked for then is no more
than their limits. Prices counted one by one would get stuck there, for an outer cap would only cost more
once an inner one charges all there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .bounds import Restriction, never_two
from .caps import Caps, bits
from .matching import heaviest

# The price of a cap is a whole number between nothing and the scale of its fen, so fine prices need a large
# scale.
PRICE_STEPS = 1 << 40

Level = tuple[Sequence[int], Caps]


@dataclass(slots=True)
class Priced:
    """A row left out of the matching: what each member uses, the limit, and the highest price that makes sense.

    ``level`` is the level a cap belongs to, and ``None`` for a row that forbids. Of a cap ``outer`` is the next
    one around it and ``inner`` are those next within it, by their places among the rows; ``own`` are the
    members that lie in none of these.
    """

    uses: dict[int, int]
    limit: int
    top: int
    level: int | None = None
    own: list[int] = field(default_factory=list)
    outer: int | None = None
    inner: list[int] = field(default_factory=list)

    def slack(self, combination: Sequence[int]) -> int:
        uses = self.uses
        return self.limit - sum([uses[i] for i in combination if i in uses])


def _apart(uses: dict[int, int], limit: int, top: int) -> Priced:
    """A row that forbids: it lies in no other and around none."""
    return Priced(uses, limit, top, own=list(uses))


class Worth:
    """What a combination is worth as one integer, so that a single comparison decides all criteria in their
    order.

    The criteria are the total paid at each level (fen, after caps) and then, where ``ties`` are to be
    decided, the amounts before caps at each level, the number of awards, and the earliest candidates.
    ``base`` holds what each candidate adds where no cap binds.
    """

    __slots__ = ("base", "levels", "own", "plain", "scales")

    def __init__(self, levels: Sequence[Level], items: Sequence[int], *, ties: bool) -> None:
        # A cap over everything leaves the smaller of itself and the sum, so the highest sum is the best under
        # it too; with two levels the sums of the two may favour different combinations, and it has to be
        # priced.
        everything = sum([1 << i for i in items])
        self.plain = all(
            not caps.limits or (len(levels) == 1 and not any(everything & ~mask for mask in caps.masks)) for _, caps in levels
        )
        self.levels = levels if ties else levels[:1]
        first = self.levels[0][0]
        if not ties:
            scale = 1 if self.plain else PRICE_STEPS
            self.scales = [scale]
            self.own = dict.fromkeys(items, 0)
            self.base = {i: first[i] * scale for i in items}
            return
        count = len(items)
        second = levels[1][0] if len(levels) > 1 else None
        beyond = 0 if second is None else 1 + sum([second[i] for i in items])
        order = 1 << count
        own = {}
        for i in items:
            claim = first[i] if second is None else first[i] * beyond + second[i]
            order >>= 1
            own[i] = ((claim * (count + 1) + 1) << count) | order
        self.own = own
        if self.plain:
            self.base = own
            self.scales = [0] * len(levels)
            return
        scale = PRICE_STEPS + sum(own.values())
        scales = []
        for amounts, _ in reversed(levels):
            scales.append(scale)
            scale *= 1 + sum([amounts[i] for i in items])
        self.scales = scales[::-1]
        base = own
        for scale, (amounts, _) in zip(self.scales, levels, strict=True):
            base = {i: value + scale * amounts[i] for i, value in base.items()}
        self.base = base

    def of(self, combination: Sequence[int]) -> int:
        if self.plain:
            base = self.base
            return sum([base[i] for i in combination])
        value = sum([self.own[i] for i in combination])
        for scale, (amounts, caps) in zip(self.scales, self.levels, strict=True):
            value += scale * caps.total(amounts, combination)
        return value


class Relaxation:
    """The limits over ``allowed`` candidates, sorted into what the matching keeps and what is priced."""

    __slots__ = ("awards", "left", "months", "most", "nested", "persons", "priced", "right", "room", "worth")

    def __init__(self, rows: Sequence[Restriction], allowed: int, worth: Worth) -> None:
        self.worth = worth
        self.left: dict[int, int] = {}
        self.right: dict[int, int] = {}
        self.room: dict[int, int] = {}
        self.most = allowed.bit_count()
        self.awards: list[tuple[int, int, Sequence[int]]] = []
        self.months: list[Restriction] = []
        self.persons: list[Restriction] = []
        self.priced: list[Priced] = []
        self.nested = False
        """Whether a cap that has a price lies in another one."""
        for row in rows:
            self._sort(row, rows, allowed)
        top = max(worth.base.values(), default=0)
        self._place(allowed, top)
        for row in self.months:
            uses = {i: months for i, months in row.months if allowed >> i & 1}
            self.priced.append(_apart(uses, row.limit, top))
        if not worth.plain:
            self._price_caps(allowed)

    def _sort(self, row: Restriction, rows: Sequence[Restriction], allowed: int) -> None:
        members = row.members & allowed
        if row.months:
            if sum([months for i, months in row.months if members >> i & 1]) > row.limit:
                self.months.append(row)
        elif row.persons:
            persons = [mask & allowed for mask in row.persons if mask & allowed]
            if len(persons) <= row.limit:
                return
            # Where nobody can get two of these awards, counting persons is counting awards.
            reserved = row.reserved & allowed
            if not reserved and never_two(persons, rows):
                self.awards.append((members, row.limit, row.listed))
            else:
                self.persons.append(Restriction(members, row.limit, row.listed, (), tuple(persons), reserved, row.beside))
        elif members.bit_count() > row.limit:
            self.awards.append((members, row.limit, row.listed))

    def _place(self, allowed: int, top: int) -> None:
        lefts = rights = 0
        for group, (members, limit, listed) in enumerate(self.awards):
            if members == allowed:
                self.most = min(self.most, limit)
            elif not members & lefts:
                lefts |= members
                self.room[group] = limit
                self.left.update(dict.fromkeys(listed, group))
            elif not members & rights:
                rights |= members
                self.room[group] = limit
                self.right.update(dict.fromkeys(listed, group))
            elif not any(not members & ~other and limit >= room for other, room, _ in self.awards[:group]):
                self.priced.append(_apart(dict.fromkeys(bits(members), 1), limit, top))

    def _price_caps(self, allowed: int) -> None:
        for level, (amounts, caps) in enumerate(self.worth.levels):
            first = len(self.priced)
            for mask, limit in zip(caps.masks, caps.limits, strict=True):
                uses = {i: amounts[i] for i in bits(mask & allowed)}
                if sum(uses.values()) > limit:
                    row = Priced(uses, limit, self.worth.scales[level], level)
                    self._nest(row, first)
                    self.priced.append(row)

    def _nest(self, row: Priced, first: int) -> None:
        """Put a cap around those priced before it, from ``first`` on, that lie within it and in no other yet."""
        own = dict(row.uses)
        for k, inner in enumerate(self.priced[first:], first):
            if inner.outer is None and not inner.uses.keys().isdisjoint(row.uses):
                inner.outer = len(self.priced)
                row.inner.append(k)
                self.nested = True
            for i in inner.uses:
                own.pop(i, None)
        row.own = list(own)

    def charges(self, prices: Sequence[int]) -> list[int]:
        """What a unit is charged by each row; by a cap no less than by the one around it."""
        found = list(prices)
        for k in range(len(found) - 1, -1, -1):
            outer = self.priced[k].outer
            if outer is not None and found[outer] > found[k]:
                found[k] = found[outer]
        return found

    def slacks(self, k: int, prices: Sequence[int], combination: Sequence[int]) -> tuple[int, int]:
        """By how much the bound changes with price ``k``: as it falls from where it is, and as it rises from there.

        Without caps within one another, both are what the combination leaves of the row.
        """
        row = self.priced[k]
        if row.outer is None and not row.inner:
            slack = row.slack(combination)
            return slack, slack
        around = 0 if row.outer is None else self.charges(prices)[row.outer]
        here = max(prices[k], around)
        held = set(combination)
        falling = row.limit - self._asked(k, prices, here, held) if here > around else 0
        return falling, row.limit - self._asked(k, prices, here + 1, held) if here < row.top else 0

    def inside_out(self, prices: Sequence[int]) -> list[int]:
        """The prices to move caps from, inner ones first: an outer one charges nothing before those within it have moved."""
        return [0 if row.inner else price for price, row in zip(prices, self.priced, strict=True)]

    def _asked(self, k: int, prices: Sequence[int], least: int, held: set[int]) -> int:
        """What a cap is asked for: by one within it whose price is at ``least`` so much, no more than its limit."""
        row = self.priced[k]
        asked = sum([row.uses[i] for i in row.own if i in held])
        for inner in row.inner:
            asked += self.priced[inner].limit if prices[inner] >= least else self._asked(inner, prices, least, held)
        return asked

    def lawful(self, combination: Sequence[int]) -> bool:
        """Whether a combination that keeps to the matching keeps to every other row that forbids as well."""
        if any(row.level is None and row.slack(combination) < 0 for row in self.priced):
            return False
        return not self.persons or self.overfull(combination) is None

    def overfull(self, combination: Sequence[int]) -> int | None:
        """The first persons row with more persons than places."""
        mask = sum([1 << i for i in combination])
        for k, row in enumerate(self.persons):
            if row.room(mask)[0] < 0:
                return k
        return None

    def bound(self, prices: Sequence[int], forced: int, allowed: int, opened: Sequence[int]) -> tuple[int, list[int]]:
        """The upper bound at these prices, and the matching that attains it (``forced`` candidates included).

        ``opened`` holds, for each persons row, the persons (bits by position) whose place is taken as given.
        """
        weight = self.worth.base
        total = 0
        if self.priced:
            weight = weight.copy()
            charges = self.charges(prices)
            for charge, row in zip(charges, self.priced, strict=True):
                total += (charge if row.outer is None else charge - charges[row.outer]) * row.limit
                if charge:
                    for i in row.own:
                        weight[i] -= charge * row.uses[i]
        fixed = bits(forced)
        room = self.room
        if fixed:
            room = dict(room)
            for i in fixed:
                for family in (self.left, self.right):
                    if i in family:
                        room[family[i]] -= 1
        free = bits(allowed & ~forced)
        found = fixed + heaviest(free, weight, self.left, self.right, room, self.most - len(fixed))
        value = total + sum([weight[i] for i in found])
        for limited, places in zip(self.persons, opened, strict=True):
            value = min(value, total + _by_person(limited, places, weight, fixed, free))
        return value, found


def _by_person(row: Restriction, opened: int, weight: dict[int, int], fixed: Sequence[int], free: Sequence[int]) -> int:
    """An upper bound that keeps only this persons row: the persons worth most, each with all they could get.

    Those that have their places through others are left free.
    """
    total = sum([weight[i] for i in fixed])
    gains = {i: weight[i] for i in free if weight[i] > 0}
    total += sum([gain for i, gain in gains.items() if not row.members >> i & 1])
    others = []
    places = row.limit
    for k, person in enumerate(row.persons):
        gain = sum([gains[i] for i in bits(person) if i in gains])
        reserved = bool(person & row.reserved)
        if reserved or opened >> k & 1:
            total += gain
            places -= not reserved
        else:
            others.append(gain)
    return total + sum(sorted(others, reverse=True)[: max(places, 0)])
