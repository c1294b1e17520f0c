"""What claims come to: for each claimant by itself, and for those together who claim under the same limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from subsidies.amount import in_yuan, yuan
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement.claimants import Claimant, payee_ids
from subsidies.settlement.claims import Claim
from subsidies.settlement.formulation import Formulation
from subsidies.settlement.month_limits import SharedOut
from subsidies.settlement.values import NOTHING_OPEN, Combination, Ends, Part, Settled, StillOpen, Together, Total, as_due
from subsidies.stacking.part import part_of
from subsidies.stacking.problem import Bound, Candidate
from subsidies.stacking.rivals import of_one_sum
from subsidies.stacking.solver import solve


def total_of(
    whose: Claimant, claims: Sequence[Claim], shared: SharedOut, settled: Sequence[Settled], paid: Mapping[int, Ends]
) -> Total | None:
    """The total of what one claimant claims, as far as it is money that somebody is paid; ``paid`` is what is payable of each."""
    own = [i for i, claim in enumerate(claims) if claim.payees and claim.is_money]
    if not own:
        return None
    paid = {i: ends for i, ends in paid.items() if i in own}
    low, high = shared.solution.low, shared.solution.high
    if claims[own[0]].is_alone:
        now = next(iter(paid.values()), (0, 0))
        low, high = as_due([claims[i].amounts[0] for i in own if settled[i].excluded is None], (low, high))
    else:
        now = _payable(shared.candidates, shared.bounds, paid)
    if high is not None:
        now = now[0], high if now[1] is None else min(high, now[1])
    counted = [i for i in own if settled[i].excluded is None]
    # What is exact has no cause of a spread, whatever is open beside it.
    spread = counted if low != high else []
    parts: dict[RulesetRef, list[Ends]] = {}
    for i in counted:
        parts.setdefault(claims[i].plan.ref.ruleset, []).extend([paid[i]] if i in paid else [])
    return Total(
        whose.kind,
        payee_ids(claims[own[0]]),
        whose.period,
        *_in_yuan((low, high)),
        *_in_yuan(now),
        any("band" in claims[i].amounts[0].cause for i in spread),
        any(_is_unknown(claims[i], _but_for(settled[i].open, [claims[j] for j in counted])) for i in spread),
        any(settled[i].open.rivals for i in spread),
        tuple([Part(ref, *_sum(amounts)) for ref, amounts in parts.items()]),
    )


def _but_for(open_: StillOpen, claims: Sequence[Claim]) -> StillOpen:
    """What is open besides other ``claims`` of the same claimant: what these turn on is told of them."""
    own = {claim.place for claim in claims}
    return open_._replace(others=tuple([place for place in open_.others if place not in own])) if open_.others else open_


def _is_unknown(claim: Claim, open_: StillOpen) -> bool:
    """Whether anything but the choice of an office, or the sum that the law leaves to it, is open."""
    return claim.verdict is None or open_._replace(rivals=()) != NOTHING_OPEN or "unknown" in claim.amounts[0].cause


def joint_of(
    formulation: Formulation,
    members: Sequence[int],
    own: Sequence[Sequence[int]],
    combinations: Sequence[Combination],
    parts: Sequence[int],
    share_out: Callable[[Sequence[int], Sequence[Bound]], SharedOut],
) -> Iterator[Together]:
    """What those come to together who share limits, for each kind and period; ``parts`` are their combinations, as is ``own``.

    At least that is what they are sure of one by one, where it may depend on who gets what among ``members``: those of them that
    limits have not kept out.
    """
    places = sorted({place for candidates in own for i in candidates for place in formulation.over.get(i, ())})
    bounds = [formulation.bounds[place] for place in places]
    still_in = set(members)
    sums: dict[tuple[str, str], list[int]] = {}
    for number, part in enumerate(parts):
        total = combinations[part].total
        if total is not None:
            sums.setdefault((total.kind, total.period), []).append(number)
    for numbers in sums.values():
        totals = [total for total in (combinations[parts[number]].total for number in numbers) if total is not None]
        if len(totals) < 2:
            continue
        users = sorted(i for number in numbers for i in own[number])
        best = share_out(users, bounds)
        kept = [i for i in users if i in still_in]
        candidates, over = part_of(formulation.candidates, bounds, kept)
        # Whoever may be under further limits may yet be tied to others.
        tied = any(place in formulation.loosely_under for place in places) or any(i in formulation.unknown_keys for i in kept)
        low = sum((total.low for total in totals), Decimal(0))
        if len(kept) == len(members) and not tied:
            of_one = [kept[j] for j in of_one_sum(candidates, over)]
            low = max(low, yuan(share_out(of_one, bounds).solution.low))
        most: dict[frozenset[int], Decimal | None] = {}
        for some in _payees_alike([[formulation.claims[i] for i in own[number]] for number in numbers]):
            group = [numbers[place] for place in some]
            found = share_out(sorted(i for number in group for i in own[number]), bounds)
            most[frozenset([parts[number] for number in group])] = in_yuan(found.most)
        of = tuple([parts[number] for number in numbers])
        yield Together(of, totals[0].kind, totals[0].period, low, in_yuan(best.most), most)


def _payees_alike(claims: Sequence[Sequence[Claim]]) -> set[tuple[int, ...]]:
    """Groups of some claimants (each by its claims) that may be one payee, or have the same payees but for one unknown."""
    names = [payee_ids(own[0]) for own in claims]
    kinds = [
        {
            kind
            for claim in own
            for payee, ends in zip(claim.payees, claim.plan.ref.payees, strict=True)
            if payee is None
            for kind in ends
        }
        for own in claims
    ]
    payees = {(payee.id, payee.kind) for own in claims for payee in own[0].payees if payee is not None}
    payees |= {("", kind) for own in kinds for kind in own}
    found = {
        tuple([place for place, own in enumerate(names) if name in own or kind in kinds[place]]) for name, kind in payees
    } | {tuple([place for place, other in enumerate(names) if set(other) == set(own)]) for own in names}
    return {group for group in found if 1 < len(group) < len(claims)}


def _payable(candidates: Sequence[Candidate], bounds: Sequence[Bound], paid: Mapping[int, Ends]) -> Ends:
    """What the awards come to that are payable now: where caps are shared, less at most than each of them may get."""
    if any(low != high for low, high in paid.values()) and any(bound.measure == "yuan" for bound in bounds):
        found = solve(*part_of(candidates, bounds, sorted(paid)))
        return found.low, found.high
    highs = [high for _, high in paid.values()]
    return sum(low for low, _ in paid.values()), None if None in highs else sum(high for high in highs if high is not None)


def _in_yuan(ends: Ends) -> tuple[Decimal, Decimal | None]:
    return yuan(ends[0]), in_yuan(ends[1])


def _sum(amounts: Iterable[Ends]) -> tuple[Decimal, Decimal | None]:
    """Sums of fen as yuan, None without upper end."""
    low, high = 0, 0
    unbounded = False
    for least, most in amounts:
        low += least
        unbounded = unbounded or most is None
        high += most or 0
    return yuan(low), None if unbounded else yuan(high)
