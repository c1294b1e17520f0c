"""All that a page for policy staff says of one policy, put together; no markup, and both languages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from subsidies.files.schema import Label
from subsidies.review.reviews import NEVER, ReviewStatus, State
from subsidies.review.sheets import ExampleRow, Sheet, Told
from subsidies.ruleset.cross import Cross, JointRules
from subsidies.ruleset.cross_checks import Known
from subsidies.ruleset.cross_models import AnyEntry
from subsidies.ruleset.models import ParameterModel
from subsidies.ruleset.reading_models import ReadingModel
from subsidies.ruleset.rules import DefinitionRule, LimitRule, Rule, Ruleset

if TYPE_CHECKING:
    from subsidies.catalogue.confirmations import ConfirmationModel
    from subsidies.mutation import Judged, MutationReport
    from subsidies.scenarios import Result, Scenario

EntrySort = Literal["clause", "provision", "limit", "definition", "same", "prevails", "widens"]
"""The last three are entries that join policies; limits may be such too."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the smallest changes of something fared: how many some scenario notices, of all that could be noticed."""

    noticed: int
    survivors: tuple[Judged, ...]
    equivalents: tuple[Judged, ...]
    refused: int

    @property
    def counted(self) -> int:
        return self.noticed + len(self.survivors)


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario, or one row of its examples, and the article on whose page it stands."""

    article: str
    sheet: int
    """Which feature of the article, from 1."""
    scenario: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law; ``pinned_by`` are the scenarios that notice a change of it, None where nobody looked."""

    name: str
    model: ParameterModel
    article: str
    """On whose page it stands first."""
    pinned_by: tuple[Place, ...] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause, provision, limit or definition, or an entry that joins policies, with what it rests on.

    What is not reviewed by itself, that is a definition or an entry that joins policies, has no digest here.
    """

    id: str
    sort: EntrySort
    title: Label
    rule: Rule | None = None
    limit: LimitRule | None = None
    definition: DefinitionRule | None = None
    joint: AnyEntry | None = None
    """Of an entry that joins policies: what the file says; as a ``limit`` it is over full ids."""
    figures: tuple[Figure, ...] = ()
    definitions: tuple[DefinitionRule, ...] = ()
    limits: tuple[LimitRule, ...] = ()
    joins: tuple[tuple[Cross, AnyEntry], ...] = ()
    """The entries that join it with clauses of other policies, each with its file."""
    readings: tuple[tuple[str, ReadingModel], ...] = ()
    evidence: tuple[Label, ...] = ()
    users: tuple[str, ...] = ()
    """Of a definition: the clauses, provisions and limits that turn on it."""
    digest: str = ""
    status: ReviewStatus = NEVER
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what it gives, and the features about it."""

    key: str
    """Its name in the ruleset: 二（二）12."""
    number: int | None
    slug: str
    entries: tuple[Entry, ...]
    sheets: tuple[Sheet, ...]

    @property
    def names(self) -> tuple[str, str]:
        """How one without a number is called, and what it is about: ‹方案本身›, ‹公布、期间、地域›."""
        first, _, rest = self.key.partition(" ")
        return first, rest.strip()

    def of(self, *sorts: EntrySort) -> list[Entry]:
        return [entry for entry in self.entries if entry.sort in sorts]

    @property
    def reviewed(self) -> Mapping[State, int]:
        return states(self.entries)

    @property
    def results(self) -> list[Result]:
        return [result for one in self.sheets for result in one.results]


@dataclass(frozen=True, eq=False)
class FileBook(ABC):
    """One file of the law in the version that decides now: a policy, or what joins some."""

    released: bool
    articles: tuple[Article, ...]
    figures: Mapping[str, Figure]
    report: MutationReport | None
    score: Score | None
    whole: Score | None
    """Of what is about the file as a whole."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The id of the policy, or of what joins some."""

    @property
    def entries(self) -> list[Entry]:
        return [entry for article in self.articles for entry in article.entries]

    @property
    def results(self) -> list[Result]:
        return [result for article in self.articles for result in article.results]

    @cached_property
    def pins(self) -> Mapping[Place, Sequence[Figure]]:
        """The figures that each scenario or row pins."""
        found: dict[Place, list[Figure]] = {}
        for figure in self.figures.values():
            for place in figure.pinned_by or ():
                found.setdefault(place, []).append(figure)
        return found

    def pinned(self, article: Article, sheet: int, told: Told, row: ExampleRow | None = None) -> Sequence[Figure]:
        """The figures that a scenario pins: itself, or one of its rows."""
        return self.pins.get(Place(article.slug, sheet, told.number, row.number if row else None), ())


@dataclass(frozen=True, eq=False)
class Book(FileBook):
    """One policy in the version that decides now."""

    ruleset: Ruleset
    confirmation: ConfirmationModel | None

    @property
    def policy(self) -> str:
        return self.ruleset.policy

    @property
    def name(self) -> str:
        return self.policy

    @property
    def reviewed(self) -> Mapping[State, int]:
        return states(self.entries)

    @cached_property
    def homes(self) -> Mapping[str, Article]:
        """On whose page each clause, provision and limit stands."""
        return {entry.id: article for article in self.articles for entry in article.entries if entry.sort != "definition"}


@dataclass(frozen=True, eq=False)
class JointBook(FileBook):
    """What joins some policies, in its last version: one article has all of it."""

    cross: Cross
    rules: JointRules
    known: Mapping[str, Known]
    """The clauses as they are now, by the full ids that the file has for them, and those under limits that it widens."""

    @property
    def name(self) -> str:
        return self.cross.model.cross


def states(entries: Iterable[Entry]) -> Mapping[State, int]:
    """How many of what can be reviewed stand in each state."""
    counted: dict[State, int] = {"reviewed": 0, "changed": 0, "never": 0}
    for entry in entries:
        if entry.digest:
            counted[entry.status.state] += 1
    return counted


def places(articles: Iterable[Article]) -> dict[tuple[str, int], Place]:
    """Where each scenario stands, by its file and line."""
    found: dict[tuple[str, int], Place] = {}
    for article in articles:
        for index, one in enumerate(article.sheets, 1):
            for told in one.scenarios:
                rows = [row for part in told.examples for row in part.rows]
                for row in rows:
                    found[_key(row.result.scenario)] = Place(article.slug, index, told.number, row.number)
                for result in told.results if not rows else ():
                    found[_key(result.scenario)] = Place(article.slug, index, told.number)
    return found


def _key(scenario: Scenario) -> tuple[str, int]:
    return scenario.file, scenario.line
