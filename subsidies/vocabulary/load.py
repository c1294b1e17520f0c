"""From ``vocabulary.yaml`` to the vocabulary, with every fault of it at once."""

from __future__ import annotations

from keyword import iskeyword
from typing import Final

from pydantic import BaseModel

from subsidies.errors import Finding, RulesetError, suggestion
from subsidies.files.schema import validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.types.numbers import scaled
from subsidies.types.sorts import DATE, Sort, Type, named, number
from subsidies.types.units import MONTH
from subsidies.vocabulary.models import EntityModel, FactModel, SpellModel, VocabularyModel
from subsidies.vocabulary.vocabulary import RESERVED, EntityType, FactType, Inverse, Relation, Spell, Vocabulary

LANGUAGE: Final = frozenset({"p", "rate", "on", "year"})
"""Names that expressions give a meaning of their own."""
CASE_KEYS: Final = frozenset(
    {"schema_version", "id", "jurisdiction", "on", "year", "known_on", "note", "complete", "prior_awards", "rates"}
)
LIMIT_KEYS: Final = frozenset({"clause", "year", "lifetime"})
ENUM_WORDS: Final = frozenset({"unknown", "true", "false", "null"})
"""Words that a case file uses for something else than a value."""


def load_vocabulary(source: Source) -> Vocabulary:
    """Check and resolve a vocabulary.

    Raises :class:`RulesetError` with all findings.
    """
    model, found = validated(VocabularyModel, source)
    if model is None:
        raise RulesetError(found)
    found = _check(model, source)
    if found:
        raise RulesetError(found)
    entities = {name: _entity(name, entity, model) for name, entity in model.entities.items()}
    lists = {entity.list: name for name, entity in model.entities.items()}
    return Vocabulary(entities, source.digest, lists)


def _finding(source: Source, path: DataPath, kind: str, near: tuple[str, ...] = (), **context: str) -> Finding:
    guess = suggestion(context.get("found", ""), near) if near else ""
    return Finding(kind, source.position(path, key=True), dotted(path), context, suggestion=guess)


def _check(model: VocabularyModel, source: Source) -> list[Finding]:
    found: list[Finding] = []
    lists: dict[str, str] = {}
    inverses: dict[tuple[str, str], str] = {}
    for name, entity in model.entities.items():
        path: DataPath = ("entities", name)
        if entity.list in lists:
            found.append(_finding(source, (*path, "list"), "duplicate_id_in_ruleset", found=entity.list))
        lists[entity.list] = name
        found += _reserved_names(name, entity, source)
        found += _spell_facts(name, entity, source)
        found += _sum_facts(name, entity, source)
        for index, fact_name in enumerate(entity.told_apart_by):
            if fact_name not in entity.facts:
                spot = (*path, "told_apart_by", index)
                near = suggestion(fact_name, entity.facts)
                context = {"found": fact_name}
                found.append(Finding("unknown_name", source.position(spot), dotted(spot), context, suggestion=near))
        taken: dict[str, str] = dict.fromkeys(RESERVED, "reserved")
        for key in (*entity.relations, *entity.facts):
            if key in taken:
                found.append(_finding(source, path, "duplicate_id_in_ruleset", found=key))
            taken[key] = "name"
        for key, fact in entity.facts.items():
            for value, other in fact.elsewhere.items():
                if other not in model.entities or other == name:
                    spot = (*path, "facts", key, "elsewhere", value)
                    found.append(_finding(source, spot, "unknown_entity", tuple(model.entities), found=other))
            for alias in fact.aliases:
                if alias in taken:
                    found.append(_finding(source, (*path, "facts", key), "alias_collides", found=alias))
                taken[alias] = "alias"
        for key, relation in entity.relations.items():
            for target in relation.targets:
                if target not in model.entities:
                    found.append(
                        _finding(
                            source,
                            (*path, "relations", key),
                            "unknown_entity",
                            tuple(model.entities),
                            found=target,
                        )
                    )
                elif relation.inverse:
                    clash = model.entities[target]
                    spot = (target, relation.inverse)
                    if spot in inverses or relation.inverse in {*clash.facts, *clash.relations, *RESERVED}:
                        found.append(
                            _finding(
                                source,
                                (*path, "relations", key),
                                "duplicate_id_in_ruleset",
                                found=relation.inverse,
                            )
                        )
                    inverses[spot] = name
    return found


def _spell_facts(name: str, entity: EntityModel, source: Source) -> list[Finding]:
    """What a spell says of its facts that is not so."""
    found: list[Finding] = []
    for key, fact, needed in _spell(entity.spell):
        path: DataPath = ("entities", name, "spell", key)
        model = entity.facts.get(fact)
        if model is None:
            guess = suggestion(fact, entity.facts)
            found.append(Finding("unknown_name", source.position(path), dotted(path), {"found": fact}, suggestion=guess))
        elif model.expression_type != needed or model.per is not None:
            kind = f"{model.type}, per {model.per}" if model.per else named(model.expression_type)
            context = {"operation": f"spell.{key}", "expected": named(needed), "found": kind}
            found.append(Finding("type_mismatch", source.position(path), dotted(path), context))
    if entity.spell and entity.spell.start == entity.spell.end:
        path = ("entities", name, "spell", "end")
        found.append(Finding("duplicate_id_in_ruleset", source.position(path), dotted(path), {"found": entity.spell.end}))
    return found


