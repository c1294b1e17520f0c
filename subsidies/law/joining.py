"""What joins the policies of a law: clauses that come before those of others, and limits over clauses of several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from subsidies.ruleset.cross import Cross
from subsidies.ruleset.cross_models import AnyEntry, WideningModel
from subsidies.ruleset.foreign import Prevailing
from subsidies.ruleset.lineage import Lineages
from subsidies.ruleset.references import ClauseRef, LimitRef, RulesetRef
from subsidies.ruleset.rules import Ruleset
from subsidies.settlement.plan import Closures, Limit, LimitPlan, RulesetPlan, plan_limit
from subsidies.vocabulary import Vocabulary


class Compiled(Protocol):
    """One ruleset of a law with what was compiled of it."""

    @property
    def ruleset(self) -> Ruleset: ...
    @property
    def ref(self) -> RulesetRef: ...
    @property
    def clauses(self) -> Mapping[str, ClauseRef]: ...
    @property
    def reference(self) -> Closures: ...
    @property
    def plan(self) -> RulesetPlan: ...


def joining(crosses: Sequence[Cross], lineages: Lineages) -> tuple[Cross, ...]:
    """The files of which some entry joins policies that have the clauses it names."""
    return tuple(cross for cross in crosses if any(joins(entry, lineages) for entry in cross.model.everything))


def joins(entry: AnyEntry, lineages: Lineages) -> bool:
    """Whether an entry joins anything in a law: that of which there is but a draft is no law, and joins nothing with it; nor
    does a limit that no version has, as where an earlier one is taken for the last.

    One that was written over a single policy, as a change of a file may be, is judged by what it says.
    """
    if isinstance(entry, WideningModel) and entry.limit_id not in lineages.limits(entry.policy):
        return False
    named = {full.partition("/")[0] for full in entry.names}
    known = {full.partition("/")[0] for full in entry.clauses if lineages.named(full, None)}
    if isinstance(entry, WideningModel):
        known.add(entry.policy)
    return len(known) > 1 or named == known


def coming_before(
    ruleset: Ruleset, others: Sequence[Ruleset], crosses: Sequence[Cross], lineages: Lineages
) -> Iterator[Prevailing]:
    """The clauses of rulesets of other policies that come before some of a ruleset."""
    entries = [
        (cross, index, entry) for cross in crosses for index, entry in enumerate(cross.model.prevails) if joins(entry, lineages)
    ]
    for cross, index, entry in entries:
        own = under(ruleset, lineages_of(entry.over, lineages), lineages)
        for other in others if own else ():
            if other.policy == ruleset.policy:
                continue
            several = sum(item.policy == other.policy for item in others) > 1
            mark = f"{other.policy} {other.version}" if several else other.policy
            for id_ in under(other, lineages_of([entry.clause], lineages), lineages):
                yield Prevailing(
                    id_, other, mark, own, cross.source.position(("prevails", index)), cross.not_under("prevails", index)
                )


def joint_limits(
    crosses: Sequence[Cross], compiled: Sequence[Compiled], lineages: Lineages, vocabulary: Vocabulary
) -> Iterator[Limit]:
    """The limits over clauses of several policies; what is under one without being decided by the law counts where it was paid.

    Raises :class:`RulesetError` where an entry cannot be over the clauses that it names.
    """
    for cross in crosses:
        for entry in cross.entries:
            if not joins(entry.model, lineages):
                continue
            over = lineages_of(entry.model.over, lineages)
            bound = [(item, {item.clauses[id_].name: id_ for id_ in under(item.ruleset, over, lineages)}) for item in compiled]
            # Versions of a policy share names, but need not agree: the check of the whole has to see all of them.
            every = {f"{name} {item.ref.version}": item.ruleset.rules[id_] for item, own in bound for name, id_ in own.items()}
            if not every:
                continue
            cross.limit(entry, every)
            ref = LimitRef(cross.ref, entry.model.id)
            plans: list[LimitPlan] = []
            for item, own in bound:
                if own:
                    limit = cross.limit(entry, {name: item.ruleset.rules[id_] for name, id_ in own.items()})
                    own_plans = {name: item.plan.rules[id_] for name, id_ in own.items()}
                    plans.append(plan_limit(limit, ref, item.ref, own_plans, item.reference, vocabulary))
            yield Limit(tuple(plans), over)


def lineages_of(names: Sequence[str], lineages: Lineages) -> frozenset[str]:
    """The lineages of clauses named by any id that they ever had."""
    return frozenset(given.lineage for full in names for given in lineages.named(full, None))


def under(ruleset: Ruleset, over: Collection[str], lineages: Lineages) -> list[str]:
    """The ids of the clauses and provisions of a ruleset that are of some lineages."""
    return [id_ for id_ in ruleset.rules if lineages.of_clause(ruleset.policy, ruleset.version, id_) in over]
