"""The way from a case to its determination: every engine asked, agreement required, claims settled, the result put together."""

from __future__ import annotations

from datetime import date
from typing import Final

from subsidies.amount import Amount, evaluate
from subsidies.assessment.refusals import guard_groups
from subsidies.assessment.running import running_amounts
from subsidies.case.case import Case
from subsidies.case.entities import Entity, Question
from subsidies.case.other_readings import OtherReading
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.engines.decision import Decision, Environment
from subsidies.engines.faults import EngineFault
from subsidies.engines.jury import require_agreement
from subsidies.errors import EngineDisagreement, Finding
from subsidies.errors.arguments import day_if_given, instance, year_if_given
from subsidies.errors.finding import Phrase
from subsidies.i18n import N_
from subsidies.law import CompiledRuleset, Law
from subsidies.law.set_apart import require_within_bands
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.ids import natural
from subsidies.ruleset.rules import Role
from subsidies.settlement import Claim, Settled, settle
from subsidies.settlement.plan import RulePlan
from subsidies.vocabulary.rates import StatedRates

A_CASE: Final = Phrase(N_("what Catalogue.read_case gives"))
RATES: Final = Phrase(N_("what Catalogue.read_rates gives"))
READINGS: Final = Phrase(N_("what Catalogue.read_readings gives"))


def require_case(case: Case) -> Case:
    """The case; raises :class:`UsageError` for anything else, such as the path of a file."""
    return instance("case", case, Case, A_CASE)


def _readings(readings: tuple[OtherReading, ...]) -> tuple[OtherReading, ...]:
    found = instance("readings", readings, tuple, READINGS)
    return tuple([instance("readings", one, OtherReading, READINGS) for one in found])


def assess(
    law: Law,
    case: Case,
    on: date | str | None = None,
    year: int | str | None = None,
    *,
    rates: StatedRates | None = None,
    readings: tuple[OtherReading, ...] = (),
) -> Determination:
    """Determine what a case is entitled to under a law.

    ``on`` is the day the question is put (a date or an ISO text) and ``year`` the calendar year assessed; both default to what
    the case says.
    ``rates`` are figures of the office that decides: they come before those that the case states, and before those of the law's
    tables. ``readings`` are what the office takes instead of readings of the rulesets.

    Raises :class:`UsageError` for an argument that cannot be meant, :class:`CaseError` and :class:`EngineDisagreement`, and
    :class:`RulesetError` for a figure of the office outside the band of the law; never gives part of an answer.
    """
    question = require_case(case).question(day_if_given(on), year_if_given(year)).read_as(_readings(readings))
    question = question if rates is None else question.under(instance("rates", rates, StatedRates, RATES))
    require_within_bands(law.known, question.rates, law.world)
    return decide(law, question, case.id)


def decide(law: Law, question: Question, case: str | None = None) -> Determination:
    """The determination of a question; ``case`` is the id of the case that it is asked of. Errors as for :func:`assess`.

    What drafts would give is decided in a run of its own, and decides nothing.
    """
    supposed = None if law.if_in_force is None else decide(law.if_in_force, question, case)
    rates = law.rates(question)
    env = Environment(question, rates)
    found: list[Entitlement | Claim] = []
    claims: list[Claim] = []
    for compiled in law.compiled:
        own: list[Claim] = []
        for decision in decisions(compiled, law, env):
            if decision.verdict is False:
                found.append(refused(compiled, decision))
                continue
            claim = claimed(len(found), compiled, decision, env)
            found.append(claim)
            if decision.rule.provision is None:
                own.append(claim)
        claims += sorted(own, key=lambda claim: natural(claim.plan.ref.id))
    settlement = settle(claims, law.settling, env)
    settled = settlement.claims
    return Determination(
        case,
        question,
        tuple(compiled.ref for compiled in law.compiled),
        tuple([item if isinstance(item, Entitlement) else entitlement(item, settled.get(item.place)) for item in found]),
        settlement.used_up,
        settlement.combinations,
        settlement.together,
        tuple(cross.ref for cross in law.crosses),
        supposed,
        rates.used(),
    )


def decisions(compiled: CompiledRuleset, law: Law, env: Environment) -> list[Decision]:
    """What the engines decide of one ruleset.

    Raises :class:`EngineDisagreement` unless they agree, and :class:`UsageError` where a group of clauses breaks its word.
    """
    found = compiled.reference.run(env)
    for name, engine in compiled.others.items():
        try:
            # What one engine worked out on the way must not reach another.
            verdicts = engine.run(law.environment(env.question))
        except EngineFault as fault:
            raise EngineDisagreement(Finding("engine_fault", context={"reason": str(fault)})) from None
        require_agreement(compiled.ref.policy, found, name, verdicts, env.question, law.world.vocabulary)
    guard_groups(compiled.ruleset, found)
    return found


def refused(compiled: CompiledRuleset, decision: Decision) -> Entitlement:
    """A failing rule: its outcome follows from the role of the first line that fails."""
    role = decision.rule.lines[decision.lines.index(False)].role
    return Entitlement(compiled.clauses[decision.rule.id], decision.subject.ref, False, decision.lines, REFUSALS[role])


def claimed(place: int, compiled: CompiledRuleset, decision: Decision, env: Environment) -> Claim:
    """What a rule gives that holds or may hold."""
    plan = compiled.plan.rules[decision.rule.id]
    running = compiled.running.get(decision.rule.id)
    amounts = compiled.fixed.get(decision.rule.id)
    if running is not None:
        amounts = running_amounts(running, plan, decision.subject, env)
    elif amounts is None:
        amounts = _amounts(plan, decision.subject, env)
        if all(item.is_fixed for item in plan.amounts):
            compiled.fixed[decision.rule.id] = amounts
    payees = tuple([way.end(decision.subject) for way in plan.payees])
    return Claim(place, plan, decision.subject, decision.verdict, decision.lines, amounts, payees)


def _amounts(plan: RulePlan, subject: Entity, env: Environment) -> tuple[Amount, ...]:
    return tuple([evaluate(item.rule, item.low, item.high, env, subject, item.parts) for item in plan.amounts])


def entitlement(claim: Claim, settled: Settled | None = None) -> Entitlement:
    """The result of a claim; what is not settled is open, or decided elsewhere where its conditions hold."""
    ref = claim.plan.ref
    payees = tuple([None if payee is None else payee.ref for payee in claim.payees])
    base = ref, claim.subject.ref, claim.verdict, claim.lines
    if settled is None:
        elsewhere = claim.verdict is True and ref.provision
        return Entitlement(*base, Outcome.DECIDED_ELSEWHERE if elsewhere else Outcome.POSSIBLE, claim.amounts, payees)
    outcome = Outcome.EXCLUDED_BY_LIMIT if settled.excluded else Outcome.POSSIBLE
    if settled.paid is not None or settled.shared is not None:
        outcome = Outcome.PAYABLE
    if BENEFIT_KINDS[ref.kind].duty:
        settled = settled._replace(paid=None)
    return Entitlement(
        *base,
        outcome,
        claim.amounts,
        payees,
        settled.paid,
        settled.excluded,
        settled.open,
        settled.months,
        settled.shared,
    )


REFUSALS: Final[dict[Role, Outcome]] = {
    "in_force": Outcome.NOT_IN_FORCE,
    "place": Outcome.ELSEWHERE,
    "condition": Outcome.NOT_ENTITLED,
    "exception": Outcome.NOT_ENTITLED,
}
