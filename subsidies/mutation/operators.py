"""Operators: how each sort of field of a ruleset file is changed by its smallest meaningful step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, get_args

from subsidies.files.source import DataPath
from subsidies.mutation.change_kinds import ChangeKind
from subsidies.mutation.figures import in_another_unit, stepped
from subsidies.mutation.nodes import Surroundings
from subsidies.mutation.usage import Usage
from subsidies.ruleset import models as m
from subsidies.ruleset.amount_models import AmountModel, RoundingModel
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.boundary_words import Approximate
from subsidies.ruleset.line_models import AnyModel

LEFT_OUT: Final = object()
"""In place of a new value: the key or the item goes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value at a path of the file, or none."""

    kind: ChangeKind
    name: str
    path: DataPath
    value: Any


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a model in a file: the model, the value as the file has it, and what is known around it."""

    model: Any
    value: Any
    data: Any
    path: DataPath
    around: Surroundings
    usage: Usage

    def to(self, kind: ChangeKind, name: str, value: Any) -> Edit:
        return Edit(kind, name, self.path, value)

    def item(self, kind: ChangeKind, index: int | str, value: Any = LEFT_OUT, name: str = "") -> Edit:
        """One item of a list or mapping changed, or left out."""
        return Edit(kind, name or "left-out", (*self.path, index), value)


Operator = Callable[[Spot], Iterator[Edit]]


def items(kind: ChangeKind, *, least: int = 1) -> Operator:
    """Each item left out, as long as so many stay."""

    def operator(spot: Spot) -> Iterator[Edit]:
        if len(spot.value) > least:
            for index in range(len(spot.value)):
                yield spot.item(kind, index)

    return operator


def steps(spot: Spot) -> Iterator[Edit]:
    """Each row of a table of steps left out, but for the last one: what is left must go somewhere."""
    if len(spot.value) > 2:
        for index in range(len(spot.value) - 1):
            yield spot.item("amount", index)


def approximate(spot: Spot) -> Iterator[Edit]:
    """Where a figure is about so much, exactly so much; other words are held against the comparators at load."""
    if spot.value in get_args(Approximate):
        yield spot.to("figure", "exactly", LEFT_OUT)


def absent(kind: ChangeKind) -> Operator:
    def operator(spot: Spot) -> Iterator[Edit]:
        yield spot.to(kind, "left-out", LEFT_OUT)

    return operator


def of_the_case(spot: Spot) -> Iterator[Edit]:
    """The place of the case for another one."""
    yield spot.to("place", "of-the-case", None)


def pairs(spot: Spot) -> Iterator[Edit]:
    """And becomes or: each two neighbours of a list of which all must hold."""
    for index in range(len(spot.value) - 1):
        either = {"any": [spot.data[index], spot.data[index + 1]]}
        rest = [*spot.data[:index], either, *spot.data[index + 2 :]]
        yield spot.to("connective", f"or-{index}", rest)


def forms(spot: Spot) -> Iterator[Edit]:
    """A list inside a line means all of it: any of it would be the change; and the other way round."""
    for index, line in enumerate(spot.value):
        data = spot.data[index]
        if isinstance(line, AnyModel):
            yield spot.item("connective", index, data["any"], "all")
        elif isinstance(line, list):
            yield spot.item("connective", index, {"any": data}, "any")


def lists_inside(spot: Spot) -> Iterator[Edit]:
    """Each line of a list that stands as one line left out."""
    for index, line in enumerate(spot.value):
        if isinstance(line, list) and len(line) > 1:
            for inner in range(len(line)):
                yield Edit("condition", "left-out", (*spot.path, index, inner), LEFT_OUT)


LINES: Final = (items("condition", least=0), forms, lists_inside)
"""What happens to a list of conditions; the expressions in it are changed node by node."""


def never(spot: Spot) -> Iterator[Edit]:
    yield spot.to("condition", "never", [*spot.data, "False"])


def alternatives(spot: Spot) -> Iterator[Edit]:
    if len(spot.value) > 1:
        for index in range(len(spot.value)):
            yield spot.item("connective", index)


def days(spot: Spot) -> Iterator[Edit]:
    for name, step in (("later", 1), ("earlier", -1)):
        if date.min < spot.value < date.max:
            yield spot.to("date", name, spot.value + timedelta(days=step))


def status(spot: Spot) -> Iterator[Edit]:
    yield spot.to("date", "other", "draft" if spot.value == "issued" else "issued")


def jurisdiction(spot: Spot) -> Iterator[Edit]:
    wider = spot.around.world.jurisdictions.around(spot.value)
    if wider is not None:
        yield spot.to("place", "wider", wider)


