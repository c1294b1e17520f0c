"""An applicant's case: read, checked against the vocabulary, and put as a question for a day and a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, Final

from subsidies.case.awards import PriorAwardModel, after, awards_of, faults
from subsidies.case.entities import Entity, Listed, Question
from subsidies.case.forms import Range, ends
from subsidies.case.held_values import held_of, unknowns
from subsidies.case.models import case_models
from subsidies.case.spells import broken_spells, in_order, key_of, length, named, stated
from subsidies.case.sums import add_up, broken_sums
from subsidies.case.year_facts import beyond_the_day
from subsidies.errors import CaseError, Finding, UsageError, suggestion
from subsidies.errors.arguments import day_if_given, year_if_given
from subsidies.errors.finding import shown
from subsidies.files.schema import validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.intake.telling import told
from subsidies.intake.words import UNKNOWN
from subsidies.reprs import cut
from subsidies.types.sorts import Sort, Type
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.rates import StatedEntries, StatedRates, stated_rates
from subsidies.vocabulary.world import World

MAX_ENTITIES: Final = 10_000


class Case:
    """A case checked against the words of a world; whoever knows the law checks its prior awards.

    Attributes: ``id``, ``jurisdiction`` (code), ``on`` and ``year`` as the file says them (either may be None); ``rates``, the
    figures that it states for itself.
    """

    def __init__(self, source: Source, world: World, figures: Mapping[str, Type] | None = None) -> None:
        """``source`` is in the canonical form; ``figures`` are the types of the figures that may be stated under ``rates``
        (default: those of the world)."""
        self.source = source
        self.world = world
        self._figures = figures
        vocabulary = world.vocabulary
        _count(source, world)
        model, found = validated(case_models(vocabulary, world.jurisdictions).for_lists(_filled(source, vocabulary)), source)
        if model is None:
            raise self.refused(found)
        self.model: Any = model
        found = [*_references(model, source, vocabulary, world.jurisdictions.spans), *_aliases(source, vocabulary)]
        found += [*broken_spells(model, source, vocabulary), *broken_sums(model, source, vocabulary)]
        self.rates: tuple[StatedRates, ...] = ()
        found += self._state_rates(world.rate_types if figures is None else figures)
        if found:
            raise self.refused(found)
        self._questions: dict[tuple[date, int], Question] = {}

    def __repr__(self) -> str:
        return cut(f"<Case {shown(self.id or '-')} of {self.jurisdiction}: {len(self.kinds)} entities>")

    def __eq__(self, other: object) -> bool:
        return self._said == other._said if isinstance(other, Case) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.id, self.jurisdiction))

    def __reduce__(self) -> tuple[Any, ...]:
        # Its model is of a class made from the vocabulary: it is checked anew where it comes back.
        return Case, (self.source, self.world, self._figures)

    def __deepcopy__(self, memo: dict[int, Any]) -> Case:
        return Case(deepcopy(self.source, memo), self.world, self._figures)

    @property
    def _said(self) -> tuple[Any, ...]:
        """All that tells two cases apart: what they say, in which words and places."""
        return self.source.data, self.world.vocabulary.digest, self.world.jurisdictions.spans, self.rates

    def refused(self, findings: Sequence[Finding]) -> CaseError:
        """The error for findings about the case, told in the words in which its file says it."""
        return CaseError(told(findings, self.source, self.world))

    def _state_rates(self, figures: Mapping[str, Type]) -> list[Finding]:
        """Take what the case states of figures set outside the documents; what is wrong with it."""
        rates: StatedEntries | None = self.model.rates
        if rates is None:
            return []
        stated, found = stated_rates(rates, None, self.source, ("rates",), figures, self.world.jurisdictions)
        self.rates = (stated,)
        return found

    @property
    def id(self) -> str | None:
        """What the case is called; None where it does not say."""
        value: str | None = self.model.id
        return value

    @property
    def jurisdiction(self) -> str:
        """The code of the place where the question is put."""
        value: str = self.model.jurisdiction
        return value

    @property
    def on(self) -> date | None:
        """The day on which the question is put, as far as the case says one."""
        value: date | None = self.model.on
        return value

    @property
    def known_on(self) -> date | None:
        """The day up to which documents count, as far as the case says one."""
        value: date | None = self.model.known_on
        return value

    @property
    def year(self) -> int | None:
        """The year that facts marked per year are about: as stated, or else the year of ``on``."""
        if self.model.year is not None:
            stated: int = self.model.year
            return stated
        return self.on.year if self.on else None

    @property
    def awards(self) -> tuple[PriorAwardModel, ...]:
        """The lines about prior awards, as the file says them; none where nothing is known of them."""
        return tuple(self.model.prior_awards or ())

    @property
    def places(self) -> frozenset[str]:
        """The codes of all places that the case names: its own, those of its facts, and those of prior awards."""
        found = {self.jurisdiction, *(award.place for award in self.awards if award.place is not None)}
        for kind in self.world.vocabulary.entities.values():
            for row in getattr(self.model, kind.list) or ():
                places = [fact for fact in named(row, kind) if fact.type.sort is Sort.PLACE]
                found.update(value for fact in places if isinstance(value := stated(row, fact), str))
        return frozenset(found - {UNKNOWN})

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each entity, by its id."""
        return _kinds(self.model, self.world.vocabulary)

    def question(self, on: date | str | None = None, year: int | str | None = None) -> Question:
        """The case as the engines read it; converted once for each day and year.

        ``on`` defaults to the day the case says, and ``year`` to the year the case states or else the year of ``on``.
        Facts about another year than the one assessed are unknown.

        Raises :class:`UsageError` without any day and for what is no day or year, and :class:`CaseError` when a fact that lies in
        the past is after the day, or says more months or days of a year than had begun by then.
        """
        day = day_if_given(on) or self.on
        if day is None:
            raise UsageError(Finding("no_question_date"))
        assessed = year_if_given(year) or self.model.year or day.year
        key = (day, assessed)
        if key not in self._questions:
            self._questions[key] = self._convert(day, assessed)
        return self._questions[key]

    def _convert(self, on: date, year: int) -> Question:
        about = year if self.year is None else self.year
        found = [*_future(self, on), *beyond_the_day(self.model, self.source, self.world.vocabulary, about, on)]
        if found:
            raise self.refused(found)
        index = 0
        entities: dict[str, tuple[Entity, ...]] = {}
        by_id: dict[str, Entity] = {}
        complete: dict[str, bool] = {}
        asked: set[tuple[int, str]] = set()
        narrowed: set[tuple[int, str]] = set()
        rows: list[tuple[Entity, Any]] = []
        for name, kind in self.world.vocabulary.entities.items():
            listed = getattr(self.model, kind.list)
            complete[name] = listed is not None and getattr(self.model.complete, kind.list)
            items: list[Entity] = []
            for row in listed or ():
                entity = Entity(name, row.id, index)
                by_id[row.id] = entity
                items.append(entity)
                rows.append((entity, row))
                index += 1
            entities[name] = tuple(items)
        current = about == year
        places = self.world.jurisdictions.spans
        unknown = unknowns(self.world.vocabulary, on, year)
        for entity, row in rows:
            kind = self.world.vocabulary.entities[entity.kind]
            entity.values = [*unknown[entity.kind]]
            said = {fact.name: (fact, stated(row, fact)) for fact in named(row, kind)}
            if kind.spell is not None and (months := kind.spell.months) is not None:
                said[months.name] = months, length(row, kind.spell, stated(row, months), on)
            for fact, value in said.values():
                if value is None:
                    continue
                if value == UNKNOWN:
                    asked.add((entity.index, fact.name))
                elif current or fact.model.per != "year":
                    held = held_of(fact, value, on, year, places)
                    if isinstance(value, Range) and held[0] != held[1]:
                        narrowed.add((entity.index, fact.name))
                    entity.values[fact.slot] = held
            adds_up = add_up(kind, entity)
            assert adds_up, "a sum that its parts cannot come to was refused"
            if kind.spell is not None:
                in_order(kind.spell, entity.values)
            for relation in kind.relations.values():
                target = getattr(row, relation.name)
                entity.links.append(by_id[target] if target is not None else None)
        self._link(entities, complete)
        return Question(
            on,
            year,
            self.jurisdiction,
            self.world.jurisdictions.spans[self.jurisdiction],
            entities,
            complete,
            None if self.model.prior_awards is None else awards_of(self.model.prior_awards, by_id),
            frozenset(asked),
            frozenset(narrowed),
            self.rates,
        )

    def _link(self, entities: Mapping[str, tuple[Entity, ...]], complete: Mapping[str, bool]) -> None:
        """The lists seen from the entities referred to; what refers to an unknown one may belong to any."""
        for name, kind in self.world.vocabulary.entities.items():
            for inverse in kind.inverses.values():
                slot = self.world.vocabulary.entities[inverse.source].relations[inverse.relation].slot
                members: dict[int, list[Entity]] = {}
                doubtful: list[Entity] = []
                for entity in entities[inverse.source]:
                    target = entity.links[slot]
                    if target is None:
                        doubtful.append(entity)
                    else:
                        members.setdefault(target.index, []).append(entity)
                of_all = tuple(doubtful)
                for entity in entities[name]:
                    own = tuple(members.get(entity.index, ()))
                    entity.lists[inverse.name] = Listed(own, of_all, complete[inverse.source])


