"""Worked examples: each one a household or an employer a caseworker could meet."""

import pickle

import pytest
from households import CAP, TIERS, all_tiers, household

from subsidies.stacking.solver import Award, Bound, Candidate, CrossingCaps, Solution, alternative, solve


def fixed(amount: int, *, certain: bool = True, prevailed_by: tuple[int, ...] = (), months: int = 0) -> Candidate:
    return Candidate("c", "s", certain, amount, amount, months, months, prevailed_by)


def paid(solution: Solution, candidates: list[Candidate]) -> dict[tuple[str, str], int]:
    return {(candidates[a.candidate].subject, candidates[a.candidate].clause): a.low for a in solution.chosen}


def test_nothing_to_solve() -> None:
    assert solve([], []) == solve([], [Bound("x", (), "awards", (), 1, 1)])
    assert (solve([], []).low, solve([], []).high) == (0, 0)


def test_without_bounds_everything_is_paid() -> None:
    solution = solve([fixed(5), fixed(7, certain=False), fixed(0)], [])
    assert (solution.low, solution.high) == (5, 12)
    assert solution.chosen == (Award(0, 5, 5), Award(2, 0, 0))
    assert solution.possible == (1,)


def test_of_equals_that_may_get_nothing_the_first_is_possible() -> None:
    one_of = [Bound("one", (), "awards", (0, 1, 2), 0, 1)]
    solution = solve([fixed(5), fixed(5), fixed(5)], one_of)
    assert (solution.low, solution.high, solution.chosen) == (0, 5, ())
    assert solution.possible == (0,)
    assert solution.excluded.keys() == {1, 2}
    assert solve([fixed(5, certain=False), fixed(5), fixed(5)], one_of).possible == (1,)
    assert solve([fixed(5), fixed(4), fixed(5)], [Bound("two", (), "awards", (0, 1, 2), 0, 2)]).possible == (0, 2)
    assert solve([fixed(3), fixed(4), fixed(5)], [Bound("cap", (), "yuan", (0, 1, 2), 0, 6)]).high == 6


def test_two_members_take_the_two_highest_tiers() -> None:
    candidates, bounds = household(all_tiers(2))
    solution = solve(candidates, bounds)
    assert solution.low == solution.high == CAP
    assert sorted(award.low for award in solution.chosen) == [250000, 380000]
    assert len({candidates[award.candidate].subject for award in solution.chosen}) == 2
    assert len(solution.excluded) == 6
    assert {bound.limit for bound in solution.excluded.values()} <= {
        "one-award",
        "one-person",
        "persons",
        "cap",
    }


def test_the_highest_tier_for_the_first_would_waste_the_only_tier_of_the_second() -> None:
    candidates, bounds = household({(0, 0): 100000, (0, 1): 150000, (0, 2): 250000, (1, 2): 250000})
    solution = solve(candidates, bounds)
    assert solution.low == solution.high == 400000
    assert paid(solution, candidates) == {("person0", "tier1"): 150000, ("person1", "tier2"): 250000}


def test_a_cap_reduces_and_does_not_forbid() -> None:
    candidates, bounds = household(all_tiers(2, (100000, 150000, 300000, 380000)))
    solution = solve(candidates, bounds)
    assert solution.low == CAP
    assert [award.low for award in solution.chosen] == [300000, 330000]


def test_a_cap_over_some_tiers_sends_a_member_to_another_tier() -> None:
    # Two capped tiers would bring 300000 in all, one of them with an uncapped one 400000.
    candidates, bounds = household({(0, 0): 100000, (0, 2): 250000, (1, 3): 300000}, cap=300000, capped=lambda tier: tier >= 2)
    solution = solve(candidates, bounds)
    assert solution.low == 400000
    assert paid(solution, candidates) == {("person0", "tier0"): 100000, ("person1", "tier3"): 300000}


def test_a_person_counted_before_takes_no_further_place() -> None:
    candidates, bounds = household(all_tiers(3), persons=0, cap=None, prior=frozenset({"person2"}))
    solution = solve(candidates, bounds)
    assert paid(solution, candidates) == {("person2", "tier3"): 380000}
    assert {bound.limit for bound in solution.excluded.values()} == {"one-award", "persons"}


def test_a_used_up_cap_excludes() -> None:
    candidates, bounds = household(all_tiers(1), cap=0)
    solution = solve(candidates, bounds)
    assert (solution.low, solution.chosen) == (0, ())
    assert {bound.limit for bound in solution.excluded.values()} == {"cap"}


def test_a_cap_used_up_by_earlier_awards_excludes_what_it_leaves_nothing_of() -> None:
    cap = Bound("cap", (), "yuan", (0, 1, 2), 10, 10)
    solution = solve([fixed(8), fixed(4), fixed(3)], [cap])
    assert solution.chosen == (Award(0, 8, 8), Award(1, 2, 2))
    assert solution.excluded == {2: cap}


def test_a_benefit_without_money_passes_a_used_up_cap() -> None:
    solution = solve([fixed(0)], [Bound("cap", (), "yuan", (0,), 0, 0)])
    assert solution.chosen == (Award(0, 0, 0),)


