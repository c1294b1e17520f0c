"""``python -m benchmarks``: measure, print the table, and keep it in ``benchmarks/results``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

from benchmarks.compare import agree, compare, peers
from benchmarks.growing import Growing, growing
from benchmarks.peers.households import households
from benchmarks.peers.ours import Ours, case_text
from benchmarks.report import WHOLE_PLAN, Results, as_json, markdown
from benchmarks.reviewing import reviewing
from benchmarks.stages import Stages, stages
from benchmarks.startup import startup
from benchmarks.whole import known, partly_known
from subsidies.case import Case
from subsidies.catalogue import Catalogue
from subsidies.files.source import parse

RESULTS: Final = Path(__file__).parent / "results"
FIRST_SEED: Final = 0
STAGE_ROUNDS: Final = 5


def main() -> None:
    """Run everything; figures are published whether they please or not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--households", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--starts", type=int, default=9, help="how often each start-up is measured")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for latest.md and latest.json")
    chosen = parser.parse_args()
    cases = households(FIRST_SEED, chosen.households)
    all_peers, missing = peers()
    amounts = agree(all_peers, cases)
    rows = compare(all_peers, cases, chosen.rounds)
    measured = _stages(chosen.households), startup(chosen.starts), reviewing(), _growing(chosen.households)
    found = Results(chosen.households, chosen.rounds, amounts, missing, rows, *measured)
    text = markdown(found)
    chosen.results.mkdir(parents=True, exist_ok=True)
    (chosen.results / "latest.md").write_text(text, encoding="utf-8")
    content = json.dumps(as_json(found), ensure_ascii=False, indent=2)
    (chosen.results / "latest.json").write_text(content + "\n", encoding="utf-8")
    print(text, end="")


def _growing(count: int) -> Growing:
    vocabulary = Catalogue.bundled().world.vocabulary
    return growing([case_text(known(vocabulary, seed)) for seed in range(FIRST_SEED, FIRST_SEED + count)], STAGE_ROUNDS)


def _stages(count: int) -> list[Stages]:
    ours, bundled = Ours(), Catalogue.bundled()
    law = bundled.law()

    def seven(text: str) -> Case:
        return ours.catalogue.read_case(parse(text, "bench"))

    def whole(text: str) -> Case:
        return bundled.read_case(parse(text, "bench"))

    seeds = range(FIRST_SEED, FIRST_SEED + count)
    peers_cases = [case_text(case) for case in households(FIRST_SEED, count)]
    all_known = [case_text(known(bundled.world.vocabulary, seed)) for seed in seeds]
    some_unknown = [case_text(partly_known(bundled.world.vocabulary, seed)) for seed in seeds]
    return [
        stages("seven articles", peers_cases, seven, ours.law, STAGE_ROUNDS),
        stages(WHOLE_PLAN, all_known, whole, law, STAGE_ROUNDS),
        stages("the same, one fact in five unknown", some_unknown, whole, law, STAGE_ROUNDS),
    ]


if __name__ == "__main__":
    main()
