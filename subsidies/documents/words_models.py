"""The words of a document that is made in a language: all that a page shows, so that it need not rebuild any label."""

from __future__ import annotations

from itertools import islice
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from subsidies.reprs import brief, cut

WORDS_VERSION: Final = 1
FIELDS: Final = 5
"""So many fields are printed."""


class DocumentModel(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    def __repr__(self) -> str:
        few = islice(self.__repr_args__(), FIELDS)
        return cut(f"{type(self).__name__}({', '.join(f'{name}={brief(value)}' for name, value in few)}, …)")

    __str__ = __repr__


class DocumentWords(DocumentModel):
    """In which language and which version the words of a document are, with the name of its place."""

    version: Literal[1] = WORDS_VERSION
    lang: Literal["zh", "en"]
    jurisdiction: str


class MissingWords(DocumentModel):
    """One thing that is missing: as a question, of whom (empty: nobody), how far it is known, and what proves it."""

    question: str
    about: str
    known: str
    proof: str


class EntitlementWords(DocumentModel):
    """What a reader sees of an entitlement.

    ``conditions`` and ``seen`` run parallel to its lines, ``missing`` to what is missing, ``evidence`` and ``warnings`` to those.
    """

    title: str
    kind: str
    outcome: str
    subject: str
    """For whom it is."""
    payees: str
    """Who is paid, or those of whom the text leaves open which one; empty where nobody is."""
    amount: str
    """What the clause gives by itself; empty where that is not worked out, since it is not due."""
    paid: str | None
    """What is payable after limits; None of what is not payable now."""
    period: str
    """For which time, with the first and last day of what runs on."""
    conditions: list[str]
    seen: list[list[str]]
    """What each condition saw, with the figures of the law that it is about, as ``subsidies explain`` tells them."""
    missing: list[MissingWords]
    limit: str | None
    """The title of the limit that excluded it, with its citation."""
    office: str
    """The offices that lead."""
    evidence: list[str]
    warnings: list[str]


class TotalWords(DocumentModel):
    """A total: its kind, its payees, the time it is for; what is payable now, and what it comes to with all that is open."""

    kind: str
    payees: str
    period: str
    payable: str
    possible: str


class TogetherWords(DocumentModel):
    """What several claimants come to: kind, each of them, the time it is for, and the sum."""

    kind: str
    claimants: list[str]
    period: str
    amount: str


class RulesetWords(DocumentModel):
    """The title of a document, and the place that it is of; of what joins documents there is no place."""

    title: str
    place: str | None


class UsedUpWords(DocumentModel):
    """The limit that was used up, those whom it is counted for, and its items, parallel to those of the document."""

    limit: str
    group: str
    items: list[str]


class LossWords(DocumentModel):
    """What may be lost by claiming now: its kind, whose it is, and how much (None: nobody knows)."""

    kind: str
    payees: str
    amount: str | None
