"""Limits over clauses, with the ways from each clause to what they group by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from subsidies.errors import Finding, suggestion
from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath, dotted
from subsidies.ruleset.drafting import Draft, FileDraft
from subsidies.ruleset.models import AtMostModel, InOrderModel
from subsidies.ruleset.rules import Allowance, DefinitionRule, Key, LimitRule, Line, Measure, Rule
from subsidies.ruleset.spells import months_call
from subsidies.types.sorts import Type, number
from subsidies.types.units import COUNT, MONTH, RATIO, YUAN, Unit
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.checks import LIMIT_KEYS

_MEASURED: Final[Mapping[str, tuple[Measure, Type]]] = {
    "awards": ("awards", number(COUNT)),
    "persons": ("persons", number(COUNT)),
    "subjects": ("subjects", number(COUNT)),
    "months": ("months", number(MONTH)),
    "yuan": ("yuan", number(YUAN)),
    "yuan_a_month": ("yuan", number(Unit((("month", -1), ("yuan", 1))))),
}
"""By the key of the file: what is counted, and of which type the figure is."""


def build_limits(draft: Draft, rules: Mapping[str, Rule]) -> list[LimitRule]:
    """Every limit of the file; findings go to the draft."""
    found: list[LimitRule] = []
    seen: set[str] = set()
    for index, model in enumerate(draft.model.limits):
        path: DataPath = ("limits", index)
        if model.id in seen or model.id in rules:
            draft.report("duplicate_id_in_ruleset", (*path, "id"), found=model.id)
        seen.add(model.id)
        for position, id_ in enumerate(model.over):
            if id_ not in rules and id_ not in draft.lapsed:
                draft.report("unknown_clause", (*path, "over", position), list(rules), found=id_)
            elif id_ in model.over[:position]:
                draft.report("duplicate_id_in_ruleset", (*path, "over", position), found=id_)
        clauses = {id_: rules[id_] for id_ in model.over if id_ in rules}
        if any(id_ not in rules and id_ not in draft.lapsed for id_ in model.over):
            continue
        if not clauses:
            draft.report("unknown_clause", (*path, "over"), list(rules), found=model.over[0])
            continue
        by_the_month(draft, model.id, model.at_most, {id_: (rule, draft.definitions) for id_, rule in clauses.items()}, path)
        limit = limit_over(draft, model, model.at_most, clauses, path)
        unless: dict[str, tuple[Line, ...]] = {}
        for id_, rule in clauses.items():
            lines: list[Line] = []
            for position, item in enumerate(model.unless):
                node, text, label = draft.line(item, draft.scope(rule.subject), (*path, "unless", position))
                if node is not None:
                    lines.append(Line(node, "exception", text, label))
            unless[id_] = tuple(lines)
        found.append(replace(limit, unless=unless, clause=model.clause))
    return found


class Terms(Protocol):
    """What every limit says of itself; without a citation it rests on a reading."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> Label: ...
    @property
    def per(self) -> list[str]: ...
    @property
    def cite(self) -> str | None: ...
    @property
    def source(self) -> str: ...


def limit_over(draft: FileDraft, model: Terms, at_most: AtMostModel, clauses: Mapping[str, Rule], path: DataPath) -> LimitRule:
    """The limit at a path of a file over rules, by the names it calls them, without its exemptions; findings go to the draft."""
    kinds = sorted({rule.kind for rule in clauses.values()})
    if len(kinds) > 1:
        draft.report("limit_mixes_kinds", (*path, "over"), found=model.id, kinds=", ".join(kinds))
    named = [_key(draft, name, clauses, (*path, "per", position)) for position, name in enumerate(model.per)]
    keys = tuple(key for key in named if key is not None)
    allowances = tuple(_allowances(draft, model.id, at_most, clauses, keys, path))
    person = _key(draft, "person", clauses, (*path, "at_most", "persons")) if at_most.persons is not None else None
    return LimitRule(model.id, path, model.title, model.cite, tuple(clauses), keys, allowances, {}, model.source, person)


def by_the_month(
    draft: FileDraft,
    limit: str,
    at_most: AtMostModel,
    clauses: Mapping[str, tuple[Rule, Mapping[tuple[str, str], DefinitionRule | None]]],
    path: DataPath,
) -> None:
    """What a limit in yuan has to know of sums that are by the month: which months, or how many.

    ``clauses`` are the rules that it is over, each with the definitions of its file.
    """
    for position, (id_, (rule, definitions)) in enumerate(clauses.items()):
        if at_most.yuan_a_month is not None and months_call(rule.months, definitions) is None:
            draft.report("limit_months", (*path, "over", position), clause=id_, limit=limit)
        elif at_most.yuan is not None and rule.every == "month" and rule.months is None:
            draft.report("limit_by_the_month", (*path, "over", position), clause=id_, limit=limit)


def _key(draft: FileDraft, name: str, clauses: Mapping[str, Rule], path: DataPath) -> Key | None:
    if name in LIMIT_KEYS:
        return Key(name, name, {})  # type: ignore[arg-type]
    paths: dict[str, n.Path] = {}
    for clause, rule in clauses.items():
        way = way_to(draft.world.vocabulary, rule.subject, name)
        if way is None:
            draft.report("limit_key", path, _known_keys(draft.world.vocabulary, clauses.values()), found=name, clause=clause)
            return None
        paths[clause] = way
    return Key(name, "entity", paths)


