"""From the files of a vocabulary to the vocabulary, with every fault of it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidies.errors import Finding, Position, RulesetError
from subsidies.files.digest import digest_of
from subsidies.files.schema import validated
from subsidies.files.source import Source, dotted
from subsidies.types.numbers import scaled
from subsidies.types.sorts import Sort
from subsidies.vocabulary.checks import Files, faults
from subsidies.vocabulary.growth import joined
from subsidies.vocabulary.labels import alike
from subsidies.vocabulary.models import EntityModel, VocabularyModel
from subsidies.vocabulary.vocabulary import EntityType, FactType, Inverse, Relation, Spell, Vocabulary


def load_vocabulary(sources: Sequence[Source]) -> Vocabulary:
    """Check and resolve the files of a vocabulary, in the order in which its entities are to stand.

    How entities are spread over files makes no difference to what the vocabulary is, nor to its digest.

    Raises :class:`RulesetError` with all findings.
    """
    models: dict[str, EntityModel] = {}
    written: dict[str, Source] = {}
    found: list[Finding] = []
    for source in sources:
        model, faults_ = validated(VocabularyModel, source)
        found += faults_
        for name, entity in model.entities.items() if model else ():
            if name in written:
                path = ("entities", name)
                context = {"found": name, "first": str(written[name].position(path, key=True))}
                found.append(Finding("word_twice", source.position(path, key=True), dotted(path), context))
                continue
            models[name], written[name] = entity, source
    files = Files(written)
    if found := found or [*faults(models, files), *alike(models, files)]:
        raise RulesetError(found)
    entities = {name: _entity(name, entity, models, files) for name, entity in models.items()}
    lists = {entity.list: name for name, entity in models.items()}
    return Vocabulary(entities, digest_of(joined(sources)), lists)


def _entity(name: str, model: EntityModel, entities: Mapping[str, EntityModel], files: Files) -> EntityType:

    def at(*path: str) -> Position:
        return files.position(("entities", name, *path), key=True)

    relations = {
        key: Relation(key, name, slot, item.targets, item.optional, item.label, item.unnamed == "distinct", at("relations", key))
        for slot, (key, item) in enumerate(model.relations.items())
    }
    facts: dict[str, FactType] = {}
    for slot, (key, item) in enumerate(model.facts.items()):
        type_ = item.expression_type
        numeric = type_.sort is Sort.NUMBER
        low = scaled(item.min if item.min is not None else 0, type_) if numeric else None
        high = scaled(item.max, type_) if numeric and item.max is not None else None
        facts[key] = FactType(key, name, slot, type_, item, low, high, at("facts", key))
    inverses = {
        item.inverse: Inverse(item.inverse, name, other, key, item.inverse_label or entity.label)
        for other, entity in entities.items()
        for key, item in entity.relations.items()
        if item.inverse and name in item.targets
    }
    aliases = {alias: key for key, item in model.facts.items() for alias in item.aliases}
    spell = None
    if model.spell is not None:
        months = facts[model.spell.months] if model.spell.months is not None else None
        spell = Spell(facts[model.spell.start], facts[model.spell.end], months)
    sums = {total: tuple(facts[part] for part in parts) for total, parts in model.sums.items()}
    words = (facts, relations, inverses, aliases, spell, model.told_apart_by, sums)
    return EntityType(name, model.list, model.label, *words, at())
