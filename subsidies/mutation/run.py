"""Judging all mutants of a policy, on several processors."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from subsidies.mutation.trial import Judgement, Trial

CHUNK: Final = 16
"""Mutants that a worker takes at a time: enough to make the exchange cheap, few enough that all finish together."""

_trial: Trial | None = None


def judgements(trial: Trial, folder: Path, jobs: int) -> Iterator[Judgement]:
    """The judgement of every mutant, in order; with several jobs each worker prepares the trial for itself."""
    count = len(trial.mutants.mutants)
    if jobs <= 1:
        yield from map(trial.judge, range(count))
        return
    # A forked copy of a process with threads can hang for ever; a fresh one costs a second or two.
    context = multiprocessing.get_context("spawn")
    rules = trial.catalogue
    arguments = (rules.root, rules.checked, rules.every, rules.named, trial.policy, folder)
    with ProcessPoolExecutor(jobs, context, _prepare, arguments) as pool:
        yield from pool.map(_judge, range(count), chunksize=CHUNK)


def _prepare(root: Path, checked: bool, every: bool, latest: dict[str, str], policy: str, folder: Path) -> None:
    from subsidies.catalogue import Catalogue

    global _trial
    _trial = Trial(Catalogue(root, check_digests=checked, every=every, latest=latest), policy, folder)
    # What was read stays for good: looking through it for garbage after every few mutants takes a sixth of the time.
    gc.freeze()


def _judge(index: int) -> Judgement:
    assert _trial is not None
    return _trial.judge(index)
