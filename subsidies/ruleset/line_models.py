"""The shape of the lines of a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from subsidies.files.schema import Closed, Label, Text
from subsidies.ruleset.ids import ClauseId


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
