"""What still has to be asked, each thing once, of whom, and what it decides: grouped and in the order to ask it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from subsidies.case.entities import EntityRef
from subsidies.determination import Entitlement
from subsidies.explanation import Explanation, Missing
from subsidies.reprs import one_line

OPEN_TEXT: Final = "open"
AT_FAULT: Final = "at_fault"
CHOICE: Final = "choice"
RANGE: Final = "range"
"""Sorts of what is missing that nobody in the case can answer."""
FOR_THE_OFFICE: Final = (OPEN_TEXT, AT_FAULT, CHOICE, RANGE)
"""What only the office can tell: what the text leaves open, what the rule says wrongly, who of several gets it, and how much a
range comes to."""

Subject = tuple[str, str, str]
"""What an inquiry is about: sort, kind of entity, and fact (or what the text says)."""
Items = Iterable[Entitlement]


@one_line
@dataclass(slots=True)
class Inquiry:
    """One thing to ask, of whom, and which clauses it decides."""

    first: Missing
    entities: dict[EntityRef, bool] = field(default_factory=dict)
    """Whether each was asked already."""
    clauses: dict[str, None] = field(default_factory=dict)
    """The clauses by the names they have in the law at hand, in the order in which they came up."""
    parts: dict[str, None] = field(default_factory=dict)
    """The facts that would do together in place of the one asked for, which is their sum, as far as they are not known."""

    @property
    def is_left_open(self) -> bool:
        """Whether the text itself leaves it open or the rule is at fault, so that only the office can tell."""
        return self.first.sort in FOR_THE_OFFICE


class Inquiries:
    """Numbers whatever is missing; one inquiry may be about several people.

    What a sum or service of the plan turns on (``first``) comes first and in full, in the order in which it comes up. What only
    ``others`` turn on follows in short, the inquiry that decides most before the rest. What the text leaves open is no
    inquiry where a clause shows it in full; ``others`` are shown in short, so there it has a number as well.
    """

    def __init__(self, explanation: Explanation, first: Items, others: Items) -> None:
        self.explanation = explanation
        self._found: dict[Subject, Inquiry] = {}
        for item in first:
            gather(self._found, item, explanation, FOR_THE_OFFICE)
        main = list(self._found)
        for item in others:
            gather(self._found, item, explanation, ())
        further = sorted(self._found.keys() - main, key=self._weight)
        self._numbers = {key: number for number, key in enumerate([*main, *further], 1)}
        self.main = self._numbered(main)
        self.further = self._numbered(further)

    def __repr__(self) -> str:
        return f"<Inquiries: {len(self.main)} in full, {len(self.further)} further>"

    def _weight(self, key: Subject) -> tuple[bool, int, int]:
        """Inquiries before what only the office can tell; then those that decide most; then as they came up."""
        return key[0] in FOR_THE_OFFICE, -len(self._found[key].clauses), list(self._found).index(key)

    def _numbered(self, keys: Iterable[Subject]) -> list[tuple[int, Inquiry]]:
        return [(self._numbers[key], self._found[key]) for key in keys]

    def numbers(self, item: Entitlement, apart: tuple[str, ...] = FOR_THE_OFFICE) -> list[int]:
        """The numbers of the inquiries that an entitlement turns on, ascending, without what stands apart."""
        keys = {subject_of(missing) for missing in self.explanation.missing(item) if missing.sort not in apart}
        return sorted(self._numbers[key] for key in keys)

    def asked_by(self, other: Inquiries) -> dict[int, int]:
        """The numbers of inquiries that another list puts as well, to all whom they are about, with their numbers there."""
        return {
            number: other._numbers[key]
            for key, number in self._numbers.items()
            if key in other._found and self._found[key].entities.keys() <= other._found[key].entities.keys()
        }

    def left_open(self, item: Entitlement) -> list[Missing]:
        """What the text itself leaves open or the rule says wrongly: nobody in the case can answer that."""
        return [missing for missing in self.explanation.missing(item) if missing.sort in FOR_THE_OFFICE]


def gather(found: dict[Subject, Inquiry], item: Entitlement, explanation: Explanation, apart: tuple[str, ...]) -> None:
    """Add what is missing of an entitlement to some inquiries, but for some sorts that stand ``apart``."""
    for missing in explanation.missing(item):
        if missing.sort in apart:
            continue
        inquiry = found.setdefault(subject_of(missing), Inquiry(missing))
        inquiry.clauses[item.clause] = None
        if missing.part_of:
            inquiry.parts[missing.fact] = None
        elif missing.entity is not None:
            inquiry.entities[missing.entity] = missing.asked


def subject_of(missing: Missing) -> Subject:
    """What an inquiry about it is about; a part of a sum is asked for with it."""
    about = missing.part_of or missing.fact or missing.zh or missing.clause
    return missing.sort, missing.entity.kind if missing.entity else "", about
