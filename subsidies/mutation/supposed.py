"""The law as it would be after a change: who answers the scenarios of a mutant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from subsidies.arithmetic.day_spans import Governed
from subsidies.catalogue.versions import governing
from subsidies.ruleset import Ruleset

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.catalogue.versions import Version
    from subsidies.law import Law


@dataclass(slots=True)
class SupposedLaw:
    """The law as the catalogue would give it with ``changed`` in place of ``version``.

    ``build`` makes the rules of the changed version for the days that it decides.
    """

    catalogue: Catalogue
    version: Version
    changed: Version
    build: Callable[[Governed], Ruleset]
    _laws: dict[tuple[tuple[str, ...], date | None], Law] = field(default_factory=dict)

    def law(self, policies: tuple[str, ...], known_on: date | None = None) -> Law:
        """The policies asked for, one of them changed; compiled once.

        Raises :class:`RulesetError` where the change leaves no ruleset that means anything.
        """
        key = policies, known_on
        if key not in self._laws:
            rulesets = self._rulesets(policies, known_on)
            joined = self.catalogue.joining(rulesets, known_on)
            self._laws[key] = self.catalogue.law_of(rulesets, supposed=True, joined=joined)
        return self._laws[key]

    def _rulesets(self, policies: tuple[str, ...], known_on: date | None) -> list[Ruleset]:
        chosen: list[Ruleset] = []
        for policy in dict.fromkeys(policies):
            # A version that decides nothing must not come back for the day that a change takes from its successor.
            own = self.catalogue.versions(policy)
            drafts = self.version.model.status == "draft"
            deciding = [self.version, *(item for item, _ in governing(own, known_on, drafts=drafts))]
            silent = {item.model.version for item in own if item not in deciding}
            changed = [self.changed if item is self.version else item for item in own]
            # One that becomes a draft goes on deciding, as a draft.
            for item, days in governing(changed, known_on, silent, drafts=True):
                chosen.append(self.build(days) if item is self.changed else self.catalogue.built(item, days))
        return chosen
