"""The engines agree on every clause of every generated ruleset and case."""

from __future__ import annotations

import os
import random
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from tests.agreement import compare
from tests.agreement.compare import TALLY

SOAK = bool(os.environ.get("SUBSIDIES_SOAK"))
RULESETS = 25_000 if SOAK else 280
CASES = 41
LEAST_RULESETS, LEAST_CASES = (24_000, 1_000_000) if SOAK else (250, 10_000)


def test_engines_agree_on_generated_rulesets_and_cases() -> None:
    TALLY.clear()

    @settings(
        max_examples=RULESETS,
        deadline=None,
        database=None,
        derandomize=not SOAK,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(st.randoms(use_true_random=False), st.integers(0, 2**48))
    def agree(rnd: random.Random, seed: int) -> None:
        counts: Counter[str] = Counter()
        ruleset = compare.generated(rnd, counts)
        if ruleset is None:
            return
        reference, others = compare.engines(ruleset)
        for offset in range(CASES):
            case, data = compare.case(seed + offset)
            TALLY["unknown facts"] += compare.unknowns(data)
            TALLY["cases"] += 1
            for clause, subject, one, apart in compare.verdicts(reference, others, case):
                lines = ruleset.model.clauses[clause]
                assert not apart, f"{clause} for {subject}: {one}, but {apart}; {lines}; case {seed + offset}: {data}"
                TALLY[f"verdict {one}"] += 1
        TALLY["rulesets"] += 1
        for name, count in counts.items():
            TALLY[f"lines with {name}"] += count

    agree()
    assert TALLY["rulesets"] >= LEAST_RULESETS
    assert TALLY["cases"] >= LEAST_CASES
    verdicts = {value: TALLY[f"verdict {value}"] for value in (True, False, None)}
    for name in ("rate", "rate on a day", "reading"):
        assert TALLY[f"lines with {name}"] >= 0.05 * LEAST_RULESETS, f"too few examples with {name}"
    for name in DATE_FUNCTIONS:
        assert TALLY[f"lines with function {name}"] >= 0.02 * LEAST_RULESETS, f"too few examples with {name}"
    for name in ("count", "any", "or", "if"):
        assert TALLY[f"lines with guard {name}"] >= 0.1 * LEAST_RULESETS, f"too few examples with guard {name}"
    for value, count in verdicts.items():
        assert count >= 0.1 * sum(verdicts.values()), f"too few examples with verdict {value}: {verdicts}"
