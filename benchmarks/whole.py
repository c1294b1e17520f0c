"""Cases for the bundled rulesets: households of four with every fact known, and the same with some unknown."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any, Final

from benchmarks.peers.households import PLACE, Case, household
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType, Vocabulary

_PLAIN: Final[dict[Sort, Any]] = {Sort.BOOL: False, Sort.DATE: date(2023, 3, 1), Sort.PLACE: PLACE, Sort.TEXT: "-"}


def known(vocabulary: Vocabulary, seed: int) -> Case:
    """A household of four persons; whatever else the vocabulary asks of its rows is answered too."""
    case = household(seed, 4)
    for kind in vocabulary.entities.values():
        rows = case.setdefault(kind.list, [])
        for row in rows:
            for fact in kind.facts.values():
                row.setdefault(fact.name, _answer(fact))
            for total, parts in kind.sums.items():
                row[total] = round(sum(row[part.name] for part in parts), 2)
            for relation in kind.relations.values():
                others = [other["id"] for target in relation.targets for other in case[vocabulary.entities[target].list]]
                if others:
                    row.setdefault(relation.name, others[0])
    return case


def _answer(fact: FactType) -> Any:
    """Something that a fact can be."""
    if fact.type.sort is Sort.NUMBER:
        return fact.model.min or 0
    return fact.type.values[-1] if fact.type.sort is Sort.ENUM else _PLAIN[fact.type.sort]


def partly_known(vocabulary: Vocabulary, seed: int) -> Case:
    """The same where one fact in five was not given."""
    random = Random(seed)
    case = known(vocabulary, seed)
    for kind in vocabulary.entities.values():
        for row in case[kind.list]:
            for name in kind.facts:
                if random.random() < 0.2:
                    del row[name]
    return case
