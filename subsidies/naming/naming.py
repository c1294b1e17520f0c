"""Names of what a determination is about: entities, places, payees, clauses, amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from subsidies.case.entities import EntityRef
from subsidies.determination import Entitlement
from subsidies.explanation import Explanation
from subsidies.expression import nodes as n
from subsidies.i18n import N_, Language, translate
from subsidies.naming import words
from subsidies.naming.entity_names import EntityNames
from subsidies.punctuation import JOINTS
from subsidies.reprs import cut
from subsidies.ruleset.ids import natural
from subsidies.settlement import UNKNOWN_PAYEE
from subsidies.types.sorts import Sort
from subsidies.types.units import FEN_PER_YUAN
from subsidies.wording import AT_LEAST, AT_MOST, Wording, amount, as_far_as_known, interval, paid

if TYPE_CHECKING:
    from subsidies.amount import Amount
    from subsidies.ruleset.rules import AmountRule, LimitRule, Ruleset

NOT_KNOWN = N_("{formula} (not known yet)")
EACH_MONTH = N_("{amount} for each month")


class Naming:
    """Puts names to the parts of one determination, in one language."""

    def __init__(self, explanation: Explanation, lang: Language) -> None:
        self.explanation = explanation
        self.determination = explanation.determination
        self.law = explanation.law
        self.lang = lang
        self.world = self.law.world
        self.vocabulary = self.world.vocabulary
        self.jurisdictions = self.world.jurisdictions
        self.home = ""
        """The policy whose clauses go by their numbers alone all over a page."""
        self.names = EntityNames(self.determination.question, self.vocabulary, lang)
        self.of_the_law: dict[int, list[str]] = {}
        """What the law itself says beside a line, whomever it is about: by the line's node, as far as it was told."""
        self._wordings: dict[tuple[str, str], Wording] = {}
        self._codes = {span: code for code, span in reversed(self.jurisdictions.spans.items())}

    def __repr__(self) -> str:
        return cut(f"<Naming in {self.lang} of {self.determination!r}>")

    def t(self, message: str, **names: Any) -> str:
        """A text of ours in the language asked for, filled in."""
        return translate(message, self.lang).format(**names)

    @property
    def comma(self) -> str:
        return JOINTS[self.lang].comma

    @property
    def pause(self) -> str:
        return JOINTS[self.lang].pause

    @property
    def colon(self) -> str:
        return JOINTS[self.lang].colon

    @property
    def semicolon(self) -> str:
        return JOINTS[self.lang].semicolon

    def bracket(self, text: str) -> str:
        return JOINTS[self.lang].bracket(text)

    def said(self, entitlement: Entitlement) -> Wording:
        """Conditions of the entitlement's ruleset in words, as seen from its subject."""
        return self.wording(self.law.ruleset(entitlement.under), entitlement.under.subject)

    def wording(self, ruleset: Ruleset, subject: str) -> Wording:
        """Conditions of a ruleset in words, as seen from a kind of entity."""
        key = (ruleset.file, subject)
        if key not in self._wordings:
            self._wordings[key] = Wording(ruleset, self.world, self.lang, subject)
        return self._wordings[key]

    def entity(self, ref: EntityRef) -> str:
        """What an entity is called."""
        return self.names.of(self.explanation.entity(ref))

    def short(self, refs: Sequence[EntityRef]) -> str:
        """Several entities of one kind in as few words as name them."""
        return self.names.several([self.explanation.entity(ref) for ref in refs])

    def by_id(self, id_: str) -> str:
        """The name of an entity by its id, or what stands for an unknown payee."""
        if id_ == UNKNOWN_PAYEE:
            return self.t(words.UNKNOWN_PAYEE)
        entity = self.determination.question.by_id.get(id_)
        return id_ if entity is None else self.entity(entity.ref)

    def place(self, code: str) -> str:
        return self.jurisdictions.names[code][self.lang]

    @cached_property
    def several(self) -> bool:
        """Whether more than one policy says something, so that the number of a clause does not name it."""
        return len({ref.policy for ref in self.determination.speaking}) > 1

    def clause(self, entitlement: Entitlement, below: str = "") -> str:
        """The clause's number, with its policy where several say something; not ``below`` the name of that policy."""
        return self.clause_named(entitlement.clause, below)

    def clause_named(self, name: str, below: str = "") -> str:
        """The same of the clause that has a full name."""
        policy, _, number = name.partition("/")
        return name if self.several and policy not in (below, self.home) else number

    def clauses(self, names: Iterable[str]) -> str:
        """Clauses by their full names, as people count; the policy is named where another one begins."""
        texts, before = [], ""
        for name in sorted(set(names), key=lambda name: (name.partition("/")[0], natural(name.partition("/")[2]))):
            texts.append(self.clause_named(name, before))
            before = name.partition("/")[0]
        return self.comma.join(texts)

    def title(self, entitlement: Entitlement, below: str | None = None) -> str:
        """Number and title, below the name of its policy or of another one (default: of its own)."""
        below = entitlement.ruleset.policy if below is None else below
        return f"{self.clause(entitlement, below)} {self.law.rule(entitlement.under).model.title[self.lang]}"

    def office(self, entitlement: Entitlement) -> str:
        return self.comma.join(self.law.rule(entitlement.under).model.office.lead)

    def limit(self, entitlement: Entitlement) -> tuple[str, LimitRule | None]:
        """The limit that excluded an entitlement: its title and citation, and the limit unless no document states it."""
        assert entitlement.limit is not None
        ref = entitlement.limit.limit
        if ref in words.OF_NO_DOCUMENT:
            return self.t(words.OF_NO_DOCUMENT[ref]), None
        rule = self.law.limit(ref)
        return self.limit_name(rule), rule

    def limit_name(self, rule: LimitRule) -> str:
        """The title of a limit, with the place of the text that states it."""
        return f"{rule.title[self.lang]}{self.bracket(rule.cite) if rule.cite else ''}"

    def amounts(self, entitlement: Entitlement) -> str:
        """What a clause gives by itself, with the names of the parts where there are several."""
        parts = []
        for item, rule in zip(entitlement.amounts, self.law.rule(entitlement.under).amounts, strict=True):
            name = f"{item.label[self.lang]} " if item.label else ""
            parts.append(f"{name}{self._formula(entitlement, item, rule) or amount(item, self.lang)}")
        return self.comma.join(parts)

    def by_the_month(self, entitlement: Entitlement, said: str) -> str:
        """What a clause gives by itself, with the word that it gives it each month, where it does and says how much."""
        monthly = entitlement.under.every == "month" and entitlement.is_money
        stated = all(item.bound != "unspecified" for item in entitlement.amounts)
        return self.t(EACH_MONTH, amount=said) if monthly and stated else said

    def _formula(self, entitlement: Entitlement, item: Amount, rule: AmountRule) -> str:
        """How an amount is reckoned of which nothing is known yet; empty where something is."""
        if rule.low is None or rule.low is not rule.high or item.figure[1] is not None or item.figure[0]:
            return ""
        formula = self.t(NOT_KNOWN, formula=self.said(entitlement).node(rule.low))
        bound = {"floor": AT_LEAST, "ceiling": AT_MOST}.get(rule.bound)
        return formula if bound is None else translate(bound, self.lang).format(formula)

    def yuan(self, value: Decimal | None) -> str:
        """A sum in yuan; None is not known."""
        return self.money(None if value is None else int(value * FEN_PER_YUAN))

    def money(self, fen: int | None) -> str:
        return paid((fen or 0, fen), self.lang)

    def range(self, low: int, high: int | None) -> str:
        return paid((low, high), self.lang)

    def value(self, node: n.Node, value: Any) -> str | None:
        """A value that a line saw, in words; None when it is not known."""
        sort = node.type.sort
        if value is None:
            return None
        if sort is Sort.BOOL:
            from subsidies.wording import NO, YES

            return self.t(YES if value else NO)
        if sort is Sort.PLACE:
            code = self._codes.get(value)
            return self.place(code) if code else None
        if isinstance(value, tuple):
            low, high = value
            if low is None and high is None:
                return None
            return interval(value, node.type, self.lang)
        return self._word(node, str(value))

    def known_so_far(self, ref: EntityRef, fact: str) -> str | None:
        """What the case says of a fact that it leaves open between two ends; None where it says nothing."""
        entity = self.explanation.entity(ref)
        if (entity.index, fact) not in self.determination.question.narrowed:
            return None
        about = self.vocabulary.fact(ref.kind, fact)
        return as_far_as_known(entity.values[about.slot], about, self.lang)

    def _word(self, node: n.Node, value: str) -> str:
        if isinstance(node, n.Fact):
            model = self.vocabulary.fact(node.entity.split("|")[0], node.name).model
            if model.values and value in model.values:
                return model.values[value][self.lang]
        return value
