"""What the templates ask of the book of what joins policies in one language: names, links and what an entry says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from subsidies.i18n import Language
from subsidies.review import Article, Entry, JointBook
from subsidies.ruleset.cross_models import WideningModel
from subsidies.ruleset.rules import LimitRule, Ruleset
from subsidies_cli.site import texts as t
from subsidies_cli.site.file_terms import FileTerms
from subsidies_cli.site.file_view import FileView, Link
from subsidies_cli.site.speech import Speech
from subsidies_cli.site.terms import Terms
from subsidies_cli.site.view import View

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue


class JointView(FileView):
    """What joins some policies in one language; ``views`` are those of the policies that the site has pages of, by id."""

    book: JointBook

    def __init__(self, book: JointBook, catalogue: Catalogue, lang: Language, views: Mapping[str, View]) -> None:
        say = Speech(lang)
        super().__init__(book, FileTerms(book.rules, catalogue.world, say), say)
        self.world = catalogue.world
        self.model = book.cross.model
        self.title = self.model.title[lang]
        self.views = views
        self.rulesets = {policy: view.book.ruleset for policy, view in views.items()}
        self.rulesets |= {one.ruleset.policy: one.ruleset for one in book.known.values()}

    # --- Names

    def scenario(self, article: Article, sheet: int, number: int) -> str:
        """The number of a scenario: 1-3, the third of the first feature."""
        return f"{sheet}-{number}"

    @property
    def plans(self) -> list[Link]:
        """The policies that it joins, with links to those that the site has."""
        return [self._plan(policy) for policy in self.model.policies]

    def recorded(self) -> str:
        """When it was written down, and in the place of what."""
        day, before = self.say.day(self.model.recorded), self.model.supersedes
        return day if before is None else self.say(t.RECORDED_INSTEAD, day=day, version=before)

    def _plan(self, policy: str) -> Link:
        href = f"../{policy}/index.html" if policy in self.views else ""
        ruleset = self.rulesets.get(policy)
        return Link(href, ruleset.model.title[self.say.lang] if ruleset else policy)

    # --- Links

    def clause(self, id_: str, here: str) -> Link:
        """A clause by its full id, with its plan: a link where the site has that. One that no plan has now is its id alone."""
        if (known := self.book.known.get(id_)) is None:
            return Link("", id_)
        return self._of(known.ruleset, known.rule.id, f"{known.rule.id} {known.rule.model.title[self.say.lang]}")

    def widened(self, said: WideningModel) -> Link:
        """The limit that is over clauses of others too, likewise."""
        if (limit := self._limit(said)) is None:
            return Link("", said.limit)
        return self._of(self.rulesets[said.policy], limit.id, limit.title[self.say.lang])

    def _of(self, ruleset: Ruleset, id_: str, text: str) -> Link:
        plan = self.say.bracket(ruleset.model.title[self.say.lang])
        if (view := self.views.get(ruleset.policy)) is None:
            return Link("", text + plan)
        link = view.clause(id_, "")
        return Link(f"../{ruleset.policy}/{link.href}", link.text + plan)

    # --- What an entry says

    def limited(self, said: WideningModel) -> str:
        """What the limit counts by, and how much of it there may be; nothing where the plan has no such limit now."""
        if (limit := self._limit(said)) is None:
            return ""
        terms = Terms(self.rulesets[said.policy], self.world, self.say)
        return self.say(t.LIMITED, keys=terms.per(limit), most=self.say.list(terms.at_most(limit)))

    def otherwise(self, entry: Entry) -> str:
        """How an office reads it under which there is no such entry; nothing where there is no such reading."""
        if entry.joint is None or entry.joint.not_under is None:
            return ""
        ((_, reading),) = entry.readings
        return self.say(t.READ_SO, taken=reading.alternatives[entry.joint.not_under].taken[self.say.lang])

    def _limit(self, said: WideningModel) -> LimitRule | None:
        ruleset = self.rulesets.get(said.policy)
        return next((limit for limit in ruleset.limits if limit.id == said.limit_id), None) if ruleset else None
