"""Many cases in one process: memory stays flat, threads do not disturb each other, and nothing of a case but numbers goes out."""

from __future__ import annotations

import json
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import durable_rules_engine
import pytest

from subsidies.engines.decision import Environment
from subsidies.engines.others import OTHERS
from subsidies.engines.rete import sessions
from subsidies.engines.rete.engine import ReteEngine
from tests.agreement import compare
from tests.agreement.world import world

CASES, WARM = 120_000, 20_000
THREADS = 4
CLAUSES = 2
MOST_GROWTH = 5 * 1024 * 1024
"""Bytes of resident memory after the first cases."""


def resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("name", OTHERS)
def test_memory_stays_flat_and_threads_agree(name: str) -> None:
    made = filter(None, (compare.generated(random.Random(seed)) for seed in range(100)))
    ruleset = next(ruleset for ruleset in made if len(ruleset.rules) == CLAUSES)
    reference, others = compare.engines(ruleset)
    engine = others[name]
    questions = [compare.case(seed)[0].question() for seed in range(200)]
    expected = [
        {
            (item.rule.id, item.subject.index): item.verdict
            for item in reference.run(Environment(question, compare.world().lookup(question.rates)))
        }
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
            if engine.run(Environment(questions[index], compare.world().lookup(questions[index].rates))) != expected[index]:
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


def test_no_id_or_word_of_a_case_reaches_durable_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """So whatever somebody calls a person, no session can take one for another."""
    sent: list[str] = []

    class Overheard:
        def __getattr__(self, name: str) -> Any:
            real = getattr(durable_rules_engine, name)

            def call(*arguments: Any) -> Any:
                sent.extend(item for item in arguments if isinstance(item, str))
                return real(*arguments)

            return real if name == "error" else call

    ruleset = next(filter(None, (compare.generated(random.Random(seed)) for seed in range(100))))
    rete = ReteEngine(ruleset, world())
    questions = [compare.case(seed)[0].question() for seed in range(60)]
    for question in questions:
        for position, entity in enumerate(question.by_id.values()):
            entity.id = f"somebody-{position}"
    expected = [rete.run(Environment(question, compare.world().lookup(question.rates))) for question in questions]
    monkeypatch.setattr(sessions, "durable_rules_engine", Overheard())
    assert [rete.run(Environment(question, compare.world().lookup(question.rates))) for question in questions] == expected
    assert any('"seen":1' in text for text in sent)
    assert not [text for text in sent if "somebody" in text]
    assert {type(value) for text in sent for fact in json.loads(text) for value in fact.values()} == {int}
