"""The solver against the definition, over households and over limits of any shape."""

import brute_force
from brute_force import Case
from households import household
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from subsidies.stacking.outcomes import outcomes
from subsidies.stacking.solver import Bound, Candidate, CrossingCaps, alternative, solve

thorough = settings(
    max_examples=70,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
# Going through every outcome of everything unknown takes long.
few = settings(thorough, max_examples=40)
money = st.sampled_from([0, 1, 2, 3, 5, 5, 8, 13])


@st.composite
def households(draw: st.DrawFn, *, amounts: str = "any", unknown: bool = False, most_people: int = 6) -> Case:
    """Up to ``most_people`` members and four tiers; amounts by tier alone, or by member as well."""
    people, tiers = draw(st.integers(1, most_people)), draw(st.integers(1, 4))
    per_tier = [draw(st.integers(1, 12)) for _ in range(tiers)]
    keys = draw(st.sets(st.tuples(st.integers(0, people - 1), st.integers(0, tiers - 1)), min_size=1))
    open_ones = draw(st.sets(st.sampled_from(sorted(keys)), max_size=5)) if unknown else set()
    capped = draw(st.sets(st.integers(0, tiers - 1)))
    return household(
        {key: per_tier[key[1]] if amounts == "tier" else draw(st.integers(1, 12)) for key in sorted(keys)},
        persons=draw(st.none() | st.integers(0, 4)),
        cap=draw(st.none() | st.integers(0, 30)),
        capped=(lambda tier: tier in capped) if draw(st.booleans()) else (lambda tier: True),
        certain=lambda person, tier: (person, tier) not in open_ones,
        prior=draw(st.frozensets(st.sampled_from(["person0", "person1"]))),
        one_per_person=people > 3 or draw(st.booleans()),
    )


@st.composite
def limits_of_any_shape(
    draw: st.DrawFn, *, exact: bool = False, known: bool = False, ranked: bool = True, most: int = 7, spans: bool = True
) -> Case:
    """Up to seven candidates with months (of unknown number if ``spans``) and, if ``ranked``, chains of prevailing, under
    overlapping bounds."""
    count = draw(st.integers(1, most))
    extra = st.just(0) if exact else st.sampled_from([0, 0, 1, 4])
    candidates = []
    for i in range(count):
        low, months = draw(money), draw(st.integers(0, 3))
        over = draw(st.sets(st.integers(0, i - 1), max_size=2)) if ranked and i and draw(st.integers(0, 2)) == 0 else ()
        of = draw(st.integers(0, i - 1)) if ranked and i and draw(st.integers(0, 5)) == 0 else -1
        candidates.append(
            Candidate(
                f"c{draw(st.integers(0, 3))}",
                f"p{draw(st.integers(0, 2))}",
                known or draw(st.booleans()),
                low,
                low + draw(extra),
                months,
                months + (draw(extra) if spans else 0),
                tuple(sorted(over)),
                draw(st.booleans()),
                of,
            )
        )
    everyone = range(count)
    exempt = frozenset() if exact else draw(st.frozensets(st.sampled_from(everyone), max_size=2))
    bounds: list[Bound] = []

    def bound(measure: str, members: tuple[int, ...], top: int) -> None:
        low = draw(st.none() | st.integers(-1, top))
        high = None if low is None else low + draw(extra)
        of_persons = measure == "persons"
        bounds.append(
            Bound(
                f"{measure}{len(bounds)}",
                (),
                measure,
                members,
                low,
                high,
                tuple(candidates[i].subject for i in members) if of_persons else (),
                draw(st.frozensets(st.sampled_from(["p0", "p1"]))) if of_persons else frozenset(),
                frozenset(members) & exempt,
            )
        )

    shuffled = draw(st.permutations(everyone))
    for start, end in ((0, count), (0, count // 2), (count // 2, count), (0, count // 4)):
        if end > start and draw(st.booleans()):
            bound("yuan", tuple(shuffled[start:end]), 15)
    for _ in range(draw(st.integers(0, 4))):
        members = tuple(sorted(draw(st.sets(st.sampled_from(everyone), min_size=1))))
        measure = draw(st.sampled_from(["awards", "awards", "persons", "months"]))
        bound(measure, members, 6 if measure == "months" else 3)
    return candidates, bounds


def agrees(case: Case) -> None:
    """Everything the solution says that has a definition."""
    candidates, _ = case
    solution = solve(*case)
    assert (solution.low, solution.high) == brute_force.interval(case)
    best = brute_force.best_combination(case, brute_force.surely_holding(case))
    chosen = {award.candidate for award in solution.chosen}
    assert chosen <= best
    possible, excluded = set(solution.possible), set(solution.excluded)
    assert chosen | possible | excluded == frozenset().union(*brute_force.outcomes(candidates))
    assert chosen.isdisjoint(possible | excluded)
    assert all(solution.excluded[i].measure == "yuan" for i in best & excluded)
    assert possible.isdisjoint(excluded)
    for i, bound in solution.excluded.items():
        assert i in bound.members


def total_of_chosen(case: Case) -> int:
    return sum(award.low for award in solve(*case).chosen)


@thorough
@given(households(amounts="tier"))
def test_amounts_fixed_by_tier(case: Case) -> None:
    agrees(case)
    assert total_of_chosen(case) == solve(*case).low


@thorough
@given(households())
def test_amounts_that_differ_by_member(case: Case) -> None:
    agrees(case)
    assert total_of_chosen(case) == solve(*case).low


@thorough
@given(households(unknown=True, most_people=4))
@example(
    household(
        {(0, 0): 1, (0, 1): 1, (0, 2): 1, (0, 3): 1, (1, 0): 1, (2, 0): 1, (2, 1): 1, (2, 2): 1, (2, 3): 1},
        persons=1,
        cap=None,
        certain=lambda person, tier: person != 1,
        one_per_person=True,
    )
)
def test_unknown_candidates(case: Case) -> None:
    agrees(case)
    solution = solve(*case)
    chosen, possible = {award.candidate for award in solution.chosen}, set(solution.possible)
    # While nothing prevails and all amounts are exact, what is possible is what raises the total in some outcome; and of others
    # that would do as well, one in place of the other, some where it takes them.
    raising = brute_force.raising(case)
    assert raising - chosen <= possible
    assert possible == raising - chosen or not brute_force.reaches_the_best(case, chosen | raising)
    assert brute_force.reaches_the_best(case, chosen | possible)


@thorough
@given(limits_of_any_shape())
def test_intervals_prevailing_exemptions_and_months(case: Case) -> None:
    try:
        agrees(case)
    except CrossingCaps:
        assert any(bound.maybe_exempt for bound in case[1] if bound.measure == "yuan")


# What an open award would put in the place of another leaves room under a cap that the other one used up.
ROOM_PERHAPS = (
    [
        Candidate("c0", "p0", False, 5, 5),
        Candidate("c1", "p0", True, 3, 3),
        Candidate("c2", "p0", True, 1, 1),
    ],
    [Bound("yuan0", (), "yuan", (1, 2), 3, 3), Bound("awards1", (), "awards", (0, 1), 1, 1)],
)


@thorough
@given(limits_of_any_shape(exact=True))
@example(ROOM_PERHAPS)
def test_what_raises_the_total_in_some_outcome_is_never_excluded(case: Case) -> None:
    agrees(case)
    solution = solve(*case)
    assert brute_force.raising(case).isdisjoint(solution.excluded)


# Of one there may be no award at all, which only the least says: then the other one takes what the cap leaves.
NONE_PERHAPS = (
    [Candidate("c0", "p0", True, 1, 1), Candidate("c0", "p0", False, 0, 1)],
    [
        Bound("yuan0", (), "yuan", (0, 1), 1, 1),
        Bound("awards1", (), "awards", (0,), 0, 1),
    ],
)
# Neither the least nor the most months make rivals of the first two; what lies between does.
RIVALS_PERHAPS = (
    [
        Candidate("c0", "p0", False, 5, 5, 0, 4),
        Candidate("c1", "p0", True, 3, 3, 1, 1),
        Candidate("c2", "p0", False, 3, 3),
    ],
    [
        Bound("yuan0", (), "yuan", (1, 2), 3, 3),
        Bound("months1", (), "months", (0, 1), 1, 1),
    ],
)


@few
@given(limits_of_any_shape(ranked=False, most=3))
@example(NONE_PERHAPS)
@example(RIVALS_PERHAPS)
def test_what_raises_the_total_for_some_amounts_and_allowances_is_never_excluded(case: Case) -> None:
    try:
        solution = solve(*case)
    except CrossingCaps:
        return
    chosen = {award.candidate for award in solution.chosen}
    raising = brute_force.raising_somewhere(case, brute_force.exact_cases(case, 50))
    assert raising - chosen <= set(solution.possible)


@few
@given(limits_of_any_shape(ranked=False, most=4, spans=False))
def test_only_what_raises_the_total_for_some_amounts_and_allowances_is_possible(case: Case) -> None:
    try:
        solution = solve(*case)
    except CrossingCaps:
        return
    exact = brute_force.exact_cases(case)
    # What has too many outcomes to go through may be called possible too often.
    assume(exact and outcomes(*case, [one.high or 0 for one in case[0]]) is not None)
    # Of equals none raises the total, since another would do: then one stands for those that are kept out.
    for_equals = set(solution.possible) - brute_force.raising_somewhere(case, exact)
    assert not for_equals or solution.excluded


@thorough
@given(limits_of_any_shape(exact=True, known=True, ranked=False))
def test_nothing_is_possible_where_everything_is_known(case: Case) -> None:
    agrees(case)
    assert solve(*case).possible == ()


@thorough
@given(limits_of_any_shape(), st.integers(0, 6))
def test_the_best_combination_with_a_given_award(case: Case, include: int) -> None:
    include %= len(case[0])
    try:
        found = alternative(*case, include)
    except CrossingCaps:
        return
    sure = brute_force.surely_holding(case)
    expected = brute_force.best_total(case, sure, "low", frozenset({include})) if include in sure else None
    assert (None if found is None else found[0]) == expected


@thorough
@given(limits_of_any_shape(ranked=False), st.randoms(use_true_random=False))
def test_each_payment_lies_in_its_interval(case: Case, random: object) -> None:
    """Amounts, allowances and exemptions drawn at random, the chosen awards paid one after another, known sums first."""
    candidates, bounds = case
    try:
        solution = solve(*case)
    except CrossingCaps:
        return
    left = {}
    for k, bound in enumerate(bounds):
        if bound.measure == "yuan" and bound.low is not None and bound.high is not None:
            free = {i for i in sorted(bound.maybe_exempt) if random.random() < 0.5}
            left[k] = [max(random.randint(bound.low, bound.high), 0), set(bound.members) - free]
    known_first = sorted(solution.chosen, key=lambda award: candidates[award.candidate].low != candidates[award.candidate].high)
    for award in known_first:
        candidate = candidates[award.candidate]
        amount = random.randint(candidate.low, candidate.high)
        over = [cap for cap in left.values() if award.candidate in cap[1]]
        payment = min([amount, *[cap[0] for cap in over]])
        for cap in over:
            cap[0] -= payment
        assert award.low <= payment <= award.high


@thorough
@given(limits_of_any_shape(exact=True, known=True, ranked=False), st.permutations(range(7)))
def test_totals_do_not_depend_on_the_order_of_candidates(case: Case, order: list[int]) -> None:
    candidates, bounds = case
    order = [i for i in order if i < len(candidates)]
    moved = [bound._replace(members=tuple(order.index(i) for i in bound.members)) for bound in bounds]
    assert solve([candidates[i] for i in order], moved).low == solve(*case).low
