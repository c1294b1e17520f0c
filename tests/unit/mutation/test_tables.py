"""Every field of a ruleset file and every type of node has an operator, or a reason why nothing changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, get_args

import pytest
from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType

from subsidies.expression import nodes as n
from subsidies.files.schema import Closed
from subsidies.mutation.change_kinds import CHANGE_KINDS, NAMES, Spared
from subsidies.mutation.fields import FIELD_OPERATORS
from subsidies.mutation.nodes import NODE_OPERATORS
from subsidies.ruleset.cross_models import CrossModel
from subsidies.ruleset.models import ClauseModel, Label, RulesetModel


def node_types() -> set[type[n.Node]]:
    """Every type of node that the module of nodes declares."""
    return {item for item in vars(n).values() if isinstance(item, type) and issubclass(item, n.Node)} - {n.Node}


def models_in(annotation: Any, seen: set[Any]) -> set[type[BaseModel]]:
    """The models that a file with this annotation can hold, words in two languages apart."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen or annotation is Label:
            return set()
        seen.add(annotation)
        annotation.model_rebuild()
        fields = (info.annotation for info in annotation.model_fields.values())
        return {annotation}.union(*(models_in(item, seen) for item in fields))
    if isinstance(annotation, TypeAliasType):
        if annotation in seen:
            return set()
        seen.add(annotation)
        return models_in(annotation.__value__, seen)
    return set().union(*(models_in(item, seen) for item in get_args(annotation)))


def without_node_operator(types: Iterable[type[n.Node]]) -> set[str]:
    return {item.__name__ for item in types if item not in NODE_OPERATORS}


def without_field_operator(models: Iterable[type[BaseModel]]) -> set[str]:
    return {
        f"{model.__name__}.{name}"
        for model in models
        for name in model.model_fields
        if name not in FIELD_OPERATORS.get(model, {})
    }


def test_every_type_of_node_has_an_operator_or_a_reason() -> None:
    assert without_node_operator(node_types()) == set()
    assert NODE_OPERATORS.keys() <= node_types()


def test_every_field_of_a_ruleset_file_has_an_operator_or_a_reason() -> None:
    models = models_in(RulesetModel, set()) | models_in(CrossModel, set())
    assert without_field_operator(models) == set()
    assert FIELD_OPERATORS.keys() == models
    assert all(set(entries) == set(model.model_fields) for model, entries in FIELD_OPERATORS.items())


def test_a_new_type_of_node_without_an_operator_is_found() -> None:
    @dataclass(frozen=True, slots=True)
    class Median(n.Node):
        operands: tuple[n.Node, ...]

    assert without_node_operator([*node_types(), Median]) == {"Median"}


def test_a_new_field_or_model_without_an_operator_is_found() -> None:
    class StepModel(Closed):
        at: int

    class WiderClauseModel(ClauseModel):
        steps: Annotated[list[StepModel], Field(min_length=1)]

    class WiderModel(Closed):
        clauses: dict[str, WiderClauseModel]

    found = without_field_operator(models_in(WiderModel, set()))
    assert {"StepModel.at", "WiderClauseModel.steps", "WiderModel.clauses"} <= found


@pytest.mark.parametrize(
    "reason",
    [entry.reason for entry in NODE_OPERATORS.values() if isinstance(entry, Spared)]
    + [entry.reason for entries in FIELD_OPERATORS.values() for entry in entries.values() if isinstance(entry, Spared)],
)
def test_what_is_spared_says_why(reason: str) -> None:
    assert len(reason.split()) > 3


def test_every_kind_of_change_has_a_name() -> None:
    assert tuple(NAMES) == CHANGE_KINDS