def _filled(source: Source, vocabulary: Vocabulary) -> frozenset[str]:
    """The lists in which a case has anything."""
    data = source.data if isinstance(source.data, dict) else {}
    return frozenset(name for name in vocabulary.lists if data.get(name) not in (None, []))


def _count(source: Source, world: World) -> None:
    if not isinstance(source.data, dict):
        return
    lists = [source.data.get(name) for name in (*world.vocabulary.lists, "prior_awards")]
    total = sum(len(items) for items in lists if isinstance(items, list))
    if total > MAX_ENTITIES:
        raise CaseError(
            Finding("too_many_entities", source.position(), context={"found": str(total), "limit": str(MAX_ENTITIES)})
        )


def _references(model: Any, source: Source, vocabulary: Vocabulary, places: Mapping[str, Any]) -> list[Finding]:
    """Ids used twice, and references to nothing."""
    found: list[Finding] = []
    kinds = _kinds(model, vocabulary)
    seen: set[str] = set()

    def report(kind: str, path: DataPath, near: Sequence[str] = (), **context: str) -> None:
        guess = suggestion(context["found"], near)
        context["found"] = shown(context["found"])
        found.append(Finding(kind, source.position(path), dotted(path), context, suggestion=guess))

    for entity in vocabulary.entities.values():
        for index, row in enumerate(getattr(model, entity.list) or ()):
            if row.id in seen:
                report("duplicate_id", (entity.list, index, "id"), found=row.id, entity=entity.list)
            seen.add(row.id)
    for entity in vocabulary.entities.values():
        for index, row in enumerate(getattr(model, entity.list) or ()):
            for relation in entity.relations.values():
                target = getattr(row, relation.name)
                if target is not None and kinds.get(target) not in relation.targets:
                    near = [id_ for id_, kind in kinds.items() if kind in relation.targets]
                    path: DataPath = (entity.list, index, relation.name)
                    report("dangling_reference", path, near, found=target, entity="/".join(relation.targets))
    faults(
        model.prior_awards or (),
        kinds,
        vocabulary,
        places,
        lambda kind, path, near=(), **context: report(kind, ("prior_awards", *path), near, **context),
    )
    return found


