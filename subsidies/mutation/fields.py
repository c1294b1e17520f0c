"""The smallest meaningful changes of each field of a ruleset file: which operators change which field of which model.

A field that nothing changes says why. The table is complete by test: a new field needs an entry here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from subsidies.files.source import DataPath
from subsidies.mutation import limit_operators as limits
from subsidies.mutation import operators as op
from subsidies.mutation.change_kinds import Spared
from subsidies.mutation.nodes import Surroundings
from subsidies.mutation.usage import Usage
from subsidies.ruleset import models as m
from subsidies.ruleset.amount_models import AmountModel, ItemModel, PartModel, RoundingModel, StepModel, StepsModel
from subsidies.ruleset.cross_models import CrossModel, JointLimitModel, PrevailingModel, SameModel, WideningModel
from subsidies.ruleset.line_models import AnyModel, ClauseLineModel, LabelledModel, OpenModel
from subsidies.ruleset.reading_models import AlternativeModel, ReadingModel


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes a field: its operators, and whether the models inside it are changed too."""

    operators: tuple[op.Operator, ...] = ()
    inside: bool = False


def _all(*names: str, because: str) -> dict[str, Spared | Changed]:
    return dict.fromkeys(names, Spared(because))


WORDS: Final = "words for the reader: they decide nothing"
LOADING: Final = "says which file it is: it decides nothing about a case"
NAMED: Final = "a name: another one is refused at load"


_RULE: Final[dict[str, Spared | Changed]] = {
    **_all("title", "article", "office", "paraphrase", "readings", "evidence", because=WORDS),
    "formerly": Changed((op.items("limit", least=0),)),
    "for_": Spared("another subject has other facts and is refused at load"),
    "kind": Changed((op.benefit,)),
    "place": Changed((op.absent("place"),)),
    "at": Changed((op.absent("date"),)),
    "when": Changed((*op.LINES, op.pairs, op.never), inside=True),
    "unless": Changed(op.LINES, inside=True),
}
_AMOUNT: Final[dict[str, Spared | Changed]] = {
    **_all("set_by", "counted_in", because=WORDS),
    "exact": Changed((op.form("at_least"), op.form("at_most")), inside=True),
    "from_": Changed((op.end("to"),), inside=True),
    "to": Changed((op.end("from"),), inside=True),
    "at_least": Changed((op.form("exact"), op.form("at_most")), inside=True),
    "at_most": Changed((op.form("exact"), op.form("at_least")), inside=True),
    "items": Changed((op.items("amount"),), inside=True),
    "plus": Changed((op.items("amount", least=0),), inside=True),
    "of_which": Changed((op.items("amount", least=0),), inside=True),
    "round": Changed((op.absent("arithmetic"),), inside=True),
}

_JOINT: Final[dict[str, Spared | Changed]] = {
    **_all("id", because=NAMED),
    **_all("title", "cite", "reading", because=WORDS),
    "not_under": Changed((op.absent("limit"),)),
    "over": Changed((op.items("limit", least=2),)),
    "per": Changed((limits.keys,)),
}

