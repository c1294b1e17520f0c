"""Running scenarios in process: each step through the table, each failure with its file, line and clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from subsidies.errors import InputError, RulesetError, UsageError
from subsidies.scenarios import answer_steps, given_steps, rate_steps, reading_steps, sum_steps, variation_steps
from subsidies.scenarios.faults import FeatureError, Untrue
from subsidies.scenarios.scenario import CLAUSE, POLICY, Scenario, policies_of, read_feature
from subsidies.scenarios.state import ScenarioState
from subsidies.scenarios.step import Step
from subsidies.scenarios.step_table import STEPS
from subsidies.vocabulary.numbers import Unreadable, near

if TYPE_CHECKING:
    from datetime import date

    from subsidies.catalogue import Catalogue
    from subsidies.law import Law

ROOMS: Final = (given_steps, rate_steps, reading_steps, answer_steps, sum_steps, variation_steps)
"""The modules whose steps are in the table."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a scenario went; ``fault`` is None when everything it says is true."""

    scenario: Scenario
    fault: FeatureError | Untrue | None

    @property
    def passed(self) -> bool:
        return self.fault is None


class ScenarioRun:
    """One scenario under way, step by step.

    The policy is the one that a tag ``@方案-…`` names, or else the folder in which the feature lies. Tags ``@条款-…`` must
    name clauses or limits of it, or entries that join it with other policies.
    """

    def __init__(self, catalogue: Catalogue, file: str, tags: Iterable[str], line: int = 1) -> None:
        tags = list(tags)
        policies = policies_of(file, tags)
        there = {*catalogue.policies, *catalogue.unreleased}
        if unknown := [policy for policy in policies if policy not in there]:
            hint = f"{near(unknown[0], catalogue.policies)}；特性文件应放在以方案为名的文件夹中"
            raise FeatureError(f"没有方案“{unknown[0]}”{hint}，可用的有：{'、'.join(catalogue.policies)}", file, line)
        self.state = ScenarioState(catalogue, file, policies)
        self.failed = False
        for tag in tags:
            self._tag(tag, line)

    def _tag(self, tag: str, line: int) -> None:
        if tag.startswith(POLICY):
            return
        catalogue, file = self.state.catalogue, self.state.file
        if not tag.startswith(CLAUSE):
            raise FeatureError(f"没有标签“@{tag}”，可用的是 @{CLAUSE}… 和 @{POLICY}…", file, line)
        known = [id_ for policy in self.state.policies for id_ in ids_of(catalogue, policy)]
        known = list(dict.fromkeys([*known, *catalogue.cross_files.entries(self.state.policies)]))
        clause = tag.removeprefix(CLAUSE)
        if clause not in known:
            if waiting := catalogue.cross_files.waiting(clause, self.state.policies):
                tried = f"要先试，写明 --policy {waiting.policy} --version {waiting.version}"
                raise FeatureError(
                    f"标签“@{tag}”指的条目在 {waiting.policy} {waiting.version} 版里，该版尚未发布；{tried}", file, line
                )
            hint = f"{near(clause, known)}，可用的有：{'、'.join(known)}"
            raise FeatureError(f"标签“@{tag}”指的条款不存在{hint}", file, line)

    def step(self, step: Step) -> None:
        """Carry out one step.

        Raises :class:`FeatureError` when it cannot be carried out and :class:`Untrue` when it says what is not so.
        """
        self.state.line = step.line
        self._try(lambda: self._carry_out(step))

    def read_case(self) -> None:
        """Check the case as described so far; raises :class:`FeatureError` as a step does."""
        self._try(self.state.read_case)

    def _carry_out(self, step: Step) -> None:
        if step.kind == "given" and self.state.explanation is not None:
            raise Unreadable("“当 审核该案件”之后不能再改案件，请另写一个场景")
        STEPS.run(self.state, step)
        self.state.said_anything |= step.kind == "then"

    def _try(self, action: Callable[[], object]) -> None:
        state = self.state
        try:
            action()
        except Unreadable as error:
            self.failed = True
            raise FeatureError(str(error), state.file, state.line) from None
        except FeatureError:
            self.failed = True
            raise
        except RulesetError:
            # A ruleset is to blame, which no line of a feature should be named for.
            self.failed = True
            raise
        except (InputError, UsageError) as error:
            self.failed = True
            raise FeatureError.of(error, state.file, state.line) from None
        except Untrue:
            self.failed = True
            raise

    def finish(self) -> None:
        """After the last step: nothing that has to be said is left out."""
        if self.failed:
            return
        try:
            self.state.finish()
        except Unreadable as error:
            raise FeatureError(str(error), self.state.file, self.state.line) from None


class Prepared:
    """A scenario whose case has been read, to be put to many laws: the one in force, or one after a change."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue) -> None:
        """Raises :class:`FeatureError` when the case cannot be read."""
        self.scenario = scenario
        self._session = ScenarioRun(catalogue, scenario.file, scenario.tags, scenario.line)
        given = [step for step in scenario.steps if step.kind == "given"]
        self._rest = scenario.steps[len(given) :]
        for step in given:
            self._session.step(step)
        self._session.read_case()

    def run(self, law_of: Callable[[tuple[str, ...], date | None], Law] | None = None) -> tuple[Result, ScenarioState]:
        """Put the question and check what the scenario says of the answer; the state shows what was checked."""
        session = copy(self._session)
        session.state = replace(session.state, law_of=law_of, asked=[], checked=[], explanation=None, said_anything=False)
        return _carried_out(self.scenario, session, self._rest), session.state


def ids_of(catalogue: Catalogue, policy: str) -> Iterator[str]:
    """What a tag may name: the clauses, provisions and limits of every version of a policy."""
    for version in catalogue.versions(policy):
        yield from catalogue.ruleset(policy, version.model.version).model.ids


def _carried_out(scenario: Scenario, session: ScenarioRun, steps: Iterable[Step]) -> Result:
    try:
        for step in steps:
            session.step(step)
        session.finish()
    except (FeatureError, Untrue) as fault:
        return Result(scenario, fault)
    return Result(scenario, None)


def run_scenario(scenario: Scenario, catalogue: Catalogue) -> Result:
    """Run one scenario to its first failure."""
    try:
        session = ScenarioRun(catalogue, scenario.file, scenario.tags, scenario.line)
    except FeatureError as fault:
        return Result(scenario, fault)
    return _carried_out(scenario, session, scenario.steps)


def run_feature(path: Path | str, catalogue: Catalogue) -> list[Result]:
    """Run every scenario of a file, in order.

    Raises :class:`FeatureError` when the file itself cannot be read.
    """
    return [run_scenario(scenario, catalogue) for scenario in read_feature(path)]
