"""What the benchmarks make of their timings; no timing itself is asserted anywhere."""

import json
from dataclasses import replace

import pytest

from benchmarks.compare import Disagreement, PeerRow, agree, compare
from benchmarks.growing import Growing
from benchmarks.measure import Latency, latency, percentile, ratio
from benchmarks.peers.amounts import Amounts
from benchmarks.peers.households import households
from benchmarks.peers.ours import Ours, case_text
from benchmarks.peers.plain import Plain, Prepared
from benchmarks.report import WHOLE_PLAN, Results, aims, as_json, markdown
from benchmarks.stages import CLOCKED, REST, Stages, stages
from subsidies.case import Case
from subsidies.files.source import parse


def results(**ratios: float) -> Results:
    """A run in which peers took so many times as long as we did."""
    rows = [PeerRow("subsidies", Latency(0.0002, 0.0004), 1.0)]
    rows += [PeerRow(name.replace("_", ", "), Latency(0.001, 0.002), value) for name, value in ratios.items()]
    starts = {"subsidies --help (s)": 0.1, "subsidies assess CASE (s)": None}
    return Results(
        50, 20, 147, (), rows, (), starts, {"scenarios": 900, "features run (s)": 1.52}, Growing(700, 6.25, 4.0, 1.125, 1.5)
    )


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([1.0, 2.0], 0.5) == 1.0
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert latency([5.0]) == Latency(5.0, 5.0)


def test_ratios_are_taken_within_rounds() -> None:
    assert ratio([2.0, 40.0, 6.0], [1.0, 10.0, 2.0]) == 3.0


def test_aims_are_published_when_missed() -> None:
    found = results(Zen_trace=0.5, OpenFisca_trace=12.0)
    assert [item["reached"] for item in aims(found)] == [False, True]
    text = markdown(found)
    assert "Missed: it takes 0.5 times as long as we do." in text
    assert "Reached: it takes 12 times as long as we do." in text


@pytest.mark.parametrize(("seconds", "said"), [(0.0029, "Reached: it takes 2.900 ms."), (0.003, "Missed: it takes 3.000 ms.")])
def test_the_whole_plan_has_a_limit(seconds: float, said: str) -> None:
    plan = Stages(WHOLE_PLAN, Latency(seconds, 0.01), {}, *[Latency(0.001, 0.001)] * 3)
    found = replace(results(), stages=(plan,))
    assert [item["reached"] for item in aims(found)] == [seconds < 0.003]
    assert said in markdown(found)


def test_what_reviewers_wait_for_has_a_table() -> None:
    text = markdown(results())
    assert "| scenarios | 900 |" in text
    assert "| features run (s) | 1.5 |" in text


def test_what_a_larger_vocabulary_costs_has_a_table() -> None:
    text = markdown(results())
    assert "## With 700 facts more in the vocabulary" in text
    assert "| loading the vocabulary, once | 6.25 |" in text
    assert "| reading and checking any further case file | 1.12 |" in text


def test_a_peer_that_is_not_installed_has_no_aim() -> None:
    assert aims(results()) == []


def test_a_command_that_is_not_there_is_said_to_be() -> None:
    assert "| subsidies assess CASE (s) | not there |" in markdown(results())


def test_the_json_can_be_read_back() -> None:
    content = json.loads(json.dumps(as_json(results(Zen_trace=2.0))))
    assert content["peers"][0]["latency"] == {"p50": 0.0002, "p95": 0.0004}
    assert content["schema_version"] == 1


def test_every_peer_has_a_row() -> None:
    rows = compare([Ours(), Plain()], households(0, 1), rounds=2, warm_up=0)
    assert [row.name for row in rows] == ["subsidies", "plain Python"]
    assert rows[0].ratio == 1.0


def test_disagreement_stops_the_run() -> None:
    class Wrong(Plain):
        name = "wrong"

        def run(self, prepared: Prepared) -> Amounts:
            return {}

    with pytest.raises(Disagreement, match="subsidies / wrong"):
        agree([Ours(), Wrong()], households(0, 5))


def test_every_stage_is_still_there() -> None:
    """A stage whose call was renamed would silently count as the rest."""
    ours = Ours()

    def read(text: str) -> Case:
        return ours.catalogue.read_case(parse(text, "bench"))

    found = stages("two", [case_text(case) for case in households(0, 1)], read, ours.law, 1)
    assert found.shares.keys() == {*CLOCKED, REST}
    assert sum(found.shares.values()) == pytest.approx(1)
