"""The law as it would be after a change: who answers the scenarios of a mutant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from subsidies.arithmetic.days import Days
from subsidies.case.case import Case
from subsidies.catalogue.versions import governing
from subsidies.determination import Determination
from subsidies.determination.program import Program
from subsidies.errors import SubsidiesError
from subsidies.ruleset import Ruleset

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.catalogue.versions import Version


@dataclass(slots=True)
class SupposedLaw:
    """Answers as the catalogue would with ``changed`` in place of ``version``.

    ``build`` makes the rules of the changed version for the days that it decides.
    """

    catalogue: Catalogue
    version: Version
    changed: Version
    build: Callable[[tuple[Days, ...]], Ruleset]
    refused: bool = False
    """Whether a question could not be answered at all."""
    _programs: dict[tuple[tuple[str, ...], date | None], Program] = field(default_factory=dict)

    def ask(self, case: Case, policies: tuple[str, ...]) -> Determination:
        """The determination of a case; raises what :meth:`Catalogue.assess` raises."""
        try:
            return self.program(policies, case.known_on).determine(case)
        except SubsidiesError:
            self.refused = True
            raise

    def program(self, policies: tuple[str, ...], known_on: date | None = None) -> Program:
        """The policies asked for, one of them changed; compiled once.

        Raises :class:`RulesetError` where the change leaves no ruleset that means anything.
        """
        key = policies, known_on
        if key not in self._programs:
            self._programs[key] = Program(self._rulesets(policies, known_on), self.catalogue, supposed=True)
        return self._programs[key]

    def _rulesets(self, policies: tuple[str, ...], known_on: date | None) -> list[Ruleset]:
        chosen: list[Ruleset] = []
        for policy in dict.fromkeys(policies):
            # A version that decides nothing must not come back for the day that a change takes from its successor.
            deciding = [item for item, _ in governing(self.catalogue.versions(policy), None)]
            versions = [self.changed if item is self.version else item for item in deciding]
            for item, days in governing(versions, known_on):
                chosen.append(self.build(days) if item is self.changed else self.catalogue.built(item, days))
        return chosen
