"""The durable-rules driver: right against a plain evaluation, inside the engine's limits, isolated by run."""

import operator
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import durable_rules_engine
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.engines.rete import network as network_module
from subsidies.engines.rete import sessions
from subsidies.engines.rete.hashing import fnv1a, require_distinct
from subsidies.engines.rete.network import CollidingNames, Network, NetworkFault, NetworkRule, Test

COMPARE = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "==": operator.eq}
LARGEST = 2**63 - 1
EDGES = (0, 1, 2**31, 2**53 + 1, 2**62, LARGEST - 1, LARGEST)


def plain(rules: Sequence[NetworkRule], fact: Mapping[str, int]) -> set[int]:
    return {
        rule.conclusion
        for rule in rules
        if all(t.property in fact and COMPARE[t.op](fact[t.property], t.value) for t in rule.tests)
    }


def rule(conclusion: int, *tests: tuple[str, str, int]) -> NetworkRule:
    return NetworkRule(conclusion, tuple(Test(*test) for test in tests))


def answers(rules: Sequence[NetworkRule], facts: Sequence[Mapping[str, int]]) -> list[set[int]]:
    with Network("tested", rules) as network:
        return network.run(facts)


# --- right answers

NAMES = [f"q{number}{end}" for number in range(4) for end in "lh"]
VALUES = st.integers(-4, 4) | st.sampled_from(EDGES + tuple(-edge for edge in EDGES)) | st.integers(-LARGEST, LARGEST)
TESTS = st.builds(Test, st.sampled_from(NAMES), st.sampled_from(list(COMPARE)), VALUES)
RULES = st.builds(NetworkRule, st.integers(0, 9), st.lists(TESTS, min_size=1, max_size=4).map(tuple))
FACTS = st.dictionaries(st.sampled_from([*NAMES, "unused"]), VALUES)


@settings(max_examples=150, deadline=None)
@given(st.lists(RULES, max_size=12), st.lists(FACTS, max_size=12))
def test_any_network_agrees_with_a_plain_evaluation(rules: list[NetworkRule], facts: list[dict[str, int]]) -> None:
    assert answers(rules, facts) == [plain(rules, fact) for fact in facts]


def test_thousands_of_facts_at_and_beside_the_thresholds() -> None:
    draw = random.Random(1)
    for _ in range(12):
        pool = [draw.choice((1, -1)) * draw.choice(EDGES[:-1]) for _ in range(6)]
        rules = [
            rule(
                n % 50,
                *((draw.choice(NAMES), draw.choice(list(COMPARE)), draw.choice(pool)) for _ in range(k)),
            )
            for n in range(100)
            for k in [draw.choice((1, 1, 2, 3))]
        ]
        facts = [{name: draw.choice(pool) + draw.choice((-1, 0, 1)) for name in NAMES if draw.random() < 0.8} for _ in range(250)]
        assert answers(rules, facts) == [plain(rules, fact) for fact in facts]


@pytest.mark.parametrize("op", COMPARE)
@pytest.mark.parametrize("constant", [edge * sign for edge in EDGES[:-1] for sign in (1, -1)])
def test_each_comparison_is_exact(op: str, constant: int) -> None:
    around = [constant - 1, constant, constant + 1]
    want = [{7} if COMPARE[op](value, constant) else set() for value in around]
    assert answers([rule(7, ("q1l", op, constant))], [{"q1l": value} for value in around]) == want


def test_an_absent_property_matches_neither_a_test_nor_its_opposite() -> None:
    rules = [
        rule(1, ("q1l", ">=", 18)),
        rule(2, ("q1l", "<", 18)),
        rule(3, ("q1l", "<", 18), ("q2l", ">=", 0)),
    ]
    facts: list[dict[str, int]] = [{}, {"q2l": 5}, {"q1l": 17}, {"q1l": 18}, {"q1l": 17, "q2l": 0}]
    assert answers(rules, facts) == [set(), set(), {2}, {1}, {2, 3}]


def test_several_rules_share_a_conclusion_and_several_conclusions_share_tests() -> None:
    rules = [
        rule(1, ("a", ">=", 5)),
        rule(1, ("b", ">=", 5)),
        rule(2, ("a", ">=", 5)),
        rule(2, ("a", ">=", 5)),
    ]
    assert answers(rules, [{"a": 5, "b": 5}, {"b": 5}, {"a": 4}]) == [{1, 2}, {1}, set()]


def test_nothing_to_decide() -> None:
    assert answers([], [{"a": 1}, {}]) == [set(), set()]
    assert answers([rule(1, ("a", ">", 0))], []) == []


# --- the engine's limits


