"""Policies compiled for both engines, and the way from a case to its determination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from subsidies.amount import Amount, evaluate
from subsidies.arithmetic.intervals import Interval
from subsidies.case.case import Case
from subsidies.case.entities import Entity, Question
from subsidies.determination.determination import Determination
from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.determination.settle import settle
from subsidies.engines.decision import Decision, Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.engines.rete.engine import ReteEngine
from subsidies.engines.rete.faults import EngineFault
from subsidies.errors import CaseError, EngineDisagreement, Finding, Position, UsageError, suggestion
from subsidies.errors.finding import shown
from subsidies.files.source import dotted
from subsidies.quantities.compile import Truth
from subsidies.ruleset.ids import natural
from subsidies.ruleset.rules import Rule, Ruleset
from subsidies.stacking.groups import Claim, own_verdict
from subsidies.stacking.plan import SettlingPlan, plan

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue


@dataclass(slots=True)
class Part:
    """One ruleset compiled for both engines."""

    ruleset: Ruleset
    reference: ReferenceEngine
    rete: ReteEngine | None
    settling: SettlingPlan
    fixed: dict[str, tuple[Amount, ...]] = field(default_factory=dict)
    """The amounts of rules that give the same in every case, once they were needed."""


class Program:
    """Some rulesets, compiled once; safe to use from several threads.

    ``supposed`` says that the rulesets are no law but a supposition (what if 3 months were 4?): the reference engine alone reads
    them, and nothing that comes out may be issued.
    """

    def __init__(self, rulesets: Sequence[Ruleset], catalogue: Catalogue, *, supposed: bool = False) -> None:
        self.rulesets = list(rulesets)
        self.catalogue = catalogue
        self.supposed = supposed
        self.parts = [self.part(ruleset) for ruleset in rulesets]

    def part(self, ruleset: Ruleset) -> Part:
        """One ruleset compiled."""
        world = self.catalogue.world
        reference = ReferenceEngine(ruleset, world)
        try:
            rete = None if self.supposed else ReteEngine(ruleset, world)
        except EngineFault as fault:
            context = {"reason": str(fault)}
            raise EngineDisagreement(Finding("engine_fault", Position(ruleset.file), context=context)) from None
        return Part(ruleset, reference, rete, plan(ruleset, reference))

    def rate(self, name: str, place: Interval, on: Interval) -> Interval:
        """A figure set outside the documents, for a place on a day."""
        return self.catalogue.world.rates[name].at(place, on)

    def environment(self, question: Question) -> Environment:
        return Environment(question, self.rate)

    def determine(self, case: Case, on: date | None = None, year: int | None = None) -> Determination:
        """The determination of a case; errors as for :meth:`Catalogue.assess`."""
        question = case.question(on, year)
        if question.prior_awards:
            self.check_prior_awards(case, question)
        entitlements: list[Entitlement] = []
        determination = Determination(case, question, self, entitlements, [], [])
        for part in self.parts:
            self.determine_part(part, question, determination)
        guard_versions(determination)
        return determination

    def determine_part(self, part: Part, question: Question, determination: Determination) -> None:
        env = self.environment(question)
        decisions = part.reference.run(env)
        if part.rete is not None:
            try:
                verdicts = part.rete.run(self.environment(question))
            except EngineFault as fault:
                raise EngineDisagreement(Finding("engine_fault", context={"reason": str(fault)})) from None
            self.compare(part, decisions, verdicts, env)
        guard_groups(part.ruleset, decisions)
        claims: list[Claim] = []
        owners: list[Entitlement] = []
        draft = part.ruleset.model.status == "draft"
        for decision in decisions:
            entitlement = self.entitlement(part, decision, env)
            determination.entitlements.append(entitlement)
            computed = decision.rule.provision is None and decision.verdict is not False
            if computed and not draft:
                rule_plan = part.settling.rules[decision.rule.id]
                own = own_verdict(decision, rule_plan)
                claims.append(Claim(decision, rule_plan, entitlement.amounts, entitlement.payees, own))
                owners.append(entitlement)
        if claims:
            order = sorted(range(len(claims)), key=lambda i: (natural(claims[i].decision.rule.id), i))
            claims, owners = [claims[i] for i in order], [owners[i] for i in order]
            settle(part, claims, owners, env, determination)

    def entitlement(self, part: Part, decision: Decision, env: Environment) -> Entitlement:
        rule, subject = decision.rule, decision.subject
        if decision.verdict is False:
            return Entitlement(part.ruleset, decision, _refusal(decision), (), (), part.reference, env)
        outcome = Outcome.POSSIBLE
        if decision.verdict is True and rule.provision is not None:
            outcome = Outcome.DECIDED_ELSEWHERE
        rule_plan = part.settling.rules[rule.id]
        amounts = part.fixed.get(rule.id)
        if amounts is None:
            amounts = tuple([evaluate(item.rule, item.low, item.high, env, subject) for item in rule_plan.amounts])
            if all(item.is_fixed for item in rule_plan.amounts):
                part.fixed[rule.id] = amounts
        payees: tuple[Entity | None, ...] = tuple([walk(subject, None) for walk in rule_plan.payees])
        return Entitlement(part.ruleset, decision, outcome, amounts, payees, part.reference, env)

    def compare(
        self,
        part: Part,
        decisions: Sequence[Decision],
        verdicts: dict[tuple[str, int], Truth],
        env: Environment,
    ) -> None:
        """Raises :class:`EngineDisagreement` unless both engines say the same of every rule and subject."""
        found: list[Finding] = []
        for decision in decisions:
            key = (decision.rule.id, decision.subject.index)
            other = verdicts.get(key, "missing")
            if other is not decision.verdict:
                found.append(self.disagreement(part, decision, other))
        if found or len(verdicts) != len(decisions):
            raise EngineDisagreement(found or [self.disagreement(part, decisions[0], "missing")])

    def disagreement(self, part: Part, decision: Decision, other: object) -> Finding:
        kind = self.catalogue.world.vocabulary.entities[decision.subject.kind]
        facts = ", ".join(f"{fact.name}={decision.subject.values[fact.slot]}" for fact in kind.facts.values())
        return Finding(
            "engines_disagree",
            context={
                "clause": f"{part.ruleset.policy}/{decision.rule.id}",
                "subject": repr(decision.subject),
                "reference": str(decision.verdict),
                "rete": str(other),
                "facts": facts,
            },
        )

    def check_prior_awards(self, case: Case, question: Question) -> None:
        """Prior awards must name clauses that exist, for subjects of their kind.

        Raises :class:`CaseError` with all findings.
        """
        found: list[Finding] = []
        for index, award in enumerate(question.prior_awards or ()):
            policy, _, clause = award.clause.rpartition("/")
            path = ("prior_awards", index, "clause")
            rules: dict[str, Rule] = {}
            if policy in self.catalogue.policies:
                for version in self.catalogue.versions(policy):
                    rules |= self.catalogue.ruleset(policy, version.model.version).rules
            if clause not in rules:
                known = [f"{policy}/{id_}" for id_ in rules] or self.catalogue.clauses_named(clause)
                found.append(
                    Finding(
                        "prior_award_clause",
                        case.source.position(path),
                        dotted(path),
                        {"found": shown(award.clause)},
                        suggestion=next((name for name in known if name.endswith(f"/{clause}")), suggestion(award.clause, known)),
                    )
                )
            elif rules[clause].subject != award.subject.kind:
                context = {"clause": award.clause, "entity": rules[clause].subject, "found": repr(award.subject)}
                spot = ("prior_awards", index, "subject")
                found.append(Finding("prior_award_subject", case.source.position(spot), dotted(spot), context))
        if found:
            raise CaseError(found)


def guard_versions(determination: Determination) -> None:
    """Each version is settled by itself, so two of one policy must not compete under a limit or for one subject.

    Raises :class:`UsageError` when two versions both give something and a limit, or the same clause and subject, joins them.
    """
    giving: dict[str, dict[str, list[Entitlement]]] = {}
    for item in determination.entitlements:
        if item.rule.provision is None and item.verdict is not False:
            giving.setdefault(item.ruleset.policy, {}).setdefault(item.ruleset.version, []).append(item)
    for policy, versions in giving.items():
        if len(versions) < 2:
            continue
        items = [item for found in versions.values() for item in found]
        limited = any(item.rule.id in limit.over for item in items for limit in item.ruleset.limits)
        if limited or len({(item.rule.id, item.subject.index) for item in items}) < len(items):
            context = {"found": ", ".join(versions), "policy": policy}
            raise UsageError(Finding("versions_together", context=context))


def guard_groups(ruleset: Ruleset, decisions: Sequence[Decision]) -> None:
    """Groups whose declared number could not be proved at load are checked on every case.

    Raises :class:`UsageError` when more clauses hold for a subject than declared, or surely none where one was.
    """
    for group in ruleset.groups:
        if group.proved:
            continue
        verdicts: dict[int, list[Decision]] = {}
        for decision in decisions:
            if decision.rule.id in group.of:
                verdicts.setdefault(decision.subject.index, []).append(decision)
        for members in verdicts.values():
            holding = [item.rule.id for item in members if item.verdict is True]
            none_left = group.join == "exactly_one" and all(
                item.verdict is False and _refusal(item) is Outcome.NOT_ENTITLED for item in members
            )
            if len(holding) > 1 or none_left:
                raise UsageError(
                    Finding(
                        "group_at_run_time",
                        context={
                            "group": group.id,
                            "found": ", ".join(holding) or "0",
                            "subject": repr(members[0].subject),
                            "expected": group.join,
                        },
                    )
                )


def _refusal(decision: Decision) -> Outcome:
    """The outcome of a failing rule: by the role of the first line that fails."""
    return _REFUSALS[decision.rule.lines[decision.lines.index(False)].role]


_REFUSALS: Final = {
    "in_force": Outcome.NOT_IN_FORCE,
    "place": Outcome.ELSEWHERE,
    "condition": Outcome.NOT_ENTITLED,
    "exception": Outcome.NOT_ENTITLED,
}
