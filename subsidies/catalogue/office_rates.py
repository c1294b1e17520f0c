"""What may be stated of figures set outside the documents: by an office in a file of its own, or in a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidies.catalogue.ruleset_folder import RulesetFolder
from subsidies.catalogue.versions import Version
from subsidies.errors import Finding, RulesetError
from subsidies.files.schema import validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.law.set_apart import set_by_offices
from subsidies.types.sorts import Type
from subsidies.vocabulary.rates import OfficeRatesModel, StatedRates, stated_rates


def read_office_rates(source: Source, catalogue: RulesetFolder) -> StatedRates:
    """The figures that an office states in a file.

    Raises :class:`RulesetError` with all findings.
    """
    model, found = validated(OfficeRatesModel, source)
    if model is None:
        raise RulesetError(found)
    types = figure_types(model.rates, catalogue)
    stated, found = stated_rates(model.rates, model.office, source, ("rates",), types, catalogue.world.jurisdictions)
    if found:
        raise RulesetError(found)
    return stated


def named_in(source: Source) -> list[str]:
    """The figures that a case names, as far as it can be read."""
    said = source.data.get("rates") if isinstance(source.data, dict) else None
    return [name for name in said if isinstance(name, str)] if isinstance(said, dict) else []


def figure_types(names: Iterable[str], catalogue: RulesetFolder) -> dict[str, Type]:
    """The types of the figures that may be stated, those of policies as far as names call for them; all where one is unknown.

    Raises :class:`RulesetError` where versions of a policy have a figure in different units.
    """
    types = dict(catalogue.world.rate_types)
    read: set[str] = set()

    def add(policies: Sequence[str]) -> None:
        for policy in policies:
            if policy not in read:
                read.add(policy)
                types.update(_of_policy(catalogue.versions(policy)))

    known = catalogue.policies
    named = list(names)
    add([policy for policy in known if any(name.startswith(f"{policy}:") for name in named)])
    if any(name not in types for name in named):
        add(known)
    return types


def _of_policy(versions: Sequence[Version]) -> dict[str, Type]:
    types: dict[str, Type] = {}
    found: list[Finding] = []
    for version in versions:
        for figure in set_by_offices(version.model):
            first = types.setdefault(figure.name, figure.type)
            if first != figure.type:
                path: DataPath = ("parameters", figure.name.partition(":")[2], "unit")
                context = {"left": str(first), "right": str(figure.type)}
                found.append(Finding("unit_mismatch", version.source.position(path), dotted(path), context))
    if found:
        raise RulesetError(found)
    return types
