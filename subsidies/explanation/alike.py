"""Rows of a case that may have been written twice: alike in all that they state, or about one person by name and birth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from subsidies.arithmetic.intervals import ANY
from subsidies.case.entities import Entity, EntityRef, Question
from subsidies.files.schema import Label
from subsidies.i18n import N_, Language, translate
from subsidies.law import Law
from subsidies.punctuation import JOINTS
from subsidies.reprs import one_line
from subsidies.types.sorts import Sort
from subsidies.vocabulary import EntityType, FactType, Vocabulary

AlikeKind = Literal["rows_alike", "not_told_apart"]
SPELLS: Final = N_(
    "{rows} say the same in everything: they count once, by the months that they touch together. If they are not one and the "
    "same, state what tells them apart."
)
ROWS: Final = N_(
    "{rows} say the same in everything: each is taken for a thing of its own. If they are one, leave out the others."
)
PERSONS: Final = N_("{rows} have the same {facts}: they count as {count}. If they are one and the same, leave out all but one.")


@one_line
@dataclass(frozen=True, slots=True)
class Alike:
    """Rows of one list that may be one row written more than once; a warning, not a fault."""

    kind: AlikeKind
    entities: tuple[EntityRef, ...]
    text: Label


def alike(law: Law, question: Question) -> tuple[Alike, ...]:
    """All rows of a case that may have been written twice, list by list, each group of them once.

    Rows are alike where all that they refer to and all the facts that they state are the same, at least one of them. That is
    asked of what refers to something, and not of a row that leaves open whom it is about. Of a kind that facts tell apart, only
    these are compared, where all of them are stated.
    """
    found: list[Alike] = []
    vocabulary = law.world.vocabulary
    together = {
        clause.rule.subject
        for plan in law.settling.limit_plans
        if any(allowance.a_month for allowance in plan.allowances)
        for clause in plan.over
    }
    for name, rows in question.entities.items():
        kind = vocabulary.entities[name]
        groups: dict[Any, list[Entity]] = {}
        for row in rows:
            key = _identity(kind, row) if kind.told_apart_by else _content(vocabulary, kind, row)
            if key is not None:
                groups.setdefault(key, []).append(row)
        found += [_warning(vocabulary, kind, group, name in together) for group in groups.values() if len(group) > 1]
    return tuple(found)


def _identity(kind: EntityType, row: Entity) -> Any:
    """The values of the facts that tell a kind apart; None unless all are stated exactly."""
    values = [row.values[kind.facts[name].slot] for name in kind.told_apart_by]
    exact = [value is not None and (not isinstance(value, tuple) or (value[0] == value[1] is not None)) for value in values]
    return tuple(values) if all(exact) else None


def _content(vocabulary: Vocabulary, kind: EntityType, row: Entity) -> Any:
    """All that a row says; None where it says nothing of anything, or leaves open whom it is about."""
    ends = [row.links[relation.slot] for relation in kind.relations.values()]
    if not any(end is not None for end in ends):
        return None
    for relation, end in zip(kind.relations.values(), ends, strict=True):
        somebody = relation.unnamed_distinct or any(vocabulary.entities[target].told_apart_by for target in relation.targets)
        if end is None and somebody:
            return None
    if not any(_is_stated(fact, row.values[fact.slot]) for fact in kind.facts.values()):
        return None
    return tuple(None if end is None else end.index for end in ends), tuple(row.values)


def _is_stated(fact: FactType, value: Any) -> bool:
    if value is None or not isinstance(value, tuple):
        return value is not None
    return value != ANY if fact.type.sort is Sort.PLACE else value[0] == value[1] is not None


def _warning(vocabulary: Vocabulary, kind: EntityType, rows: list[Entity], together: bool) -> Alike:
    code: AlikeKind
    if kind.told_apart_by:
        code, message = "not_told_apart", PERSONS
    else:
        code, message = "rows_alike", SPELLS if together else ROWS

    def text(lang: Language) -> str:
        facts = [kind.facts[name].label.brief(lang) for name in kind.told_apart_by]
        joint = JOINTS[lang].comma if lang == "zh" else JOINTS[lang].both
        named = _named(vocabulary, kind, rows, lang)
        return translate(message, lang).format(rows=named, facts=joint.join(facts), count=len(rows))

    return Alike(code, tuple(row.ref for row in rows), Label(zh=text("zh"), en=text("en")))


def _named(vocabulary: Vocabulary, kind: EntityType, rows: list[Entity], lang: Language) -> str:
    """Rows by their sort and ids, with the name that all of them have, or what all of them are about."""
    ids = JOINTS[lang].comma.join(row.id for row in rows)
    first = rows[0]
    about = next((name for one in (first, *first.links) if one is not None and (name := _name(vocabulary, one))), "")
    return f"{kind.label.brief(lang)}{'' if lang == 'zh' else ' '}{ids}{JOINTS[lang].bracket(about) if about else ''}"


def _name(vocabulary: Vocabulary, entity: Entity) -> str:
    fact = vocabulary.entities[entity.kind].facts.get("name")
    return "" if fact is None else entity.values[fact.slot] or ""
