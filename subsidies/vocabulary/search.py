"""Finding a word of the vocabulary: what it is called, in either language, and what it may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from subsidies.errors import Position
from subsidies.files.schema import Label
from subsidies.vocabulary.vocabulary import FactType, Relation, Vocabulary


class Found(NamedTuple):
    """An entity, a fact or a relation that has all the words: ``name`` is how a ruleset writes it, ``thing`` what it is, and
    ``position`` where the vocabulary says it."""

    kind: Literal["entity", "fact", "relation"]
    name: str
    label: Label
    entity: str
    thing: FactType | Relation | None
    position: Position


def search(vocabulary: Vocabulary, words: Sequence[str]) -> list[Found]:
    """What has all of some words in its name, labels, question, values or older names; what is called so itself comes first.

    Words are parts of words, in either language, whatever their case.
    """
    wanted = [word.casefold() for word in words]
    ranked: list[tuple[int, int, Found]] = []
    for place, (found, texts) in enumerate(_everything(vocabulary)):
        own = [found.name.casefold(), found.label.zh.casefold(), found.label.en.casefold()]
        every = [*own, *(text.casefold() for text in texts)]
        if all(any(word in text for text in every) for word in wanted):
            called = all(word in {*own, found.name.rpartition(".")[2].casefold()} for word in wanted)
            named = all(any(word in text for text in own) for word in wanted)
            ranked.append((0 if called else 1 if named else 2, place, found))
    return [found for _, _, found in sorted(ranked, key=lambda item: item[:2])]


def _everything(vocabulary: Vocabulary) -> Iterator[tuple[Found, list[str]]]:
    """Every word, with the texts besides its name and labels that it may be found by."""
    for entity in vocabulary.entities.values():
        own = Found("entity", entity.name, entity.label, entity.name, None, entity.position)
        yield own, [entity.list, *_texts(entity.label.formerly)]
        for relation in entity.relations.values():
            name = f"{entity.name}.{relation.name}"
            yield (
                Found("relation", name, relation.label, entity.name, relation, relation.position),
                _texts(relation.label.formerly),
            )
        for fact in entity.facts.values():
            model = fact.model
            labels = [*fact.label.formerly, *([model.question] if model.question else [])]
            for value in (model.values or {}).values():
                labels += [value, *value.formerly]
            texts = [*model.aliases, *(model.values or ()), *_texts(labels)]
            yield Found("fact", f"{entity.name}.{fact.name}", fact.label, entity.name, fact, fact.position), texts


def _texts(labels: Iterable[Label]) -> list[str]:
    return [text for label in labels for text in (label.zh, label.en)]
