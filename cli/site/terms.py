"""What a clause, limit, definition or figure says, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from subsidies.expression import nodes as n
from subsidies.review import Entry, Figure
from subsidies.ruleset.amount_models import RoundingModel
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import ClauseModel
from subsidies.ruleset.rules import AmountRule, DefinitionRule, LimitRule, Line, Role, Rule, Ruleset
from subsidies.vocabulary.world import World
from subsidies.wording import (
    AT_LEAST,
    AT_MOST,
    EVERY,
    OF_WHICH,
    REASONS,
    ROUNDED_TO,
    Wording,
    day,
    figure,
    listed_places,
    name_of,
)
from subsidies_cli import words
from subsidies_cli.site import texts as t
from subsidies_cli.site.speech import Speech

MODES: Final = {"half_up": t.ROUND_HALF_UP, "down": t.ROUND_DOWN, "up": t.ROUND_UP}
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


class Terms:
    """Puts one ruleset into words."""

    def __init__(self, ruleset: Ruleset, world: World, say: Speech) -> None:
        self.ruleset = ruleset
        self.world = world
        self.vocabulary = world.vocabulary
        self.say = say
        self.wording = cache(lambda subject: Wording(ruleset, world, say.lang, subject))

    def name(self, path: str, subjects: Iterable[str] = ()) -> str:
        """What an entity, relation, fact or key is called, as those from which the path starts call it."""
        return name_of(path, self.vocabulary, self.say.lang, subjects)

    # --- Conditions

    def lines(self, rule: Rule, *roles: Role) -> list[Said]:
        """The lines of a rule with some roles."""
        return [self.line(line, rule.subject) for line in rule.lines if line.role in roles]

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

    def meaning(self, definition: DefinitionRule) -> Said:
        said = self.said(definition.node, definition.entity)
        return replace(said, text=self.wording(definition.entity).for_place(definition, said.text))

    # --- What a rule gives

    def payee(self, rule: Rule) -> str:
        names = [self.way(path, rule.subject) for path in rule.payees]
        if not names:
            return self.say(t.NO_PAYEE)
        return names[0] if len(names) == 1 else self.say(t.ONE_OF, names=self.say.list(names))

    def way(self, path: n.Path, subject: str) -> str:
        """Whom a way of relations leads to."""
        if not path:
            return self.name(subject)
        return self.wording(subject).way(path).removesuffix(self.say.colon).removesuffix("的")

    def every(self, rule: Rule) -> str:
        return self.say(EVERY[rule.every])

    def kind(self, rule: Rule) -> str:
        return BENEFIT_KINDS[rule.kind].words[self.say.lang]

    def days(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """The qualifying day and how long the benefit runs, as far as the rule says so."""
        wording = self.wording(rule.subject)
        if rule.at is not None:
            yield self.say(t.QUALIFYING_DAY), wording.node(rule.at)
        if rule.runs_from is not None and rule.runs_on is not None and rule.runs_from != rule.at:
            yield self.say(t.RUNS_FROM), wording.node(rule.runs_from)
        if rule.runs_on is not None:
            yield self.say(t.RUNS_ON), wording.node(rule.runs_on)
        if rule.months is not None:
            yield self.say(t.MONTHS), wording.node(rule.months)
        running = rule.model.running if isinstance(rule.model, ClauseModel) else None
        if running is not None:
            text = t.RUNNING_KEEPS if running.figure == "keeps" else t.RUNNING_CHANGES
            since = day(self.ruleset.model.effective.from_, self.say.lang)
            ground = running.cite or self.ruleset.model.readings[running.reading or ""].taken[self.say.lang]
            yield self.say(t.RUNNING), self.say(text, day=since, ground=ground)

    def amounts(self, rule: Rule) -> list[str]:
        """Each part of what is due, or of what a provision has on offer."""
        return [self._amount(amount, rule) for amount in rule.amounts]

    def accrues(self, rule: Rule) -> bool:
        return isinstance(rule.model, ClauseModel) and rule.model.accrues

    def _amount(self, amount: AmountRule, rule: Rule) -> str:
        say = self.say
        text = self._bounds(amount, rule)
        if amount.counted_in is not None:
            text += amount.counted_in.zh if say.lang == "zh" else f" {amount.counted_in.en}"
        if amount.label is not None:
            text = f"{amount.label[say.lang]}{say.colon}{text}"
        if amount.set_by is not None and text:
            text += say.semicolon + say(t.SET_BY, what=amount.set_by[say.lang])
        elif amount.set_by is not None:
            text = say(t.SET_BY, what=amount.set_by[say.lang])
        if amount.rounding is not None:
            text += say.semicolon + self._rounding(amount.rounding)
        if amount.of_which:
            parts = say.list([self._amount(part, rule) for part in amount.of_which])
            text += say.semicolon + say(OF_WHICH, parts=parts)
        return text

    def _bounds(self, amount: AmountRule, rule: Rule) -> str:
        if amount.low is None or amount.high is None:
            return "" if amount.set_by else self.say(t.SET_ELSEWHERE)
        low, high = self.sum(amount.low, rule.subject), self.sum(amount.high, rule.subject)
        if amount.bound == "band":
            return self.say(t.FROM_TO, low=low, high=high)
        if amount.bound in ("floor", "ceiling"):
            # The word of the text says so already where there is one: 3,000,000元（最高）.
            word = AT_LEAST if amount.bound == "floor" else AT_MOST
            return self.say(word, self._bare(amount.low, rule.subject))
        return low

    def _bare(self, node: n.Node, subject: str) -> str:
        if isinstance(node, n.Parameter) and node.id in self.ruleset.model.parameters:
            return self.value(node.id)
        return self.sum(node, subject)

    def sum(self, node: n.Node, subject: str) -> str:
        """An amount in words; the rows of a table written out."""
        if isinstance(node, n.TableEntry):
            key = self.wording(subject).node(node.key)
            return self.say(t.BY_TABLE, key=key, rows=self.value(node.id))
        return self.wording(subject).node(node)

    def _rounding(self, rounding: RoundingModel) -> str:
        to, mode = self.say(ROUNDED_TO[rounding.to]), self.say(MODES[rounding.mode])
        return self.say(t.ROUNDING, to=to, mode=mode, cite=rounding.cite)

    # --- Limits and figures

    def per(self, limit: LimitRule) -> str:
        subjects = dict.fromkeys(self.ruleset.rules[clause].subject for clause in limit.over)
        return self.say.list(self.name(key.name, subjects) for key in limit.keys)

    def at_most(self, limit: LimitRule) -> list[str]:
        """Each thing that the limit counts, with how much of it there may be."""
        subject = self.ruleset.rules[limit.over[0]].subject
        found: list[str] = []
        for allowance in limit.allowances:
            items = [self._bare(item, subject) for item in allowance.items]
            message = t.MOST_YUAN_A_MONTH if allowance.a_month else MEASURES[allowance.measure]
            message = message if len(items) == 1 else t.MOST_ORDER
            total = "" if allowance.total is None else self._bare(allowance.total, subject)
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
        model = self.ruleset.model
        if entry.rule is not None or entry.id[0].isdigit():
            return entry.id
        if entry.definition is not None:
            return model.definitions[entry.id].clause or ""
        return next((limit.clause or "" for limit in model.limits if limit.id == entry.id), "")

    def reason(self, rule: Rule) -> str:
        return self.say(REASONS[rule.provision.reason]) if rule.provision else ""

    def status(self) -> str:
        return self.say(words.STATUS[self.ruleset.model.status])
