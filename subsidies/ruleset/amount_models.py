"""The shape of what a clause gives."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from subsidies.errors.finding import Phrase
from subsidies.files.schema import Closed, Label, Text, refusal
from subsidies.i18n import N_
from subsidies.ruleset.line_models import LineModel

ONE_FORM: Final = N_("exactly one of {names} must be there")
IN_EACH_ITEM: Final = N_("beside items there is no {name}: it stands in each item")
NOT_WITHIN: Final = N_("{name} do not stand within one another")


class RoundingModel(Closed):
    """How an amount is rounded where the law says so; otherwise to the fen, half up."""

    to: Literal["fen", "jiao", "yuan", "ten_yuan", "hundred_yuan"]
    mode: Literal["half_up", "down", "up"]
    cite: Text


class PartModel(Closed):
    """A conditional part added to an amount."""

    amount: Text
    when: Annotated[list[LineModel], Field(min_length=1)]


class AmountModel(Closed):
    """An amount: exactly one of ``exact``, ``from``/``to``, ``at_least``, ``at_most``, ``set_by`` or ``items``.

    ``of_which`` says how much of it comes from whom, each with its own amount and the funder as label; it adds nothing.
    """

    exact: Text | None = None
    from_: Annotated[Text | None, Field(alias="from")] = None
    to: Text | None = None
    at_least: Text | None = None
    at_most: Text | None = None
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
