"""What any file of the law says, in the words of one language: conditions, limits and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from subsidies.expression import nodes as n
from subsidies.review import Entry, Figure
from subsidies.ruleset.rules import LimitRule, Line, Rules
from subsidies.vocabulary.world import World
from subsidies.wording import Wording, figure, listed_places, name_of
from subsidies_cli import words
from subsidies_cli.site import texts as t
from subsidies_cli.site.speech import Speech

MEASURES: Final = {
    "awards": t.MOST_AWARDS,
    "persons": t.MOST_PERSONS,
    "subjects": t.MOST_SUBJECTS,
    "months": t.MOST_MONTHS,
    "yuan": t.MOST_YUAN,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A condition in words; ``below`` are the alternatives or parts it is made of."""

    text: str
    below: tuple[Said, ...] = ()


class FileTerms:
    """Puts one file into words: a ruleset, or what joins policies."""

    def __init__(self, ruleset: Rules, world: World, say: Speech) -> None:
        self.ruleset = ruleset
        self.world = world
        self.vocabulary = world.vocabulary
        self.say = say
        self.wording = cache(lambda subject: Wording(ruleset, world, say.lang, subject))

    def name(self, path: str, subjects: Iterable[str] = ()) -> str:
        """What an entity, relation, fact or key is called, as those from which the path starts call it."""
        return name_of(path, self.vocabulary, self.say.lang, subjects)

    # --- Conditions

    def line(self, line: Line, subject: str) -> Said:
        if line.role == "in_force" or (line.label is not None and not isinstance(line.node, n.Open)):
            return Said(self.wording(subject).line(line))
        return self.said(line.node, subject)

    def said(self, node: n.Node, subject: str) -> Said:
        """A condition, its alternatives each by itself."""
        if isinstance(node, n.Or) and not listed_places(node):
            return Said(self.say(t.ANY_OF), tuple(self.said(item, subject) for item in node.operands))
        if isinstance(node, n.And):
            return Said(self.say(t.ALL_OF), tuple(self.said(item, subject) for item in node.operands))
        return Said(self.wording(subject).node(node))

    def bare(self, node: n.Node, subject: str) -> str:
        """An amount in words; a figure by its value alone."""
        if isinstance(node, n.Parameter) and node.id in self.ruleset.parameters:
            return self.value(node.id)
        return self.sum(node, subject)

    def sum(self, node: n.Node, subject: str) -> str:
        """An amount in words; the rows of a table written out."""
        if isinstance(node, n.TableEntry):
            key = self.wording(subject).node(node.key)
            return self.say(t.BY_TABLE, key=key, rows=self.value(node.id))
        return self.wording(subject).node(node)

    # --- Limits and figures

    def per(self, limit: LimitRule) -> str:
        subjects = dict.fromkeys(self.ruleset.rules[clause].subject for clause in limit.over)
        return self.say.list(self.name(key.name, subjects) for key in limit.keys)

    def at_most(self, limit: LimitRule) -> list[str]:
        """Each thing that the limit counts, with how much of it there may be."""
        subject = self.ruleset.rules[limit.over[0]].subject
        found: list[str] = []
        for allowance in limit.allowances:
            items = [self.bare(item, subject) for item in allowance.items]
            message = t.MOST_YUAN_A_MONTH if allowance.a_month else MEASURES[allowance.measure]
            message = message if len(items) == 1 else t.MOST_ORDER
            total = "" if allowance.total is None else self.bare(allowance.total, subject)
            found.append(self.say(t.MOST_TOTAL if total else message, total=total, value=self.say.list(items)))
        return found

    def unless(self, limit: LimitRule) -> list[Said]:
        """The exemptions of a limit, those that read alike for several clauses once."""
        found = [self.line(line, self.ruleset.rules[clause].subject) for clause, lines in limit.unless.items() for line in lines]
        return list(dict.fromkeys(found))

    def value(self, name: str) -> str:
        return figure(name, self.ruleset, self.world, self.say.lang)

    def figure_name(self, one: Figure) -> str:
        label = one.model.label
        return label[self.say.lang] if label else one.name

    def word(self, one: Figure) -> str:
        if one.model.word is not None:
            return one.model.word
        return self.say(t.NO_WORD_BOUND if one.model.bound == "reading" else t.NO_WORD)

    def source(self, source: str) -> str:
        return self.say(words.SOURCES[source])

    def number(self, entry: Entry) -> str:
        """The number under which readers know an entry; nothing for one that only has a code."""
        return ""