@pytest.mark.parametrize("parts", [1, 2, 3])
@pytest.mark.parametrize("further", [0, 1, 2])
def test_a_fact_may_match_more_patterns_than_a_ruleset_has(parts: int, further: int) -> None:
    count = parts * sessions.MAX_RULES + further
    rules = [rule(number, ("a", ">=", number)) for number in range(count)]
    below = count // 2
    assert answers(rules, [{"a": count}, {"a": below}]) == [set(range(count)), set(range(below + 1))]


def test_thousands_of_rules() -> None:
    rules = [rule(n, (f"p{n % 300}", ">=", n), (f"p{(n + 1) % 300}", "<", 2 * n)) for n in range(3000)]
    facts = [{f"p{n}": 700 + n for n in range(300)}, {f"p{n}": 3000 for n in range(0, 300, 2)}]
    assert answers(rules, facts) == [plain(rules, fact) for fact in facts]


def test_more_properties_than_a_part_is_given() -> None:
    wide = [f"p{number}" for number in range(600)]
    rules = [rule(n, *((name, ">=", 0) for name in wide[n * 60 : n * 60 + 127])) for n in range(9)]
    whole = dict.fromkeys(wide, 0)
    assert answers(rules, [whole, whole | {"p130": -1}, whole | {"p0": -1}]) == [
        set(range(9)),
        set(range(9)) - {1, 2},
        set(range(9)) - {0},
    ]


def test_a_ruleset_takes_the_most_properties_that_a_part_is_given() -> None:
    names = [f"p{number}" for number in range(sessions.MAX_PROPERTIES)]
    rules = [rule(n, *((name, ">=", 0) for name in names[n * 125 : n * 125 + 125])) for n in range(2)]
    assert answers(rules, [dict.fromkeys(names, 0)]) == [{0, 1}]


def test_the_longest_rule() -> None:
    names = [f"p{number}" for number in range(127)]
    whole = dict.fromkeys(names, 3)
    rules = [rule(1, *((name, "==", 3) for name in names))]
    assert answers(rules, [whole, whole | {"p126": 4}]) == [{1}, set()]
    with pytest.raises(ValueError, match="1 to 127 tests, this one 128"):
        rule(1, *((f"p{number}", ">", 0) for number in range(128)))


def test_ten_thousand_facts_in_one_run() -> None:
    rules = [rule(n, ("a", ">=", n * 1000)) for n in range(10)] + [rule(99, ("b", "<", 0))]
    facts = [{"a": number, "b": number % 7 - 1} for number in range(10_000)]
    assert answers(rules, facts) == [plain(rules, fact) for fact in facts]


# --- what is refused


@pytest.mark.parametrize("name", ["id", "sid", "seen", "$s", "", "a.b", 'a"', "年龄", "1a", "a b"])
def test_a_property_name_that_means_something_else_to_the_engine_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a property"):
        Test(name, ">=", 1)


@pytest.mark.parametrize("value", [2**63, -(2**63), True, 1.5, "3"])
def test_a_constant_is_a_plain_integer_below_2_63(value: Any) -> None:
    with pytest.raises(ValueError, match=r"not an integer below 2\*\*63"):
        Test("a", ">=", value)


def test_an_unknown_operator_and_a_rule_without_tests_are_refused() -> None:
    with pytest.raises(ValueError, match="'!=' is not one of"):
        Test("a", "!=", 1)
    with pytest.raises(ValueError, match="this one 0"):
        NetworkRule(1, ())


@pytest.mark.parametrize("value", [True, 2.0, "3", None])
def test_a_fact_holds_integers_only(value: Any) -> None:
    with Network("tested", [rule(1, ("a", ">=", 1))]) as network:
        with pytest.raises(TypeError, match="property 'a' of fact 1 is"):
            network.run([{"a": 1}, {"a": value}])
        assert network.run([{"a": 1}]) == [{1}]


def alike(name: str) -> int:
    """A hash under which names that differ in case alone collide."""
    return fnv1a(name.lower())


def test_names_with_one_hash_are_refused_by_name() -> None:
    require_distinct(["a", "b", "a"], alike)
    with pytest.raises(CollidingNames, match=r"'wage'.*'Wage'") as refused:
        require_distinct(["wage", "other", "Wage"], alike)
    assert (refused.value.first, refused.value.second) == ("wage", "Wage")


@pytest.mark.parametrize("names", [("wage", "Wage"), ("wage", "Seen")])
def test_a_network_refuses_property_names_with_one_hash(monkeypatch: pytest.MonkeyPatch, names: tuple[str, str]) -> None:
    rules = [rule(number, (name, ">=", 1)) for number, name in enumerate((*names, "other"))]
    assert answers(rules, [{names[1]: 1}]) == [{1}]
    monkeypatch.setattr(network_module, "require_distinct", partial(require_distinct, hashed=alike))
    with pytest.raises(CollidingNames, match=names[1]):
        Network("tested", rules)


