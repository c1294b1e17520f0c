"""What the templates ask of the book of a policy in one language: names, links, states and results."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from subsidies.i18n import Language
from subsidies.review import Article, Book, Entry
from subsidies.review.reviews import State
from subsidies_cli.site import texts as t
from subsidies_cli.site.file_view import FileView, Link
from subsidies_cli.site.speech import Speech
from subsidies_cli.site.terms import Terms

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.ruleset.cross import Cross
    from subsidies.ruleset.cross_models import AnyEntry

STATES: Final[dict[State, tuple[str, str]]] = {
    "reviewed": (t.REVIEWED, "✓"),
    "changed": (t.CHANGED, "✗"),
    "never": (t.NEVER, "?"),
}
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class View(FileView):
    """One policy in one language."""

    book: Book
    terms: Terms

    def __init__(self, book: Book, catalogue: Catalogue, lang: Language, joints: Collection[str] = ()) -> None:
        """``joints`` are the ids of what joins policies that the site has pages of."""
        say = Speech(lang)
        super().__init__(book, Terms(book.ruleset, catalogue.world, say), say)
        self.joints = joints
        self.model = book.ruleset.model
        self.place = catalogue.world.jurisdictions.names[self.model.jurisdiction][lang]
        self.title = self.model.title[lang]

    # --- Names

    def article(self, article: Article) -> str:
        """The name by number: 第12条, Article 12; without one as the text has it."""
        return article.names[0] if article.number is None else self.say(t.ARTICLE_N, number=article.number)

    def subject(self, article: Article) -> str:
        """What an article is about, as its feature says (in Chinese); its clauses where it has none."""
        if not article.sheets:
            return self.say.list(entry.title[self.say.lang] for entry in article.of("clause", "provision"))
        return self.say.list(self.topic(article, index) for index in range(1, len(article.sheets) + 1))

    def gist(self, article: Article) -> str:
        """What an article is about in the language of the page: an English one names its clauses."""
        titles = [entry.title.en for entry in article.of("clause", "provision")]
        return self.say.semicolon.join(titles) if titles and self.say.lang == "en" else self.subject(article)

    def scenario(self, article: Article, sheet: int, number: int) -> str:
        """The number of a scenario: 12-3; of a second feature of the article 12B-3."""
        letter = "" if sheet == 1 else LETTERS[sheet - 1 : sheet] or f".{sheet}"
        return f"{article.names[0] if article.number is None else article.number}{letter}-{number}"

    # --- Links

    def clause(self, id_: str, here: str) -> Link:
        """A link to a clause, provision or limit by its id."""
        home = self.book.homes[id_]
        entry = next(item for item in home.entries if item.id == id_ and item.sort != "definition")
        return Link(self.on(home.slug, self.anchor(entry), here), self.entry(entry))

    def join(self, cross: Cross, entry: AnyEntry) -> Link:
        """The file in which an entry joins a clause with others, by its title: a link to the entry where the site has it."""
        href = f"../{cross.model.cross}/index.html#clause-{entry.id}" if cross.model.cross in self.joints else ""
        return Link(href, cross.model.title[self.say.lang])

    # --- States and results

    def state(self, entry: Entry) -> tuple[str, str]:
        """The mark and the word of a review state."""
        word, mark = STATES[entry.status.state]
        return mark, self.say(word)

    def reviewed(self, counted: Article | Book) -> list[tuple[str, str, int]]:
        """Mark, word and number of the states that occur."""
        found = counted.reviewed
        return [(mark, self.say(word), found[state]) for state, (word, mark) in STATES.items() if found[state]]

    def article_score(self, article: Article) -> str:
        """Noticed of counted changes about an article, each change once."""
        if self.book.report is None:
            return "?"
        owners = {entry.id for entry in article.entries if entry.digest}
        own = [item for item in self.book.report.judged if owners & set(item.mutant.owners)]
        noticed = sum(item.fate == "noticed" for item in own)
        counted = noticed + sum(item.fate == "survived" for item in own)
        return f"{noticed}/{counted}" if counted else "–"

    def passed(self, article: Article) -> str:
        """How many of an article's scenarios are so, of how many."""
        results = article.results
        return f"{sum(result.passed for result in results)}/{len(results)}"

    # --- The plan and its reviews

    def confirmed(self) -> str:
        """Who last checked that the plan is in force."""
        found = self.book.confirmation
        if found is None:
            return self.say(t.NOT_CONFIRMED)
        by, against = found.by[self.say.lang], found.against[self.say.lang]
        return self.say(t.CONFIRMED_BY, day=self.say.day(found.on), by=by, against=against)

    def counted(self) -> str:
        model = self.model
        return self.say(
            t.COUNTED,
            clauses=len(model.clauses),
            provisions=len(model.provisions),
            limits=len(model.limits),
            definitions=len(model.definitions),
            figures=len(model.parameters),
            readings=len(model.readings),
        )

    def approved(self, entry: Entry) -> str:
        """Who approved an entry and when; of one that was changed since, in which state."""
        review = entry.status.review
        assert review is not None
        names = {"by": review.by, "office": review.office, "day": self.say.day(review.on)}
        if entry.status.state == "reviewed":
            return self.say(t.REVIEWED_BY, **names)
        return self.say(t.CHANGED_SINCE, digest=review.digest, **names)

    def review_line(self, entry: Entry) -> str:
        """The line for reviews.yaml; what is to be filled in is empty, and refused until it is."""
        return f'  - {{clause: "{entry.id}", digest: {entry.digest}, by: , office: , on: }}'
