"""Several claimants under one limit: what each can rely on, against trying everything that the others may be given."""

from __future__ import annotations

import brute_force
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_against_brute_force import limits_of_any_shape

from subsidies.stacking.part import part_of
from subsidies.stacking.problem import Bound, Candidate, CrossingCaps
from subsidies.stacking.rivals import Rivalry, most_used, of_one_sum
from subsidies.stacking.solver import solve

thorough = settings(
    max_examples=70,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
Problem = tuple[list[Candidate], list[Bound], list[int]]
Interval = tuple[int, int | None]


@st.composite
def problems(draw: st.DrawFn, *, ranked: bool = False, most: int = 6) -> Problem:
    """Candidates, bounds, and whose each candidate is, of up to three claimants; nothing prevails across claimants."""
    candidates, bounds = draw(limits_of_any_shape(ranked=ranked, most=most))
    whose = [draw(st.integers(0, 2)) for _ in candidates]
    candidates = [
        one._replace(
            prevailed_by=tuple(j for j in one.prevailed_by if whose[j] == whose[i]),
            of=one.of if one.of >= 0 and whose[one.of] == whose[i] else -1,
        )
        for i, one in enumerate(candidates)
    ]
    return candidates, bounds, whose


def own(whose: list[int], claimant: int) -> list[int]:
    return [i for i, other in enumerate(whose) if other == claimant]


def interval(problem: Problem, claimant: int) -> Interval:
    """What a claimant is sure of, and the most it may get."""
    candidates, bounds, whose = problem
    mine = own(whose, claimant)
    relied = [one.bound for one in Rivalry(candidates, bounds, {}).reliable(mine)]
    found = solve(*part_of(candidates, relied, mine))
    return found.low, found.high


def joint(problem: Problem) -> Interval:
    """What all come to together."""
    candidates, bounds, whose = problem
    best = solve(candidates, bounds)
    one_by_one = sum(interval(problem, claimant)[0] for claimant in set(whose))
    return max(one_by_one, solve(*part_of(candidates, bounds, of_one_sum(candidates, bounds))).low), best.high


def taken_by_others(case: brute_force.Case, others: frozenset[int], holding: frozenset[int]) -> list[frozenset[int]]:
    """Everything that others may be given of what holds."""
    return list(brute_force.lawful_sets(*case, others & holding, "low"))


@thorough
@given(problems(most=5))
def test_a_claimant_gets_what_it_is_sure_of_whatever_others_are_given(problem: Problem) -> None:
    candidates, bounds, whose = problem
    assume(all(bound.measure != "yuan" for bound in bounds))
    for exact in brute_force.exact_cases((candidates, bounds), 15):
        for holding in set(brute_force.outcomes(exact[0])):
            for claimant in set(whose):
                mine = frozenset(own(whose, claimant))
                low, high = interval(problem, claimant)
                for taken in taken_by_others(exact, frozenset(range(len(whose))) - mine, holding):
                    best = max(
                        brute_force.total(*exact, chosen, "low")
                        for chosen in brute_force.lawful_sets(*exact, mine & holding, "low")
                        if brute_force.lawful(*exact, chosen | taken, "low")
                    )
                    assert low <= best
                    assert high is None or best <= high


@thorough
@given(problems(most=5))
def test_under_caps_a_claimant_gets_what_it_is_sure_of_whatever_others_are_paid(problem: Problem) -> None:
    """Of caps the others may take all that they can: what is left of a set is what all get less what they get."""
    candidates, bounds, whose = problem
    assume(all(bound.measure == "yuan" for bound in bounds))
    try:
        intervals = {claimant: interval(problem, claimant) for claimant in set(whose)}
    except CrossingCaps:
        return
    for exact in brute_force.exact_cases((candidates, bounds), 15):
        for holding in set(brute_force.outcomes(exact[0])):
            for claimant, (low, high) in intervals.items():
                mine = frozenset(own(whose, claimant)) & holding
                others = holding - mine
                left = brute_force.total(*exact, mine | others, "low") - brute_force.total(*exact, others, "low")
                assert low <= left
                assert high is None or left <= high


def grown(exact: brute_force.Case, holding: frozenset[int], order: list[int]) -> frozenset[int]:
    """What is given where each in turn is, as far as it still may be."""
    chosen: frozenset[int] = frozenset()
    for i in order:
        if i in holding and brute_force.lawful(*exact, chosen | {i}, "low"):
            chosen |= {i}
    return chosen


@thorough
@given(problems(ranked=True), st.data())
def test_all_come_to_what_they_surely_come_to_together_whoever_is_given_first(problem: Problem, data: st.DataObject) -> None:
    candidates, bounds, _ = problem
    assume(all(bound.measure not in ("yuan", "months") for bound in bounds))
    surely = solve(*part_of(candidates, bounds, of_one_sum(candidates, bounds))).low
    order = data.draw(st.permutations(range(len(candidates))))
    for exact in brute_force.exact_cases((candidates, bounds), 15):
        for holding in set(brute_force.outcomes(exact[0])):
            assert surely <= brute_force.total(*exact, grown(exact, frozenset(holding), order), "low")


@thorough
@given(problems(), st.data())
def test_under_caps_too_whoever_is_given_first(problem: Problem, data: st.DataObject) -> None:
    candidates, bounds, _ = problem
    assume(all(bound.measure != "months" for bound in bounds))
    try:
        surely = solve(*part_of(candidates, bounds, of_one_sum(candidates, bounds))).low
    except CrossingCaps:
        return
    order = data.draw(st.permutations(range(len(candidates))))
    for exact in brute_force.exact_cases((candidates, bounds), 15):
        for holding in set(brute_force.outcomes(exact[0])):
            assert surely <= brute_force.total(*exact, grown(exact, frozenset(holding), order), "low")


@thorough
@given(problems(ranked=True), st.data())
def test_as_more_becomes_known_no_interval_widens(problem: Problem, data: st.DataObject) -> None:
    candidates, bounds, whose = problem
    try:
        before = [interval(problem, claimant) for claimant in range(3)], joint(problem)
        for _ in range(3):
            if candidates and data.draw(st.integers(0, 3)) == 0:
                candidates, bounds, whose = without_one(candidates, bounds, whose, data)
            elif candidates:
                candidates, bounds = refined(candidates, bounds, data)
        after = [interval((candidates, bounds, whose), claimant) for claimant in range(3)], joint((candidates, bounds, whose))
    except CrossingCaps:
        return
    for (low, high), (new_low, new_high) in zip([*before[0], before[1]], [*after[0], after[1]], strict=True):
        assert new_low >= low
        assert high is None or (new_high is not None and new_high <= high)


def without_one(candidates: list[Candidate], bounds: list[Bound], whose: list[int], data: st.DataObject) -> Problem:
    """The problem once it is known that a condition fails: what does not hold is not there."""
    i = data.draw(st.integers(0, len(candidates) - 1))
    if candidates[i].certain:
        return candidates, bounds, whose
    gone = {i}
    for j, one in enumerate(candidates):
        gone |= {j} if one.of in gone else set()
    kept = [j for j in range(len(candidates)) if j not in gone]
    return *part_of(candidates, bounds, kept), [whose[j] for j in kept]


def refined(candidates: list[Candidate], bounds: list[Bound], data: st.DataObject) -> tuple[list[Candidate], list[Bound]]:
    """One thing more is known: whether a condition holds, an amount, months, an allowance, or an exemption."""
    if data.draw(st.booleans()):
        i = data.draw(st.integers(0, len(candidates) - 1))
        one = candidates[i]
        if not one.certain and data.draw(st.booleans()):
            return [*candidates[:i], one._replace(certain=True), *candidates[i + 1 :]], bounds
        low = data.draw(st.integers(one.low, one.high or 0))
        months = data.draw(st.integers(one.months_low, one.months_high))
        changed = one._replace(
            low=low,
            high=data.draw(st.integers(low, one.high or 0)),
            months_low=months,
            months_high=data.draw(st.integers(months, one.months_high)),
        )
        return [*candidates[:i], changed, *candidates[i + 1 :]], bounds
    if not bounds:
        return candidates, bounds
    k = data.draw(st.integers(0, len(bounds) - 1))
    bound = bounds[k]
    if bound.maybe_exempt:
        i = data.draw(st.sampled_from(sorted(bound.maybe_exempt)))
        if data.draw(st.booleans()):
            return candidates, [*bounds[:k], bound._replace(maybe_exempt=bound.maybe_exempt - {i}), *bounds[k + 1 :]]
        kept = [place for place, j in enumerate(bound.members) if j != i]
        without = bound._replace(
            members=tuple(bound.members[place] for place in kept),
            persons=tuple(bound.persons[place] for place in kept) if bound.persons else (),
            maybe_exempt=bound.maybe_exempt - {i},
        )
        return candidates, [*bounds[:k], without, *bounds[k + 1 :]]
    if bound.low is None or bound.high is None:
        return candidates, bounds
    low = data.draw(st.integers(bound.low, bound.high))
    return candidates, [*bounds[:k], bound._replace(low=low, high=data.draw(st.integers(low, bound.high))), *bounds[k + 1 :]]


@thorough
@given(problems(), st.data())
def test_what_somebody_may_use_is_what_they_could_use_without_the_limit(problem: Problem, data: st.DataObject) -> None:
    candidates, bounds, _ = problem
    assume(bounds)
    bound = data.draw(st.sampled_from(bounds))
    users = sorted(data.draw(st.sets(st.integers(0, len(candidates) - 1), min_size=1)))
    try:
        found = most_used(candidates, bounds, bound, users)
    except CrossingCaps:
        return
    others = [one for one in bounds if one is not bound and one.measure != "months"]
    # A cap leaves its awards as many as they are, unless it is one of nothing.
    rows = [one for one in others if bound.measure == "yuan" or one.measure != "yuan" or one.high == min(0, one.high or 1)]
    uses = [
        used(candidates, rows, bound, chosen) for chosen in brute_force.lawful_sets(candidates, rows, frozenset(users), "high")
    ]
    assert found == max(uses)


def used(candidates: list[Candidate], bounds: list[Bound], bound: Bound, chosen: frozenset[int]) -> int:
    if bound.measure == "yuan":
        return brute_force.total(candidates, bounds, chosen, "high")
    if bound.measure == "months":
        return sum(candidates[i].months_high for i in chosen)
    if bound.measure == "awards":
        return len(chosen)
    person_of = dict(zip(bound.members, bound.persons, strict=True))
    inside = {person_of[i] for i in chosen if i in person_of} - bound.prior_persons
    return len(inside) + sum(1 for i in chosen if i not in person_of)


@thorough
@given(problems(), st.data())
def test_the_least_where_some_have_their_places_through_others(problem: Problem, data: st.DataObject) -> None:
    candidates, bounds, _ = problem
    subjects = sorted({one.subject for one in candidates})
    bounds = [
        bound._replace(
            reserved=data.draw(st.frozensets(st.sampled_from(subjects))) - bound.prior_persons,
            beside=data.draw(st.integers(0, 2)),
        )
        if bound.measure == "persons" and bound.low is not None
        else bound
        for bound in bounds
    ]
    assume(any(bound.reserved for bound in bounds))
    case = candidates, bounds
    found = solve(*case)
    assert (found.low, found.high) == brute_force.interval(case)


@thorough
@given(st.data())
def test_whom_others_have_counted_is_counted_for_all(data: st.DataObject) -> None:
    """What one is sure of under a limit on persons, others being held to some of theirs: exactly what none of them can take."""
    count = data.draw(st.integers(2, 7))
    persons = [data.draw(st.sampled_from("abcd")) for _ in range(count)]
    candidates = [Candidate("1", one, True, amount, amount) for one in persons for amount in (data.draw(st.integers(1, 9)),)]
    whose = [data.draw(st.integers(0, 1)) for _ in range(count)]
    places, room = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))
    limited = Bound("persons", (), "persons", tuple(range(count)), places, places, tuple(persons))
    others = own(whose, 1)
    bounds = [limited, Bound("theirs", (), "awards", tuple(others), room, room)]
    taken = [{persons[i] for i in chosen} for chosen in brute_force.lawful_sets(candidates, bounds, frozenset(others), "low")]
    least = max(
        sum(candidates[i].low for i in chosen)
        for chosen in brute_force.lawful_sets(candidates, bounds, frozenset(own(whose, 0)), "low")
        if not chosen or all(len({persons[i] for i in chosen} | theirs) <= places for theirs in taken)
    )
    assert interval((candidates, bounds, whose), 0)[0] == least