def test_months_left_of_three_years() -> None:
    bound = Bound("three-years", ("p",), "months", (0, 1, 2), 24, 24)
    solution = solve([fixed(5, months=12), fixed(9, months=24), fixed(6, months=12)], [bound])
    assert solution.low == 11
    assert solution.excluded == {1: bound}


def test_an_unknown_that_prevails_can_lower_the_total() -> None:
    solution = solve([fixed(1000, certain=False), fixed(3000, prevailed_by=(0,))], [])
    assert (solution.low, solution.high) == (1000, 3000)
    assert solution.chosen == ()
    assert solution.possible == (0, 1)


def test_what_is_surely_prevailed_over_is_nowhere() -> None:
    solution = solve([fixed(1000), fixed(3000, prevailed_by=(0,)), fixed(2000, prevailed_by=(1,))], [])
    assert (solution.low, solution.high) == (3000, 3000)
    assert [award.candidate for award in solution.chosen] == [0, 2]
    assert solution.possible == ()
    assert solution.excluded == {}


def test_an_unknown_exemption_binds_at_the_least_only() -> None:
    bound = Bound("one", (), "awards", (0, 1), 1, 1, maybe_exempt=frozenset({1}))
    solution = solve([fixed(7), fixed(5)], [bound])
    assert (solution.low, solution.high) == (7, 12)
    assert solution.chosen == (Award(0, 7, 7),)
    assert solution.possible == (1,)


def test_no_upper_end_unless_a_cap_covers_it() -> None:
    open_ended = Candidate("c", "s", True, 3, None)
    assert solve([open_ended], []).high is None
    capped = solve([open_ended], [Bound("cap", (), "yuan", (0,), 10, 20)])
    assert (capped.low, capped.high) == (3, 20)
    assert capped.chosen == (Award(0, 3, 20),)
    barred = Bound("none-left", (), "awards", (0,), 0, 0)
    assert solve([open_ended], [barred]).high == 0


def test_what_each_award_may_get_counts_with_the_other_end_of_earlier_ones() -> None:
    cap = Bound("cap", (), "yuan", (0, 1), 10, 10)
    solution = solve([Candidate("a", "s", True, 2, 9), Candidate("b", "s", True, 5, 5)], [cap])
    assert (solution.low, solution.high) == (7, 10)
    assert solution.chosen == (Award(0, 2, 5), Award(1, 5, 5))
    both_open = solve([Candidate("a", "s", True, 2, 9), Candidate("b", "s", True, 5, 6)], [cap])
    assert both_open.chosen == (Award(0, 2, 9), Award(1, 1, 6))


def test_what_an_unknown_tier_leaves_open() -> None:
    # If the second member gets the highest tier, the first takes the next one; the tiers below never come up.
    candidates, bounds = household({**all_tiers(1), (1, 3): TIERS[3]}, certain=lambda person, tier: person == 0)
    solution = solve(candidates, bounds)
    assert (solution.low, solution.high) == (380000, 630000)
    assert [award.candidate for award in solution.chosen] == [3]
    assert solution.possible == (2, 4)
    assert set(solution.excluded) == {0, 1}


def test_the_runner_up() -> None:
    candidates, bounds = household(all_tiers(2))
    total, awards = alternative(candidates, bounds, 0) or (0, ())
    assert total == 480000
    assert [(award.candidate, award.low) for award in awards] == [(0, 100000), (7, 380000)]


def test_no_runner_up_with_what_cannot_be_chosen() -> None:
    barred = Bound("none-left", (), "awards", (0,), 0, 0)
    assert alternative([fixed(5)], [barred], 0) is None
    assert alternative([fixed(5, certain=False)], [], 0) is None
    assert alternative([fixed(5), fixed(6, prevailed_by=(0,))], [], 1) is None


def test_crossing_caps_are_refused() -> None:
    bounds = [Bound("a", (), "yuan", (0, 1), 5, 5), Bound("b", (), "yuan", (1, 2), 5, 5)]
    with pytest.raises(CrossingCaps) as caught:
        solve([fixed(1)] * 3, bounds)
    assert (caught.value.limit_a, caught.value.limit_b) == ("a", "b")
    passed_on = pickle.loads(pickle.dumps(caught.value))
    assert str(passed_on) == str(caught.value) == "yuan limits 'a' and 'b' overlap, and neither contains the other"


def test_an_exemption_from_the_outer_cap_alone_would_make_caps_cross() -> None:
    outer = Bound("outer", (), "yuan", (0, 1, 2), 5, 5, maybe_exempt=frozenset({1}))
    inner = Bound("inner", (), "yuan", (0, 1), 3, 3)
    with pytest.raises(CrossingCaps):
        solve([fixed(1)] * 3, [outer, inner])


def test_candidates_that_prevail_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="prevails over itself"):
        solve([fixed(1, prevailed_by=(1,)), fixed(1, prevailed_by=(0,))], [])


def test_the_answer_does_not_depend_on_the_order_of_bounds() -> None:
    candidates, bounds = household(all_tiers(4), persons=3)
    solution = solve(candidates, bounds)
    reversed_bounds = solve(candidates, bounds[::-1])
    assert (solution.low, solution.chosen) == (reversed_bounds.low, reversed_bounds.chosen)
