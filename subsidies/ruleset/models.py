"""The shape of a ruleset file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from subsidies.errors.finding import Phrase, shown, suggestion
from subsidies.files.schema import Closed, Formula, Label, Name, Number, SchemaVersion, Text, refusal, valid_name
from subsidies.i18n import N_
from subsidies.ruleset.amount_models import ONE_FORM, AmountModel, ItemModel
from subsidies.ruleset.benefit_kinds import BenefitCode
from subsidies.ruleset.boundary_words import Word
from subsidies.ruleset.ids import ClauseId, Digest, LimitId, PolicyId, Version
from subsidies.ruleset.line_models import LineModel
from subsidies.ruleset.reading_models import ReadingModel
from subsidies.types.sorts import DATE, Sort, Type, number
from subsidies.types.units import BASE_UNITS, Unit

Every = Literal["once", "month", "year"]
ProvisionReason = Literal["discretionary", "amount_set_elsewhere"]
SOME_MEASURE: Final = N_("one of {names} must be there")


BAND: Final = ("from", "to")
A_BAND: Final = N_("with set_by the value is a band of numbers, with from, to or both")


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class ParameterModel(Closed):
    """A figure of the law with its unit, citation and boundary word.

    A list is one of words (``unit: enum``) or of codes of places (``unit: place``).
    ``bound: reading`` says that the text gives the figure but no word, so that the side which holds it is a reading.
    ``set_by`` says that an office sets the figure, and who; the value is then the band, ``{from, to}``, within which it may.
    """

    value: int | Decimal | date | Annotated[list[Text], Field(min_length=1)] | Annotated[dict[Name, Number], Field(min_length=1)]
    unit: Text
    cite: Text
    word: Word | None = None
    source: Literal["stated", "reading"] = "stated"
    bound: Literal["word", "reading"] = "word"
    label: Label | None = None
    set_by: Label | None = None

    @model_validator(mode="after")
    def _unit_fits(self) -> ParameterModel:
        if self.unit == "date":
            fits = isinstance(self.value, date)
        elif self.unit in ("enum", "place"):
            fits = isinstance(self.value, list)
            if isinstance(self.value, list) and self.unit == "enum":
                for value in self.value:
                    valid_name(value)
        elif Unit.parse(self.unit) is None:
            raise refusal(
                "unknown_unit",
                found=shown(self.unit),
                suggestion=suggestion(self.unit, (*BASE_UNITS, "ratio", "date", "enum", "place")),
            )
        else:
            fits = not isinstance(self.value, date | list)
        if not fits:
            raise refusal("wrong_form", reason=Phrase(N_("the value with unit {unit}"), unit=self.unit))
        if self.set_by is not None:
            self._is_band()
        return self

    def _is_band(self) -> None:
        if not isinstance(self.value, dict) or not self.value.keys() <= set(BAND):
            raise refusal("wrong_form", reason=Phrase(A_BAND))
        if self.label is None:
            raise refusal("missing_key", found="label")
        low, high = self.value.get("from", 0), self.value.get("to")
        if low < 0 or (high is not None and high < low):
            raise refusal("out_of_range", found=str(low), low="0", high="∞" if high is None else str(high))

    @property
    def band(self) -> tuple[int | Decimal, int | Decimal | None]:
        """Within what an office may set the figure, in its unit; None is an open end. Only where ``set_by`` says who does."""
        assert isinstance(self.value, dict)
        return self.value.get("from", 0), self.value.get("to")

    @property
    def type(self) -> Type:
        """The type of the figure in expressions."""
        if self.unit == "date":
            return DATE
        if self.unit in ("enum", "place"):
            return Type(Sort(self.unit))
        return number(Unit.parse(self.unit) or Unit())


def figure_name(policy: str, parameter: str) -> str:
    """What a parameter that an office sets is called among the figures of all policies."""
    return f"{policy}:{parameter}"


class OfficeModel(Closed):
    """Who leads and who shares the work."""

    lead: Names
    with_: Annotated[Names, Field(alias="with")] = ()


class OneOfModel(Closed):
    """A payee that the text leaves open among several."""

    one_of: Annotated[list[Text], Field(min_length=2)]


class RuleModel(Closed):
    """What clauses and provisions have in common; ``formerly`` are ids that it had in earlier versions."""

    title: Label
    article: Text
    kind: BenefitCode
    for_: Annotated[Name, Field(alias="for")]
    place: Text | None = None
    when: list[LineModel] = Field(default_factory=list)
    unless: list[LineModel] = Field(default_factory=list)
    at: Text | None = None
    office: OfficeModel
    paraphrase: Label
    readings: Names = ()
    evidence: list[Label] = Field(default_factory=list)
    formerly: tuple[ClauseId, ...] = Field(default=(), strict=False)

    @property
    def all_readings(self) -> tuple[str, ...]:
        """Every reading that it names."""
        return self.readings


class GroundedModel(Closed):
    """What rests on exactly one of a citation and a reading."""

    cite: Text | None = None
    reading: Name | None = None

    @model_validator(mode="after")
    def _one_ground(self) -> GroundedModel:
        if (self.cite is None) == (self.reading is None):
            raise refusal("wrong_form", reason=Phrase(ONE_FORM, names="cite, reading"))
        return self


class RunningModel(GroundedModel):
    """What becomes of the figure of benefits that began under an earlier version."""

    figure: Literal["keeps", "changes"]


class ClauseModel(RuleModel):
    """A clause that gives a benefit.

    ``accrues`` says that the amount grows within its period, so that what was paid before is taken off and not the end of it.
    """

    payee: Text | OneOfModel | None
    every: Every
    amount: Formula | AmountModel
    runs_from: Text | None = None
    runs_on: Text | None = None
    running: RunningModel | None = None
    accrues: bool = False
    months: Text | None = None
    window: Literal["stated", "none"] = "none"

    @property
    def all_readings(self) -> tuple[str, ...]:
        named = self.running.reading if self.running else None
        return self.readings if named is None or named in self.readings else (*self.readings, named)


class ProvisionModel(RuleModel):
    """What the text gives but this ruleset cannot compute, and what is missing for it.

    ``supply`` are the figures of how much is on offer (posts, loans, sites): nobody has a right to so much.
    """

    missing: Label
    reason: ProvisionReason
    supply: list[ItemModel] = Field(default_factory=list)


class DefinitionModel(Closed):
    """A named condition or quantity about an entity.

    ``place`` is the place for which it takes figures that depend on one; null is that of the case.
    """

    for_: Annotated[Name, Field(alias="for")]
    is_: Annotated[Text | list[LineModel], Field(alias="is")]
    cite: Text
    label: Label
    clause: ClauseId | None = None
    place: Text | None = None

    @property
    def says_place(self) -> bool:
        """Whether it says a place, be it that of the case."""
        return "place" in self.model_fields_set


class InOrderModel(Closed):
    """A sum, and the order in which its parts are used up."""

    total: Text
    of: Annotated[list[Text], Field(min_length=2)]


class AtMostModel(Closed):
    """What a limit counts, and how much of it there may be at most.

    ``subjects`` are the things that awards are for: one that gets an award again, or under another clause, counts once.
    A list under ``yuan`` is used up item by item; ``{total, of}`` names what they are together, for whoever knows only that.
    ``yuan_a_month`` is for each month of the year that any of the awards together is for, so that months in common count once.
    """

    awards: Text | int | None = None
    persons: Text | int | None = None
    subjects: Text | int | None = None
    months: Formula | None = None
    yuan: Formula | Annotated[list[Text], Field(min_length=1)] | InOrderModel | None = None
    yuan_a_month: Formula | None = None

    @model_validator(mode="after")
    def _something(self) -> AtMostModel:
        if all(value is None for value in (self.awards, self.persons, self.subjects, self.months, self.yuan, self.yuan_a_month)):
            raise refusal(
                "wrong_form", reason=Phrase(SOME_MEASURE, names="awards, persons, subjects, months, yuan, yuan_a_month")
            )
        if self.yuan is not None and self.yuan_a_month is not None:
            raise refusal("wrong_form", reason=Phrase(N_("{names} together"), names="yuan, yuan_a_month"))
        for value in (self.awards, self.persons, self.subjects):
            if isinstance(value, int) and value != 1:
                raise refusal("bare_figure", found=str(value))
        return self


class LimitModel(Closed):
    """A limit over one or several clauses, per group of the keys."""

    id: LimitId
    title: Label
    over: Annotated[list[ClauseId], Field(min_length=1)]
    per: Annotated[list[Text], Field(min_length=1)]
    at_most: AtMostModel
    unless: list[LineModel] = Field(default_factory=list)
    cite: Text
    source: Literal["stated", "reading"] = "stated"
    clause: ClauseId | None = None

    @model_validator(mode="after")
    def _months_of_a_year(self) -> LimitModel:
        if self.at_most.yuan_a_month is not None and "year" not in self.per:
            raise refusal("wrong_form", reason=Phrase(N_("{names} without year in per"), names="yuan_a_month"))
        return self


class GroupModel(Closed):
    """Clauses of which a declared number holds for each subject."""

    id: ClauseId
    of: Annotated[list[ClauseId], Field(min_length=2)]
    join: Literal["exactly_one", "at_most_one"]
    cite: Text


class EffectiveModel(Closed):
    """The days on which the question can be put, and from which day facts count (default: the first of them)."""

    from_: Annotated[date, Field(alias="from")]
    to: date | None
    facts_from: date | None = None


class NotEntitlementsModel(Closed):
    """Articles that give nobody anything: aims, targets of the government, encouragement without a benefit, organisation."""

    articles: Annotated[list[Text], Field(min_length=1)]
    why: Label


class RulesetModel(Closed):
    """One encoded version of a policy."""

    schema_version: SchemaVersion
    policy: PolicyId
    version: Version
    title: Label
    issuer: Label
    number: Text | None
    jurisdiction: Text
    published: date
    status: Literal["issued", "draft"]
    effective: EffectiveModel
    supersedes: Version | None = None
    text_sha256: Digest
    readings: dict[Name, ReadingModel] = Field(default_factory=dict)
    parameters: dict[Name, ParameterModel] = Field(default_factory=dict)
    definitions: dict[Name, DefinitionModel] = Field(default_factory=dict)
    clauses: dict[ClauseId, ClauseModel] = Field(default_factory=dict)
    provisions: dict[ClauseId, ProvisionModel] = Field(default_factory=dict)
    limits: list[LimitModel] = Field(default_factory=list)
    groups: list[GroupModel] = Field(default_factory=list)
    not_entitlements: list[NotEntitlementsModel] = Field(default_factory=list)

    @property
    def ids(self) -> tuple[str, ...]:
        """What may be asked for, tagged or reviewed: the ids of its clauses, provisions and limits."""
        return (*self.clauses, *self.provisions, *(limit.id for limit in self.limits))

    @model_validator(mode="after")
    def _interval(self) -> RulesetModel:
        end = self.effective.to
        if end is not None and end < self.effective.from_:
            raise refusal("bad_interval", start=str(self.effective.from_), to=str(end))
        return self
