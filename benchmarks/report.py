"""The measurements as one table for people and as JSON for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from benchmarks.compare import PeerRow
from benchmarks.growing import Growing
from benchmarks.measure import Latency, milliseconds
from benchmarks.stages import Stages

PACKAGES: Final = ("durable-rules", "openfisca-core", "zen-engine", "numpy")
ZEN_TRACE: Final = "Zen, trace"
OPENFISCA_TRACE: Final = "OpenFisca, trace"
AIM_OPENFISCA: Final = 10.0
WHOLE_PLAN: Final = "whole plan, four persons"
AIM_WHOLE_PLAN: Final = 0.003
"""Seconds, for both engines with the full trace."""

_NOTES: Final = """\
Law: articles 10 (tax deduction), 12 (tiers, 雨露计划), 15, 17, 19 and 21 of one plan. Every peer computes all amounts and the
best lawful combination of tiers in its own language, and all agree on every amount of every household before anything is timed.

Timed is from the prepared case of each peer to its result: for us a case that was read and converted (measured apart below), for
Zen JSON-like data, for OpenFisca arrays and a simulation built from them. Each round runs every peer on all households, a
different one first; the ratio is the median over rounds of how many times as long a peer takes as we do.

We always run two engines, compare them and keep the full trace, with unknown facts and citations. The others decide known facts
only. "Zen" is an engine that holds the graph (`engine.evaluate`), "decision object" is what `create_decision` returns.
"""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one run measured."""

    households: int
    rounds: int
    amounts: int
    missing: Sequence[str]
    peers: Sequence[PeerRow]
    stages: Sequence[Stages]
    startup: dict[str, float | None]
    reviewing: dict[str, float]
    growing: Growing


def environment() -> dict[str, Any]:
    """What the figures depend on besides the code."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def as_json(results: Results) -> dict[str, Any]:
    return {"schema_version": 1, "environment": environment(), **asdict(results), "aims": aims(results)}


def aims(results: Results) -> list[dict[str, Any]]:
    """What we aim at, and whether this run reached it; nothing where a peer is missing."""
    ratios = {row.name: row.ratio for row in results.peers}
    found = []
    for text, name, least in (
        ("not slower than Zen with trace", ZEN_TRACE, 1.0),
        ("not slower than a Zen decision object with trace", "Zen, decision object, trace", 1.0),
        (f"at least {AIM_OPENFISCA:g} times as fast as OpenFisca with trace", OPENFISCA_TRACE, AIM_OPENFISCA),
    ):
        if name in ratios:
            found.append({"aim": text, "ratio": ratios[name], "reached": ratios[name] >= least})
    for item in results.stages:
        if item.cases == WHOLE_PLAN:
            text = f"{WHOLE_PLAN}, both engines and full trace, under {milliseconds(AIM_WHOLE_PLAN)} ms"
            found.append({"aim": text, "seconds": item.whole.p50, "reached": item.whole.p50 < AIM_WHOLE_PLAN})
    return found


def markdown(results: Results) -> str:
    """The whole report."""
    where = environment()
    packages = ", ".join(f"{name} {found}" for name, found in where["packages"].items())
    parts = [
        "# Measurements",
        f"{where['implementation']} {where['python']}, {where['system']}, {where['processors']} processors; {packages}. "
        f"Written by `make bench`; times are milliseconds for one case unless a row says otherwise.",
        "## The same law, the same households",
        f"{results.households} seeded households of 1 to 6 persons, {results.rounds} interleaved rounds, "
        f"{results.amounts} amounts on which all agree.",
        *([f"Not installed, hence not measured: {', '.join(results.missing)}."] if results.missing else []),
        _table(
            ("", "p50", "p95", "ratio to us"),
            [(row.name, *_ends(row.latency), f"{row.ratio:.3g}") for row in results.peers],
        ),
        "\n".join(f"- {_reached(item)}" for item in aims(results)),
        _NOTES.strip(),
        "## Where the time goes",
        _table(
            ("", *(item.cases for item in results.stages)),
            [
                ("complete determination, p50", *(milliseconds(item.whole.p50) for item in results.stages)),
                ("complete determination, p95", *(milliseconds(item.whole.p95) for item in results.stages)),
                *_shares(results.stages),
                ("reading and checking a case file", *(milliseconds(item.reading.p50) for item in results.stages)),
                ("case question (once for a case and day)", *(milliseconds(item.conversion.p50) for item in results.stages)),
                ("rendering as a JSON document", *(milliseconds(item.rendering.p50) for item in results.stages)),
            ],
        ),
        f"## With {results.growing.facts} facts more in the vocabulary",
        _table(
            ("", "ratio to the bundled vocabulary"),
            [
                ("loading the vocabulary, once", f"{results.growing.loading:.3g}"),
                ("reading and checking the first case file", f"{results.growing.first:.3g}"),
                ("reading and checking any further case file", f"{results.growing.reading:.3g}"),
                ("case question (once for a case and day)", f"{results.growing.question:.3g}"),
            ],
        ),
        "## Start-up and memory",
        _table(
            ("", "median"),
            [(name, "not there" if value is None else f"{value:.3f}") for name, value in results.startup.items()],
        ),
        "## Reviewing the features",
        _table(
            ("", ""), [(name, f"{value:.1f}" if "(s)" in name else f"{value:.0f}") for name, value in results.reviewing.items()]
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _reached(item: dict[str, Any]) -> str:
    found = "Reached" if item["reached"] else "Missed"
    if "seconds" in item:
        return f"Aim: {item['aim']}. {found}: it takes {milliseconds(item['seconds'])} ms."
    return f"Aim: {item['aim']}. {found}: it takes {item['ratio']:.3g} times as long as we do."


def _ends(latency: Latency) -> tuple[str, str]:
    return milliseconds(latency.p50), milliseconds(latency.p95)


def _shares(stages: Sequence[Stages]) -> list[tuple[str, ...]]:
    names = dict.fromkeys(name for item in stages for name in item.shares)
    return [(name, *(f"{item.shares.get(name, 0):.0%}" for item in stages)) for name in names]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
