"""Clocks and figures: latencies with their percentiles, and ratios by round."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds for one case: half of all runs, and 95 of 100, are at or below."""

    p50: float
    p95: float


def latency(seconds: Sequence[float]) -> Latency:
    return Latency(percentile(seconds, 0.50), percentile(seconds, 0.95))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so many of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 10000) * len(ordered) // 10000) - 1))]


def timed(run: Callable[[Any], Any], items: Iterable[Any]) -> list[float]:
    """Seconds for each item. What earlier runs left behind is collected before, not within."""
    gc.collect()
    found = []
    for item in items:
        start = perf_counter()
        run(item)
        found.append(perf_counter() - start)
    return found


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """The median over rounds of one figure over another, each pair from the same round."""
    return median([one / other for one, other in zip(numerators, denominators, strict=True)])


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.3f}"
