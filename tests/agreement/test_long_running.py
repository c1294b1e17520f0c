"""Many cases in one process: memory stays flat, threads do not disturb each other, and no session sees another's facts."""

from __future__ import annotations

import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from subsidies.engines.decision import Environment
from subsidies.engines.rete.hashing import fnv1a
from tests.agreement import compare

CASES, WARM = 200_000, 20_000
THREADS = 4
MOST_GROWTH = 5 * 1024 * 1024
"""Bytes of resident memory after the first cases."""


def resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def test_memory_stays_flat_and_threads_agree() -> None:
    ruleset = next(filter(None, (compare.generated(random.Random(seed)) for seed in range(100))))
    reference, rete = compare.engines(ruleset)
    questions = [compare.case(seed)[0].question() for seed in range(200)]
    expected = [
        {(item.rule.id, item.subject.index): item.verdict for item in reference.run(Environment(question, compare.no_rate))}
        for question in questions
    ]
    wrong: list[int] = []
    done = 0
    lock = threading.Lock()
    after_warm_up: list[int] = []

    def work(number: int) -> None:
        nonlocal done
        rnd = random.Random(number)
        for _ in range(CASES // THREADS):
            index = rnd.randrange(len(questions))
            if rete.run(Environment(questions[index], compare.no_rate)) != expected[index]:
                wrong.append(index)
            with lock:
                done += 1
                if done == WARM:
                    after_warm_up.append(resident_bytes())

    with ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(work, number) for number in range(THREADS)]:
            future.result()
    assert not wrong
    assert done == CASES
    growth = resident_bytes() - after_warm_up[0]
    assert growth < MOST_GROWTH, f"resident memory grew by {growth} bytes over {CASES - WARM} cases"


def test_cases_with_colliding_names_do_not_see_each_other() -> None:
    """These two names have one 32-bit hash, which is all that durable-rules looks at."""
    first, second = "k32728", "k261234"
    assert fnv1a(first) == fnv1a(second)
    ruleset = next(filter(None, (compare.generated(random.Random(seed)) for seed in range(100))))
    reference, rete = compare.engines(ruleset)
    seeds = range(60)
    questions = []
    for seed in seeds:
        question = compare.case(seed)[0].question()
        for position, entity in enumerate(question.by_id.values()):
            entity.id = (first, second)[(seed + position) % 2]
        questions.append(question)
    for question in questions:
        for decision in reference.run(Environment(question, compare.no_rate)):
            verdicts = rete.run(Environment(question, compare.no_rate))
            assert verdicts[decision.rule.id, decision.subject.index] is decision.verdict
