"""The shape of a file with what joins the clauses of several policies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from subsidies.errors.finding import Phrase
from subsidies.files.schema import Closed, Label, Name, SchemaVersion, Text, refusal
from subsidies.i18n import N_
from subsidies.ruleset.ids import LimitId, PolicyId, Version, matching
from subsidies.ruleset.models import SOME_MEASURE, AtMostModel, GroundedModel, ParameterModel
from subsidies.ruleset.reading_models import ReadingModel

_FULL_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[A-Za-z0-9][A-Za-z0-9.\-]*")
FullId = Annotated[str, matching(_FULL_ID, "xixia-jobs-2023/12.1, …")]
SECTIONS: Final = ("same", "limits", "prevails", "widens")
"""Where entries stand."""
NO_LIST: Final = N_("a list, or a sum and its parts, in a limit over several policies")


class _EntryModel(GroundedModel):
    """What every entry says of itself; ``not_under`` names the alternative of its reading under which there is no such entry."""

    id: LimitId
    title: Label
    not_under: Name | None = None

    @model_validator(mode="after")
    def _of_a_reading(self) -> Self:
        if self.not_under is not None and self.reading is None:
            raise refusal("missing_key", found="reading")
        return self

    @property
    def source(self) -> Literal["stated", "reading"]:
        """Whether a text states it, or it is a reading."""
        return "stated" if self.reading is None else "reading"


class EntryModel(_EntryModel):
    """What joins some clauses, for each group of the keys."""

    over: Annotated[list[FullId], Field(min_length=2)]
    per: Annotated[list[Text], Field(min_length=1)]

    @property
    def clauses(self) -> list[str]:
        """The full ids of all clauses that it names."""
        return self.over

    @property
    def names(self) -> list[str]:
        """All full ids in it."""
        return self.over

    @property
    def allowance(self) -> AtMostModel:
        """What there may be of the awards under the clauses together."""
        return AtMostModel(awards=1)


class SameModel(EntryModel):
    """One benefit that several clauses are a ground for: it is given once."""


class PrevailingModel(_EntryModel):
    """A clause that comes before others: where it holds for their subject, they do not."""

    clause: FullId
    over: Annotated[list[FullId], Field(min_length=1)]

    @property
    def clauses(self) -> list[str]:
        """The full ids of all clauses that it names, the one that comes first before the others."""
        return [self.clause, *self.over]

    @property
    def names(self) -> list[str]:
        """All full ids in it."""
        return self.clauses


class WideningModel(_EntryModel):
    """A limit of a policy that is over clauses of others too, with its own figures and exemptions."""

    limit: FullId
    over: Annotated[list[FullId], Field(min_length=1)]

    @property
    def clauses(self) -> list[str]:
        """The full ids of all clauses that it names."""
        return self.over

    @property
    def names(self) -> list[str]:
        """All full ids in it, that of the limit first."""
        return [self.limit, *self.over]

    @property
    def policy(self) -> str:
        """The policy whose limit it is."""
        return self.limit.partition("/")[0]

    @property
    def limit_id(self) -> str:
        """The id of the limit in its policy."""
        return self.limit.partition("/")[2]


class JointLimitModel(EntryModel):
    """A limit over clauses of several policies."""

    at_most: AtMostModel

    @property
    def allowance(self) -> AtMostModel:
        return self.at_most

    @model_validator(mode="after")
    def _plain_measures(self) -> JointLimitModel:
        if self.at_most.yuan_a_month is not None and "year" not in self.per:
            raise refusal("wrong_form", reason=Phrase(N_("{names} without year in per"), names="yuan_a_month"))
        if self.at_most.yuan is not None and not isinstance(self.at_most.yuan, str):
            raise refusal("wrong_form", reason=Phrase(NO_LIST))
        return self


AnyEntry = EntryModel | PrevailingModel | WideningModel


class CrossModel(Closed):
    """One version of what joins some policies; ``recorded`` is the day on which it was written down."""

    schema_version: SchemaVersion
    cross: PolicyId
    version: Version
    title: Label
    recorded: date
    supersedes: Version | None = None
    readings: dict[Name, ReadingModel] = Field(default_factory=dict)
    parameters: dict[Name, ParameterModel] = Field(default_factory=dict)
    same: list[SameModel] = Field(default_factory=list)
    limits: list[JointLimitModel] = Field(default_factory=list)
    prevails: list[PrevailingModel] = Field(default_factory=list)
    widens: list[WideningModel] = Field(default_factory=list)

    @model_validator(mode="after")
    def _something(self) -> CrossModel:
        if not self.everything:
            raise refusal("wrong_form", reason=Phrase(SOME_MEASURE, names=", ".join(SECTIONS)))
        return self

    @property
    def entries(self) -> Iterator[tuple[str, int, EntryModel]]:
        """Every entry that is a limit at the last, with the section it stands in and its place there."""
        for index, same in enumerate(self.same):
            yield "same", index, same
        for index, limit in enumerate(self.limits):
            yield "limits", index, limit

    @property
    def everything(self) -> tuple[AnyEntry, ...]:
        """Every entry of every section."""
        return (*self.same, *self.limits, *self.prevails, *self.widens)

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that it names, each once."""
        names = [full for entry in self.everything for full in entry.names]
        return tuple(dict.fromkeys(full.partition("/")[0] for full in names))
