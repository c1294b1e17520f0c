"""Which version of a policy decides which days, as far as it was known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from subsidies.arithmetic.day_spans import Days
from subsidies.errors import Finding
from subsidies.files.source import Source
from subsidies.ruleset.inforce import governed_days
from subsidies.ruleset.models import RulesetModel


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a policy."""

    source: Source
    model: RulesetModel
    digest: str
    released: bool


def governing(versions: Sequence[Version], known_on: date | None) -> list[tuple[Version, tuple[Days, ...]]]:
    """Each version with the days it decides: of those published by ``known_on`` the latest decides a day."""
    known = [item for item in versions if known_on is None or item.model.published <= known_on]
    result: list[tuple[Version, tuple[Days, ...]]] = []
    for version in known:
        days = [governed_days(version.model)]
        for other in known:
            if other is not version and _prevails(other.model, version.model):
                days = [part for item in days for part in item.minus(governed_days(other.model))]
        if days:
            result.append((version, tuple(days)))
    return result


def _prevails(one: RulesetModel, other: RulesetModel) -> bool:
    if one.status == "draft" and other.status != "draft":
        return False
    if one.supersedes == other.version:
        return True
    return one.published > other.published and other.supersedes != one.version


def _supersedes_itself(model: RulesetModel, versions: Sequence[Version]) -> bool:
    """Whether a version supersedes itself, be it by way of others."""
    following = {item.model.version: item.model.supersedes for item in versions}
    seen: set[str] = set()
    version = model.supersedes
    while version is not None and version not in seen:
        if version == model.version:
            return True
        seen.add(version)
        version = following.get(version)
    return False


def ties(versions: Sequence[Version]) -> list[Finding]:
    """Versions that cover the same days, published on one day, of which neither supersedes the other."""
    found: list[Finding] = []
    known = {item.model.version for item in versions}
    for index, one in enumerate(versions):
        if one.model.supersedes is not None and one.model.supersedes not in known:
            found.append(
                Finding(
                    "supersedes_unknown",
                    one.source.position(("supersedes",)),
                    "supersedes",
                    {"found": one.model.supersedes},
                )
            )
        elif _supersedes_itself(one.model, versions):
            where = one.source.position(("supersedes",))
            found.append(Finding("circular", where, "supersedes", {"found": one.model.version}))
        for other in versions[index + 1 :]:
            days, others = governed_days(one.model), governed_days(other.model)
            if one.model.version == other.model.version:
                where = other.source.position(("version",))
                found.append(Finding("duplicate_id_in_ruleset", where, "version", {"found": one.model.version}))
                continue
            overlap = days.minus(others) != [days]
            same_day = one.model.published == other.model.published
            settled = other.model.version == one.model.supersedes or one.model.version == other.model.supersedes
            if overlap and same_day and not settled:
                names = f"{one.model.version}, {other.model.version}"
                where = other.source.position(("published",))
                found.append(Finding("version_tie", where, "published", {"found": names}))
    return found
