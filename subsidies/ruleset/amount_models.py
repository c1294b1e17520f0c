"""The shape of what a clause gives."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from subsidies.errors.finding import Phrase
from subsidies.files.schema import Closed, Formula, Label, Text, refusal
from subsidies.i18n import N_
from subsidies.ruleset.line_models import LineModel

ONE_FORM: Final = N_("exactly one of {names} must be there")
IN_EACH_ITEM: Final = N_("beside items there is no {name}: it stands in each item")
LAST_STEP: Final = N_("a bound in the last of the steps, which is for whatever is left")
NOT_WITHIN: Final = N_("{name} do not stand within one another")


class RoundingModel(Closed):
    """How an amount is rounded where the law says so; otherwise to the fen, half up."""

    to: Literal["fen", "jiao", "yuan", "ten_yuan", "hundred_yuan"]
    mode: Literal["half_up", "down", "up"]
    cite: Text


class StepModel(Closed):
    """A row of a table of steps: what there is ``below`` a bound, or ``up_to`` it and at it; the last row has no bound."""

    below: Formula | None = None
    up_to: Formula | None = None
    amount: Formula

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """The expressions of the row by their keys, its bound first."""
        cells = (("below", self.below), ("up_to", self.up_to), ("amount", self.amount))
        return tuple((name, text) for name, text in cells if text is not None)


class StepsModel(Closed):
    """A table of steps: the amount of the first row whose bound what the table is ``of`` does not reach, or does not pass."""

    of: Text
    steps: Annotated[list[StepModel], Field(min_length=2)]

    @model_validator(mode="after")
    def _bounds(self) -> StepsModel:
        for row in self.steps[:-1]:
            if (row.below is None) == (row.up_to is None):
                raise refusal("wrong_form", reason=Phrase(ONE_FORM, names="below, up_to"))
        if len(self.steps[-1].cells) > 1:
            raise refusal("wrong_form", reason=Phrase(LAST_STEP))
        return self

    def __str__(self) -> str:
        """The table as one expression."""
        rows = [
            f"({row.amount}) if ({self.of}) {'<=' if row.below is None else '<'} ({row.up_to or row.below}) else "
            for row in self.steps[:-1]
        ]
        return f"{''.join(rows)}({self.steps[-1].amount})"


Figure = Formula | StepsModel
"""How much: an expression, or a table of steps."""


class PartModel(Closed):
    """A conditional part added to an amount."""

    amount: Formula
    when: Annotated[list[LineModel], Field(min_length=1)]


class AmountModel(Closed):
    """An amount: exactly one of ``exact``, ``from``/``to``, ``at_least``, ``at_most``, ``set_by`` or ``items``.

    ``of_which`` says how much of it comes from whom, each with its own amount and the funder as label; it adds nothing.
    """

    exact: Figure | None = None
    from_: Annotated[Figure | None, Field(alias="from")] = None
    to: Figure | None = None
    at_least: Figure | None = None
    at_most: Figure | None = None
    set_by: Label | None = None
    counted_in: Label | None = None
    items: Annotated[list[ItemModel], Field(min_length=1)] | None = None
    plus: list[PartModel] = Field(default_factory=list)
    of_which: list[ItemModel] = Field(default_factory=list)
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
        if self.items is not None:
            for name, given in (("plus", self.plus), ("of_which", self.of_which), ("round", self.round)):
                if given:
                    raise refusal("wrong_form", reason=Phrase(IN_EACH_ITEM, name=name))
        if any(part.of_which for part in self.of_which):
            raise refusal("wrong_form", reason=Phrase(NOT_WITHIN, name="of_which"))
        return self


class ItemModel(AmountModel):
    """One of several things due together (times, posts, persons), each with its own amount."""

    label: Label

    @model_validator(mode="after")
    def _no_items(self) -> ItemModel:
        if self.items is not None:
            raise refusal("wrong_form", reason=Phrase(NOT_WITHIN, name="items"))
        return self
