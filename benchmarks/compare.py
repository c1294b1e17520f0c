"""All peers on the same households in one run: interleaved rounds, after making sure that they agree on every amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.measure import Latency, latency, ratio, timed
from benchmarks.peers.amounts import Peer, difference
from benchmarks.peers.households import Case
from benchmarks.peers.ours import Ours
from benchmarks.peers.plain import Plain


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One peer: latency over all rounds, and how many times as long as we it takes (median of the ratios of the rounds)."""

    name: str
    latency: Latency
    ratio: float


class Disagreement(Exception):
    """Two peers do not say the same: no timing of them means anything."""


def peers() -> tuple[list[Peer], list[str]]:
    """This library first, then all peers that are installed; and the names of those that are not."""
    found: list[Peer] = [Ours(), Plain()]
    missing: list[str] = []
    try:
        from benchmarks.peers.zen import Zen

        found += [Zen(), Zen(trace=True), Zen(decision=True), Zen(decision=True, trace=True)]
    except ImportError:
        missing.append("zen-engine")
    try:
        from benchmarks.peers.openfisca import OpenFisca

        found += [OpenFisca(), OpenFisca(trace=True)]
    except ImportError:
        missing.append("openfisca-core")
    return found, missing


def agree(all_peers: Sequence[Peer], cases: Sequence[Case]) -> int:
    """The number of amounts on which all agree.

    Raises :class:`Disagreement` with the first case in which they do not.
    """
    ours, *others = all_peers
    amounts = 0
    for case in cases:
        prepared = ours.prepare(case)
        expected = ours.amounts(prepared, ours.run(prepared))
        amounts += len(expected)
        for peer in others:
            prepared = peer.prepare(case)
            different = difference(expected, peer.amounts(prepared, peer.run(prepared)))
            if different:
                raise Disagreement(f"{case['id']}: {ours.name} / {peer.name}: {'; '.join(different)}")
    return amounts


def compare(all_peers: Sequence[Peer], cases: Sequence[Case], rounds: int, warm_up: int = 2) -> list[PeerRow]:
    """Latency of each peer; in every round each decides all cases, and a different one begins."""
    prepared: list[list[Any]] = [[peer.prepare(case) for case in cases] for peer in all_peers]
    pooled: list[list[float]] = [[] for _ in all_peers]
    middles: list[list[float]] = [[] for _ in all_peers]
    for number in range(-warm_up, rounds):
        for step in range(len(all_peers)):
            i = (number + step) % len(all_peers)
            seconds = timed(all_peers[i].run, prepared[i])
            if number >= 0:
                pooled[i] += seconds
                middles[i].append(median(seconds))
    return [PeerRow(peer.name, latency(pooled[i]), ratio(middles[i], middles[0])) for i, peer in enumerate(all_peers)]