def figure(spot: Spot) -> Iterator[Edit]:
    name = str(spot.path[-2])
    value = spot.value
    if isinstance(value, date):
        yield from days(spot)
    elif isinstance(value, list):
        yield from items("list")(spot)
        if spot.model.unit == "place" and len(value) == 1:
            # Of one place alone nothing can be left out.
            wider = spot.around.world.jurisdictions.around(value[0])
            if wider is not None:
                yield spot.item("place", 0, wider, "wider")
        for extra in spot.around.named(spot.usage.words(name)):
            if extra not in value:
                yield spot.to("list", f"+{extra}", [*spot.data, extra])
    elif isinstance(value, dict):
        if len(value) > 1:
            for key in value:
                yield spot.item("list", key)
        for key, entry in value.items():
            for label, other in stepped(entry, spot.model, spot.usage.step(name)):
                yield spot.item("figure", key, other, label)
    else:
        for label, other in stepped(value, spot.model, spot.usage.step(name)):
            yield spot.to("figure", label, other)


def unit(spot: Spot) -> Iterator[Edit]:
    """The figure read in another unit: 万元 for 元, years for months. Another name of the unit alone is refused at load."""
    found = in_another_unit(spot.model)
    if found is not None:
        yield Edit("unit", found.name, (*spot.path[:-1], "value"), found.value)


def standing(spot: Spot) -> bool:
    return BENEFIT_KINDS[spot.model.kind].standing


def benefit(spot: Spot) -> Iterator[Edit]:
    alike = [code for code, kind in BENEFIT_KINDS.items() if kind.standing == standing(spot)]
    yield spot.to("benefit", "other", alike[(alike.index(spot.value) + 1) % len(alike)])


def every(spot: Spot) -> Iterator[Edit]:
    for other in get_args(m.Every):
        if other != spot.value:
            yield spot.to("period", str(other), other)


def payee(spot: Spot) -> Iterator[Edit]:
    subject = spot.around.world.vocabulary.entities[spot.model.for_]
    ends = [subject.name, *(name for name, relation in subject.relations.items())]
    if isinstance(spot.value, m.OneOfModel):
        for index, name in enumerate(spot.value.one_of):
            yield spot.to("payee", f"only-{index}", name)
    elif spot.value is None:
        yield spot.to("payee", "subject", subject.name)
    else:
        for name in ends:
            if name != spot.value:
                yield spot.to("payee", name, name)


def amount(spot: Spot) -> Iterator[Edit]:
    if isinstance(spot.value, str):
        yield spot.to("amount", "at-least", {"at_least": spot.data})
        yield spot.to("amount", "at-most", {"at_most": spot.data})


def form(other: str) -> Operator:
    """An amount at least or at most instead of exactly, and the other way round."""

    def operator(spot: Spot) -> Iterator[Edit]:
        rest = {key: value for key, value in whole(spot).items() if key != spot.path[-1]}
        yield Edit("amount", other.replace("_", "-"), spot.path[:-1], {**rest, other: spot.data})

    return operator


def end(other: str) -> Operator:
    def operator(spot: Spot) -> Iterator[Edit]:
        yield spot.to("amount", f"as-{other}", whole(spot)[other])

    return operator


def whole(spot: Spot) -> dict[str, Any]:
    whole: dict[str, Any] = spot.usage.data(spot.path[:-1])
    return whole


def accrues(spot: Spot) -> Iterator[Edit]:
    """Of a sum that another document sets nothing is left to make up or to end."""
    amount = spot.model.amount
    set_elsewhere = isinstance(amount, AmountModel) and amount.is_set_elsewhere
    if not standing(spot) and not set_elsewhere:
        yield spot.to("period", "other", not spot.value)


def reason(spot: Spot) -> Iterator[Edit]:
    for other in get_args(m.ProvisionReason):
        if other != spot.value:
            yield spot.to("benefit", other, other)


def running(spot: Spot) -> Iterator[Edit]:
    figure = "changes" if spot.value.figure == "keeps" else "keeps"
    yield spot.to("period", "other", {**spot.data, "figure": figure})


def window(spot: Spot) -> Iterator[Edit]:
    """Nobody is late where the plan has no last day and the benefit has none of its own."""
    if spot.usage.data(("effective",)).get("to") is None and spot.model.runs_on is None:
        return
    yield spot.to("date", "other", "none" if spot.value == "stated" else "stated")


def rounding(spot: Spot) -> Iterator[Edit]:
    """The next finer and the next coarser unit, or any other way."""
    options = get_args(RoundingModel.model_fields[str(spot.path[-1])].annotation)
    place = options.index(spot.value)
    for other in (options[max(place - 1, 0)], *options[place + 1 : place + 2]) if spot.path[-1] == "to" else options:
        if other != spot.value:
            yield spot.to("arithmetic", other, other)


def definition(spot: Spot) -> Iterator[Edit]:
    if isinstance(spot.value, list):
        for operator in (*LINES, pairs):
            yield from operator(spot)
