"""Rulesets of several policies, compiled once for every engine and for settling them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from subsidies.amount import Amount
from subsidies.case.entities import Question
from subsidies.engines.decision import Engine, Environment
from subsidies.engines.faults import EngineFault
from subsidies.engines.others import OTHERS
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.errors import EngineDisagreement, Finding, Position, UsageError
from subsidies.errors.arguments import unknown
from subsidies.expression import nodes as n
from subsidies.law.joining import coming_before, joining, joint_limits
from subsidies.law.running import Step, running
from subsidies.law.set_apart import SetApart, all_set_apart
from subsidies.law.widening import widened, widened_policies, widenings
from subsidies.reprs import cut
from subsidies.ruleset.cross import Cross
from subsidies.ruleset.foreign import with_exceptions, with_limits
from subsidies.ruleset.lineage import Lineages
from subsidies.ruleset.models import RulesetModel
from subsidies.ruleset.reach import amount_expressions, line_expressions, reached
from subsidies.ruleset.references import ClauseRef, LimitRef, RulesetRef
from subsidies.ruleset.rules import LimitRule, Line, Rule, Ruleset
from subsidies.settlement.plan import LimitPlan, RulesetPlan, SettlingPlan, plan, plan_ruleset
from subsidies.vocabulary.rate_lookup import RateLookup
from subsidies.vocabulary.world import World

FactRead = tuple[n.Fact, n.Path | None]
"""A fact, and the way to it from the subject of the rule; None where it leads through a member of a list."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CompiledRuleset:
    """One ruleset, compiled; no engine but the reference engine where it is a supposition. ``others`` are by name."""

    ruleset: Ruleset
    ref: RulesetRef
    clauses: Mapping[str, ClauseRef]
    reference: ReferenceEngine
    others: Mapping[str, Engine]
    plan: RulesetPlan
    fixed: dict[str, tuple[Amount, ...]] = field(default_factory=dict)
    """The amounts of rules that give the same in every case, once they were needed."""
    running: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    """What later versions make of the figures of benefits that run on, by clause."""
    _facts: dict[str, tuple[FactRead, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<CompiledRuleset {self.ref.policy} {self.ref.version}>"

    def facts(self, id_: str) -> tuple[FactRead, ...]:
        """The facts on which the lines and amounts of a rule turn, in the order in which a reader meets them; worked out once."""
        if id_ not in self._facts:
            rule = self.ruleset.rules[id_]
            turning = [*line_expressions(rule), *amount_expressions(rule.amounts, rule.subject, rule.path)]
            found = reached(turning, self.ruleset.definitions, each_way=True)
            self._facts[id_] = tuple(dict.fromkeys((read.node, read.way) for read in found if isinstance(read.node, n.Fact)))
        return self._facts[id_]


SHOWN: Final = 4
"""How many policies a law is called by."""


class Law:
    """World, rulesets and engines; safe to use from several threads.

    The rulesets stand in the order of their policies, so that no answer hangs on the order in which policies were asked for.

    ``supposed`` says that the rulesets are no law but a supposition (what if 3 months were 4?): the reference engine alone reads
    them, and nothing that comes out may be issued.

    ``versions`` are all that the policies ever had, oldest first, and those of policies that ``crosses`` join with them: awards
    may have been given by any of them. Without them there are those of the rulesets alone. ``consulted`` decide nothing here, but
    their clauses may come before some that do. Drafts among the rulesets count as if they were in force; a law without any may
    have one beside it that has them too, ``if_in_force``.

    Raises :class:`EngineDisagreement` where a ruleset cannot be compiled for one of the engines, and :class:`RulesetError` where
    entries of ``crosses`` cannot be over the clauses that they name.
    """

    def __init__(
        self,
        world: World,
        rulesets: Sequence[Ruleset],
        *,
        supposed: bool = False,
        versions: Sequence[RulesetModel] | None = None,
        crosses: Sequence[Cross] = (),
        consulted: Sequence[Ruleset] = (),
        if_in_force: Law | None = None,
    ) -> None:
        self.world = world
        self.if_in_force = if_in_force
        self.set_apart: Mapping[str, SetApart] = all_set_apart(world, [*rulesets, *consulted])
        """The figures that are set outside the documents of this law, by their names."""
        self.known = known = (*rulesets, *consulted)
        lineages = Lineages([item.model for item in known] if versions is None else versions, world.vocabulary)
        self.crosses = joining(crosses, lineages)
        in_order = sorted(rulesets, key=lambda item: item.policy)
        before = {(one.policy, one.version): list(coming_before(one, known, self.crosses, lineages)) for one in known}
        refs = {(one.policy, one.version): _clauses(one, world) for one in known}
        foreign = {one.name: refs[one.source.policy, one.source.version][one.clause] for own in before.values() for one in own}
        wider = {id(one): list(widenings(one, known, self.crosses, lineages)) for one in known}
        self.rulesets = tuple(with_limits(with_exceptions(one, before), wider[id(one)], before) for one in in_order)
        self.compiled = tuple(_compiled(one, refs[one.policy, one.version], foreign, world, supposed) for one in self.rulesets)
        plans = [(item.ruleset, item.plan) for item in self.compiled]
        for item in self.compiled:
            item.running.update(running(item.ruleset, plans))
        self._by_ref: dict[RulesetRef | None, CompiledRuleset] = {item.ref: item for item in self.compiled}
        joint = list(joint_limits(self.crosses, self.compiled, lineages, world.vocabulary))
        # What was given under clauses of a policy that nobody asks about counts as its own ruleset would have it.
        counted = [
            _compiled(with_limits(one, wider[id(one)], before), refs[one.policy, one.version], foreign, world, supposed=True)
            for one in consulted
            if wider[id(one)] or one.policy in widened_policies(self.crosses, lineages)
        ]
        settling = plan([item.plan for item in self.compiled], lineages, joint)
        self.settling: SettlingPlan = widened(settling, self.crosses, (*self.compiled, *counted), lineages, world.vocabulary)
        self._limits: dict[LimitRef, LimitRule] = {limit.ref: limit.rule for limit in self.settling.limit_plans}

    def __repr__(self) -> str:
        names = [f"{item.policy} {item.version}" for item in self.rulesets]
        more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
        return cut(f"<Law of {', '.join([*names[:SHOWN], *more]) or 'no policy'}>")

    @cached_property
    def by_reference(self) -> Law:
        """The same law read by the reference engine alone and without drafts: for suppositions, which nobody is issued."""
        law = copy(self)
        law.if_in_force = None
        law.compiled = tuple(replace(item, others={}) for item in self.compiled)
        law._by_ref = {item.ref: item for item in law.compiled}
        return law

    def rates(self, question: Question) -> RateLookup:
        """The figures set outside the documents that count for a question."""
        return self.world.lookup(question.rates)

    def environment(self, question: Question) -> Environment:
        """What a run of the engines over a question carries."""
        return Environment(question, self.rates(question))

    def of(self, ref: ClauseRef | LimitRef | RulesetRef) -> CompiledRuleset:
        """The ruleset that a clause or limit stands in.

        Raises :class:`UsageError` for one of another law, and for the limit that every clause carries.
        """
        try:
            return self._by_ref[ref if isinstance(ref, RulesetRef) else ref.ruleset]
        except KeyError:
            raise self._of_another(ref) from None

    def require(self, refs: Iterable[RulesetRef]) -> None:
        """Make sure that the law holds some rulesets, as one has to that is to explain what they decided.

        Raises :class:`UsageError` for the first that it does not hold.
        """
        for ref in refs:
            self.of(ref)

    def ruleset(self, ref: ClauseRef | LimitRef | RulesetRef) -> Ruleset:
        """The typed rules of a ruleset; errors as for :meth:`of`."""
        return self.of(ref).ruleset

    def rule(self, ref: ClauseRef) -> Rule:
        """The typed rule of a clause; errors as for :meth:`of`."""
        try:
            return self.of(ref).ruleset.rules[ref.id]
        except KeyError:
            raise self._of_another(ref) from None

    def limit(self, ref: LimitRef) -> LimitRule:
        """A limit of the law.

        Raises :class:`UsageError` for one of another law, and for the one that every clause carries.
        """
        try:
            return self._limits[ref]
        except KeyError:
            raise self._of_another(ref) from None

    def _of_another(self, ref: ClauseRef | LimitRef | RulesetRef) -> UsageError:
        """The refusal of what is not in this law."""
        name = f"{ref.policy} {ref.version}" if isinstance(ref, RulesetRef) else ref.name
        return unknown("other_law", name, [f"{item.policy} {item.version}" for item in self.rulesets])

    def limit_for(self, ref: LimitRef, reader: ClauseRef) -> LimitRule:
        """A limit in the words of the ruleset of a clause that it binds; errors as for :meth:`limit`."""
        plan = self._plan_for(ref, reader)
        return self.limit(ref) if plan is None else plan.rule

    def exemptions(self, ref: LimitRef, reader: ClauseRef, subject: str) -> tuple[Line, ...]:
        """By what a limit exempts a kind of entity, in the words of the ruleset of a clause that it binds."""
        plan = self._plan_for(ref, reader)
        over = () if plan is None else plan.over
        return next((plan.rule.unless[one.rule.id] for one in over if plan and one.rule.subject == subject), ())

    def _plan_for(self, ref: LimitRef, reader: ClauseRef) -> LimitPlan | None:
        plans = next((one.plans for one in self.settling.limits if any(plan.ref == ref for plan in one.plans)), ())
        return next((plan for plan in plans if plan.binds == reader.ruleset), None)

    def limits_beside(self, ref: ClauseRef) -> dict[LimitRef, LimitRule]:
        """The limits that may bind a clause or others of its ruleset, in the order of the file; then those that join policies."""
        own = {limit: rule for limit, rule in self._limits.items() if limit.ruleset == ref.ruleset}
        of_others = [one for one in self.settling.limits if any(clause.ref == ref for clause in one.clauses)]
        return own | self.limits_over(ref) | {plan.ref: plan.rule for one in of_others for plan in one.plans}

    def limits_over(self, ref: ClauseRef) -> dict[LimitRef, LimitRule]:
        """The limits that bind a clause."""
        return {limit.ref: limit.rule for limit in self.settling.limit_plans if any(clause.ref == ref for clause in limit.over)}


def _compiled(
    ruleset: Ruleset, clauses: Mapping[str, ClauseRef], foreign: Mapping[str, ClauseRef], world: World, supposed: bool
) -> CompiledRuleset:
    """A ruleset for every engine; ``foreign`` are the clauses of others by the names that lines have for them."""
    reference = ReferenceEngine(ruleset, world)
    try:
        others = {} if supposed else {name: compiled(ruleset, world) for name, compiled in OTHERS.items()}
    except EngineFault as fault:
        context = {"reason": str(fault)}
        raise EngineDisagreement(Finding("engine_fault", Position(ruleset.file), context=context)) from None
    ref = _ref(ruleset)
    own = plan_ruleset(ruleset, ref, {**foreign, **clauses}, reference, world.vocabulary)
    return CompiledRuleset(ruleset, ref, clauses, reference, others, own)


def _ref(ruleset: Ruleset) -> RulesetRef:
    model = ruleset.model
    return RulesetRef(model.policy, model.version, ruleset.digest, model.number, model.status)


def _clauses(ruleset: Ruleset, world: World) -> dict[str, ClauseRef]:
    """What results call the clauses and provisions of a ruleset, by their ids."""
    ref = _ref(ruleset)
    return {
        id_: ClauseRef(
            ref,
            id_,
            f"{ref.policy}/{id_}",
            rule.model.article,
            rule.subject,
            rule.kind,
            rule.every,
            rule.provision is not None,
            tuple(world.vocabulary.kinds_at(rule.subject, path) for path in rule.payees),
            rule.every == "month" and rule.months is not None,
        )
        for id_, rule in ruleset.rules.items()
    }
