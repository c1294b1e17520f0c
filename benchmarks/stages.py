"""Where the time of a determination goes: the real calls, each with a clock around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from time import perf_counter
from typing import Any, Final

from benchmarks.measure import Latency, latency, timed
from subsidies.advice import later_losses
from subsidies.assessment import assess
from subsidies.case import Case
from subsidies.determination import Determination
from subsidies.documents import to_dict
from subsidies.engines.others import OTHERS
from subsidies.law import Law

CLOCKED: Final = {
    "reference engine": ("subsidies.engines.reference.engine", "ReferenceEngine", "run"),
    **{f"{name} engine": (engine.__module__, engine.__name__, "run") for name, engine in OTHERS.items()},
    "comparison": ("subsidies.assessment.assessing", "", "require_agreement"),
    "amounts": ("subsidies.assessment.assessing", "", "claimed"),
    "limits and best combination": ("subsidies.assessment.assessing", "", "settle"),
}
"""Stage by stage the call that is it: module, class (or nothing), name. None lies within another."""
REST: Final = "the rest (question, claims, the determination itself)"


@dataclass(frozen=True, slots=True)
class Stages:
    """Latency of whole determinations without clocks, and the share of each stage of those with them."""

    cases: str
    whole: Latency
    shares: dict[str, float]
    conversion: Latency
    """From a case that was read to the question as the engines read it; once for each case and day."""
    reading: Latency
    """From the text of a case file to a checked case."""
    rendering: Latency
    """From a determination to the document for JSON, with the trace, what is missing, and losses by claiming now."""


def stages(name: str, texts: Sequence[str], read: Callable[[str], Case], law: Law, rounds: int) -> Stages:
    """Measure some cases, given as texts, under a law."""

    def determine(case: Case) -> Determination:
        return assess(law, case)

    def render(found: Determination) -> dict[str, Any]:
        return to_dict(found, law, losses=later_losses(law, found))

    reading = timed(read, texts)
    cases = [read(text) for text in texts]
    conversion = timed(Case.question, cases)
    for case in cases:
        determine(case)
    whole: list[float] = []
    clocks = dict.fromkeys(CLOCKED, 0.0)
    clocked = 0.0
    for _ in range(rounds):
        whole += timed(determine, cases)
        with _clocks(clocks):
            clocked += sum(timed(determine, cases))
    rendering = timed(render, [determine(case) for case in cases])
    shares = {stage: seconds / clocked for stage, seconds in clocks.items() if seconds}
    shares[REST] = 1 - sum(shares.values())
    return Stages(name, latency(whole), shares, latency(conversion), latency(reading), latency(rendering))


@contextmanager
def _clocks(clocks: dict[str, float]) -> Iterator[None]:
    """Adds to each clock the time within its call; a call that is no longer there is left out."""
    originals: list[tuple[Any, str, Any]] = []
    try:
        for stage, (module, class_, name) in CLOCKED.items():
            owner: Any = import_module(module)
            owner = getattr(owner, class_) if class_ else owner
            original = getattr(owner, name, None)
            if original is not None:
                originals.append((owner, name, original))
                setattr(owner, name, _clocked(original, stage, clocks))
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _clocked(function: Callable[..., Any], stage: str, clocks: dict[str, float]) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        start = perf_counter()
        try:
            return function(*arguments)
        finally:
            clocks[stage] += perf_counter() - start

    return call
