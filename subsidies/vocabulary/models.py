"""The shape of a file of the vocabulary."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from subsidies.errors.finding import Phrase, shown, suggestion
from subsidies.files.schema import Closed, Label, Name, Number, SchemaVersion, refusal
from subsidies.i18n import N_
from subsidies.types.sorts import BOOL, DATE, PLACE, TEXT, Sort, Type, number
from subsidies.types.units import BASE_UNITS, COUNT, DAY, MONTH, RATIO, YEAR, YUAN, Unit

FactSort = Literal["money", "months", "years", "days", "count", "ratio", "mu", "bool", "date", "enum", "text", "place"]
NUMBERS: Final[dict[str, tuple[Unit, int]]] = {
    "money": (YUAN, 2),
    "months": (MONTH, 0),
    "years": (YEAR, 0),
    "days": (DAY, 0),
    "count": (COUNT, 0),
    "ratio": (RATIO, 4),
    "mu": (Unit((("mu", 1),)), 2),
}
"""Unit and decimal places of each sort of number unless the fact says otherwise."""
OTHERS: Final[dict[str, Type]] = {"bool": BOOL, "date": DATE, "text": TEXT, "place": PLACE}


def _unit(text: str) -> str:
    if Unit.parse(text) is None:
        raise refusal("unknown_unit", found=shown(text), suggestion=suggestion(text, BASE_UNITS))
    return text


UnitText = Annotated[str, AfterValidator(_unit)]


class Called(Label):
    """What something is called, in both languages, and what it was called before: cases and scenarios may still say that."""

    formerly: Annotated[tuple[Label, ...], Field(strict=False)] = ()

    def every(self, lang: str) -> tuple[str, ...]:
        """All that it is or was called in a language, the present name first."""
        return (self[lang], *(label[lang] for label in self.formerly))


class FactModel(Closed):
    """One fact: its type, unit and range, and how it is asked for and proved.

    Of a date: ``past`` says that it is not after the day of the question, ``open_ended`` that it may go on, ``never`` that it
    may not have happened at all, ``by_age`` that it is a day of birth, which an age on some day says as well. Of values shared
    with another kind of entity ``elsewhere`` names those that only the other kind has, each with that kind.
    """

    type: FactSort
    label: Called
    question: Label | None = None
    evidence: Label | None = None
    help: Label | None = None
    unit: UnitText | None = None
    per: Literal["year"] | None = None
    accumulates: bool = False
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    min: Number | None = None
    max: Number | None = None
    past: bool = False
    open_ended: bool = False
    never: bool = False
    by_age: bool = False
    values: Annotated[dict[Name, Called], Field(min_length=1)] | None = None
    elsewhere: dict[Name, Name] = Field(default_factory=dict)
    aliases: tuple[Name, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _consistent(self) -> FactModel:
        numeric, dated = self.type in NUMBERS, self.type == "date"
        wrong = [
            name
            for name, given, fits in (
                ("unit", self.unit is not None, numeric),
                ("decimals", self.decimals is not None, numeric),
                ("min", self.min is not None, numeric),
                ("max", self.max is not None, numeric),
                ("past", self.past, dated),
                ("open_ended", self.open_ended, dated),
                ("never", self.never, dated),
                ("by_age", self.by_age, dated),
                ("accumulates", self.accumulates, numeric and self.per == "year"),
                ("values", self.values is not None, self.type == "enum"),
                ("elsewhere", bool(self.elsewhere), self.type == "enum"),
            )
            if given and not fits
        ]
        if wrong:
            raise refusal("wrong_form", reason=Phrase(N_("{names} with type {type}"), names=", ".join(wrong), type=self.type))
        if self.never and self.open_ended:
            raise refusal("wrong_form", reason=Phrase(N_("{one} beside {other}"), one="never", other="open_ended"))
        if self.by_age and not self.past:
            raise refusal("wrong_form", reason=Phrase(N_("{one} without {other}"), one="by_age", other="past"))
        if self.type == "enum" and self.values is None:
            raise refusal("missing_key", found="values")
        if odd := self.elsewhere.keys() - (self.values or {}).keys():
            raise refusal("unknown_value", found=shown(min(odd)), suggestion=suggestion(min(odd), self.values or ()))
        if self.min is not None and self.max is not None and self.min > self.max:
            raise refusal("wrong_form", reason=f"min {self.min} > max {self.max}")
        return self

    @property
    def expression_type(self) -> Type:
        """The type of the fact in expressions."""
        if self.type in NUMBERS:
            unit = Unit.parse(self.unit) if self.unit else None
            return number(unit or NUMBERS[self.type][0])
        if self.type == "enum":
            return Type(Sort.ENUM, values=tuple(self.values or ()))
        return OTHERS[self.type]

    @property
    def places(self) -> int:
        """How many decimal places a value may have."""
        if self.decimals is not None:
            return self.decimals
        return NUMBERS[self.type][1] if self.type in NUMBERS else 0


class RelationModel(Closed):
    """A many-to-one relation to another entity; ``inverse`` names the list seen from there.

    ``unnamed: distinct`` says that a row without it is about somebody who appears in no other row.
    """

    to: Name | Annotated[list[Name], Field(min_length=1)]
    label: Called
    unnamed: Literal["distinct"] | None = None
    inverse: Name | None = None
    inverse_label: Called | None = None
    optional: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """The entities it may lead to."""
        return (self.to,) if isinstance(self.to, str) else tuple(self.to)


class SpellModel(Closed):
    """What lasts from one day to another: the facts for its first day, its last day and, where there is one, its length."""

    start: Name
    end: Name
    months: Name | None = None


class EntityModel(Closed):
    """A kind of thing a case can hold, with the key of its list in a case file.

    ``told_apart_by`` names the facts that no two of the kind are expected to share: name and date of birth of persons.
    ``sums`` says of a fact that it is the sum of others.
    """

    label: Called
    list: Name
    told_apart_by: Annotated[tuple[Name, ...], Field(min_length=1, strict=False)] = ()
    relations: dict[Name, RelationModel] = Field(default_factory=dict)
    facts: dict[Name, FactModel] = Field(default_factory=dict)
    spell: SpellModel | None = None
    sums: dict[Name, Annotated[tuple[Name, ...], Field(min_length=2, strict=False)]] = Field(default_factory=dict)


class VocabularyModel(Closed):
    """The whole of a file of the vocabulary: mostly one entity, after which it is called."""

    schema_version: SchemaVersion
    entities: Annotated[dict[Name, EntityModel], Field(min_length=1)]
