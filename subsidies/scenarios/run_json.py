"""A run of features as a stable JSON document: its models, from which the JSON Schema is made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from subsidies.scenarios.faults import Untrue
from subsidies.scenarios.folder import NotRun, Ran
from subsidies.scenarios.runner import Result
from subsidies.scenarios.step import Step

DOCUMENT_VERSION: Final = 1


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class FailureDocument(_Model):
    """The first sentence of a scenario that is not true. Sentence, message and trace are Chinese, as the features are."""

    line: int
    clause: str | None
    sentence: str
    message: str
    trace: list[str]


class ScenarioDocument(_Model):
    """A scenario, or one row of an outline's examples (then ``line`` is the row's and ``values`` what it fills in)."""

    name: str
    rule: str | None
    line: int
    values: dict[str, str]
    passed: bool
    failure: FailureDocument | None


class FeatureDocument(_Model):
    """A feature file."""

    file: str
    title: str
    policies: list[str]
    passed: int
    failed: int
    scenarios: list[ScenarioDocument]


class NotRunDocument(_Model):
    """So many scenarios that were left out, since what they turn on is no law yet; ``policy`` or file, and version, to name."""

    policy: str
    version: str
    scenarios: int


class RunDocument(_Model):
    """All features that were run. It says nothing of time, so that the same features give the same document."""

    schema_version: Literal[1]
    folder: str
    passed: int
    failed: int
    features: list[FeatureDocument]
    not_run: list[NotRunDocument]


def document(folder: Path, ran: Sequence[Ran], apart: Sequence[NotRun] = ()) -> dict[str, Any]:
    """A run as plain data, and what was not run since it is ``apart``."""
    features = [
        FeatureDocument(
            file=Path(one.feature.file).as_posix(),
            title=one.feature.title,
            policies=list(one.feature.policies),
            passed=len(one.results) - len(one.failures),
            failed=len(one.failures),
            scenarios=[_scenario(result) for result in one.results],
        )
        for one in ran
    ]
    run = RunDocument(
        schema_version=DOCUMENT_VERSION,
        folder=folder.as_posix(),
        passed=sum(feature.passed for feature in features),
        failed=sum(feature.failed for feature in features),
        features=features,
        not_run=[NotRunDocument(**one._asdict()) for one in apart],
    )
    return run.model_dump(mode="json")


def step_of(result: Result) -> Step | None:
    """The step in which a scenario failed; its line may be that of a row of the step's table."""
    if result.fault is None:
        return None
    return max(
        (step for step in result.scenario.steps if step.line <= result.fault.line), key=lambda step: step.line, default=None
    )


def _scenario(result: Result) -> ScenarioDocument:
    scenario = result.scenario
    return ScenarioDocument(
        name=scenario.name,
        rule=scenario.rule or None,
        line=scenario.line,
        values=dict(scenario.values),
        passed=result.passed,
        failure=_failure(result),
    )


def _failure(result: Result) -> FailureDocument | None:
    fault = result.fault
    if fault is None:
        return None
    step = step_of(result)
    untrue = fault if isinstance(fault, Untrue) else None
    return FailureDocument(
        line=fault.line,
        clause=untrue.clause or None if untrue else None,
        sentence=step.sentence if step else "",
        message=fault.text,
        trace=untrue.trace.splitlines() if untrue else [],
    )
