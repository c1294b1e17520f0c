"""In which order the networks run, and which predicates run together."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.engines.rete.patterns import QUESTION, Frame, Predicate


def stages(predicates: Sequence[Predicate]) -> list[tuple[Frame, list[Predicate]]]:
    """Each stage is one network: predicates of one frame, after every stage that one of them needs.

    A run of a network costs more than the predicates in it, so each predicate waits for the latest stage of its frame
    that is still early enough for those who need it. The stages of the question come first: they need no others.
    """
    latest: dict[Frame, int] = {}
    for predicate in predicates:
        latest[predicate.frame] = max(latest.get(predicate.frame, 0), predicate.stratum)
    due = {predicate: latest[predicate.frame] for predicate in predicates}
    placed: dict[tuple[Frame, int], list[Predicate]] = {}
    # Whoever needs a predicate is in a later stratum, so it is placed before.
    for predicate in sorted(predicates, key=lambda item: -item.stratum):
        frame, deadline = predicate.frame, due[predicate]
        shared = [stratum for where, stratum in placed if where == frame and predicate.stratum <= stratum <= deadline]
        stratum = max(shared, default=deadline)
        placed.setdefault((frame, stratum), []).append(predicate)
        for need in predicate.needs:
            due[need] = min(due[need], stratum - 1)
    return [
        (frame, sorted(placed[frame, stratum], key=lambda item: item.number))
        for frame, stratum in sorted(placed, key=lambda key: (key[0] != QUESTION, key[1]))
    ]
