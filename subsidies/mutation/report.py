"""What the mutants of a policy show: which changes of the law some scenario notices, and which none does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from subsidies.files.schema import Label
from subsidies.mutation.equivalents import Equivalents
from subsidies.mutation.mutants import Mutant
from subsidies.mutation.trial import Judgement, Trial
from subsidies.scenarios import Scenario

Fate = Literal["noticed", "survived", "refused", "equivalent"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and what became of it.

    ``noticed``: ``by`` are the scenarios that fail with it (all that do, for a figure; else the first). ``survived``: none does.
    ``refused``: the loader refuses the changed file. ``equivalent``: none does, and the list of equivalents says why none can.
    """

    mutant: Mutant
    fate: Fate
    by: tuple[Scenario, ...] = ()
    why: Label | None = None


@dataclass(frozen=True, slots=True)
class MutationReport:
    """All mutants of one version of a policy, or of what joins policies, judged; ``policy`` is the id of either."""

    policy: str
    version: str
    digest: str
    judged: tuple[Judged, ...]

    def with_fate(self, fate: Fate) -> list[Judged]:
        """The mutants with one fate, in the order of the ruleset file."""
        return [item for item in self.judged if item.fate == fate]

    def about(self, owner: str) -> list[Judged]:
        """The mutants about a clause, provision, limit or entry; those about the file as a whole for an empty name."""
        return [item for item in self.judged if owner in item.mutant.owners or (not owner and not item.mutant.owners)]

    def pinning(self, figure: str) -> list[Scenario]:
        """The scenarios that notice the smallest step of a figure (a parameter's name), in order, each once."""
        steps = [item for item in self.judged if item.mutant.figure == figure and item.mutant.kind != "unit"]
        found = {(one.file, one.line): one for item in steps for one in item.by}
        return [found[key] for key in sorted(found)]

    @property
    def by_model(self) -> list[Judged]:
        """The noticed mutants that near their clause only a scenario that takes a clause's model case is known to notice."""
        return [item for item in self.with_fate("noticed") if item.by and all(one.by_model for one in item.by)]

    @property
    def score(self) -> Fraction:
        """Noticed, of all that could be noticed: 1 when every change of the law makes some scenario fail."""
        return score(self.judged)


def score(judged: Iterable[Judged]) -> Fraction:
    """Noticed mutants of all but equivalent and refused ones; 1 where there are none."""
    counted = [item.fate for item in judged if item.fate in ("noticed", "survived")]
    return Fraction(counted.count("noticed"), len(counted)) if counted else Fraction(1)


def report(
    trial: Trial,
    judgements: Iterable[Judgement],
    equivalents: Equivalents,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> MutationReport:
    """Put together what became of every mutant; ``progress`` is told how many are judged, of how many.

    Raises :class:`InputError` for a listed equivalent that is unknown or that some scenario notices.
    """
    mutants = trial.mutants.mutants

    def told() -> Iterator[Judgement]:
        for done, item in enumerate(judgements, 1):
            progress(done, len(mutants))
            yield item

    found = list(told())
    why = equivalents.settle(trial, found)
    judged = tuple(
        Judged(
            mutants[item.index],
            "equivalent" if mutants[item.index].id in why else item.status,
            tuple(trial.scenarios[index] for index in item.by),
            why.get(mutants[item.index].id),
        )
        for item in found
    )
    return MutationReport(trial.policy, trial.mutants.version, trial.mutants.digest, judged)