def test_who_is_counted_for_another_takes_no_second_place() -> None:
    candidates = [Candidate("1", one, True, 300, 300) for one in ("j0", "j1", "j0")]
    limited = Bound("one", (), "subjects", (0, 1, 2), 1, 1, ("j0", "j1", "j0"))
    problem = (candidates, [limited], [0, 0, 1])
    assert interval(problem, 0) == (300, 300)
    (found,) = Rivalry(candidates, [limited], {}).reliable([0, 1])
    assert (found.bound.low, found.bound.reserved, found.bound.beside) == (0, {"j0"}, 0)


def test_two_who_claim_one_award_are_sure_of_nothing_and_together_of_it() -> None:
    candidates = [Candidate("18.1", f"t{i}", True, 600_000, 600_000) for i in range(2)]
    bounds = [Bound("one", ("p",), "awards", (0, 1), 1, 1)]
    problem = (candidates, bounds, [0, 1])
    assert [interval(problem, claimant) for claimant in (0, 1)] == [(0, 600_000), (0, 600_000)]
    assert joint(problem) == (600_000, 600_000)


def test_of_a_shared_cap_each_is_sure_of_what_the_other_must_leave() -> None:
    candidates = [Candidate("1", f"p{i}", True, amount, amount) for i, amount in enumerate((6000, 7000))]
    bounds = [Bound("cap", (), "yuan", (0, 1), 10_000, 10_000)]
    problem = (candidates, bounds, [0, 1])
    assert [interval(problem, claimant) for claimant in (0, 1)] == [(3000, 6000), (4000, 7000)]
    assert joint(problem) == (10_000, 10_000)