FIELD_OPERATORS: Final[Mapping[type[BaseModel], Mapping[str, Spared | Changed]]] = {
    m.RulesetModel: {
        **_all("schema_version", "policy", "version", "supersedes", "text_sha256", because=LOADING),
        **_all("title", "issuer", "number", "readings", because=WORDS),
        "jurisdiction": Changed((op.jurisdiction,)),
        "published": Changed((op.days,)),
        "status": Changed((op.status,)),
        "effective": Changed(inside=True),
        "parameters": Changed(inside=True),
        "definitions": Changed(inside=True),
        "clauses": Changed(inside=True),
        "provisions": Changed(inside=True),
        "limits": Changed((op.items("limit", least=0),), inside=True),
        "not_entitlements": Spared("they give nobody anything, and decide nothing"),
        "groups": Spared("a promise that is proved at load or kept at run time: it changes no result"),
    },
    m.NotEntitlementsModel: _all("articles", "why", because=WORDS),
    m.EffectiveModel: {"from_": Changed((op.days,)), "to": Changed((op.days,)), "facts_from": Changed((op.days,))},
    m.ParameterModel: {
        **_all("cite", "source", "label", because=WORDS),
        "bound": Spared("held against the comparators at load; these are changed themselves"),
        "word": Changed((op.approximate,)),
        "set_by": Spared("words for the reader; without it the band is a table and refused at load"),
        "value": Changed((op.figure,)),
        "unit": Changed((op.unit,)),
    },
    m.DefinitionModel: {
        **_all("cite", "label", "clause", because=WORDS),
        "for_": Spared("another subject has other facts and is refused at load"),
        "is_": Changed((op.definition,), inside=True),
        "place": Changed((op.of_the_case,)),
    },
    m.ClauseModel: {
        **_RULE,
        "payee": Changed((op.payee,)),
        "every": Changed((op.every,)),
        "amount": Changed((op.amount,), inside=True),
        "runs_from": Changed((op.absent("date"),)),
        "runs_on": Changed((op.absent("date"),)),
        "accrues": Changed((op.accrues,)),
        "running": Changed((op.running,)),
        "months": Changed((op.absent("period"),)),
        "window": Changed((op.window,)),
    },
    m.RunningModel: _all("figure", "cite", "reading", because="changed with the clause as a whole: the contrary of it"),
    m.ProvisionModel: {
        **_RULE,
        **_all("missing", because=WORDS),
        "reason": Changed((op.reason,)),
        "supply": Changed((op.items("amount", least=0),), inside=True),
    },
    m.OneOfModel: {"one_of": Spared("changed with the payee as a whole")},
    m.OfficeModel: _all("lead", "with_", because=WORDS),
    AmountModel: _AMOUNT,
    ItemModel: {**_AMOUNT, **_all("label", because=WORDS)},
    StepsModel: {
        "of": Spared("an expression: changed node by node, as part of the whole table"),
        "steps": Changed((op.steps,)),
    },
    StepModel: _all(
        "below", "up_to", "amount", because="cells: changed as nodes of the whole table, and where figures are declared"
    ),
    PartModel: {"amount": Changed(), "when": Changed(op.LINES, inside=True)},
    RoundingModel: {**_all("cite", because=WORDS), "to": Changed((op.rounding,)), "mode": Changed((op.rounding,))},
    OpenModel: {"open": Spared("changed as a node: it would hold, or fail")},
    ClauseLineModel: _all("clause", "of", because="changed as a node: the contrary of it"),
    AnyModel: {**_all("label", because=WORDS), "any": Changed((op.alternatives, op.forms, op.lists_inside), inside=True)},
    LabelledModel: {**_all("label", because=WORDS), "test": Changed()},
    m.LimitModel: {
        **_all("id", because=NAMED),
        **_all("title", "cite", "source", "clause", because=WORDS),
        "over": Changed((limits.over,)),
        "per": Changed((limits.keys,)),
        "at_most": Changed((limits.measures,), inside=True),
        "unless": Changed(op.LINES, inside=True),
    },
    m.AtMostModel: {
        **_all(
            "awards",
            "persons",
            "subjects",
            "months",
            "yuan_a_month",
            because="an expression: changed node by node, and where its figure is declared",
        ),
        "yuan": Changed((limits.listed, limits.swapped), inside=True),
    },
    m.InOrderModel: {"total": Spared("left out with the allowance as a whole"), "of": Changed((limits.swapped,))},
    CrossModel: {
        **_all("schema_version", "cross", "version", "supersedes", because=LOADING),
        **_all("title", "readings", because=WORDS),
        "recorded": Changed((op.days,)),
        "parameters": Changed(inside=True),
        **dict.fromkeys(("same", "limits", "prevails", "widens"), Changed((op.items("limit", least=0),), inside=True)),
    },
    SameModel: {**_JOINT, "per": Changed((limits.grounds,))},
    JointLimitModel: {**_JOINT, "at_most": Changed((limits.measures,), inside=True)},
    PrevailingModel: {
        **_all("id", because=NAMED),
        **_all("title", "cite", "reading", because=WORDS),
        "not_under": Changed((op.absent("limit"),)),
        "clause": Changed((limits.preferred,)),
        "over": Changed((op.items("limit"),)),
    },
    WideningModel: {
        **_all("id", "limit", because=NAMED),
        **_all("title", "cite", "reading", because=WORDS),
        "not_under": Changed((op.absent("limit"),)),
        "over": Changed((op.items("limit"),)),
    },
    m.GroupModel: _all("id", "of", "join", "cite", because="a promise that is proved at load or kept at run time"),
    ReadingModel: {
        **_all("question", "taken", "why", "warning", because=WORDS),
        "alternatives": Spared("what comes of one is changed where expressions say it"),
    },
    AlternativeModel: _all("taken", because=WORDS),
}


def edits(model: BaseModel, data: Any, path: DataPath, around: Surroundings, usage: Usage) -> Iterator[op.Edit]:
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
        spot = op.Spot(model, value, part if part is not None else value, (*path, key), around, usage)
        for operator in entry.operators:
            yield from operator(spot)
        if entry.inside:
            yield from _inside(value, spot.data, spot.path, around, usage)


def _says_nothing(model: BaseModel, name: str) -> bool:
    """Whether None is a value of the field: no payee."""
    return isinstance(model, m.ClauseModel) and name == "payee"


def _inside(value: Any, data: Any, path: DataPath, around: Surroundings, usage: Usage) -> Iterator[op.Edit]:
    if isinstance(value, BaseModel):
        yield from edits(value, data, path, around, usage)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(item, data[key], (*path, key), around, usage)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(item, data[index], (*path, index), around, usage)
