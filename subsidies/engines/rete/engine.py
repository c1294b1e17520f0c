"""An engine of its own: durable-rules networks decide what the reference engine decides, from the same conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Question
from subsidies.engines.decision import Environment, Rates
from subsidies.engines.rete.compile import Compiler
from subsidies.engines.rete.facts import Facts, Subject
from subsidies.engines.rete.faults import NetworkFault
from subsidies.engines.rete.homes import QUESTION_KEY
from subsidies.engines.rete.network import Network, NetworkRule, Test
from subsidies.engines.rete.patterns import QUESTION, Frame, Predicate
from subsidies.engines.rete.strata import stages
from subsidies.quantities.compile import Truth
from subsidies.ruleset.rules import Ruleset
from subsidies.vocabulary.world import World

_REMEMBERED: Final = 1024
"""Questions (day, year, place) of which the conclusions are kept: most cases of a batch ask the same."""


@dataclass(slots=True)
class _Run:
    """What is known in the course of one case: an environment for quantities.

    ``conclusions`` are by the index of an entity, by (number of the frame, index, index) of a pair, and for the
    question at QUESTION_KEY.
    """

    question: Question
    rates: Rates
    numbers: dict[Any, Interval]
    conclusions: dict[Any, set[int]] = field(default_factory=dict)


class ReteEngine:
    """One ruleset, compiled to networks. Several threads may use it at once."""

    def __init__(self, ruleset: Ruleset, world: World) -> None:
        compiler = Compiler(world, ruleset.definition_nodes, ruleset.named)
        self.ruleset = ruleset
        self._verdicts: dict[str, list[tuple[str, int, int]]] = {}
        for rule in ruleset.rules.values():
            predicate = compiler.predicate(Frame(rule.subject), rule.condition)
            self._verdicts.setdefault(rule.subject, []).append((rule.id, *predicate.conclusions))
        self._of_question: list[_Stage] = []
        self._stages: list[_Stage] = []
        for number, (frame, predicates) in enumerate(stages(compiler.predicates)):
            stage = _Stage(f"{ruleset.policy}/{number}", frame, predicates, compiler)
            (self._of_question if frame == QUESTION else self._stages).append(stage)
        self._remembered: dict[tuple[Any, ...], set[int]] = {}

    def run(self, env: Environment) -> dict[tuple[str, int], Truth]:
        """Decide every rule for every entity of its kind: the verdict by rule id and index of the entity."""
        question = env.question
        run = _Run(question, env.rates, env.numbers)
        run.conclusions[QUESTION_KEY] = self._about_question(run)
        for stage in self._stages:
            stage.decide(run)
        verdicts: dict[tuple[str, int], Truth] = {}
        for kind, rules in self._verdicts.items():
            for entity in question.entities.get(kind, ()):
                index = entity.index
                found = run.conclusions[index]
                for rule, holds, fails in rules:
                    if holds in found:
                        if fails in found:
                            raise NetworkFault(self.ruleset.policy, f"clause {rule} both holds and fails for {entity}")
                        verdicts[rule, index] = True
                    else:
                        verdicts[rule, index] = False if fails in found else None
        return verdicts

    def _about_question(self, run: _Run) -> set[int]:
        """What the networks conclude from the day, the year, the place and the readings alone."""
        question = run.question
        key = (question.day, question.year, question.place, tuple(question.readings.items()))
        known = self._remembered.get(key)
        if known is None:
            run.conclusions[QUESTION_KEY] = set()
            for stage in self._of_question:
                stage.decide(run)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            known = self._remembered[key] = run.conclusions[QUESTION_KEY]
        return known

    def close(self) -> None:
        """Free what durable-rules holds; the engine cannot run after this."""
        for stage in (*self._of_question, *self._stages):
            stage.network.close()


class _Stage:
    """One network, and who it is asked about."""

    def __init__(self, name: str, frame: Frame, predicates: Sequence[Predicate], compiler: Compiler) -> None:
        self.frame = frame
        self.facts = Facts(frame, predicates, compiler)
        self.network = Network(name, list(_rules(predicates, self.facts)))
        self._members = compiler.quantities.members(frame.pairs) if frame.pairs else None
        self._number = compiler.homes.pairs.get(frame, 0)

    def decide(self, run: _Run) -> None:
        """Add to the conclusions of a run what this network concludes."""
        if self.frame == QUESTION:
            self._conclude(run, [(None, None)], [QUESTION_KEY])
            return
        entities = run.question.entities.get(self.frame.kind, ())
        if self._members is None:
            self._conclude(run, [(entity, None) for entity in entities], [entity.index for entity in entities])
            return
        lists = [(entity, self._members(entity, None)) for entity in entities]
        pairs = [(entity, member) for entity, found in lists for member in (*found.members, *found.doubtful)]
        self._conclude(run, pairs, [(self._number, entity.index, member.index) for entity, member in pairs])

    def _conclude(self, run: _Run, subjects: Sequence[Subject], keys: Sequence[Any]) -> None:
        if not subjects:
            return
        conclusions = run.conclusions
        facts = self.facts.make(run, subjects)
        for key, found in zip(keys, self.network.run_bodies(facts), strict=True):
            if key in conclusions:
                conclusions[key] |= found
            else:
                conclusions[key] = found


def _rules(predicates: Iterable[Predicate], facts: Facts) -> Iterable[NetworkRule]:
    for predicate in predicates:
        for conclusion, patterns in zip(predicate.conclusions, (predicate.holds, predicate.fails), strict=True):
            for pattern in patterns:
                tests = [Test(facts.names[atom.source], atom.operator, atom.value) for atom in pattern]
                yield NetworkRule(conclusion, tuple(tests))
