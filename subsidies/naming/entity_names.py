"""What the entities of a case are called in prose: by their names, by whom they are about, or by their place in the file.

An id is for programs. It stands only where nothing else tells two apart that have one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from subsidies.case.entities import Entity, Question
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.vocabulary import Vocabulary

OF: Final = N_("{name}'s {kind}")
GATHERED: Final = N_("the {kind} of {name}")
ONLY: Final = N_("the {kind}")
ONE_OF: Final = N_("{kind} {n}")
CALLED: Final = {"person": (N_("the applicant"), N_("person {n}")), "employment": (N_("the employee"), N_("employee {n}"))}
"""Kinds that are not called by their label: where there is one, and where there are several."""
PLACE: Final = N_("no. {n}")
ALL: Final = N_("every {kind} ({count})")
NAMED: Final = 3
"""So many of a kind are always named one by one."""


class EntityNames:
    """Puts names to the entities of one question, in one language."""

    def __init__(self, question: Question, vocabulary: Vocabulary, lang: Language) -> None:
        self.question = question
        self.vocabulary = vocabulary
        self.lang = lang
        self._names = Counter(self.own(entity) for entity in question.by_id.values())

    def own(self, entity: Entity) -> str:
        """The name that the case gives it; empty where it gives none."""
        facts = self.vocabulary.entities[entity.kind].facts
        return (entity.values[facts["name"].slot] or "") if "name" in facts else ""

    def of(self, entity: Entity) -> str:
        """What it is called."""
        if name := self.own(entity):
            return name if self._names[name] == 1 else name + self._bracket(entity.id)
        if owner := self.about(entity):
            return self._of_owner(entity.kind, owner, [entity])
        text = self._gathered.get(entity.id, "")
        if text:
            return text if self._texts[text] == 1 else text + self._bracket(entity.id)
        return self._counted(entity.kind, [entity])

    def about(self, entity: Entity) -> str:
        """The name of the first that an entity refers to and that has one; of a row about somebody of its own, nobody's."""
        relations = self.vocabulary.entities[entity.kind].relations.values()
        if any(one.unnamed_distinct and entity.links[one.slot] is None for one in relations):
            return ""
        return self._linked(entity)

    def _linked(self, entity: Entity) -> str:
        return next((own for link in entity.links if link is not None and (own := self.own(link))), "")

    def several(self, entities: Sequence[Entity]) -> str:
        """Several of one kind in as few words as name them: not one by one when they are all."""
        kind = entities[0].kind
        comma = JOINTS[self.lang].comma
        if len(entities) > NAMED and set(entities) == set(self.question.entities[kind]):
            return self._t(ALL, kind=self.kind(kind), count=len(entities))
        names: list[str] = []
        owners: dict[str, list[Entity]] = {}
        for entity in entities:
            if self.own(entity) or entity.id in self._gathered:
                names.append(self.of(entity))
            else:
                owners.setdefault(self.about(entity), []).append(entity)
        for owner, found in owners.items():
            names.append(self._of_owner(kind, owner, found) if owner else self._counted(kind, found))
        return comma.join(names)

    def kind(self, kind: str) -> str:
        """The kind in words."""
        return self.vocabulary.entities[kind].label.brief(self.lang)

    def _of_owner(self, kind: str, owner: str, entities: Sequence[Entity]) -> str:
        """Those of a kind that are about somebody, by their places among these where there are more."""
        text = self._t(OF, name=owner, kind=self.kind(kind))
        every = [one for one in self.question.entities[kind] if not self.own(one) and self.about(one) == owner]
        if len(every) == 1:
            return text
        return text + self._bracket(self._t(PLACE, n=self._places(entities, every)))

    def _counted(self, kind: str, entities: Sequence[Entity]) -> str:
        """Those of a kind that are about nobody who has a name, by their places; where they are of several, with whose."""
        owners: dict[str, list[Entity]] = {}
        for entity in self.question.entities[kind]:
            owners.setdefault(self._linked(entity), []).append(entity)
        texts: list[str] = []
        for owner, every in owners.items():
            own = [entity for entity in entities if entity in every]
            if own:
                alone, counted = CALLED.get(kind, (ONLY, ONE_OF))
                is_alone = len(owners) == len(every) == 1
                text = self._t(alone if is_alone else counted, kind=self.kind(kind), n=self._places(own, every))
                texts.append(text + (self._bracket(owner) if owner and len(owners) > 1 else ""))
        return JOINTS[self.lang].comma.join(texts)

    def _places(self, entities: Sequence[Entity], every: Sequence[Entity]) -> str:
        return JOINTS[self.lang].comma.join(str(every.index(entity) + 1) for entity in entities)

    def gathered(self, entity: Entity) -> int:
        """How many it gathers that is called by one of them, such as the people of a household; 0 for anything else."""
        if entity.id not in self._gathered:
            return 0
        return max(sum(bool(self.own(one)) for one in listed.members) for listed in entity.lists.values())

    @cached_property
    def _gathered(self) -> dict[str, str]:
        """What is nothing but a gathering of others, such as a household, by the first of these that has a name."""
        found: dict[str, str] = {}
        for kind, entities in self.question.entities.items():
            entity_type = self.vocabulary.entities[kind]
            if "name" in entity_type.facts:
                continue
            for entity in entities:
                members = (one for name in entity_type.inverses for one in entity.lists[name].members)
                name = "" if self.about(entity) else next((own for one in members if (own := self.own(one))), "")
                if name:
                    found[entity.id] = self._t(GATHERED, name=name, kind=self.kind(kind))
        return found

    @cached_property
    def _texts(self) -> Counter[str]:
        return Counter(self._gathered.values())

    def _bracket(self, text: str) -> str:
        return JOINTS[self.lang].bracket(text)

    def _t(self, message: str, **names: object) -> str:
        return translate(message, self.lang).format(**names)