def test_the_hash_is_fnv_1a() -> None:
    assert (fnv1a(""), fnv1a("a"), fnv1a("foobar")) == (0x811C9DC5, 0xE40C292C, 0xBF9CF968)


# --- nothing of a run is left for the next


class Broken:
    """The C module, with an exception before or after its nth call."""

    def __init__(self, at: int, after: bool, error: BaseException) -> None:
        self.calls = 0
        self._at, self._after, self._error = at, after, error

    def __getattr__(self, name: str) -> Any:
        real = getattr(durable_rules_engine, name)
        return real if name == "error" else self._breaking(real)

    def _breaking(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls += 1
            due = self.calls == self._at
            if due and not self._after:
                raise self._error
            result = real(*arguments)
            if due:
                raise self._error
            return result

        return call


RULES_OF_TWO = [rule(1, ("a", ">=", 10)), rule(2, ("b", ">=", 10)), rule(3, ("a", "<", 10), ("b", "<", 10))]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), durable_rules_engine.error("error code: 7")])
@pytest.mark.parametrize("after", [False, True])
def test_a_run_broken_off_at_any_call_leaves_nothing(monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool) -> None:
    first = [{"a": 50, "b": 50}, {"a": 50}, {"b": 50}, {"a": 1, "b": 1}]
    second: list[dict[str, int]] = [{}, {"b": 3, "a": 3}, {"a": 10}]
    broken_off = 0
    with Network("tested", RULES_OF_TWO) as network:
        for at in range(1, 40):
            with monkeypatch.context() as patch:
                module = Broken(at, after, error)
                patch.setattr(sessions, "durable_rules_engine", module)
                try:
                    network.run(first)
                except (KeyboardInterrupt, MemoryError, NetworkFault, durable_rules_engine.error):
                    broken_off += 1
            assert network.run(second) == [set(), {3}, {1}], f"after call {at}"
            assert network.run(first[3:]) == [{3}], f"after call {at}"
    assert 5 <= broken_off < 39, "every call of a run was broken off, and the last turns went through"


def test_no_fact_stays_in_the_engine() -> None:
    with Network("tested", RULES_OF_TWO) as network:
        network.run([{"a": 50}] * 3)
        (split,) = network._splits
        assert durable_rules_engine.get_facts(split._session._handle, "0") == "[]"


def test_interrupts_at_random_moments() -> None:
    class Alarm(Exception):
        pass

    def ring(_signal: int, _frame: object) -> None:
        raise Alarm

    draw = random.Random(3)
    rung = 0
    previous = signal.signal(signal.SIGALRM, ring)
    try:
        with Network("tested", RULES_OF_TWO) as network:
            for _ in range(400):
                try:
                    signal.setitimer(signal.ITIMER_REAL, draw.uniform(1e-5, 6e-4))
                    for _ in range(20):
                        network.run([{"a": 50, "b": 50}] * 5)
                    signal.setitimer(signal.ITIMER_REAL, 0)
                except Alarm:
                    rung += 1
                assert network.run([{}, {"a": 3, "b": 3}]) == [set(), {3}]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert rung > 50


# --- faults of the engine are never swallowed


def test_an_error_of_the_engine_comes_with_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_handle: int, _facts: str) -> None:
        raise durable_rules_engine.error("refused, error code: 7")

    with Network("tested", RULES_OF_TWO) as network:
        with monkeypatch.context() as patch:
            replacing(patch, assert_facts=refusing)
            with pytest.raises(NetworkFault, match=r"network tested#0: refused.*7") as fault:
                network.run([{"a": 70}])
        assert fault.value.code == 7
        assert network.run([{"a": 70}]) == [{1}]


