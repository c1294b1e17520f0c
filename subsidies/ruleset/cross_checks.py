"""Everything wrong with a file that joins policies, in view of the clauses that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from subsidies.errors import Finding
from subsidies.errors.finding import Phrase
from subsidies.files.source import DataPath, dotted
from subsidies.quantities.ranges import Ranges
from subsidies.ruleset.checks import crosses, doubtful_divisor, figures_of, word_fault, written
from subsidies.ruleset.cross import Cross, limit_of, not_under
from subsidies.ruleset.cross_models import NO_LIST, AnyEntry, PrevailingModel, SameModel, WideningModel
from subsidies.ruleset.drafting import FileDraft
from subsidies.ruleset.limits import by_the_month
from subsidies.ruleset.rules import LimitRule, Rule, Ruleset


class Known(NamedTuple):
    """A clause or provision, and the ruleset that it is of."""

    rule: Rule
    ruleset: Ruleset


def faults(cross: Cross, known: Mapping[str, Known]) -> list[Finding]:
    """What is wrong with a file; ``known`` are the clauses of the policies it names, one version of each, by full id."""
    draft = FileDraft(cross.source, cross.world, cross.model.cross, cross.model.parameters, cross.model.readings)
    seen: set[str] = set()
    sections: list[tuple[DataPath, AnyEntry]] = [(entry.path, entry.model) for entry in cross.entries]
    sections += [(("prevails", index), said) for index, said in enumerate(cross.model.prevails)]
    sections += [(("widens", index), said) for index, said in enumerate(cross.model.widens)]
    for path, said in sections:
        if said.id in seen:
            draft.report("duplicate_id_in_ruleset", (*path, "id"), found=said.id)
        seen.add(said.id)
        _section(draft, path, said, cross)
    for section in ("prevails", "widens"):
        for index, said in enumerate(getattr(cross.model, section)):
            not_under(draft, said, (section, index))
    limits = [*_limits(draft, cross, known), *_widened(draft, cross, known)]
    _caps(draft, cross, limits, known)
    _order(draft, cross, known)
    for name in cross.model.parameters:
        if name not in draft.used_parameters:
            draft.report("unused_parameter", ("parameters", name), key=True, found=name)
    named = {said.reading for _, said in sections}
    for name in cross.model.readings:
        if name not in named:
            draft.report("unused_reading", ("readings", name), key=True, found=name)
        for other in cross.model.readings[name].alternatives:
            if (name, other) not in draft.used_alternatives:
                draft.report("unused_alternative", ("readings", name, "alternatives", other), key=True, found=other)
    return draft.found


def _section(draft: FileDraft, path: DataPath, said: AnyEntry, cross: Cross) -> None:
    """What is wrong with an entry by itself."""
    for position, full in enumerate(said.over):
        if full in said.over[:position]:
            draft.report("duplicate_id_in_ruleset", (*path, "over", position), found=full)
    policies = list(dict.fromkeys(full.partition("/")[0] for full in said.names))
    if len(policies) < 2:
        _find(draft, (*path, "over"), "cross_one_policy", found=said.id, policy=policies[0])
    elif isinstance(said, PrevailingModel | WideningModel):
        # What a policy has to do with itself would be the law of nobody who asks about it alone.
        for position, full in enumerate(said.over):
            if full.partition("/")[0] == policies[0]:
                _find(draft, (*path, "over", position), "cross_own_clause", found=full, first=said.names[0], policy=policies[0])
    if said.reading is not None and said.reading not in cross.model.readings:
        draft.report("unknown_name", (*path, "reading"), list(cross.model.readings), found=said.reading)
    if isinstance(said, SameModel) and "clause" in said.per:
        draft.report("limit_key", (*path, "per", said.per.index("clause")), found="clause", clause=said.over[0])


def _limits(draft: FileDraft, cross: Cross, known: Mapping[str, Known]) -> Iterator[LimitRule]:
    """The entries as limits over the clauses that are known, each looked through as a limit of one policy is."""
    ranges = Ranges(cross.world.vocabulary, {})
    for entry in cross.entries:
        over = {full: known[full] for full in entry.model.over if full in known}
        if not over:
            continue
        before = len(draft.found)
        limit = limit_of(draft, entry, {full: one.rule for full, one in over.items()})
        definitions = {full: (one.rule, one.ruleset.definitions) for full, one in over.items()}
        by_the_month(draft, limit.id, entry.model.allowance, definitions, entry.path)
        if limit.same:
            _one_benefit(draft, entry.path, limit, over)
        for name in figures_of(limit):
            if (fault := word_fault(cross.model.parameters.get(name), name, "<=")) is not None:
                kind, own_path, context = fault
                spot = own_path or entry.path
                position = draft.source.position(spot, key=bool(own_path))
                draft.found.append(Finding(kind, position, dotted(spot), context))
        for node in (node for allowance in limit.allowances for item in allowance.nodes for node in item.walk()):
            if (divisor := doubtful_divisor(node, ranges)) is not None:
                draft.report("division_by_zero", (*entry.path, "at_most"), found=written(divisor))
        if len(draft.found) == before:
            yield limit


def _one_benefit(draft: FileDraft, path: DataPath, limit: LimitRule, over: Mapping[str, Known]) -> None:
    """Grounds of one benefit are for one period and paid to one kind of payee."""
    vocabulary = draft.world.vocabulary
    sorts = {
        full: (
            one.rule.every,
            one.rule.months is not None,
            frozenset(kind for way in one.rule.payees for kind in vocabulary.kinds_at(one.rule.subject, way)),
        )
        for full, one in over.items()
        if one.rule.provision is None
    }
    if len(set(sorts.values())) > 1:
        said = [f"{full}: {every}, {'/'.join(sorted(payees)) or '-'}" for full, (every, _, payees) in sorts.items()]
        _find(draft, (*path, "over"), "same_apart", found=limit.id, periods="; ".join(said))


def _widened(draft: FileDraft, cross: Cross, known: Mapping[str, Known]) -> Iterator[LimitRule]:
    """The limits that are put over clauses of others, by full ids: these are of the same kind, about the same kind of entity."""
    rulesets = {one.ruleset.policy: one.ruleset for one in known.values()}
    for index, said in enumerate(cross.model.widens):
        path: DataPath = ("widens", index)
        ruleset = rulesets.get(said.policy)
        limit = None if ruleset is None else next((own for own in ruleset.limits if own.id == said.limit_id), None)
        if ruleset is None or limit is None:
            continue
        before = len(draft.found)
        model = next(own for own in ruleset.model.limits if own.id == limit.id)
        if model.at_most.yuan is not None and not isinstance(model.at_most.yuan, str):
            draft.report("wrong_form", (*path, "limit"), reason=Phrase(NO_LIST))
        over = {full: known[full] for full in said.over if full in known}
        _alike(draft, (*path, "over"), said, [ruleset.rules[id_] for id_ in limit.over], known)
        definitions = {full: (one.rule, one.ruleset.definitions) for full, one in over.items()}
        by_the_month(draft, limit.id, model.at_most, definitions, path)
        if len(draft.found) == before:
            wide = _in_full(limit, said.policy)
            ways = {key.name: next(iter(key.paths.values()), ()) for key in wide.keys}
            keys = [replace(key, paths={**key.paths, **dict.fromkeys(over, ways[key.name])}) for key in wide.keys]
            yield replace(wide, id=said.id, path=path, over=(*wide.over, *over), keys=tuple(keys))


def _alike(draft: FileDraft, path: DataPath, said: WideningModel, own: Sequence[Rule], known: Mapping[str, Known]) -> None:
    """What a limit is over besides is about an entity that it knows the way from to its keys, and what it exempts."""
    subjects = sorted({rule.subject for rule in own})
    for position, full in enumerate(said.over):
        rule = known[full].rule if full in known else own[0]
        if rule.subject not in subjects:
            context = {"operation": f"clause {full}", "expected": "/".join(subjects), "found": rule.subject}
            _find(draft, (*path, position), "type_mismatch", **context)
        elif rule.kind != own[0].kind:
            _find(draft, (*path, position), "limit_mixes_kinds", found=said.limit, kinds=f"{own[0].kind}, {rule.kind}")


def _caps(draft: FileDraft, cross: Cross, limits: list[LimitRule], known: Mapping[str, Known]) -> None:
    """Caps in yuan have to nest, those of the policies too."""
    rulesets = {one.ruleset.policy: one.ruleset for one in known.values()}
    widened = {said.limit for said in cross.model.widens}
    own = [
        _in_full(limit, ruleset.policy)
        for ruleset in rulesets.values()
        for limit in ruleset.limits
        if f"{ruleset.policy}/{limit.id}" not in widened
    ]
    for one, other in [*combinations(limits, 2), *((limit, joint) for joint in limits for limit in own)]:
        if crosses(one, other):
            _find(draft, other.path, "caps_cross", left=one.id, right=other.id)


def _in_full(limit: LimitRule, policy: str) -> LimitRule:
    """A limit of a policy over full ids."""
    keys = [replace(key, paths={f"{policy}/{id_}": way for id_, way in key.paths.items()}) for key in limit.keys]
    return replace(limit, over=tuple(f"{policy}/{id_}" for id_ in limit.over), keys=tuple(keys))


def _order(draft: FileDraft, cross: Cross, known: Mapping[str, Known]) -> None:
    """What comes before what has to be computed, and about the same kind of entity."""
    for index, said in enumerate(cross.model.prevails):
        first = known.get(said.clause)
        named: list[tuple[DataPath, str]] = [(("prevails", index, "clause"), said.clause)]
        named += [(("prevails", index, "over", position), full) for position, full in enumerate(said.over)]
        for path, full in named:
            one = known.get(full)
            if one is not None and one.rule.provision is not None:
                draft.report("cross_provision", path, found=full)
            elif one is not None and first is not None and one.rule.subject != first.rule.subject:
                expected, found = first.rule.subject, one.rule.subject
                draft.report("type_mismatch", path, operation=f"clause {full}", expected=expected, found=found)


def _find(draft: FileDraft, path: DataPath, kind: str, **context: str) -> None:
    draft.found.append(Finding(kind, draft.source.position(path), dotted(path), context))
