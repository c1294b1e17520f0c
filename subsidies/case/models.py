"""The shape of a case file: pydantic models made from the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema, WrapValidator, create_model

from subsidies.case.awards import PriorAwardModel
from subsidies.case.fact_schema import fact_schema, words_of
from subsidies.case.forms import date_type, number_type
from subsidies.case.values import Identifier
from subsidies.errors.finding import shown, suggestion
from subsidies.errors.values import TEXT, TRUTH, described
from subsidies.files.days import Day
from subsidies.files.schema import Closed, SchemaVersion, Text, refusal, wrong_type
from subsidies.intake.words import UNKNOWN
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType, Vocabulary
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.rates import StatedEntries


def _or_unknown(type_: Any) -> Any:
    """What a case may say of a fact, beside that it is not known."""

    def check(value: Any, handler: Callable[[Any], Any]) -> Any:
        return value if value is None or value == UNKNOWN else handler(value)

    return Annotated[type_, WrapValidator(check)]


def _number_type(fact: FactType) -> Any:
    low = Decimal(str(fact.model.min if fact.model.min is not None else 0))
    high = None if fact.model.max is None else Decimal(str(fact.model.max))
    return _or_unknown(number_type(fact.type.unit, low, high, fact.model.places))


def _bool_check(value: Any) -> Any:
    if value is None or isinstance(value, bool) or value == UNKNOWN:
        return value
    raise wrong_type(TRUTH, value)


def _enum_check(fact: FactType, vocabulary: Vocabulary) -> Callable[[Any], Any]:
    elsewhere = {value: vocabulary.entities[kind].list for value, kind in fact.model.elsewhere.items()}
    words = [value for value in fact.model.values or () if value not in elsewhere]
    labels = {
        text: word for word, label in (fact.model.values or {}).items() for lang in ("zh", "en") for text in label.every(lang)
    }

    def check(value: Any) -> Any:
        if value is None or (isinstance(value, str) and value in (*words, UNKNOWN)):
            return value
        if isinstance(value, str) and (other := elsewhere.get(labels.get(value, value))):
            raise refusal("value_elsewhere", found=shown(value), entity=other)
        raise refusal(
            "unknown_value",
            found=described(value) if isinstance(value, dict | list) else shown(value),
            allowed=", ".join(words) if len(words) <= 20 else "",
            suggestion=labels.get(str(value)) or suggestion(str(value), words),
        )

    return check


def place_check(jurisdictions: Jurisdictions, *, stated: bool = False) -> Callable[[Any], Any]:
    """Accepts a code that the list of jurisdictions holds; ``stated`` refuses an unknown place."""

    def check(value: Any) -> Any:
        if not stated and (value is None or value == UNKNOWN):
            return value
        if not isinstance(value, str):
            raise wrong_type(TEXT, value)
        if value not in jurisdictions:
            raise refusal("unknown_jurisdiction", found=shown(value), suggestion=suggestion(value, jurisdictions.spans))
        return value

    return check


def _text_check(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    raise wrong_type(TEXT, value)


def _fact_field(fact: FactType, vocabulary: Vocabulary, jurisdictions: Jurisdictions) -> Any:
    types: dict[Sort, Callable[[], Any]] = {
        Sort.NUMBER: lambda: _number_type(fact),
        Sort.DATE: lambda: _or_unknown(date_type(fact.model.by_age, words_of(fact))),
        Sort.BOOL: lambda: Annotated[Any, BeforeValidator(_bool_check)],
        Sort.ENUM: lambda: Annotated[Any, BeforeValidator(_enum_check(fact, vocabulary))],
        Sort.PLACE: lambda: Annotated[Any, BeforeValidator(place_check(jurisdictions))],
        Sort.TEXT: lambda: Annotated[Any, BeforeValidator(_text_check)],
    }
    return Annotated[types[fact.type.sort](), WithJsonSchema(fact_schema(fact, jurisdictions))]


@lru_cache(maxsize=256)
def entity_model(name: str, vocabulary: Vocabulary, jurisdictions: Jurisdictions) -> type[BaseModel]:
    """The model of a kind of entity: its id, relations and facts; everything but the id may be left out."""
    entity = vocabulary.entities[name]
    fields: dict[str, Any] = {"id": (Identifier, ...)}
    for relation in entity.relations.values():
        fields[relation.name] = (Identifier | None, None)
    for fact in entity.facts.values():
        fields[fact.name] = (_fact_field(fact, vocabulary, jurisdictions), None)
        for alias in fact.model.aliases:
            fields[alias] = (_fact_field(fact, vocabulary, jurisdictions), None)
    title = "".join(part.capitalize() for part in entity.name.split("_"))
    model: type[BaseModel] = create_model(title, __base__=Closed, __doc__=entity.label.en, **fields)
    return model


class CaseModels:
    """The models by which cases of a vocabulary are read: of what has stood in no list yet no model is made.

    A model for some lists reads a case that fills fewer of them, so that there are no more models than kinds of entity.
    """

    def __init__(self, vocabulary: Vocabulary, jurisdictions: Jurisdictions) -> None:
        self._world = vocabulary, jurisdictions
        self._made: tuple[frozenset[str], type[BaseModel]] | None = None

    def for_lists(self, filled: frozenset[str]) -> type[BaseModel]:
        """A model for cases that have something in some lists only."""
        made = self._made
        if made is None or not filled <= made[0]:
            every = filled if made is None else filled | made[0]
            self._made = made = every, case_model(*self._world, every)
        return made[1]


@lru_cache(maxsize=16)
def case_models(vocabulary: Vocabulary, jurisdictions: Jurisdictions) -> CaseModels:
    """The models by which cases of a world are read."""
    return CaseModels(vocabulary, jurisdictions)


def case_model(vocabulary: Vocabulary, jurisdictions: Jurisdictions, filled: frozenset[str] | None = None) -> type[BaseModel]:
    """The model of a case file for a vocabulary.

    ``filled`` are the lists that hold anything (default: all of them); of what stands in no list no model is made.
    """
    lists: dict[str, Any] = {}
    for name, entity in vocabulary.entities.items():
        row = entity_model(name, vocabulary, jurisdictions) if filled is None or entity.list in filled else Any
        lists[entity.list] = (list[row] | None, None)  # type: ignore[valid-type]
    complete = create_model(
        "Complete",
        __base__=Closed,
        __doc__="For each list whether it names all there are; a list present is complete unless said otherwise.",
        **dict.fromkeys(lists, (bool, True)),  # type: ignore[call-overload]
    )
    place = Annotated[
        Any,
        BeforeValidator(place_check(jurisdictions, stated=True)),
        WithJsonSchema({"enum": list(jurisdictions.spans)}),
    ]
    fields: dict[str, Any] = {
        "schema_version": (SchemaVersion, ...),
        "id": (Identifier | None, None),
        "jurisdiction": (place, ...),
        "on": (Day | None, None),
        "year": (Annotated[int, Field(ge=1900, le=2200)] | None, None),
        "known_on": (Day | None, None),
        "note": (Text | None, None),
        **lists,
        "complete": (complete, Field(default_factory=complete)),
        "prior_awards": (list[PriorAwardModel] | None, None),
        "rates": (Annotated[StatedEntries, Field(min_length=1)] | None, None),
    }
    model: type[BaseModel] = create_model("CaseModel", __base__=Closed, __doc__="An applicant's case.", **fields)
    return model