def replacing(monkeypatch: pytest.MonkeyPatch, **functions: Callable[..., Any]) -> None:
    class Replaced:
        def __getattr__(self, name: str) -> Any:
            return functions.get(name) or getattr(durable_rules_engine, name)

    monkeypatch.setattr(sessions, "durable_rules_engine", Replaced())


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_facts_that_were_not_read_are_a_fault(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    def fewer(handle: int, text: str) -> tuple[int, int]:
        facts = text[1:-1].replace("},{", "}\n{").split("\n")[:kept]
        answer = durable_rules_engine.assert_facts(handle, f"[{','.join(facts)}]") if facts else (0, 32661)
        return int(answer[0]), int(answer[1])

    with Network("tested", RULES_OF_TWO) as network:
        with monkeypatch.context() as patch:
            replacing(patch, assert_facts=fewer)
            with pytest.raises(NetworkFault, match=f"network tested#0: it read {kept} of 3 facts"):
                network.run([{"a": 1}, {"b": 1}, {}])
        assert network.run([{"a": 10}]) == [{1}]


def test_facts_that_were_not_given_back_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with Network("tested", RULES_OF_TWO) as network:
        with monkeypatch.context() as patch:
            replacing(patch, retract_facts=lambda _handle, _facts: (0, 1))
            network.run([{"a": 50}])
            with pytest.raises(NetworkFault, match="did not take the facts"):
                network.run([{"b": 50}])
        assert network.run([{"b": 50}]) == [{2}]


def test_another_layout_of_results_is_read_by_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_BETWEEN_FACTS", sessions._BETWEEN_FACTS + 1)

    def spaced(result: str | None) -> str | None:
        return result and result.replace("},{", "}, {")

    def start(handle: int, state: int) -> tuple[str, str | None] | None:
        started = durable_rules_engine.start_action_for_state(handle, state)
        return started and (started[0], spaced(started[1]))

    def complete(handle: int, state: int) -> str | None:
        return spaced(durable_rules_engine.complete_and_start_action(handle, state))

    replacing(monkeypatch, start_action_for_state=start, complete_and_start_action=complete)
    facts = [{"a": 50, "b": 50}, {"a": 1, "b": 2}, {"b": 10}]
    assert answers(RULES_OF_TWO, facts) == [{1, 2}, {3}, {2}]


def test_a_closed_network_does_not_run() -> None:
    network = Network("tested", RULES_OF_TWO)
    network.close()
    network.close()
    with pytest.raises(NetworkFault, match="network tested: it is closed"):
        network.run([{}])


# --- threads and memory


def in_threads(count: int, work: Callable[[int], None]) -> None:
    failures: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


@pytest.fixture
def quick_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("quick_switches")
def test_threads_see_their_own_facts_only() -> None:
    rules = [rule(number, ("who", "==", number)) for number in range(8)]
    with Network("tested", rules) as network:

        def work(number: int) -> None:
            for turn in range(150):
                size = turn % 4 + 1
                assert network.run([{"who": number}] * size) == [{number}] * size

        in_threads(8, work)


def test_no_threads_are_started() -> None:
    before = threading.active_count()
    answers(RULES_OF_TWO, [{"a": 1}])
    assert threading.active_count() == before


STATM = Path("/proc/self/statm")


def resident_megabytes() -> float:
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not STATM.exists(), reason="reads the resident size from /proc")
def test_memory_does_not_grow() -> None:
    long = os.environ.get("SUBSIDIES_SOAK") == "1"
    first, further = (20_000, 180_000) if long else (2_000, 8_000)
    rules = [rule(n, ("a", ">=", n), ("b", "<", 2 * n)) for n in range(20)]
    facts = [{"a": n, "b": n} for n in range(3)]
    want = [plain(rules, fact) for fact in facts]
    with Network("tested", rules) as network:

        def runs(count: int) -> None:
            def work(_number: int) -> None:
                for _ in range(count // 4):
                    assert network.run(facts) == want

            in_threads(4, work)

        runs(first)
        before = resident_megabytes()
        runs(further)
        assert resident_megabytes() - before < 5


@pytest.mark.skipif(not STATM.exists(), reason="reads the resident size from /proc")
def test_networks_built_and_let_go_do_not_pile_up() -> None:
    rules = [rule(n, ("a", ">=", n)) for n in range(60)]
    for turn in range(120):
        if turn == 40:
            before = resident_megabytes()
        Network("tested", rules).run([{"a": 30}])
    assert resident_megabytes() - before < 5


@pytest.mark.parametrize("properties", [3, 250, 700])
def test_facts_that_are_written_already_give_the_same(properties: int) -> None:
    """Also where a fact has more properties than a part is given: then each part is given its own only."""
    names = [f"w{number}" for number in range(properties)]
    rules = [NetworkRule(number, (Test(name, ">=", number % 7),)) for number, name in enumerate(names)]
    facts = [{name: (number * row) % 9 for number, name in enumerate(names) if (number + row) % 3} for row in range(1, 5)]
    bodies = ["".join(f',"{name}":{value}' for name, value in fact.items()) for fact in facts]
    with Network("written", rules) as network:
        found = network.run_bodies(bodies)
        assert found == network.run(facts)
        assert found == [{number for number, name in enumerate(names) if fact.get(name, -1) >= number % 7} for fact in facts]