def _sum_facts(name: str, entity: EntityModel, source: Source) -> list[Finding]:
    """What sums say of their facts that is not so: they are money of one sort, and each stands in one place only."""
    found: list[Finding] = []
    taken: set[str] = set()
    for total, parts in entity.sums.items():
        path: DataPath = ("entities", name, "sums", total)
        before = len(found)
        for spot, fact in ((path, total), *(((*path, index), part) for index, part in enumerate(parts))):
            position = source.position(spot, key=spot == path)
            model, whole = entity.facts.get(fact), entity.facts.get(total)
            if model is None:
                near = suggestion(fact, entity.facts)
                found.append(Finding("unknown_name", position, dotted(spot), {"found": fact}, suggestion=near))
            elif fact in taken:
                found.append(Finding("duplicate_id_in_ruleset", position, dotted(spot), {"found": fact}))
            elif model.type != "money" or _sort(model) != _sort(whole or model):
                context = {"operation": f"sums.{total}", "expected": _sort(whole or model, "money"), "found": _sort(model)}
                found.append(Finding("type_mismatch", position, dotted(spot), context))
            taken.add(fact)
        if len(found) == before:
            found += _ranges_apart(entity, total, source, path)
    return found


def _sort(model: FactModel, type_: str = "") -> str:
    """What the facts of a sum have in common, in the words of the file."""
    sides = {
        "unit": model.unit,
        "per": model.per,
        "decimals": model.decimals,
        "accumulates": "true" if model.accumulates else None,
    }
    return ", ".join([type_ or model.type, *(f"{key}: {said}" for key, said in sides.items() if said is not None)])


def _ranges_apart(entity: EntityModel, total: str, source: Source, path: DataPath) -> list[Finding]:
    """A sum that nothing can be, by the ranges of its facts."""
    whole, parts = entity.facts[total], [entity.facts[part] for part in entity.sums[total]]
    least, most = sum(part.min or 0 for part in parts), None
    if all(part.max is not None for part in parts):
        most = sum(part.max or 0 for part in parts)
    if (whole.max is None or least <= whole.max) and (most is None or (whole.min or 0) <= most):
        return []
    said = f"{least} – {'∞' if most is None else most}"
    context = {"found": said, "low": str(whole.min or 0), "high": "∞" if whole.max is None else str(whole.max)}
    return [Finding("out_of_range", source.position(path, key=True), dotted(path), context)]


def _spell(spell: SpellModel | None) -> list[tuple[str, str, Type]]:
    """The facts that a spell names, each with its key and the type it needs."""
    if spell is None:
        return []
    days = [("start", spell.start, DATE), ("end", spell.end, DATE)]
    return days if spell.months is None else [*days, ("months", spell.months, number(MONTH))]


def _reserved_names(name: str, entity: EntityModel, source: Source) -> list[Finding]:
    """Names that no expression or case file could use, because they mean something else there."""
    path: DataPath = ("entities", name)
    names: list[tuple[DataPath, str]] = []
    if name in LIMIT_KEYS:
        names.append((path, name))
    if entity.list in CASE_KEYS or hasattr(BaseModel, entity.list):
        names.append(((*path, "list"), entity.list))
    for key, fact in entity.facts.items():
        names += [((*path, "facts", key), word) for word in (key, *fact.aliases) if _is_reserved(word)]
        names += [((*path, "facts", key, "values", word), word) for word in fact.values or () if word in ENUM_WORDS]
    for key, relation in entity.relations.items():
        words = (key, relation.inverse or "")
        names += [((*path, "relations", key), word) for word in words if _is_reserved(word)]
    return [_finding(source, spot, "reserved_name", found=word) for spot, word in names]


def _is_reserved(word: str) -> bool:
    return word in LANGUAGE or iskeyword(word) or hasattr(BaseModel, word)


def _entity(name: str, model: EntityModel, whole: VocabularyModel) -> EntityType:
    relations = {
        key: Relation(key, name, slot, item.targets, item.optional, item.label, item.unnamed == "distinct")
        for slot, (key, item) in enumerate(model.relations.items())
    }
    facts: dict[str, FactType] = {}
    for slot, (key, item) in enumerate(model.facts.items()):
        type_ = item.expression_type
        numeric = type_.sort is Sort.NUMBER
        low = scaled(item.min if item.min is not None else 0, type_) if numeric else None
        high = scaled(item.max, type_) if numeric and item.max is not None else None
        facts[key] = FactType(key, name, slot, type_, item, low, high)
    inverses = {
        item.inverse: Inverse(item.inverse, name, other, key, item.inverse_label or entity.label)
        for other, entity in whole.entities.items()
        for key, item in entity.relations.items()
        if item.inverse and name in item.targets
    }
    aliases = {alias: key for key, item in model.facts.items() for alias in item.aliases}
    spell = None
    if model.spell is not None:
        months = facts[model.spell.months] if model.spell.months is not None else None
        spell = Spell(facts[model.spell.start], facts[model.spell.end], months)
    sums = {total: tuple(facts[part] for part in parts) for total, parts in model.sums.items()}
    return EntityType(name, model.list, model.label, facts, relations, inverses, aliases, spell, model.told_apart_by, sums)
