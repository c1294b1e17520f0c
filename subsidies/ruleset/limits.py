"""Limits of a ruleset, with the ways from each clause to what they group by."""

from __future__ import annotations

from collections.abc import Mapping

from subsidies.expression import nodes as n
from subsidies.files.source import DataPath
from subsidies.ruleset.drafting import Draft
from subsidies.ruleset.models import LimitModel
from subsidies.ruleset.rules import Allowance, Key, LimitRule, Line, Measure, Rule
from subsidies.types.sorts import Type, number
from subsidies.types.units import COUNT, MONTH, RATIO, YUAN


def build_limits(draft: Draft, rules: Mapping[str, Rule]) -> list[LimitRule]:
    """Every limit of the file; findings go to the draft."""
    found: list[LimitRule] = []
    seen: set[str] = set()
    for index, model in enumerate(draft.model.limits):
        path: DataPath = ("limits", index)
        if model.id in seen or model.id in rules:
            draft.report("duplicate_id_in_ruleset", (*path, "id"), found=model.id)
        seen.add(model.id)
        clauses = [rules[id_] for id_ in model.over if id_ in rules]
        for position, id_ in enumerate(model.over):
            if id_ not in rules:
                draft.report("unknown_clause", (*path, "over", position), list(rules), found=id_)
            elif id_ in model.over[:position]:
                draft.report("duplicate_id_in_ruleset", (*path, "over", position), found=id_)
        if len(clauses) != len(model.over):
            continue
        kinds = sorted({rule.kind for rule in clauses})
        if len(kinds) > 1:
            draft.report("limit_mixes_kinds", (*path, "over"), found=model.id, kinds=", ".join(kinds))
        keys = [_key(draft, name, clauses, (*path, "per", position)) for position, name in enumerate(model.per)]
        known = [key for key in keys if key is not None]
        allowances = _allowances(draft, model, clauses, known, path)
        unless: dict[str, tuple[Line, ...]] = {}
        for rule in clauses:
            lines: list[Line] = []
            for position, item in enumerate(model.unless):
                node, text, label = draft.line(item, draft.scope(rule.subject), (*path, "unless", position))
                if node is not None:
                    lines.append(Line(node, "exception", text, label))
            unless[rule.id] = tuple(lines)
        found.append(
            LimitRule(
                model.id,
                path,
                model.title,
                model.cite,
                tuple(rule.id for rule in clauses),
                tuple(key for key in keys if key is not None),
                tuple(allowances),
                unless,
                model.source,
                _key(draft, "person", clauses, (*path, "at_most", "persons")) if model.at_most.persons is not None else None,
            )
        )
    return found


def _key(draft: Draft, name: str, clauses: list[Rule], path: DataPath) -> Key | None:
    if name in ("clause", "year", "lifetime"):
        return Key(name, name, {})  # type: ignore[arg-type]
    paths: dict[str, n.Path] = {}
    for rule in clauses:
        way = _way_to(draft, rule.subject, name)
        if way is None:
            draft.report("limit_key", path, found=name, clause=rule.id)
            return None
        paths[rule.id] = way
    return Key(name, "entity", paths)


def _way_to(draft: Draft, subject: str, name: str) -> n.Path | None:
    """From a subject to what a key names: itself, the end of a path of relations, or the only entity of that kind near it."""
    if name == subject:
        return ()
    entities = draft.world.vocabulary.entities
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
    return _nearest(draft, subject, name)


def _nearest(draft: Draft, subject: str, entity: str) -> n.Path | None:
    """The shortest way of relations to an entity, or None if there is none or several of that length."""
    fringe: list[tuple[str, n.Path]] = [(subject, ())]
    seen = {subject}
    while fringe:
        ends = [way for name, way in fringe if name == entity]
        if ends:
            return ends[0] if len(ends) == 1 else None
        following: list[tuple[str, n.Path]] = []
        for name, way in fringe:
            for relation in draft.world.vocabulary.entities[name].relations.values():
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


def _allowances(draft: Draft, model: LimitModel, clauses: list[Rule], keys: list[Key], path: DataPath) -> list[Allowance]:
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
            node = draft.expression(text, draft.scope(clauses[0].subject), spot)
            if node is None:
                continue
            if isinstance(node, n.Number) and node.type == number(RATIO):
                node = n.Number(type_, node.value)
            if node.type != type_:
                draft.report("unit_mismatch", spot, left=str(node.type), right=str(type_))
            elif not _one_for_all(node, clauses, keys):
                draft.report("limit_allowance", spot, found=text, limit=model.id)
            items.append(node)
        found.append(Allowance(measure, tuple(items), tuple(texts)))
    return found