def test_a_limit_that_is_enough_for_everybody_leaves_nothing_open() -> None:
    candidates = [Candidate("1", f"p{i}", True, 5000, 5000) for i in range(2)]
    bounds = [Bound("two", (), "awards", (0, 1), 2, 2)]
    assert Rivalry(candidates, bounds, {}).reliable([0])[0].bound is bounds[0]
    assert [interval((candidates, bounds, [0, 1]), claimant) for claimant in (0, 1)] == [(5000, 5000), (5000, 5000)]


def test_who_can_be_given_nothing_is_no_rival() -> None:
    candidates = [Candidate("1", f"p{i}", True, 5000, 5000) for i in range(2)]
    bounds = [Bound("one", (), "awards", (0, 1), 1, 1), Bound("paid before", (), "awards", (1,), 0, 0)]
    found = Rivalry(candidates, bounds, {}).reliable([0])
    assert [one.competing for one in found] == [(), ()]
    assert interval((candidates, bounds, [0, 1]), 0) == (5000, 5000)


def test_what_a_cap_of_nothing_is_over_is_no_rival() -> None:
    candidates = [Candidate("1", f"p{i}", True, 5000, 5000) for i in range(2)]
    bounds = [Bound("one", (), "persons", (0, 1), 1, 1, ("p0", "p1")), Bound("cap", (), "yuan", (1,), 0, 0)]
    found = Rivalry(candidates, bounds, {}).reliable([0])
    assert [one.competing for one in found] == [(), ()]
    assert interval((candidates, bounds, [0, 1]), 0) == (5000, 5000)


