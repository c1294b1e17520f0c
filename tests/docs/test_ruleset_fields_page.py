"""The page of what a ruleset may say names every key that a file may have, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from subsidies.expression.functions import AGGREGATES, CONSTANTS, EXTREMES, ROUNDINGS
from subsidies.ruleset.articles import file_schema
from subsidies.ruleset.cross_models import SECTIONS, CrossModel, JointLimitModel, PrevailingModel, WideningModel
from subsidies.vocabulary.checks import LIMIT_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "ruleset-fields.md").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = file_schema()
MODELS = {
    "Article": ["ArticleModel"],
    "Reading": ["ReadingModel"],
    "Parameter": ["ParameterModel"],
    "Definition": ["DefinitionModel"],
    "Clause and provision": ["ClauseModel", "ProvisionModel"],
    "Lines": ["LabelledModel", "AnyModel", "OpenModel", "ClauseLineModel"],
    "Amount": ["AmountModel"],
    "Limit": ["LimitModel"],
    "Group": ["GroupModel"],
}
WITHIN = {
    "File": ["EffectiveModel"],
    "Article": ["OfficeModel"],
    "Reading": ["AlternativeModel"],
    "Clause and provision": ["RunningModel", "OneOfModel"],
    "Amount": ["RoundingModel", "PartModel", "StepModel", "StepsModel"],
    "Limit": ["AtMostModel", "InOrderModel"],
}


def section(name: str) -> str:
    (text,) = re.findall(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return str(text)


def first_column(name: str) -> set[str]:
    cells = re.findall(r"^\| (`.+?) \|", section(name), re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`(.+?)`", cell)}


def keys(*models: str) -> set[str]:
    return {key for model in models for key in SCHEMA["$defs"][model]["properties"]}


def test_the_keys_of_a_file() -> None:
    assert first_column("File") == set(SCHEMA["properties"])


@pytest.mark.parametrize("name", MODELS)
def test_the_keys_of_each_part(name: str) -> None:
    assert first_column(name) == keys(*MODELS[name])


@pytest.mark.parametrize("name", WITHIN)
def test_keys_within_them_are_told_beside(name: str) -> None:
    words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", section(name)))))
    assert keys(*WITHIN[name]) <= words


def test_the_keys_of_what_joins_policies() -> None:
    name = "What joins policies"
    assert first_column(name) == set(CrossModel.model_fields)
    assert set(SECTIONS) < first_column(name)
    words = set(re.findall(r"`(\w+)`", section(name)))
    assert {*JointLimitModel.model_fields, *PrevailingModel.model_fields, *WideningModel.model_fields} <= words


def test_the_words_of_expressions_and_limits() -> None:
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", section("Expressions")))))
    assert {*AGGREGATES, *EXTREMES, *ROUNDINGS, *CONSTANTS} <= told
    assert set(LIMIT_KEYS) <= set(re.findall(r"`(\w+)`", section("Limit")))
