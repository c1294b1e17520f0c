"""What entities say of themselves and of one another that cannot be so."""

from __future__ import annotations

from collections.abc import Mapping
from keyword import iskeyword
from typing import Final

from pydantic import BaseModel

from subsidies.errors import Finding, Position, suggestion
from subsidies.files.source import DataPath, Source, dotted
from subsidies.types.sorts import DATE, Type, named, number
from subsidies.types.units import MONTH
from subsidies.vocabulary.models import EntityModel, FactModel, SpellModel
from subsidies.vocabulary.vocabulary import RESERVED

LANGUAGE: Final = frozenset({"p", "rate", "reading", "on", "year"})
"""Names that expressions give a meaning of their own."""
CASE_KEYS: Final = frozenset(
    {"schema_version", "id", "jurisdiction", "on", "year", "known_on", "note", "complete", "prior_awards", "rates"}
)
LIMIT_KEYS: Final = ("clause", "year", "lifetime")
ENUM_WORDS: Final = frozenset({"unknown", "true", "false", "null"})
"""Words that a case file uses for something else than a value."""


class Files:
    """The file in which each entity stands."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def position(self, path: DataPath, *, key: bool = False) -> Position:
        """Where what stands at ``entities.<name>…`` is written, as :meth:`Source.position` has it."""
        return self._sources[str(path[1])].position(path, key=key)


def _finding(files: Files, path: DataPath, kind: str, near: tuple[str, ...] = (), **context: str) -> Finding:
    guess = suggestion(context.get("found", ""), near) if near else ""
    return Finding(kind, files.position(path, key=True), dotted(path), context, suggestion=guess)


def faults(entities: Mapping[str, EntityModel], files: Files) -> list[Finding]:
    """What is wrong with some entities, by name, that have the right shape."""
    found: list[Finding] = []
    lists: dict[str, DataPath] = {}
    for name, entity in entities.items():
        path: DataPath = ("entities", name)
        found += _twice(files, (*path, "list"), entity.list, lists)
        found += _reserved_names(name, entity, files)
        found += _spell_facts(name, entity, files)
        found += _sum_facts(name, entity, files)
        found += _unknown_names(name, entity, files)
        for key, fact in entity.facts.items():
            for value, other in fact.elsewhere.items():
                if other not in entities or other == name:
                    spot = (*path, "facts", key, "elsewhere", value)
                    found.append(_finding(files, spot, "unknown_entity", tuple(entities), found=other))
        for key, relation in entity.relations.items():
            for target in relation.targets:
                if target not in entities:
                    spot = (*path, "relations", key)
                    found.append(_finding(files, spot, "unknown_entity", tuple(entities), found=target))
    return [*found, *_names_twice(entities, files)]


def _twice(files: Files, path: DataPath, name: str, taken: dict[str, DataPath]) -> list[Finding]:
    """What has a name that something else has; otherwise the name is taken from then on."""
    first = taken.setdefault(name, path)
    if first == path:
        return []
    return [_finding(files, path, "word_twice", found=name, first=str(files.position(first, key=True)))]


def _names_twice(entities: Mapping[str, EntityModel], files: Files) -> list[Finding]:
    """Names by which expressions could mean two things: of facts and relations, then of what is seen from the other end."""
    found: list[Finding] = []
    names: dict[str, dict[str, DataPath]] = {name: {} for name in entities}
    for name, entity in entities.items():
        for section, keys in (("relations", entity.relations), ("facts", entity.facts)):
            for key in keys:
                found += _twice(files, ("entities", name, section, key), key, names[name])
        aliases: dict[str, DataPath] = dict(names[name])
        for key, fact in entity.facts.items():
            for alias in fact.aliases:
                path = ("entities", name, "facts", key)
                if aliases.setdefault(alias, path) != path or alias == key:
                    found.append(_finding(files, path, "alias_collides", found=alias))
    for name, entity in entities.items():
        for key, relation in entity.relations.items():
            for target in relation.targets:
                if target in entities and relation.inverse:
                    found += _twice(files, ("entities", name, "relations", key), relation.inverse, names[target])
    return found


def _unknown_names(name: str, entity: EntityModel, files: Files) -> list[Finding]:
    """Facts by which rows would be told apart, but that are none."""
    found: list[Finding] = []
    for index, fact in enumerate(entity.told_apart_by):
        if fact not in entity.facts:
            spot = ("entities", name, "told_apart_by", index)
            guess = suggestion(fact, entity.facts)
            found.append(Finding("unknown_name", files.position(spot), dotted(spot), {"found": fact}, suggestion=guess))
    return found


def _spell_facts(name: str, entity: EntityModel, files: Files) -> list[Finding]:
    """What a spell says of its facts that is not so."""
    found: list[Finding] = []
    for key, fact, needed in _spell(entity.spell):
        path: DataPath = ("entities", name, "spell", key)
        model = entity.facts.get(fact)
        if model is None:
            guess = suggestion(fact, entity.facts)
            found.append(Finding("unknown_name", files.position(path), dotted(path), {"found": fact}, suggestion=guess))
        elif model.expression_type != needed or model.per is not None:
            kind = f"{model.type}, per {model.per}" if model.per else named(model.expression_type)
            context = {"operation": f"spell.{key}", "expected": named(needed), "found": kind}
            found.append(Finding("type_mismatch", files.position(path), dotted(path), context))
    if entity.spell and entity.spell.start == entity.spell.end:
        path = ("entities", name, "spell", "end")
        found.append(Finding("duplicate_id_in_ruleset", files.position(path), dotted(path), {"found": entity.spell.end}))
    return found


def _sum_facts(name: str, entity: EntityModel, files: Files) -> list[Finding]:
    """What sums say of their facts that is not so: they are money of one sort, and each stands in one place only."""
    found: list[Finding] = []
    taken: set[str] = set()
    for total, parts in entity.sums.items():
        path: DataPath = ("entities", name, "sums", total)
        before = len(found)
        for spot, fact in ((path, total), *(((*path, index), part) for index, part in enumerate(parts))):
            position = files.position(spot, key=spot == path)
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
            found += _ranges_apart(entity, total, files, path)
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


def _ranges_apart(entity: EntityModel, total: str, files: Files, path: DataPath) -> list[Finding]:
    """A sum that nothing can be, by the ranges of its facts."""
    whole, parts = entity.facts[total], [entity.facts[part] for part in entity.sums[total]]
    least, most = sum(part.min or 0 for part in parts), None
    if all(part.max is not None for part in parts):
        most = sum(part.max or 0 for part in parts)
    if (whole.max is None or least <= whole.max) and (most is None or (whole.min or 0) <= most):
        return []
    said = f"{least} – {'∞' if most is None else most}"
    context = {"found": said, "low": str(whole.min or 0), "high": "∞" if whole.max is None else str(whole.max)}
    return [Finding("out_of_range", files.position(path, key=True), dotted(path), context)]


def _spell(spell: SpellModel | None) -> list[tuple[str, str, Type]]:
    """The facts that a spell names, each with its key and the type it needs."""
    if spell is None:
        return []
    days = [("start", spell.start, DATE), ("end", spell.end, DATE)]
    return days if spell.months is None else [*days, ("months", spell.months, number(MONTH))]


def _reserved_names(name: str, entity: EntityModel, files: Files) -> list[Finding]:
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
    return [_finding(files, spot, "reserved_name", found=word) for spot, word in names]


def _is_reserved(word: str) -> bool:
    return word in (*LANGUAGE, *RESERVED) or iskeyword(word) or hasattr(BaseModel, word)