def _known_keys(vocabulary: Vocabulary, rules: Iterable[Rule]) -> list[str]:
    """What a limit over some rules may count by: whatever can be reached from each of them."""
    subjects = {rule.subject for rule in rules}
    near = {*vocabulary.entities, *(name for subject in subjects for name in vocabulary.entities[subject].relations)}
    return [
        *LIMIT_KEYS,
        *sorted(name for name in near if all(way_to(vocabulary, subject, name) is not None for subject in subjects)),
    ]


def way_to(vocabulary: Vocabulary, subject: str, name: str) -> n.Path | None:
    """From a subject to what a key names: itself, the end of a path of relations, or the only entity of that kind near it."""
    if name == subject:
        return ()
    entity, way = subject, []
    for part in name.split("."):
        owners = entity.split("|")
        relations = [vocabulary.entities[owner].relations.get(part) for owner in owners]
        if any(relation is None for relation in relations):
            break
        way.append(part)
        entity = "|".join(dict.fromkeys(target for relation in relations if relation for target in relation.targets))
    else:
        return tuple(way)
    return _nearest(vocabulary, subject, name)


def _nearest(vocabulary: Vocabulary, subject: str, entity: str) -> n.Path | None:
    """The shortest way of relations to an entity, or None if there is none or several of that length."""
    fringe: list[tuple[str, n.Path]] = [(subject, ())]
    seen = {subject}
    while fringe:
        ends = [way for name, way in fringe if name == entity]
        if ends:
            return ends[0] if len(ends) == 1 else None
        following: list[tuple[str, n.Path]] = []
        for name, way in fringe:
            for relation in vocabulary.entities[name].relations.values():
                if len(relation.targets) == 1 and relation.targets[0] not in seen:
                    following.append((relation.targets[0], (*way, relation.name)))
        seen |= {name for name, _ in following}
        fringe = following
    return None


def _one_for_all(node: n.Node, clauses: Mapping[str, Rule], keys: Sequence[Key]) -> bool:
    """Whether an allowance is the same for all of a group: it is a figure, or its facts are those of what a key names."""
    paths = list(node.paths())
    if not paths:
        return True
    if len({rule.subject for rule in clauses.values()}) > 1:
        return False
    first = next(iter(clauses))
    ways = [key.paths[first] for key in keys if key.sort == "entity"]
    return all(any(path[: len(way)] == way for way in ways) for path in paths)


def _allowances(
    draft: FileDraft, limit: str, at_most: AtMostModel, clauses: Mapping[str, Rule], keys: Sequence[Key], path: DataPath
) -> Iterator[Allowance]:
    scope = draft.scope(next(iter(clauses.values())).subject)
    for key, (measure, type_) in _MEASURED.items():
        value = getattr(at_most, key)
        if value is None:
            continue
        spot: DataPath = (*path, "at_most", key)

        def figure(text: str, at: DataPath, type_: Type = type_) -> n.Node | None:
            node = draft.expression(text, scope, at)
            if node is None:
                return None
            if isinstance(node, n.Number) and node.type == number(RATIO):
                node = n.Number(type_, node.value)
            if node.type != type_:
                draft.report("unit_mismatch", at, left=str(node.type), right=str(type_))
                return None
            if not _one_for_all(node, clauses, keys):
                draft.report("limit_allowance", at, found=text, limit=limit)
            return node

        total: n.Node | None = None
        if isinstance(value, InOrderModel):
            texts, total = value.of, figure(value.total, (*spot, "total"))
            places: list[DataPath] = [(*spot, "of", index) for index in range(len(texts))]
        else:
            texts = [str(item) for item in value] if isinstance(value, list) else [str(value)]
            places = [(*spot, index) for index in range(len(texts))] if isinstance(value, list) else [spot]
        found = [figure(text, at) for text, at in zip(texts, places, strict=True)]
        items = tuple(node for node in found if node is not None)
        if total is not None and len(items) == len(texts):
            _summed(draft, limit, value, total, items, spot)
        yield Allowance(measure, items, tuple(texts), key == "yuan_a_month", total)


def _summed(draft: FileDraft, limit: str, said: InOrderModel, total: n.Node, items: Sequence[n.Node], path: DataPath) -> None:
    """Whether the vocabulary says, of every kind of entity there may be, that a total is the sum of the items, each once."""
    way = said.total.rpartition(".")[0]
    kinds = [draft.world.vocabulary.entities[kind] for kind in total.entity.split("|")] if isinstance(total, n.Fact) else []
    sums = [name for name in kinds[0].sums if all(name in kind.sums for kind in kinds)] if kinds else []
    if not isinstance(total, n.Fact) or total.name not in sums:
        _not_summed(draft, "limit_total", (*path, "total"), said.total, sums, way, limit=limit)
        return
    for kind in kinds:
        parts = [part.name for part in kind.sums[total.name]]
        left = [replace(total, name=part) for part in parts]
        for index, (item, text) in enumerate(zip(items, said.of, strict=True)):
            if item not in left:
                _not_summed(draft, "limit_parts", (*path, "of", index), text, parts, way, total=said.total, limit=limit)
                return
            left.remove(item)
        if left:
            _not_summed(draft, "limit_parts", (*path, "of"), "", parts, way, total=said.total, limit=limit)
            return


def _not_summed(draft: FileDraft, kind: str, at: DataPath, found: str, facts: Sequence[str], way: str, **context: str) -> None:
    """A finding that tells the facts at the end of a way which may stand there."""
    names = [f"{way}.{fact}" if way else fact for fact in facts]
    guess = suggestion(found, names)
    context = {"found": found, **context}
    draft.found.append(Finding(kind, draft.source.position(at), dotted(at), context, ", ".join(names), guess))
