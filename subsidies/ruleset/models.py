"""The shape of a ruleset file."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from subsidies.errors.finding import Phrase, shown, suggestion
from subsidies.files.schema import Closed, Label, Name, Number, SchemaVersion, Text, refusal
from subsidies.i18n import N_
from subsidies.ruleset.kinds import BenefitCode
from subsidies.ruleset.words import Word
from subsidies.types.sorts import DATE, Sort, Type, number
from subsidies.types.units import BASE_UNITS, Unit

Every = Literal["once", "month", "year"]
ProvisionReason = Literal["discretionary", "amount_set_elsewhere"]
ONE_FORM: Final = N_("exactly one of {names} must be there")
SOME_MEASURE: Final = N_("one of {names} must be there")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
_POLICY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def _matching(pattern: re.Pattern[str], allowed: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise refusal("bad_name", found=shown(value), allowed=allowed)
        return value

    return AfterValidator(check)


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


ClauseId = Annotated[str, _matching(_ID, "12.1, 2.1a, …")]
PolicyId = Annotated[str, _matching(_POLICY, "xixia-jobs-2023, …")]
Version = Annotated[str, _matching(_VERSION, "1.0.0, …")]
Digest = Annotated[str, _matching(_SHA256, "SHA-256")]
Names = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class ParameterModel(Closed):
    """A figure of the law with its unit, citation and boundary word.

    ``bound: reading`` says that the text gives the figure but no word, so that the side which holds it is a reading.
    """

    value: int | Decimal | date | Annotated[list[Name], Field(min_length=1)] | Annotated[dict[Name, Number], Field(min_length=1)]
    unit: Text
    cite: Text
    word: Word | None = None
    source: Literal["stated", "reading"] = "stated"
    bound: Literal["word", "reading"] = "word"
    label: Label | None = None

    @model_validator(mode="after")
    def _unit_fits(self) -> ParameterModel:
        if self.unit == "date":
            fits = isinstance(self.value, date)
        elif self.unit == "enum":
            fits = isinstance(self.value, list)
        elif Unit.parse(self.unit) is None:
            raise refusal(
                "unknown_unit", found=shown(self.unit), suggestion=suggestion(self.unit, (*BASE_UNITS, "ratio", "date", "enum"))
            )
        else:
            fits = not isinstance(self.value, date | list)
        if not fits:
            raise refusal("wrong_form", reason=Phrase(N_("the value with unit {unit}"), unit=self.unit))
        return self

    @property
    def type(self) -> Type:
        """The type of the figure in expressions."""
        if self.unit == "date":
            return DATE
        if self.unit == "enum":
            return Type(Sort.ENUM)
        return number(Unit.parse(self.unit) or Unit())


class OpenModel(Closed):
    """What the text leaves open (等, 为主): holds nowhere and fails nowhere."""

    open: Label


class ClauseLineModel(Closed):
    """Whether another clause holds for the same subject, or for the entity at the end of ``of``."""

    clause: ClauseId
    of: Text | None = None


class AnyModel(Closed):
    """One of several must hold; a list inside means all of its lines."""

    any: Annotated[list[LineModel], Field(min_length=1)]
    label: Label | None = None


class LabelledModel(Closed):
    """An expression with the words in which it is shown."""

    test: Text
    label: Label


def _line_tag(value: Any) -> str:
    """Which form a line takes; the prefix keeps tags apart from keys of the file where an error says its way."""
    if isinstance(value, str):
        return "line:text"
    if isinstance(value, list):
        return "line:all"
    if isinstance(value, dict):
        return next((f"line:{key}" for key in ("open", "clause", "any", "test") if key in value), "line:test")
    forms: dict[Any, str] = {OpenModel: "open", ClauseLineModel: "clause", AnyModel: "any", LabelledModel: "test"}
    return f"line:{forms.get(type(value), 'text')}"


if TYPE_CHECKING:
    LineModel: TypeAlias = "str | OpenModel | ClauseLineModel | AnyModel | LabelledModel | list[LineModel]"
else:
    LineModel = TypeAliasType(
        "LineModel",
        Annotated[
            Annotated[Text, Tag("line:text")]
            | Annotated[OpenModel, Tag("line:open")]
            | Annotated[ClauseLineModel, Tag("line:clause")]
            | Annotated[AnyModel, Tag("line:any")]
            | Annotated[LabelledModel, Tag("line:test")]
            | Annotated[list["LineModel"], Tag("line:all")],
            Discriminator(_line_tag),
        ],
    )
"""One line of a condition: an expression, what is left open, another clause, alternatives, or (in them) all of a list."""


class RoundingModel(Closed):
    """How an amount is rounded where the law says so; otherwise to the fen, half up."""

    to: Literal["yuan", "fen"]
    mode: Literal["half_up", "down", "up"]
    cite: Text


class PartModel(Closed):
    """A conditional part added to an amount."""

    amount: Text
    when: Annotated[list[LineModel], Field(min_length=1)]


class AmountModel(Closed):
    """An amount: exactly one of ``exact``, ``from``/``to``, ``at_least``, ``at_most``, ``set_by`` or ``items``."""

    exact: Text | None = None
    from_: Annotated[Text | None, Field(alias="from")] = None
    to: Text | None = None
    at_least: Text | None = None
    at_most: Text | None = None
    set_by: Label | None = None
    counted_in: Label | None = None
    items: Annotated[list[ItemModel], Field(min_length=1)] | None = None
    plus: list[PartModel] = Field(default_factory=list)
    round: RoundingModel | None = None

    @property
    def is_set_elsewhere(self) -> bool:
        """Whether the text gives no figure at all."""
        return all(end is None for end in (self.exact, self.from_, self.at_least, self.at_most, self.items))

    @model_validator(mode="after")
    def _one_form(self) -> AmountModel:
        forms = [
            name
            for name, given in (
                ("exact", self.exact),
                ("from", self.from_),
                ("at_least", self.at_least),
                ("at_most", self.at_most),
                ("items", self.items),
            )
            if given is not None
        ]
        if (self.from_ is None) != (self.to is None):
            raise refusal("missing_key", found="to" if self.to is None else "from")
        if len(forms) > 1 or (not forms and self.set_by is None):
            raise refusal("wrong_form", reason=Phrase(ONE_FORM, names="exact, from/to, at_least, at_most, set_by, items"))
        return self


class ItemModel(AmountModel):
    """One of several things due together (times, posts, persons), each with its own amount."""

    label: Label


class OfficeModel(Closed):
    """Who leads and who shares the work."""

    lead: Names
    with_: Annotated[Names, Field(alias="with")] = ()


class OneOfModel(Closed):
    """A payee that the text leaves open among several."""

    one_of: Annotated[list[Text], Field(min_length=2)]


class RuleModel(Closed):
    """What clauses and provisions have in common."""

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


class ClauseModel(RuleModel):
    """A clause that gives a benefit.

    ``accrues`` says that the amount grows within its period, so that what was paid before is taken off and not the end of it.
    """

    payee: Text | OneOfModel | None
    every: Every
    amount: Text | AmountModel
    runs_from: Text | None = None
    runs_on: Text | None = None
    accrues: bool = False
    months: Text | None = None
    window: Literal["stated", "none"] = "none"


class ProvisionModel(RuleModel):
    """What the text gives but this ruleset cannot compute, and what is missing for it."""

    missing: Label
    reason: ProvisionReason


class DefinitionModel(Closed):
    """A named condition or quantity about an entity."""

    for_: Annotated[Name, Field(alias="for")]
    is_: Annotated[Text | list[LineModel], Field(alias="is")]
    cite: Text
    label: Label
    clause: ClauseId | None = None


class AtMostModel(Closed):
    """What a limit counts, and how much of it there may be at most."""

    awards: Text | int | None = None
    persons: Text | int | None = None
    months: Text | None = None
    yuan: Text | Annotated[list[Text], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _something(self) -> AtMostModel:
        if all(value is None for value in (self.awards, self.persons, self.months, self.yuan)):
            raise refusal("wrong_form", reason=Phrase(SOME_MEASURE, names="awards, persons, months, yuan"))
        for value in (self.awards, self.persons):
            if isinstance(value, int) and value != 1:
                raise refusal("bare_figure", found=str(value))
        return self


class LimitModel(Closed):
    """A limit over several clauses, per group of the keys."""

    id: ClauseId
    title: Label
    over: Annotated[list[ClauseId], Field(min_length=1)]
    per: Annotated[list[Text], Field(min_length=1)]
    at_most: AtMostModel
    unless: list[LineModel] = Field(default_factory=list)
    cite: Text
    source: Literal["stated", "reading"] = "stated"
    clause: ClauseId | None = None


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


class ReadingModel(Closed):
    """How an open question of the text is read, and why."""

    question: Label
    taken: Label
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

    @model_validator(mode="after")
    def _interval(self) -> RulesetModel:
        end = self.effective.to
        if end is not None and end < self.effective.from_:
            raise refusal("bad_interval", start=str(self.effective.from_), to=str(end))
        return self
