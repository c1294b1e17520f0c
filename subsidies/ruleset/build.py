"""From a validated ruleset file to typed rules, with every finding at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from subsidies.arithmetic.day_spans import Governed
from subsidies.errors import RulesetError
from subsidies.errors.finding import in_order
from subsidies.expression import nodes as n
from subsidies.files.schema import validated
from subsidies.files.source import Source
from subsidies.ruleset import proofs
from subsidies.ruleset.articles import said_in_vain, without_place, written_out
from subsidies.ruleset.checks import Parts, check_rules
from subsidies.ruleset.clauses import build_rules
from subsidies.ruleset.drafting import MAX_CHAIN, Draft, Rewrite
from subsidies.ruleset.guards import check_guards
from subsidies.ruleset.limits import build_limits
from subsidies.ruleset.models import RulesetModel
from subsidies.ruleset.reach import line_expressions, reached
from subsidies.ruleset.rules import Rule, Ruleset
from subsidies.ruleset.unused import unused
from subsidies.ruleset.unwritten import with_unwritten
from subsidies.vocabulary.world import World


def read_model(source: Source) -> RulesetModel:
    """The model of a ruleset file.

    Raises :class:`RulesetError` with all findings of shape.
    """
    model, found = validated(RulesetModel, source)
    if model is None:
        raise RulesetError(with_unwritten(found, source))
    return model


def build_ruleset(
    source: Source,
    world: World,
    governed: Governed | None = None,
    model: RulesetModel | None = None,
    lapsed: Collection[str] = (),
) -> Ruleset:
    """Check a ruleset file and make its rules; ``lapsed`` are ids of clauses that only earlier versions have.

    Raises :class:`RulesetError` with all findings, of shape first and of content otherwise.
    """
    source = written_out(source)
    model = model or read_model(source)
    return _finished(_draft(source, world, governed, model, None, lapsed))


def rebuild_ruleset(
    source: Source,
    world: World,
    governed: Governed | None,
    model: RulesetModel,
    rewrite: Rewrite,
    lapsed: Collection[str] = (),
) -> Ruleset:
    """Make the rules of a file that was sound before it was changed, or whose expressions ``rewrite`` changes as they are read.

    Only what has no meaning at all is refused: a changed file may well hold what a sound one may not, such as a figure that
    nothing uses any more. What comes out is no version of anything and has no digest.

    Raises :class:`RulesetError` as :func:`build_ruleset` does.
    """
    return _finished(_draft(source, world, governed, model, rewrite, lapsed))


def _draft(
    source: Source, world: World, governed: Governed | None, model: RulesetModel, rewrite: Rewrite | None, lapsed: Collection[str]
) -> Draft:
    figures, readings = model.parameters, model.readings
    return Draft(source, world, model.policy, figures, readings, rewrite, model=model, governed=governed, lapsed=lapsed)


def _finished(draft: Draft) -> Ruleset:
    ruleset = _ruleset(draft)
    found = with_unwritten(draft.found, draft.source) if draft.rewrite is None else in_order(draft.found)
    if found:
        raise RulesetError(found)
    return ruleset


def _ruleset(draft: Draft) -> Ruleset:
    model, world = draft.model, draft.world
    if model.jurisdiction not in world.jurisdictions:
        draft.report("unknown_jurisdiction", ("jurisdiction",), list(world.jurisdictions.spans), found=model.jurisdiction)
    for name, figure in model.parameters.items():
        for index, code in enumerate(figure.value if figure.unit == "place" and isinstance(figure.value, list) else ()):
            if code not in world.jurisdictions:
                draft.report(
                    "unknown_jurisdiction", ("parameters", name, "value", index), list(world.jurisdictions.spans), found=code
                )
    for name, item in model.definitions.items():
        if draft.known_entity(item.for_, ("definitions", name, "for")):
            draft.definition(item.for_, name)
    rules = build_rules(draft)
    _circular_clauses(draft, rules)
    definitions = {key: rule for key, rule in draft.definitions.items() if rule is not None}
    limits = build_limits(draft, rules)
    parts = Parts(
        model,
        draft.source,
        rules,
        definitions,
        limits,
        draft.used_parameters,
        draft.used_definitions,
        draft.used_alternatives,
        world.vocabulary,
        bool(draft.found),
    )
    _articles(draft)
    groups, found = proofs.prove_groups(parts)
    if draft.rewrite is None:
        draft.found += [*unused(parts), *check_rules(parts), *check_guards(parts), *found]
        draft.found += [*said_in_vain(draft.source), *without_place(draft.source, world.vocabulary.entities)]
    return Ruleset(
        model,
        draft.source.file,
        draft.source.digest if draft.rewrite is None else "",
        rules,
        definitions,
        tuple(limits),
        groups,
        draft.governed.supersedes if draft.governed else (),
    )


def _articles(draft: Draft) -> None:
    """An article gives somebody something, or nobody anything, once and for all."""
    model = draft.model
    giving = {rule.article for rule in (*model.clauses.values(), *model.provisions.values())}
    seen: set[str] = set()
    for index, said in enumerate(model.not_entitlements):
        for position, article in enumerate(said.articles):
            if article in giving or article in seen:
                draft.report("article_twice", ("not_entitlements", index, "articles", position), found=article)
            seen.add(article)


def _circular_clauses(draft: Draft, rules: Mapping[str, Rule]) -> None:
    """Clauses that except each other decide nothing."""
    after: dict[str, list[str]] = {}
    for id_, rule in rules.items():
        reads = reached(line_expressions(rule), draft.definitions)
        after[id_] = [read.node.clause for read in reads if isinstance(read.node, n.ClauseHolds)]
    done: set[str] = set()

    def visit(id_: str, trail: tuple[str, ...]) -> None:
        section = "clauses" if id_ in draft.model.clauses else "provisions"
        if id_ in trail:
            draft.report("circular", (section, id_), key=True, found=id_)
        elif len(trail) >= MAX_CHAIN:
            draft.report("long_chain", (section, id_), key=True, found=trail[0], limit=str(MAX_CHAIN))
        elif id_ not in done:
            for following in after.get(id_, []):
                visit(following, (*trail, id_))
            done.add(id_)

    for id_ in rules:
        visit(id_, ())
