"""What a clause, limit, definition or figure says, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from subsidies.expression import nodes as n
from subsidies.review import Entry
from subsidies.ruleset.amount_models import RoundingModel
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import ClauseModel
from subsidies.ruleset.rules import AmountRule, DefinitionRule, Role, Rule, Ruleset
from subsidies.wording import AT_LEAST, AT_MOST, EVERY, OF_WHICH, REASONS, ROUNDED_TO, day
from subsidies_cli import words
from subsidies_cli.site import texts as t
from subsidies_cli.site.file_terms import FileTerms, Said

MODES: Final = {"half_up": t.ROUND_HALF_UP, "down": t.ROUND_DOWN, "up": t.ROUND_UP}


class Terms(FileTerms):
    """Puts one ruleset into words."""

    ruleset: Ruleset

    # --- Conditions

    def lines(self, rule: Rule, *roles: Role) -> list[Said]:
        """The lines of a rule with some roles."""
        return [self.line(line, rule.subject) for line in rule.lines if line.role in roles]

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
            return self.say(word, self.bare(amount.low, rule.subject))
        return low

    def _rounding(self, rounding: RoundingModel) -> str:
        to, mode = self.say(ROUNDED_TO[rounding.to]), self.say(MODES[rounding.mode])
        return self.say(t.ROUNDING, to=to, mode=mode, cite=rounding.cite)

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
