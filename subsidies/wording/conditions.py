"""Conditions of a ruleset in words: what a reader sees of the typed nodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_WORDS, Visitor, handles
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import FULL_STOPS, JOINTS
from subsidies.ruleset.inforce import ON
from subsidies.ruleset.rules import DefinitionRule, Line, Rules
from subsidies.types.sorts import Sort
from subsidies.vocabulary.world import World
from subsidies.wording.brackets import stands_apart
from subsidies.wording.steps import steps
from subsidies.wording.values import NO, YES, number

SYMBOLS: Final = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "=", "!=": "≠"}
AGGREGATES: Final = {
    "any": N_("any of {list}: {body}"),
    "all": N_("all of {list}: {body}"),
    "count": N_("number of {list}{body}"),
    "sum": N_("sum over {list} of {body}"),
    "avg": N_("average over {list} of {body}"),
    "min": N_("least over {list} of {body}"),
    "max": N_("greatest over {list} of {body}"),
}
EXTREMES: Final = {
    ("max", True): N_("the later of {0}"),
    ("min", True): N_("the earlier of {0}"),
    ("max", False): N_("the greatest of {0}"),
    ("min", False): N_("the least of {0}"),
}
WHOLE: Final = {"ceil": N_("{0}, rounded up to a whole number"), "floor": N_("{0}, rounded down to a whole number")}
CONTEXTS: Final = {
    "on": N_("day of the question"),
    "year": N_("assessed year"),
    "jurisdiction": N_("place of the case"),
}
IN_FORCE: Final = {
    "effective.from": N_("start of the plan"),
    "effective.to": N_("end of the plan"),
    "effective.facts_from": N_("first day from which facts count"),
    "effective.first_year": N_("first year of the plan"),
    "effective.last_year": N_("last year of the plan"),
    "decides.from": N_("first day that this version decides"),
    "decides.to": N_("last day that this version decides"),
    "decides.first_year": N_("first year that this version decides"),
    "decides.last_year": N_("last year that this version decides"),
    "decides.asked_from": N_("first day after a later version"),
    "superseded": N_("last day before a later version"),
}
RATE_ON: Final = N_("{rate} on {day}")
FOR_PLACE: Final = N_("{text}, with the figures for: {place}")
PLACE_IN: Final = N_("{place} in {jurisdiction}")
PLACE_IN_ONE: Final = N_("{place} in one of {jurisdiction}")
NOT: Final = N_("not ({0})")
ONE_OF: Final = N_("{0} is one of: {1}")
IS: Final = N_("{0} is {1}")
IS_NOT: Final = N_("{0} is not “{1}”")
NONE_OF: Final = N_("{0} is none of: {1}")
READ_OTHERWISE: Final = N_("the office reads it so: “{taken}”")
IF_ELSE: Final = N_("{0} if {1}, else {2}")
STEPS: Final = N_("(by {key}: {rows})")
STEP: Final = N_("{bound}: {value}")
LAST_STEP: Final = N_("above that: {value}")
OPEN: Final = N_("left open by the text: {0}")
CLAUSE: Final = N_("clause {0} holds")


def listed_places(node: n.Or) -> list[n.Within]:
    """The places of a list in one of which a place has to lie; none where the alternatives are others."""
    places = [item for item in node.operands if isinstance(item, n.Within)]
    return places if len(places) == len(node.operands) and len({item.operand for item in places}) == 1 else []


class Wording(Visitor):
    """Puts the conditions of one file into words."""

    declines: ClassVar = {**NO_WORDS, n.Taken: "the comparison in which it stands is put into words as a whole"}

    def __init__(
        self,
        ruleset: Rules,
        world: World,
        lang: Language,
        subject: str = "",
    ) -> None:
        """``subject`` is the kind of entity that ways start from: relations of one name may have several labels."""
        self.subject = subject
        self.ruleset = ruleset
        self.vocabulary = world.vocabulary
        self.jurisdictions = world.jurisdictions
        self.rates = world.rates
        self.lang = lang
        self.joints = JOINTS[lang]

    def t(self, message: str, *arguments: Any, **names: Any) -> str:
        return translate(message, self.lang).format(*arguments, **names)

    def line(self, line: Line) -> str:
        """A line of a rule, by its own label or put together from what it tests."""
        if line.label is not None and not isinstance(line.node, n.Open):
            return line.label[self.lang]
        return self.node(line.node)

    def node(self, node: n.Node) -> str:
        """A node in words."""
        words: str = self.method(node)(node)
        return words

    def fact_label(self, entity: str, name: str) -> str:
        return self.vocabulary.fact(entity.split("|")[0], name).label[self.lang]

    def way(self, path: n.Path, *, stated: bool = False) -> str:
        """A way of relations in words: 所属家庭的, household:; before a statement in Chinese 所属家庭："""
        kind = self.subject
        names = []
        for part in path:
            if part.startswith("$"):
                kind = ""
                continue
            names.append(self.relation_label(part, kind))
            owner = self.vocabulary.entities.get(kind)
            kind = owner.relations[part].targets[0] if owner and part in owner.relations else ""
        if self.lang == "en":
            return "".join(f"{name}{self.joints.colon}" for name in names)
        return "的".join(names) + (self.joints.colon if stated else "的") if names else ""

    def relation_label(self, name: str, kind: str = "") -> str:
        """The label of a relation of a kind of entity, or else of the first that has one of the name."""
        known = self.vocabulary.entities.get(kind)
        entities = [known] if known is not None and name in known.relations else self.vocabulary.entities.values()
        for entity in entities:
            if name in entity.relations:
                return entity.relations[name].label[self.lang]
        return name

    def for_place(self, rule: DefinitionRule, text: str) -> str:
        """What a definition means, with the place for which it takes figures that depend on one."""
        places = dict.fromkeys(node.place for node in rule.node.walk() if isinstance(node, n.Rate))
        named = self.joints.comma.join(self.node(place) for place in places)
        return self.t(FOR_PLACE, text=text, place=named) if places else text

    @handles(n.Fact)
    def _fact(self, node: n.Fact) -> str:
        return f"{self.way(node.path, stated=node.type.sort is Sort.BOOL)}{self.fact_label(node.entity, node.name)}"

    @handles(n.EntityKind)
    def _entitykind(self, node: n.EntityKind) -> str:
        return f"{self.way(node.path[:-1])}{self.relation_label(node.path[-1])}"

    @handles(n.Definition)
    def _definition(self, node: n.Definition) -> str:
        way = self.way(node.path, stated=node.type.sort is Sort.BOOL)
        return f"{way}{self.ruleset.definitions[node.entity, node.name].label[self.lang]}"

    @handles(n.Parameter)
    def _parameter(self, node: n.Parameter) -> str:
        if node.id in IN_FORCE:
            value = node.value.toordinal() if isinstance(node.value, date) else node.value
            return f"{self.t(IN_FORCE[node.id])}{self.joints.bracket(number(value, node.type, self.lang))}"  # type: ignore[arg-type]
        if isinstance(node.value, tuple):
            return self.joints.comma.join(node.value)
        value = node.value.toordinal() if isinstance(node.value, date) else node.value
        text = number(value, node.type, self.lang)  # type: ignore[arg-type]
        word = self.ruleset.parameters[node.id].word if node.id in self.ruleset.parameters else None
        return f"{text}{self.joints.bracket(word)}" if word else text

    @handles(n.Number)
    def _number(self, node: n.Number) -> str:
        return number(node.value, node.type, self.lang)

    @handles(n.Truth)
    def _truth(self, node: n.Truth) -> str:
        return self.t(YES if node.value else NO)

    @handles(n.Context)
    def _context(self, node: n.Context) -> str:
        return self.t(CONTEXTS[node.name])

    @handles(n.TableEntry)
    def _tableentry(self, node: n.TableEntry) -> str:
        return f"{self.node(node.key)} → {self.ruleset.parameters[node.id].cite}"

    @handles(n.Rate)
    def _rate(self, node: n.Rate) -> str:
        label = getattr(self.rates[node.name].label if node.local is None else node.local, self.lang)
        return label if node.on == ON else self.t(RATE_ON, rate=label, day=self.node(node.on))

    @handles(n.Negative)
    def _negative(self, node: n.Negative) -> str:
        return f"-{self._operand(node.operand, '×')}"

    @handles(n.Arithmetic)
    def _arithmetic(self, node: n.Arithmetic) -> str:
        sign = {"*": "×", "/": "÷"}.get(node.operator, node.operator)
        return f"{self._operand(node.left, sign)} {sign} {self._operand(node.right, sign, right=True)}"

    def _operand(self, operand: n.Node, sign: str, *, right: bool = False) -> str:
        text = self.node(operand)
        return self.joints.group(text) if stands_apart(operand, sign, right=right) else text

    @handles(n.Extreme)
    def _extreme(self, node: n.Extreme) -> str:
        items = self.joints.comma.join(self.node(item) for item in node.operands)
        return self.t(EXTREMES[node.operator, node.type.sort is Sort.DATE], items)

    @handles(n.Whole)
    def _whole(self, node: n.Whole) -> str:
        return self.t(WHOLE[node.operator], self.node(node.operand))

    @handles(n.Conditional)
    def _conditional(self, node: n.Conditional) -> str:
        rows, rest = steps(node)
        if not rows:
            return self.t(IF_ELSE, self.node(node.then), self.node(node.test), self.node(node.other))
        said = self.joints.semicolon.join([*(self.step(*row) for row in rows), self.t(LAST_STEP, value=self.node(rest))])
        return self.t(STEPS, key=self.node(rows[0][0].left), rows=said)

    def step(self, test: n.Compare, value: n.Node) -> str:
        """One row of a table of steps."""
        return self.t(STEP, bound=f"{SYMBOLS[test.operator]} {self.node(test.right)}", value=self.node(value))

    @handles(n.DateCall)
    def _datecall(self, node: n.DateCall) -> str:
        return self.t(DATE_FUNCTIONS[node.function].words, *(self.node(item) for item in node.arguments))

    @handles(n.Aggregate)
    def _aggregate(self, node: n.Aggregate) -> str:
        owner = self.vocabulary.entities[node.entity.split("|")[0]]
        list_ = owner.inverses[node.relation].label[self.lang]
        parts = [self.node(part) for part in (node.where, node.body) if part is not None]
        return self.t(AGGREGATES[node.operator], list=list_, body=", ".join(parts))

    @handles(n.Compare)
    def _compare(self, node: n.Compare) -> str:
        if isinstance(node.left, n.EntityKind) and isinstance(node.right, n.Number):
            kind = self.vocabulary.entities[node.left.kinds[int(node.right.value)]].label[self.lang]
            return self.t(IS, self.node(node.left), kind)
        if (other := n.read_otherwise(node)) is not None:
            return self.t(READ_OTHERWISE, taken=getattr(other, self.lang).rstrip(FULL_STOPS))
        return f"{self.node(node.left)} {SYMBOLS[node.operator]} {self.node(node.right)}"

    @handles(n.Member)
    def _member(self, node: n.Member) -> str:
        return self._values(node, IS, ONE_OF)

    def _values(self, node: n.Member, one: str, several: str) -> str:
        """What a fact is, or is not, in the words for one value and for several."""
        words = [self.word(node.operand, value) for value in node.values]
        return self.t(one if len(words) == 1 else several, self.node(node.operand), self.joints.comma.join(words))

    def word(self, node: n.Node, value: str) -> str:
        """The label of an enum value of a fact."""
        if isinstance(node, n.Fact):
            model = self.vocabulary.fact(node.entity.split("|")[0], node.name).model
            if model.values and value in model.values:
                return model.values[value][self.lang]
        return value

    @handles(n.Within)
    def _within(self, node: n.Within) -> str:
        return self._in_places([node])

    def _in_places(self, within: Sequence[n.Within]) -> str:
        """Whether a place lies in one of several."""
        names = [self.jurisdictions.names[node.jurisdiction][self.lang] for node in within]
        text = PLACE_IN if len(names) == 1 else PLACE_IN_ONE
        return self.t(text, place=self.node(within[0].operand), jurisdiction=self.joints.comma.join(names))

    @handles(n.And)
    def _and(self, node: n.And) -> str:
        return self.joints.both.join(self.node(item) for item in node.operands)

    @handles(n.Or)
    def _or(self, node: n.Or) -> str:
        if places := listed_places(node):
            return self._in_places(places)
        return self.joints.either.join(self.node(item) for item in node.operands)

    @handles(n.Not)
    def _not(self, node: n.Not) -> str:
        if isinstance(node.operand, n.Member):
            return self._values(node.operand, IS_NOT, NONE_OF)
        return self.t(NOT, self.node(node.operand))

    @handles(n.Open)
    def _open(self, node: n.Open) -> str:
        return self.t(OPEN, node.zh if self.lang == "zh" else node.en)

    @handles(n.ClauseHolds)
    def _clauseholds(self, node: n.ClauseHolds) -> str:
        return self.t(CLAUSE, node.clause)