def _kinds(model: Any, vocabulary: Vocabulary) -> dict[str, str]:
    """The kind of each entity, by its id."""
    return {row.id: name for name, entity in vocabulary.entities.items() for row in getattr(model, entity.list) or ()}


def _aliases(source: Source, vocabulary: Vocabulary) -> list[Finding]:
    """A fact given under its name and an older one at once."""
    found: list[Finding] = []
    for entity in vocabulary.entities.values():
        rows = source.data.get(entity.list) or []
        for index, row in enumerate(rows):
            for alias, name in entity.aliases.items():
                if alias in row and name in row:
                    path: DataPath = (entity.list, index, alias)
                    first = source.position((entity.list, index, name), key=True).line
                    context = {"found": f"{alias} = {name}", "first": str(first)}
                    found.append(Finding("duplicate_key", source.position(path, key=True), dotted(path), context))
    return found


def _future(case: Case, on: date) -> list[Finding]:
    """Facts that lie in the past by their nature, but after the day of the question."""
    found: list[Finding] = []
    for entity in case.world.vocabulary.entities.values():
        for index, row in enumerate(getattr(case.model, entity.list) or ()):
            for fact in (fact for fact in named(row, entity) if fact.model.past):
                first, _ = ends(stated(row, fact))
                if isinstance(first, date) and first > on:
                    path: DataPath = (entity.list, index, key_of(row, fact))
                    context = {"fact": fact.name, "found": str(first), "on": str(on)}
                    found.append(Finding("date_after_question", case.source.position(path), dotted(path), context))
    for index, key, said in after(case.awards, on):
        spot: DataPath = ("prior_awards", index, key)
        found.append(Finding("award_after_question", case.source.position(spot), dotted(spot), {"found": said, "on": str(on)}))
    return found
