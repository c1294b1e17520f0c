"""Which facts of a vocabulary nothing asks for: a policy may add them first, and then they are to be taken up or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from subsidies.catalogue.catalogue import Catalogue
from subsidies.expression import nodes as n
from subsidies.ruleset import Ruleset
from subsidies.ruleset.reach import all_expressions
from subsidies.types.sorts import Sort
from subsidies.vocabulary import EntityType, FactType


def unused_facts(catalogue: Catalogue) -> list[FactType]:
    """The facts that no version of a policy in a sound catalogue turns on, nor anything that joins policies, nor another fact.

    A text decides nothing anyway: it says who or what a row is about.

    Raises :class:`RulesetError` where a ruleset is unsound.
    """
    rulesets = [catalogue.built(version, None) for policy in catalogue.policies for version in catalogue.versions(policy)]
    roots = chain((item.node for ruleset in rulesets for item in all_expressions(ruleset)), _joint(catalogue, rulesets))
    facts = (node for root in roots for node in root.walk() if isinstance(node, n.Fact))
    used = {(kind, fact.name) for fact in facts for kind in fact.entity.split("|")}
    return [
        fact
        for kind in catalogue.world.vocabulary.entities.values()
        for fact in kind.facts.values()
        if fact.type.sort is not Sort.TEXT and fact.name not in _resting(kind) and (kind.name, fact.name) not in used
    ]


def _joint(catalogue: Catalogue, rulesets: list[Ruleset]) -> Iterator[n.Node]:
    """What limits over several policies allow."""
    rules = {f"{ruleset.policy}/{id_}": rule for ruleset in rulesets for id_, rule in ruleset.rules.items()}
    for cross in (one for versions in catalogue.cross_files.versions.values() for one in versions):
        for entry in cross.entries:
            limit = cross.limit(entry, {full: rules[full] for full in entry.model.over if full in rules})
            yield from (node for allowance in limit.allowances for node in allowance.nodes)


def _resting(kind: EntityType) -> set[str]:
    """The facts of an entity that the vocabulary itself turns on: they tell rows apart, or follow from one another."""
    spell = () if kind.spell is None else (kind.spell.start, kind.spell.end, kind.spell.months)
    sums = (fact.name for parts in kind.sums.values() for fact in parts)
    return {*kind.told_apart_by, *kind.sums, *sums, *(fact.name for fact in spell if fact is not None)}
