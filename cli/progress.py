"""How far a long command is, told on standard error where that is a terminal, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from subsidies.i18n import N_, Language, translate

CHANGES = N_("changes of {policy}")


@contextmanager
def told(policy: str, lang: Language) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how many are done, of how many."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(translate(CHANGES, lang).format(policy=policy), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
