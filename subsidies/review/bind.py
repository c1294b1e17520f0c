"""Putting a book together: from the catalogue, features that were run, a mutation report and the reviews."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from subsidies.files.schema import Label
from subsidies.review.articles import cited, number_of
from subsidies.review.book import Article, Book, Entry, EntrySort, Figure, Place, Score, places
from subsidies.review.digest import clause_digests, joined_with
from subsidies.review.sheets import Sheet, sheet
from subsidies.ruleset.ids import natural
from subsidies.ruleset.reach import Reach, rule_expressions
from subsidies.ruleset.rules import DefinitionRule, LimitRule, Rule, Rules

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.mutation import Judged, MutationReport
    from subsidies.review.reviews import Reviews
    from subsidies.scenarios import Ran


def bind(catalogue: Catalogue, policy: str, ran: Sequence[Ran], reviews: Reviews, report: MutationReport | None = None) -> Book:
    """The book of a policy: of the version that decides now, as the mutation report is."""
    return _Binder(catalogue, policy, reviews, report).book(ran)


def score(judged: Sequence[Judged]) -> Score:
    """What became of some changes of the law."""
    fates = Counter(item.fate for item in judged)
    survivors = tuple(item for item in judged if item.fate == "survived")
    equivalents = tuple(item for item in judged if item.fate == "equivalent")
    return Score(fates["noticed"], survivors, equivalents, fates["refused"])


def scored(report: MutationReport | None, owner: str) -> Score | None:
    """What became of the changes of one clause, limit or entry; of the file as a whole for an empty name."""
    return score(report.about(owner)) if report else None


def figure(
    name: str, rules: Rules, article: str, report: MutationReport | None, where: Mapping[tuple[str, int], Place]
) -> Figure:
    """A figure that stands first on the page of an article, with the scenarios that pin it; these stand ``where``."""
    pinning = report.pinning(name) if report else ()
    pinned = tuple(where[item.file, item.line] for item in pinning if (item.file, item.line) in where)
    return Figure(name, rules.parameters[name], article, pinned if report else None)


class _Binder:
    def __init__(self, catalogue: Catalogue, policy: str, reviews: Reviews, report: MutationReport | None) -> None:
        self.catalogue = catalogue
        self.version = catalogue.current(policy)
        self.ruleset = catalogue.ruleset(policy, self.version.model.version)
        self.reviews = reviews
        self.report = report
        self.digests = clause_digests(self.ruleset, catalogue)
        self.figures: dict[str, Figure] = {}

    def book(self, ran: Sequence[Ran]) -> Book:
        pages = self.pages([sheet(one) for one in ran])
        where = places(pages)
        for article in pages:
            for name in dict.fromkeys(name for entry in article.entries for name in self.reached(_thing(entry)).parameters):
                if name not in self.figures:
                    self.figures[name] = figure(name, self.ruleset, article.slug, self.report, where)
        articles = tuple(replace(article, entries=tuple(map(self.filled, article.entries))) for article in pages)
        return Book(
            self.version.released,
            articles,
            self.figures,
            self.report,
            score(self.report.judged) if self.report else None,
            scored(self.report, ""),
            self.ruleset,
            self.catalogue.confirmations.get(self.ruleset.policy),
        )

    # --- What stands on which page

    def pages(self, sheets: Sequence[Sheet]) -> list[Article]:
        entries: dict[str, list[Entry]] = {}
        for id_, rule in sorted(self.ruleset.rules.items(), key=lambda item: natural(item[0])):
            sort: EntrySort = "provision" if rule.provision else "clause"
            entries.setdefault(rule.model.article, []).append(Entry(id_, sort, rule.model.title, rule=rule))
        homes = {entry.id: key for key, found in entries.items() for entry in found}
        for limit in self.ruleset.limits:
            homes[limit.id] = self.home(limit.cite or "", homes[limit.over[0]], entries)
            entries[homes[limit.id]].append(Entry(limit.id, "limit", limit.title, limit=limit))
        for (_, name), definition in self.ruleset.definitions.items():
            users = self.users(definition)
            home = self.home(definition.cite, homes[users[0]] if users else next(iter(entries)), entries)
            entries[home].append(Entry(name, "definition", definition.label, definition=definition, users=users))
        by_article: dict[str, list[Sheet]] = {}
        for one in sheets:
            by_article.setdefault(self.about(one, homes, entries), []).append(one)
        ordered = sorted({**entries, **by_article}, key=self.place_of)
        slugs = self.slugs(ordered, by_article)
        return [
            Article(key, number_of(key), slugs[key], tuple(entries.get(key, ())), tuple(by_article.get(key, ())))
            for key in ordered
        ]

    def home(self, citation: str, otherwise: str, entries: dict[str, list[Entry]]) -> str:
        """The first article of a citation that has a page."""
        return next((key for key in cited(citation) if key in entries), otherwise)

    def about(self, one: Sheet, homes: dict[str, str], entries: dict[str, list[Entry]]) -> str:
        """The article whose number a feature's title has; else the only one whose clauses it names; else it stands by itself."""
        number = number_of(one.title.split()[0])
        numbered = [key for key in entries if number is not None and number_of(key) == number]
        named = {homes[id_] for told in one.scenarios for id_ in told.clauses if id_ in homes}
        return numbered[0] if numbered else named.pop() if len(named) == 1 else one.title

    def place_of(self, key: str) -> tuple[int, str]:
        number = number_of(key)
        return (10**6, key) if number is None else (number, key)

    def slugs(self, keys: Sequence[str], sheets: Mapping[str, Sequence[Sheet]]) -> dict[str, str]:
        """A name for the page of each article, each of its own; what has no number is named after its feature."""
        found: dict[str, str] = {}
        for index, key in enumerate(keys, 1):
            number = number_of(key)
            name = f"article-{number}" if number is not None else f"part-{index}"
            if number is None and key in sheets and _SLUG.fullmatch(stem := Path(sheets[key][0].file).stem) and stem != "index":
                name = stem
            found[key] = name if name not in found.values() else f"{name}-{index}"
        return found

    # --- What an entry rests on

    def reached(self, thing: Rule | LimitRule | DefinitionRule) -> Reach:
        reach = Reach(self.ruleset, self.catalogue.world.vocabulary)
        if isinstance(thing, Rule):
            reach.rule(thing)
        elif isinstance(thing, LimitRule):
            reach.limit(thing)
        else:
            reach.definition(thing)
        return reach

    def users(self, definition: DefinitionRule) -> tuple[str, ...]:
        things: list[Rule | LimitRule] = [*self.ruleset.rules.values(), *self.ruleset.limits]
        key = definition.entity, definition.name
        return tuple(thing.id for thing in things if key in self.reached(thing).definitions)

    def filled(self, entry: Entry) -> Entry:
        reach = self.reached(_thing(entry))
        digest = self.digests.get(entry.id, "") if entry.sort != "definition" else ""
        own = (entry.definition.entity, entry.definition.name) if entry.definition else None
        readings = self.ruleset.model.readings
        entry = replace(
            entry,
            figures=tuple(self.figures[name] for name in reach.parameters),
            definitions=tuple(self.ruleset.definitions[key] for key in reach.definitions if key != own),
        )
        if not digest:
            return entry
        return replace(
            entry,
            limits=tuple(self.ruleset.limits_over(entry.id)) if entry.rule else (),
            joins=tuple(joined_with(self.ruleset, entry.id, self.catalogue)) if entry.rule else (),
            readings=tuple((name, readings[name]) for name in entry.rule.model.all_readings) if entry.rule else (),
            evidence=tuple(self.evidence(entry.rule)) if entry.rule else (),
            digest=digest,
            status=self.reviews.status(entry.id, digest),
            score=scored(self.report, entry.id),
        )

    def evidence(self, rule: Rule) -> Iterator[Label]:
        """The proofs of the facts on which a rule turns, each once, then those it names itself."""
        reach = Reach(self.ruleset, self.catalogue.world.vocabulary)
        reach.follow(item for item in rule_expressions(rule) if item.part in ("line", "amount"))
        facts = (self.catalogue.world.vocabulary.fact(*key).model.evidence for key in reach.facts)
        found = {label.zh: label for label in (*facts, *rule.model.evidence) if label is not None}
        yield from found.values()


def _thing(entry: Entry) -> Rule | LimitRule | DefinitionRule:
    """What an entry tells; every entry tells one thing."""
    return next(thing for thing in (entry.rule, entry.limit, entry.definition) if thing is not None)
