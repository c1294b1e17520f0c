"""The smallest meaningful changes of each field of a ruleset file: one operator for each field of each model.

A field that nothing changes says why. The table is complete by test: a new field needs an entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, get_args

from pydantic import BaseModel

from subsidies.mutation.figures import in_another_unit, stepped
from subsidies.mutation.kinds import ChangeKind, Spared
from subsidies.mutation.nodes import Surroundings
from subsidies.mutation.usage import Usage
from subsidies.ruleset import models as m
from subsidies.source import Key

LEFT_OUT: Final = object()
"""In place of a new value: the key or the item goes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value at a path of the file, or none."""

    kind: ChangeKind
    name: str
    path: Key
    value: Any


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a model in a file: the model, the value as the file has it, and what is known around it."""

    model: Any
    value: Any
    data: Any
    path: Key
    around: Surroundings
    usage: Usage

    def to(self, kind: ChangeKind, name: str, value: Any) -> Edit:
        return Edit(kind, name, self.path, value)

    def item(self, kind: ChangeKind, index: int | str, value: Any = LEFT_OUT, name: str = "") -> Edit:
        """One item of a list or mapping changed, or left out."""
        return Edit(kind, name or "left-out", (*self.path, index), value)


Operator = Callable[[Spot], Iterator[Edit]]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes a field: its operators, and whether the models inside it are changed too."""

    operators: tuple[Operator, ...] = ()
    inside: bool = False


def _all(*names: str, because: str) -> dict[str, Spared | Changed]:
    return dict.fromkeys(names, Spared(because))


def _items(kind: ChangeKind, *, least: int = 1) -> Operator:
    """Each item left out, as long as so many stay."""

    def operator(spot: Spot) -> Iterator[Edit]:
        if len(spot.value) > least:
            for index in range(len(spot.value)):
                yield spot.item(kind, index)

    return operator


def _absent(kind: ChangeKind) -> Operator:
    def operator(spot: Spot) -> Iterator[Edit]:
        yield spot.to(kind, "left-out", LEFT_OUT)

    return operator


def _pairs(spot: Spot) -> Iterator[Edit]:
    """And becomes or: each two neighbours of a list of which all must hold."""
    for index in range(len(spot.value) - 1):
        either = {"any": [spot.data[index], spot.data[index + 1]]}
        rest = [*spot.data[:index], either, *spot.data[index + 2 :]]
        yield spot.to("connective", f"or-{index}", rest)


def _forms(spot: Spot) -> Iterator[Edit]:
    """A list inside a line means all of it: any of it would be the change; and the other way round."""
    for index, line in enumerate(spot.value):
        data = spot.data[index]
        if isinstance(line, m.AnyModel):
            yield spot.item("connective", index, data["any"], "all")
        elif isinstance(line, list):
            yield spot.item("connective", index, {"any": data}, "any")


def _lists_inside(spot: Spot) -> Iterator[Edit]:
    """Each line of a list that stands as one line left out."""
    for index, line in enumerate(spot.value):
        if isinstance(line, list) and len(line) > 1:
            for inner in range(len(line)):
                yield Edit("condition", "left-out", (*spot.path, index, inner), LEFT_OUT)


LINES: Final = (_items("condition", least=0), _forms, _lists_inside)
"""What happens to a list of conditions; the expressions in it are changed node by node."""


def _never(spot: Spot) -> Iterator[Edit]:
    yield spot.to("condition", "never", [*spot.data, "False"])


def _alternatives(spot: Spot) -> Iterator[Edit]:
    if len(spot.value) > 1:
        for index in range(len(spot.value)):
            yield spot.item("connective", index)


def _days(spot: Spot) -> Iterator[Edit]:
    for name, step in (("later", 1), ("earlier", -1)):
        yield spot.to("date", name, spot.value + timedelta(days=step))


def _status(spot: Spot) -> Iterator[Edit]:
    yield spot.to("date", "other", "draft" if spot.value == "issued" else "issued")


def _jurisdiction(spot: Spot) -> Iterator[Edit]:
    wider = spot.around.jurisdictions.around(spot.value)
    if wider is not None:
        yield spot.to("place", "wider", wider)


def _figure(spot: Spot) -> Iterator[Edit]:
    name = str(spot.path[-2])
    value = spot.value
    if isinstance(value, date):
        yield from _days(spot)
    elif isinstance(value, list):
        yield from _items("list")(spot)
        extra = next((word for word in spot.usage.words(name) if word not in value), None)
        if extra is not None:
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


def _unit(spot: Spot) -> Iterator[Edit]:
    """The figure read in another unit: 万元 for 元, years for months. Another name of the unit alone is refused at load."""
    found = in_another_unit(spot.model)
    if found is not None:
        yield Edit("unit", found.name, (*spot.path[:-1], "value"), found.value)


def _standing(spot: Spot) -> bool:
    return spot.model.kind in m.STANDING_KINDS


def _benefit(spot: Spot) -> Iterator[Edit]:
    alike = [kind for kind in get_args(m.BenefitKind) if (kind in m.STANDING_KINDS) == _standing(spot)]
    yield spot.to("benefit", "other", alike[(alike.index(spot.value) + 1) % len(alike)])


def _every(spot: Spot) -> Iterator[Edit]:
    for other in get_args(m.Every):
        if other != spot.value:
            yield spot.to("period", str(other), other)


def _payee(spot: Spot) -> Iterator[Edit]:
    subject = spot.around.vocabulary.entities[spot.model.for_]
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


def _amount(spot: Spot) -> Iterator[Edit]:
    if isinstance(spot.value, str):
        yield spot.to("amount", "at-least", {"at_least": spot.data})
        yield spot.to("amount", "at-most", {"at_most": spot.data})


def _form(other: str) -> Operator:
    """An amount at least or at most instead of exactly, and the other way round."""

    def operator(spot: Spot) -> Iterator[Edit]:
        whole = {key: value for key, value in _whole(spot).items() if key != spot.path[-1]}
        yield Edit("amount", other.replace("_", "-"), spot.path[:-1], {**whole, other: spot.data})

    return operator


def _end(other: str) -> Operator:
    def operator(spot: Spot) -> Iterator[Edit]:
        yield spot.to("amount", f"as-{other}", _whole(spot)[other])

    return operator


def _whole(spot: Spot) -> dict[str, Any]:
    whole: dict[str, Any] = spot.usage.data(spot.path[:-1])
    return whole


def _accrues(spot: Spot) -> Iterator[Edit]:
    if not _standing(spot):
        yield spot.to("period", "other", not spot.value)


def _window(spot: Spot) -> Iterator[Edit]:
    yield spot.to("date", "other", "none" if spot.value == "stated" else "stated")


def _rounding(spot: Spot) -> Iterator[Edit]:
    options = get_args(m.RoundingModel.model_fields[str(spot.path[-1])].annotation)
    for other in options:
        if other != spot.value:
            yield spot.to("arithmetic", other, other)


def _swapped(spot: Spot) -> Iterator[Edit]:
    """A list that is used up in order: each item left out, and each two neighbours in the other order."""
    if not isinstance(spot.value, list):
        return
    yield from _items("limit")(spot)
    for index in range(len(spot.value) - 1):
        data = list(spot.data)
        data[index : index + 2] = reversed(data[index : index + 2])
        yield spot.to("limit", f"swapped-{index}", data)


def _measures(spot: Spot) -> Iterator[Edit]:
    given = [name for name in type(spot.value).model_fields if getattr(spot.value, name) is not None]
    if len(given) > 1:
        for name in given:
            yield spot.item("limit", name)


def _keys(spot: Spot) -> Iterator[Edit]:
    if len(spot.value) == 1 and spot.value[0] != "lifetime":
        yield spot.to("limit", "everybody", ["lifetime"])
    yield from _items("limit")(spot)
    if "year" not in spot.value:
        yield spot.to("limit", "+year", [*(key for key in spot.data if key != "lifetime"), "year"])


def _definition(spot: Spot) -> Iterator[Edit]:
    if isinstance(spot.value, list):
        for operator in (*LINES, _pairs):
            yield from operator(spot)


WORDS: Final = "words for the reader: they decide nothing"
LOADING: Final = "says which file it is: it decides nothing about a case"
NAMED: Final = "a name: another one is refused at load"


_RULE: Final[dict[str, Spared | Changed]] = {
    **_all("title", "article", "office", "paraphrase", "readings", "evidence", because=WORDS),
    "for_": Spared("another subject has other facts and is refused at load"),
    "kind": Changed((_benefit,)),
    "place": Changed((_absent("place"),)),
    "at": Changed((_absent("date"),)),
    "when": Changed((*LINES, _pairs, _never), inside=True),
    "unless": Changed(LINES, inside=True),
}
_AMOUNT: Final[dict[str, Spared | Changed]] = {
    **_all("set_by", "counted_in", because=WORDS),
    "exact": Changed((_form("at_least"), _form("at_most"))),
    "from_": Changed((_end("to"),)),
    "to": Changed((_end("from"),)),
    "at_least": Changed((_form("exact"), _form("at_most"))),
    "at_most": Changed((_form("exact"), _form("at_least"))),
    "items": Changed((_items("amount"),), inside=True),
    "plus": Changed((_items("amount", least=0),), inside=True),
    "round": Changed((_absent("arithmetic"),), inside=True),
}

FIELD_OPERATORS: Final[Mapping[type[BaseModel], Mapping[str, Spared | Changed]]] = {
    m.RulesetModel: {
        **_all("schema_version", "policy", "version", "supersedes", "text_sha256", because=LOADING),
        **_all("title", "issuer", "number", "readings", because=WORDS),
        "jurisdiction": Changed((_jurisdiction,)),
        "published": Changed((_days,)),
        "status": Changed((_status,)),
        "effective": Changed(inside=True),
        "parameters": Changed(inside=True),
        "definitions": Changed(inside=True),
        "clauses": Changed(inside=True),
        "provisions": Changed(inside=True),
        "limits": Changed((_items("limit", least=0),), inside=True),
        "groups": Spared("a promise that is proved at load or kept at run time: it changes no result"),
    },
    m.EffectiveModel: {"from_": Changed((_days,)), "to": Changed((_days,)), "facts_from": Changed((_days,))},
    m.ParameterModel: {
        **_all("cite", "source", "label", because=WORDS),
        **_all("word", "bound", because="held against the comparators at load; these are changed themselves"),
        "value": Changed((_figure,)),
        "unit": Changed((_unit,)),
    },
    m.DefinitionModel: {
        **_all("cite", "label", "clause", because=WORDS),
        "for_": Spared("another subject has other facts and is refused at load"),
        "is_": Changed((_definition,), inside=True),
    },
    m.ClauseModel: {
        **_RULE,
        "payee": Changed((_payee,)),
        "every": Changed((_every,)),
        "amount": Changed((_amount,), inside=True),
        "runs_from": Changed((_absent("date"),)),
        "runs_on": Changed((_absent("date"),)),
        "accrues": Changed((_accrues,)),
        "months": Changed((_absent("period"),)),
        "window": Changed((_window,)),
    },
    m.ProvisionModel: {**_RULE, **_all("missing", "reason", because=WORDS)},
    m.OneOfModel: {"one_of": Spared("changed with the payee as a whole")},
    m.OfficeModel: _all("lead", "with_", because=WORDS),
    m.AmountModel: _AMOUNT,
    m.ItemModel: {**_AMOUNT, **_all("label", because=WORDS)},
    m.PartModel: {"amount": Changed(), "when": Changed(LINES, inside=True)},
    m.RoundingModel: {**_all("cite", because=WORDS), "to": Changed((_rounding,)), "mode": Changed((_rounding,))},
    m.OpenModel: {"open": Spared("changed as a node: it would hold, or fail")},
    m.ClauseLineModel: _all("clause", "of", because="changed as a node: the contrary of it"),
    m.AnyModel: {**_all("label", because=WORDS), "any": Changed((_alternatives, _forms, _lists_inside), inside=True)},
    m.LabelledModel: {**_all("label", because=WORDS), "test": Changed()},
    m.LimitModel: {
        **_all("id", because=NAMED),
        **_all("title", "cite", "source", "clause", because=WORDS),
        "over": Changed((_items("limit"),)),
        "per": Changed((_keys,)),
        "at_most": Changed((_measures,), inside=True),
        "unless": Changed(LINES, inside=True),
    },
    m.AtMostModel: {
        **_all("awards", "persons", "months", because="an expression: changed node by node, and where its figure is declared"),
        "yuan": Changed((_swapped,)),
    },
    m.GroupModel: _all("id", "of", "join", "cite", because="a promise that is proved at load or kept at run time"),
    m.ReadingModel: _all("question", "taken", "why", because=WORDS),
}


def edits(model: BaseModel, data: Any, path: Key, around: Surroundings, usage: Usage) -> Iterator[Edit]:
    """Every change of one field of a model, and of the models inside it; expressions are left to the nodes."""
    for name, info in type(model).model_fields.items():
        entry = FIELD_OPERATORS[type(model)][name]
        key = info.alias or name
        if isinstance(entry, Spared):
            continue
        value = getattr(model, name)
        part = data.get(key) if isinstance(data, dict) else None
        if value is None and not _says_nothing(model, name):
            continue
        spot = Spot(model, value, part if part is not None else value, (*path, key), around, usage)
        for operator in entry.operators:
            yield from operator(spot)
        if entry.inside:
            yield from _inside(value, spot.data, spot.path, around, usage)


def _says_nothing(model: BaseModel, name: str) -> bool:
    """Whether None is a value of the field: no payee."""
    return isinstance(model, m.ClauseModel) and name == "payee"


def _inside(value: Any, data: Any, path: Key, around: Surroundings, usage: Usage) -> Iterator[Edit]:
    if isinstance(value, BaseModel):
        yield from edits(value, data, path, around, usage)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(item, data[key], (*path, key), around, usage)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(item, data[index], (*path, index), around, usage)
