"""The words of the law's world: entities, their relations and facts. Nothing here knows a policy."""

from subsidies.vocabulary.load import load_vocabulary
from subsidies.vocabulary.models import EntityModel, FactModel, RelationModel, VocabularyModel
from subsidies.vocabulary.vocabulary import EntityType, FactType, Relation, Spell, Vocabulary

__all__ = [
    "EntityModel",
    "EntityType",
    "FactModel",
    "FactType",
    "Relation",
    "RelationModel",
    "Spell",
    "Vocabulary",
    "VocabularyModel",
    "load_vocabulary",
]
