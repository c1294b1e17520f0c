"""Limits of a policy that are over clauses of others too: with its figures and exemptions, whoever is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidies.law.joining import Compiled, joins, lineages_of, under
from subsidies.ruleset.cross import Cross
from subsidies.ruleset.cross_models import WideningModel
from subsidies.ruleset.foreign import Widening
from subsidies.ruleset.lineage import Lineages
from subsidies.ruleset.references import LimitRef
from subsidies.ruleset.rules import LimitRule, Line, Ruleset
from subsidies.settlement.plan import Limit, LimitPlan, SettlingPlan, plan_limit
from subsidies.vocabulary import Vocabulary


def widenings(ruleset: Ruleset, others: Sequence[Ruleset], crosses: Sequence[Cross], lineages: Lineages) -> Iterator[Widening]:
    """The limits of rulesets of other policies, each of the last version that has it, that are over clauses of a ruleset too."""
    for cross, entry in _entries(crosses, lineages):
        own = under(ruleset, lineages_of(entry.over, lineages), lineages)
        having = [(other, limit) for other in others if (limit := _limit(other, entry)) is not None]
        if own and having:
            source, limit = having[-1]
            like = {source.rules[id_].subject for id_ in limit.over}
            over = [id_ for id_ in own if ruleset.rules[id_].subject in like]
            node = cross.not_under("widens", cross.model.widens.index(entry))
            free = None if node is None else Line(node, "exception", f"reading.{entry.reading}.{entry.not_under}")
            yield Widening(_name(cross, entry), entry.title, entry.cite, entry.source, limit, source, over, free)


def widened(
    settling: SettlingPlan, crosses: Sequence[Cross], compiled: Sequence[Compiled], lineages: Lineages, vocabulary: Vocabulary
) -> SettlingPlan:
    """The plan with the limits of its policies over what entries put under them besides.

    ``compiled`` are the rulesets of the law, and others under whose clauses something may have been given that counts.
    """
    limits = list(settling.limits)
    for cross, entry in _entries(crosses, lineages):
        ref = LimitRef(cross.ref, entry.id)
        more = tuple(
            plan_limit(limit, ref, item.ref, item.plan.rules, item.reference, vocabulary)
            for item in compiled
            if (limit := item.ruleset.widened.get(_name(cross, entry))) is not None
        )
        over = lineages.over(entry.policy, entry.limit_id) | lineages_of(entry.over, lineages)
        own = [place for place, limit in enumerate(limits) if any(_is_of(plan, entry) for plan in limit.plans)]
        for place in own:
            # Where the policy itself has a say, what excludes is called as it calls it.
            limits[place] = Limit((*more, *limits[place].plans), limits[place].over | over)
        if more and not own:
            # Nobody asks about the policy: under its own clauses nothing is claimed, but what was given counts.
            silent = [plan for item in compiled for plan in item.plan.limits if _is_of(plan, entry)]
            limits.append(Limit((*more, *[plan for plan in silent if _keys(plan) == _keys(silent[-1])]), over))
    lineage_of = {rule.ref: lineages.of(rule.ref) for item in compiled for rule in item.plan.rules.values()}
    return replace(settling, limits=tuple(limits), lineage_of={**lineage_of, **settling.lineage_of})


def widened_policies(crosses: Sequence[Cross], lineages: Lineages) -> set[str]:
    """The policies that have limits which are over clauses of others too."""
    return {entry.policy for _, entry in _entries(crosses, lineages)}


def _entries(crosses: Sequence[Cross], lineages: Lineages) -> Iterator[tuple[Cross, WideningModel]]:
    return ((cross, entry) for cross in crosses for entry in cross.model.widens if joins(entry, lineages))


def _name(cross: Cross, entry: WideningModel) -> str:
    return f"{cross.model.cross}/{entry.id}"


def _limit(ruleset: Ruleset, entry: WideningModel) -> LimitRule | None:
    """The limit that an entry is about, where it is one of a ruleset."""
    own = ruleset.limits if ruleset.policy == entry.policy else ()
    return next((limit for limit in own if limit.id == entry.limit_id), None)


def _keys(plan: LimitPlan) -> list[str]:
    return [key.name for key in plan.rule.keys]


def _is_of(plan: LimitPlan, entry: WideningModel) -> bool:
    ruleset = plan.ref.ruleset
    return ruleset is not None and (ruleset.policy, plan.ref.id) == (entry.policy, entry.limit_id)
