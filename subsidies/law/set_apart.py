"""Figures that are set outside the documents of a law: rate tables, and parameters that an office sets within a band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from subsidies.errors import CaseError, Finding, RulesetError
from subsidies.errors.finding import in_order
from subsidies.files.schema import Label
from subsidies.ruleset.models import ParameterModel, RulesetModel, figure_name
from subsidies.ruleset.reach import Reach
from subsidies.ruleset.rules import Ruleset
from subsidies.types.numbers import scaled
from subsidies.types.sorts import Type
from subsidies.vocabulary.rates import RateEntry, StatedRates
from subsidies.vocabulary.world import World


@dataclass(frozen=True, slots=True)
class SetApart:
    """A figure that is set outside the documents: what it is called, its type, and the parameter that it is, where it is one."""

    name: str
    label: Label
    type: Type
    parameter: ParameterModel | None = None


def set_by_offices(model: RulesetModel) -> Iterator[SetApart]:
    """The parameters of a ruleset that an office sets."""
    for name, item in model.parameters.items():
        if item.set_by is not None and item.label is not None:
            yield SetApart(figure_name(model.policy, name), item.label, item.type, item)


def all_set_apart(world: World, rulesets: Iterable[Ruleset]) -> dict[str, SetApart]:
    """The rate tables of a world, and what offices set of some rulesets, by their names."""
    found = {name: SetApart(name, rate.label, rate.type) for name, rate in world.rates.items()}
    for ruleset in rulesets:
        for one in set_by_offices(ruleset.model):
            found.setdefault(one.name, one)
    return found


def require_within_bands(rulesets: Sequence[Ruleset], stated: Iterable[StatedRates], world: World) -> None:
    """Make sure that figures which count while some rulesets are in force keep within the bands of these.

    Raises :class:`CaseError` for figures of the case that do not, and :class:`RulesetError` for those of an office.
    """
    for one in stated:
        found = [finding for ruleset in rulesets for finding in _outside(ruleset, one, world)]
        if found:
            raise (CaseError if one.office is None else RulesetError)(in_order(found))


def _outside(ruleset: Ruleset, stated: StatedRates, world: World) -> Iterator[Finding]:
    for figure in set_by_offices(ruleset.model):
        assert figure.parameter is not None
        low, high = figure.parameter.band
        least, most = scaled(low, figure.type), None if high is None else scaled(high, figure.type)
        for entry in stated.entries.get(figure.name, ()):
            if _in_time(ruleset, entry) and not (least <= entry.figure and (most is None or entry.figure <= most)):
                yield Finding(
                    "outside_band",
                    entry.where,
                    entry.path,
                    context={
                        "found": str(entry.value),
                        "low": str(low),
                        "high": "∞" if high is None else f"{high} {figure.type.unit}",
                        "cite": figure.parameter.cite,
                        "policy": ruleset.policy,
                        "version": ruleset.version,
                        "clauses": ", ".join(_users(ruleset, figure, world)),
                    },
                )


def _in_time(ruleset: Ruleset, entry: RateEntry) -> bool:
    """Whether a figure counts on a day on which a ruleset is in force."""
    days = ruleset.model.effective
    return (entry.days.end is None or entry.days.end >= days.from_) and (days.to is None or entry.days.start <= days.to)


def _users(ruleset: Ruleset, figure: SetApart, world: World) -> Iterator[str]:
    """The clauses, provisions and limits that turn on a figure."""
    name = figure.name.removeprefix(figure_name(ruleset.policy, ""))
    for rule in ruleset.rules.values():
        reach = Reach(ruleset, world.vocabulary)
        reach.rule(rule)
        if name in reach.parameters:
            yield rule.id
    for limit in ruleset.limits:
        reach = Reach(ruleset, world.vocabulary)
        reach.limit(limit)
        if name in reach.parameters:
            yield limit.id
