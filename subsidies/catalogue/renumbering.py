"""Clauses that were given another id: what a version says of earlier ids has to be so."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.catalogue.versions import Version, numbers
from subsidies.errors import Finding, suggestion
from subsidies.files.source import DataPath, dotted


def renumbering(versions: Sequence[Version]) -> list[Finding]:
    """Earlier ids that no earlier version has, and such as two clauses of one version claim.

    A version comes after another when its number is higher.
    """
    found: list[Finding] = []
    for version in versions:
        earlier = [
            id_
            for other in versions
            if numbers(other.model.version) < numbers(version.model.version)
            for id_ in (*other.model.clauses, *other.model.provisions)
        ]
        claimed: set[str] = set()
        for section, rules in (("clauses", version.model.clauses), ("provisions", version.model.provisions)):
            for id_, rule in rules.items():
                for index, name in enumerate(rule.formerly):
                    path: DataPath = (section, id_, "formerly", index)
                    kind = "unknown_clause" if name not in earlier else "duplicate_id_in_ruleset" if name in claimed else None
                    if kind is not None:
                        near = suggestion(name, earlier) if kind == "unknown_clause" else ""
                        where = version.source.position(path)
                        found.append(Finding(kind, where, dotted(path), {"found": name}, suggestion=near))
                    claimed.add(name)
    return found
