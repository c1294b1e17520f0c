"""Limits of a ruleset, with the ways from each clause to what they group by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from subsidies.expression import nodes as n
from subsidies.files.source import DataPath
from subsidies.ruleset.models import LimitModel
from subsidies.ruleset.rules import Allowance, Key, LimitRule, Line, Measure, Rule
from subsidies.types.sorts import Type, number
from subsidies.types.units import COUNT, MONTH, RATIO, YUAN

if TYPE_CHECKING:
    from subsidies.ruleset.build import Builder


def build_limits(builder: Builder, rules: Mapping[str, Rule]) -> list[LimitRule]:
    """Every limit of the file; findings go to the builder."""
    found: list[LimitRule] = []
    seen: set[str] = set()
    for index, model in enumerate(builder.model.limits):
        path: DataPath = ("limits", index)
        if model.id in seen or model.id in rules:
            builder.report("duplicate_id_in_ruleset", (*path, "id"), found=model.id)
        seen.add(model.id)
        clauses = [rules[id_] for id_ in model.over if id_ in rules]
        for position, id_ in enumerate(model.over):
            if id_ not in rules:
                builder.report("unknown_clause", (*path, "over", position), list(rules), found=id_)
            elif id_ in model.over[:position]:
                builder.report("duplicate_id_in_ruleset", (*path, "over", position), found=id_)
        if len(clauses) != len(model.over):
            continue
        kinds = sorted({rule.kind for rule in clauses})
        if len(kinds) > 1:
            builder.report("limit_mixes_kinds", (*path, "over"), found=model.id, kinds=", ".join(kinds))
        keys = [_key(builder, name, clauses, (*path, "per", position)) for position, name in enumerate(model.per)]
        known = [key for key in keys if key is not None]
        allowances = _allowances(builder, model, clauses, known, path)
        unless: dict[str, tuple[Line, ...]] = {}
        for rule in clauses:
            lines: list[Line] = []
            for position, item in enumerate(model.unless):
                node, text, label = builder.line(item, builder.scope(rule.subject), (*path, "unless", position))
                if node is not None:
                    lines.append(Line(node, "exception", text, label))
            unless[rule.id] = tuple(lines)
        found.append(
            LimitRule(
                model.id,
                model.title,
                model.cite,
                tuple(rule.id for rule in clauses),
                tuple(key for key in keys if key is not None),
                tuple(allowances),
                unless,
                model.source,
                _key(builder, "person", clauses, (*path, "at_most", "persons")) if model.at_most.persons is not None else None,
            )
        )
    return found


def _key(builder: Builder, name: str, clauses: list[Rule], path: DataPath) -> Key | None:
    if name in ("clause", "year", "lifetime"):
        return Key(name, name, {})  # type: ignore[arg-type]
    paths: dict[str, n.Path] = {}
    for rule in clauses:
        way = way_to(builder, rule.subject, name)
        if way is None:
            builder.report("limit_key", path, found=name, clause=rule.id)
            return None
        paths[rule.id] = way
    return Key(name, "entity", paths)


def way_to(builder: Builder, subject: str, name: str) -> n.Path | None:
    """From a subject to what a key names: itself, the end of a path of relations, or the only entity of that kind near it."""
    if name == subject:
        return ()
    entities = builder.world.vocabulary.entities
    entity, way = subject, []
    for part in name.split("."):
        owners = entity.split("|")
        relations = [entities[owner].relations.get(part) for owner in owners]
        if any(relation is None for relation in relations):
            break
        way.append(part)
        entity = "|".join(dict.fromkeys(target for relation in relations if relation for target in relation.targets))
    else:
        return tuple(way)
    return _nearest(builder, subject, name)


def _nearest(builder: Builder, subject: str, entity: str) -> n.Path | None:
    """The shortest way of relations to an entity, or None if there is none or several of that length."""
    fringe: list[tuple[str, n.Path]] = [(subject, ())]
    seen = {subject}
    while fringe:
        ends = [way for name, way in fringe if name == entity]
        if ends:
            return ends[0] if len(ends) == 1 else None
        following: list[tuple[str, n.Path]] = []
        for name, way in fringe:
            for relation in builder.world.vocabulary.entities[name].relations.values():
                if len(relation.targets) == 1 and relation.targets[0] not in seen:
                    following.append((relation.targets[0], (*way, relation.name)))
        seen |= {name for name, _ in following}
        fringe = following
    return None


def _one_for_all(node: n.Node, clauses: list[Rule], keys: list[Key]) -> bool:
    """Whether an allowance is the same for all of a group: it is a figure, or its facts are those of what a key names."""
    paths = list(node.paths())
    if not paths:
        return True
    if len({rule.subject for rule in clauses}) > 1:
        return False
    ways = [key.paths[clauses[0].id] for key in keys if key.sort == "entity"]
    return all(any(path[: len(way)] == way for way in ways) for path in paths)


def _allowances(builder: Builder, model: LimitModel, clauses: list[Rule], keys: list[Key], path: DataPath) -> list[Allowance]:
    wants: tuple[tuple[Measure, object, Type], ...] = (
        ("awards", model.at_most.awards, number(COUNT)),
        ("persons", model.at_most.persons, number(COUNT)),
        ("months", model.at_most.months, number(MONTH)),
        ("yuan", model.at_most.yuan, number(YUAN)),
    )
    found: list[Allowance] = []
    for measure, value, type_ in wants:
        if value is None:
            continue
        texts = [str(item) for item in value] if isinstance(value, list) else [str(value)]
        items: list[n.Node] = []
        for index, text in enumerate(texts):
            spot: DataPath = (*path, "at_most", measure, index) if isinstance(value, list) else (*path, "at_most", measure)
            node = builder.expression(text, builder.scope(clauses[0].subject), spot)
            if node is None:
                continue
            if isinstance(node, n.Number) and node.type == number(RATIO):
                node = n.Number(type_, node.value)
            if node.type != type_:
                builder.report("unit_mismatch", spot, left=str(node.type), right=str(type_))
            elif not _one_for_all(node, clauses, keys):
                builder.report("limit_allowance", spot, found=text, limit=model.id)
            items.append(node)
        found.append(Allowance(measure, tuple(items), tuple(texts)))
    return found
