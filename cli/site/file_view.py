"""What the templates ask of any book in one language: names, links, scenarios and how they went."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from subsidies.review import Article, Entry, Figure, FileBook, Place, Score
from subsidies.review.sheets import ExampleRow, Told
from subsidies.scenarios import Untrue
from subsidies_cli.site import texts as t
from subsidies_cli.site.file_terms import FileTerms
from subsidies_cli.site.speech import Speech

if TYPE_CHECKING:
    from subsidies.scenarios import Result


@dataclass(frozen=True, slots=True)
class Link:
    """Where something stands, as a page refers to it, and what the link says."""

    href: str
    text: str


class FileView(ABC):
    """One file in one language: a policy, or what joins some; ``here`` is the slug of the page that is being written."""

    title: str

    def __init__(self, book: FileBook, terms: FileTerms, say: Speech) -> None:
        self.book = book
        self.terms = terms
        self.say = say
        self.articles = {article.slug: article for article in book.articles}

    # --- Names

    @abstractmethod
    def scenario(self, article: Article, sheet: int, number: int) -> str:
        """The number of a scenario."""

    def topic(self, article: Article, sheet: int) -> str:
        """The title of a feature without the number of the article."""
        title = article.sheets[sheet - 1].title
        if title == article.key:
            return article.names[1]
        first, _, rest = title.partition(" ")
        return rest.strip() if rest and first.startswith("第") and first.endswith("条") else title

    def entry(self, entry: Entry) -> str:
        """Number and title."""
        number = self.terms.number(entry)
        return f"{number} {entry.title[self.say.lang]}" if number else entry.title[self.say.lang]

    # --- Links

    @abstractmethod
    def clause(self, id_: str, here: str) -> Link:
        """A link to a clause, provision or limit by its id."""

    def on(self, article: str, anchor: str, here: str) -> str:
        return f"#{anchor}" if article == here else f"{article}.html#{anchor}"

    def anchor(self, entry: Entry) -> str:
        return f"{'definition' if entry.sort == 'definition' else 'clause'}-{entry.id}"

    def figure(self, figure: Figure, here: str) -> Link:
        """A link to a figure, on this page where it stands on it."""
        page = self.articles[here]
        shown = any(one.name == figure.name for entry in page.entries for one in entry.figures)
        return Link(self.on(here if shown else figure.article, f"figure-{figure.name}", here), self.terms.figure_name(figure))

    def first(self, article: Article, entry: Entry, figure: Figure) -> bool:
        """Whether a figure stands here first on its page, so that links lead to it."""
        return next(item for item in article.entries if figure in item.figures) is entry

    def pinning(self, figure: Figure, here: str) -> list[tuple[Link, str]]:
        """The scenarios that pin a figure, each with the rows that do."""
        found: dict[Place, list[int]] = {}
        for place in figure.pinned_by or ():
            rows = found.setdefault(Place(place.article, place.sheet, place.scenario), [])
            rows += [] if place.row is None else [place.row]
        return [(self.told_at(place, here), self.rows(rows)) for place, rows in found.items()]

    def told_at(self, place: Place, here: str) -> Link:
        """A link to a scenario, by its number."""
        number = self.scenario(self.articles[place.article], place.sheet, place.scenario)
        return Link(self.on(place.article, scenario_anchor(place.sheet, place.scenario), here), number)

    def rows(self, numbers: Sequence[int]) -> str:
        """Numbers of rows in words, runs of them by their ends; nothing for none."""
        runs = self.say.list("–".join(map(str, run)) for run in _runs(numbers))
        return self.say.bracket(self.say(t.ROWS, rows=runs)) if numbers else ""

    def pins(self, article: Article, sheet: int, told: Told) -> list[tuple[Link, str]]:
        """The figures that a scenario pins, each with the rows that do."""
        rows: dict[str, list[int]] = {}
        figures = {figure.name: figure for figure in self.book.pinned(article, sheet, told)}
        for part in told.examples:
            for row in part.rows:
                for figure in self.book.pinned(article, sheet, told, row):
                    figures[figure.name] = figure
                    rows.setdefault(figure.name, []).append(row.number)
        return [(self.figure(figure, article.slug), self.rows(rows.get(name, ()))) for name, figure in figures.items()]

    def row_anchor(self, sheet: int, told: Told, row: ExampleRow) -> str:
        return f"{scenario_anchor(sheet, told.number)}-{row.number}"

    # --- States and results

    def results(self, results: Sequence[Result]) -> tuple[str, str]:
        """Mark and words for how scenarios went."""
        failed = sum(not result.passed for result in results)
        if not results:
            return "?", self.say(t.NO_SCENARIOS)
        if failed:
            return "✗", self.say(t.SCENARIOS_FAILED, passed=len(results) - failed, all=len(results), failed=failed)
        return "✓", self.say(t.SCENARIOS_PASSED, passed=len(results), all=len(results))

    def told(self, told: Told) -> tuple[str, str]:
        """Mark and words for how one scenario went."""
        failed = sum(not result.passed for result in told.results)
        if not told.examples:
            return ("✗", self.say(t.FAILED)) if failed else ("✓", self.say(t.PASSED))
        if failed:
            return "✗", self.say(t.ROWS_FAILED, failed=failed, count=len(told.results))
        return "✓", self.say(t.ROWS_PASSED, count=len(told.results))

    def score(self, score: Score | None) -> tuple[str, str]:
        """Mark and words for how the changes fared."""
        if score is None:
            return "?", self.say(t.UNMEASURED)
        if not score.counted:
            return "✓", self.say(t.NONE_TO_NOTICE)
        percent = self.say.percent(score.noticed, score.counted)
        text = self.say(t.NOTICED, noticed=score.noticed, counted=score.counted, percent=percent)
        return ("✗" if score.survivors else "✓"), text

    def failures(self, told: Told) -> list[tuple[int, Result]]:
        """What of a scenario is not so, each with the number of its row; 0 where it has none."""
        rows = [(row.number, row.result) for part in told.examples for row in part.rows]
        return [(number, result) for number, result in rows or [(0, told.results[0])] if not result.passed]

    def trace(self, result: Result) -> list[str]:
        """What the rules give instead, line by line."""
        return result.fault.trace.splitlines() if isinstance(result.fault, Untrue) else []

    def all_numbers(self, entry: Entry) -> bool:
        """Whether every figure of an entry is one number, to stand under the others."""
        return not any(isinstance(figure.model.value, date | list | dict) for figure in entry.figures)


def scenario_anchor(sheet: int, number: int) -> str:
    return f"scenario-{sheet}-{number}"


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Numbers in order as runs: 1, 2, 3, 5 are (1, 3) and (5,); two in a row stay two."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [part for run in found for part in ([(run[0], run[-1])] if len(run) > 2 else [(one,) for one in run])]
