"""Who may apply under a law, and which facts of an applicant decide what: for a case that is still to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidies.advice.entitlement_ranks import Rank, rank_of_rule
from subsidies.errors import Finding, UsageError, suggestion
from subsidies.errors.finding import shown
from subsidies.expression import nodes as n
from subsidies.law import Law
from subsidies.reprs import one_line
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.reach import Reach, amount_expressions, reached
from subsidies.ruleset.rules import Rule, Ruleset
from subsidies.vocabulary import EntityType, FactType, Vocabulary
from subsidies.vocabulary.labels import seen

Worth = tuple[Rank, bool, Fraction]
"""The less, the sooner: what a rule gives, whether it has to be given back or is no sum, and the most of it, below zero."""


@dataclass(frozen=True, slots=True)
class Member:
    """A kind of entity that an applicant has, with the facts of it that matter, what is worth most first.

    ``relation`` leads to ``owner``, a kind that comes before it; both are empty for the applicant. ``is_part`` says that every
    applicant of the kind is made of such (the persons of a household); others are things that one may have.
    """

    kind: EntityType
    facts: tuple[FactType, ...]
    others: tuple[FactType, ...]
    """Facts on which nothing turns but what other offices and documents decide."""
    relation: str = ""
    owner: str = ""
    is_part: bool = False


@one_line
@dataclass(frozen=True, slots=True)
class Applicant:
    """A kind of applicant: what it is and has. ``given`` is a fact that its name has said already, with its value."""

    members: tuple[Member, ...]
    given: tuple[FactType, str] | None = None

    @property
    def kind(self) -> EntityType:
        return self.members[0].kind


def applicant(law: Law, name: str | None) -> Applicant:
    """What an applicant of a kind has and which facts of it the rules of a law read.

    ``name`` is that of the vocabulary or a label in either language; or a value of a fact that says of which sort somebody is,
    after the kind and a stroke where several kinds have it (``institution/kindergarten``). None is the kind that most rules are
    about.

    Raises :class:`UsageError` for a name of no kind that anything is for, or of several.
    """
    known = applicants(law)
    if not known:
        raise UsageError(Finding("no_applicant"))
    if name is None:
        return Applicant(tuple(_members(law, known[0])))
    kinds = [kind for kind in known if seen(name) in map(seen, _names(kind))]
    if len(kinds) == 1:
        return Applicant(tuple(_members(law, kinds[0])))
    own, _, value = name.rpartition("/")
    sorts = [(kind, *said) for kind in known if not own or seen(own) in map(seen, _names(kind)) for said in _sorts(kind, value)]
    if len(sorts) == 1:
        kind, fact, value = sorts[0]
        return Applicant(tuple(_members(law, kind)), (fact, value))
    lang = "en" if name.isascii() else "zh"
    if sorts:
        names = dict.fromkeys(f"{_called(kind, lang)}/{value}" for kind, _, _ in sorts)
        raise UsageError(Finding("ambiguous_word", context={"found": shown(name)}, allowed=", ".join(names)))
    every = [word for kind in known for word in _names(kind)]
    near = suggestion(name, every) or next((word for kind in known for word in _values(kind, lang) if word.endswith(name)), "")
    allowed = ", ".join(_called(kind, lang) for kind in known)
    raise UsageError(Finding("unknown_applicant", context={"found": shown(name)}, allowed=allowed, suggestion=near))


def applicants(law: Law) -> list[EntityType]:
    """The kinds of entity that stand by themselves and that some rule of a law is for, those of most rules first."""
    found = {
        kind.name: len(list(_rules(law, kind.name))) for kind in law.world.vocabulary.entities.values() if _stands_alone(kind)
    }
    return [law.world.vocabulary.entities[name] for name in sorted(found, key=lambda name: -found[name]) if found[name]]


def _names(kind: EntityType) -> list[str]:
    return [kind.name, kind.list, *kind.label.every("zh"), kind.label.brief("zh"), *kind.label.every("en")]


def _called(kind: EntityType, lang: str) -> str:
    return kind.name if lang == "en" else kind.label.brief("zh")


def _values(kind: EntityType, lang: str) -> Iterator[str]:
    for fact in kind.facts.values():
        for value, label in (fact.model.values or {}).items():
            yield value if lang == "en" else label.zh


def _sorts(kind: EntityType, name: str) -> Iterator[tuple[FactType, str]]:
    """Facts of a kind with the value of each that is called so, where the value is one of this kind."""
    for fact in kind.facts.values():
        for value, label in (fact.model.values or {}).items():
            words = (value, *label.every("zh"), *label.every("en"))
            if value not in fact.model.elsewhere and seen(name) in map(seen, words):
                yield fact, value


def _stands_alone(kind: EntityType) -> bool:
    return all(relation.optional for relation in kind.relations.values())


def _belonging(vocabulary: Vocabulary, name: str) -> dict[str, tuple[str, str, bool]]:
    """The kinds that belong to one, itself the first, each with the relation that leads to an earlier one, and that one.

    Parts are what can belong to nothing else (persons to a household); things are of whom they have to name.
    """
    found: dict[str, tuple[str, str, bool]] = {name: ("", "", False)}
    for kind in vocabulary.entities.values():
        for relation in kind.relations.values():
            if relation.targets == (name,) and kind.name != name and _stands_alone(kind):
                found[kind.name] = (relation.name, name, True)
    grew = True
    while grew:
        grew = False
        for kind in vocabulary.entities.values():
            if kind.name in found:
                continue
            due = [relation for relation in kind.relations.values() if not relation.optional]
            ends = [[target for target in relation.targets if target in found] for relation in due]
            if due and all(ends):
                found[kind.name] = (due[0].name, ends[0][0], False)
                grew = True
    return found


def _rules(law: Law, name: str) -> Iterator[tuple[Ruleset, Rule]]:
    """The rules that are about an applicant or what belongs to it, and that pay nobody else."""
    belonging = _belonging(law.world.vocabulary, name)
    for ruleset in law.rulesets:
        for rule in ruleset.rules.values():
            if rule.subject in belonging and any(end in belonging for end in _payees(law.world.vocabulary, rule)):
                yield ruleset, rule


def _payees(vocabulary: Vocabulary, rule: Rule) -> Iterator[str]:
    for way in rule.payees or ((),):
        yield from vocabulary.kinds_at(rule.subject, way)


def _members(law: Law, applicant_: EntityType) -> Iterator[Member]:
    vocabulary = law.world.vocabulary
    belonging = _belonging(vocabulary, applicant_.name)
    worth: dict[tuple[str, str], Worth] = {}
    for ruleset, rule in _rules(law, applicant_.name):
        reach = Reach(ruleset, vocabulary, through_clauses=True)
        reach.rule(rule)
        for limit in ruleset.limits_over(rule.id):
            reach.limit(limit, [rule.id])
        own = _worth(ruleset, rule)
        for key in reach.facts:
            worth[key] = min(own, worth.get(key, own))
    found = [
        _member(vocabulary.entities[name], worth, *belonging[name])
        for name in belonging
        if name == applicant_.name or belonging[name][2] or any(kind == name for kind, _ in worth)
    ]
    least: Worth = (Rank.DUTY, True, Fraction(0))
    best: dict[str, Worth] = {}
    for (kind, _), own in worth.items():
        best[kind] = min(own, best.get(kind, own))
    yield from sorted(found, key=lambda one: (bool(one.owner), not one.is_part, best.get(one.kind.name, least)))


def _member(kind: EntityType, worth: Mapping[tuple[str, str], Worth], relation: str, owner: str, is_part: bool) -> Member:
    """A kind with its facts; what tells one from another comes first."""
    read = sorted(
        (fact for fact in kind.facts.values() if (kind.name, fact.name) in worth),
        key=lambda fact: (worth[kind.name, fact.name], fact.slot),
    )
    told = [kind.facts[name] for name in kind.told_apart_by]
    facts = [fact for fact in read if worth[kind.name, fact.name][0] <= Rank.THING]
    others = [fact for fact in read if fact not in facts and fact not in told]
    return Member(kind, _once([*told, *facts]), tuple(others), relation, owner, is_part)


def _once(facts: Sequence[FactType]) -> tuple[FactType, ...]:
    return tuple({fact.name: fact for fact in facts}.values())


def _worth(ruleset: Ruleset, rule: Rule) -> Worth:
    """What a rule gives at most, as far as its figures say it: sums before loans and the rest."""
    figures = [
        Fraction(read.node.value)
        for read in reached(amount_expressions(rule.amounts, rule.subject, rule.path), ruleset.definitions)
        if isinstance(read.node, n.Parameter) and isinstance(read.node.value, int | Fraction) and _is_money(read.node)
    ]
    return rank_of_rule(rule), BENEFIT_KINDS[rule.kind].combines != "sum", -max(figures, default=Fraction(0))


def _is_money(node: n.Node) -> bool:
    return any(name == "yuan" and power > 0 for name, power in node.type.unit.factors)