def test_a_claim_that_may_fall_under_a_limit_is_a_rival() -> None:
    candidates = [Candidate("1", f"p{i}", True, 5000, 5000) for i in range(2)]
    bounds = [Bound("one", (), "awards", (0,), 1, 1)]
    (found,) = Rivalry(candidates, bounds, {0: [1]}).reliable([0])
    assert (found.bound.low, found.bound.high, found.competing) == (0, 1, (1,))


def test_claims_under_further_limits_leave_what_the_others_surely_come_to() -> None:
    """One award for each of two persons, of 500 yuan on either ground; of the first ground one subject only."""
    candidates = [Candidate(str(i), f"j{i}", True, 50_000, 50_000) for i in range(6)]
    of_first = Bound("l0", (), "subjects", (0, 1), 1, 1, ("j0", "j1"), maybe_exempt=frozenset({0}))
    persons = [Bound("e0", ("p0",), "awards", (0, 2, 4, 5), 1, 1), Bound("e0", ("p2",), "awards", (1, 3), 1, 1)]
    assert of_one_sum(candidates, persons) == [0, 1, 2, 3, 4, 5]
    assert of_one_sum(candidates, [of_first, *persons]) == [2, 3, 4, 5]
    assert joint((candidates, [of_first, *persons], [0, 0, 0, 0, 1, 1])) == (100_000, 100_000)


def test_who_is_cut_down_may_take_a_place_and_bring_less() -> None:
    candidates = [Candidate(str(i), f"j{i}", True, 50_000, 50_000) for i in range(2)]
    place, cap = Bound("e0", (), "awards", (0, 1), 1, 1), Bound("c0", (), "yuan", (0,), 20_000, 20_000)
    assert of_one_sum(candidates, [place, cap]) == []
