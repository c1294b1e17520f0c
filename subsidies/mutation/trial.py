"""Putting every mutant to the scenarios of its policy: which changes of the law would some scenario notice?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from subsidies.errors import Finding, RulesetError, SubsidiesError, UsageError
from subsidies.mutation.change_kinds import ChangeKind
from subsidies.mutation.joint_mutants import JointMutants
from subsidies.mutation.mutants import Answering, FileMutants, Mutant
from subsidies.mutation.policy_mutants import Mutants
from subsidies.mutation.untouched import Asked, Effect
from subsidies.scenarios import FeatureError, FeatureFile, Nameless, Result, Scenario, Untrue, features_of, require_sense
from subsidies.scenarios.runner import Prepared

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue

Status = Literal["noticed", "survived", "refused"]
BY_MODEL: Final[frozenset[ChangeKind]] = frozenset({"place", "date", "payee", "benefit", "period"})
"""The changes that count as noticed by a scenario that takes the model case of a clause: what the table of clauses states."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a mutant: ``by`` are the scenarios that fail with it, by their place in the trial.

    Of a figure that is every scenario about the clauses that use it, of anything else the first one. ``refused`` says that the
    change leaves nothing that means anything: the loader notices it.
    """

    index: int
    status: Status
    by: tuple[int, ...] = ()


def mutants_of(name: str, catalogue: Catalogue) -> FileMutants:
    """Those of the version of a policy that decides now, or of the last one of what joins policies."""
    if name in catalogue.cross_files.versions:
        return JointMutants(catalogue.cross_files.latest(name), catalogue)
    return Mutants.of(name, catalogue)


_GOLDEN: Final = 0.6180339887498949


class Trial:
    """The scenarios of a policy, or of what joins some, their cases read once, and the mutants of the version that decides now.

    Raises what :func:`features_of` and :func:`run_features` raise, and :class:`UsageError` where a scenario fails as the law
    stands: it would fail with every mutant too, and each would seem noticed.
    """

    def __init__(self, catalogue: Catalogue, policy: str, folder: Path) -> None:
        self.catalogue = catalogue
        self.policy = policy
        self.features: list[FeatureFile] = features_of(folder, catalogue, policy)
        self.scenarios: list[Scenario] = [scenario for feature in self.features for scenario in feature.scenarios]
        self.prepared: list[Prepared] = []
        self.about: list[frozenset[str]] = []
        """The clauses that each scenario says something of."""
        self.asked: list[tuple[Asked, ...]] = []
        """The questions that each scenario puts, with their answers by the law as it stands."""
        self._prepare()
        self._by_model = {index for index, one in enumerate(self.prepared) if one.scenario.by_model}
        self.mutants = mutants_of(policy, catalogue)

    def _prepare(self) -> None:
        """Read every case and put its question to the law as it stands."""
        results: list[Result] = []
        for scenario in self.scenarios:
            try:
                item = Prepared(scenario, self.catalogue)
            except FeatureError as fault:
                results.append(Result(scenario, fault))
                continue
            result, state = item.run()
            self.prepared.append(item)
            about = frozenset(checked.entitlement.id for checked in state.checked)
            self.about.append(about)
            self.asked.append(tuple([Asked(state.policies, known_on, answer, about) for known_on, answer in state.asked]))
            results.append(result)
        require_sense(results)
        if failing := sum(not result.passed for result in results):
            raise UsageError(Finding("failing_scenarios", context={"count": str(failing), "policy": self.policy}))

    def judge(self, index: int) -> Judgement:
        """Put one mutant to the scenarios."""
        mutant = self.mutants.mutants[index]
        try:
            law = self.mutants.law(mutant)
            law.law(self.mutants.policies)
        except RulesetError:
            return Judgement(index, "refused")
        through = self.mutants.effect(mutant, law)
        clauses = self._about(mutant) if through is None else through.clauses
        near, far = (self._that_may(mutant, order) for order in self._order(clauses))
        noticing = self._noticing(law, near, through)
        found = tuple(noticing) if mutant.figure is not None else tuple(_first(noticing))
        found = found or tuple(_first(self._noticing(law, far, through)))
        return Judgement(index, "noticed" if found else "survived", found)

    def _about(self, mutant: Mutant) -> frozenset[str]:
        """The clauses that a mutant is about, those under its limits and entries too."""
        return frozenset(mutant.owners).union(*(self.mutants.bound.get(owner, ()) for owner in mutant.owners))

    def _order(self, clauses: frozenset[str]) -> tuple[list[int], list[int]]:
        """The scenarios about some clauses, and all others: those first that ask what was known on a day."""
        near = sorted((index for index, about in enumerate(self.about) if about & clauses), key=_spread)
        known = set(near)
        far = [index for index in range(len(self.prepared)) if index not in known]
        return near, sorted(far, key=lambda index: all(asked.known_on is None for asked in self.asked[index]))

    def _that_may(self, mutant: Mutant, order: Sequence[int]) -> list[int]:
        """Without those that repeat the model case of a clause, where they could notice by chance what somebody has to have
        thought of: a figure, a boundary, a condition."""
        by_hand = [index for index in order if index not in self._by_model]
        return by_hand if mutant.kind not in BY_MODEL else by_hand + [index for index in order if index in self._by_model]

    def _noticing(self, law: Answering, order: Sequence[int], through: Effect | None) -> Iterator[int]:
        """The scenarios that say what is no longer so, or whose question can no longer be answered.

        One that only names a condition by words which it no longer has notices nothing: a result has to differ.
        """
        for index in order:
            try:
                if through is not None and not any(through.may_touch(asked, law.law) for asked in self.asked[index]):
                    continue
                result, state = self.prepared[index].run(law.law)
                noticed = state.explanation is None or (
                    isinstance(result.fault, Untrue) and not isinstance(result.fault, Nameless)
                )
            except SubsidiesError:
                noticed = True
            if noticed:
                yield index


def _spread(index: int) -> float:
    """Puts scenarios far apart beside one another: what one row of a table does not notice the next hardly does."""
    return index * _GOLDEN % 1


def _first(found: Iterator[int]) -> list[int]:
    return [item for item in [next(found, None)] if item is not None]
