"""Which version of a policy decides which days, as far as it was known on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from subsidies.arithmetic.day_spans import ONE_DAY, Band, Days, Governed, between, joined
from subsidies.errors import Finding
from subsidies.files.source import Source
from subsidies.ruleset.inforce import governed_days, governed_years
from subsidies.ruleset.models import RulesetModel
from subsidies.ruleset.rules import Ruleset
from subsidies.ruleset.running import running_clauses, running_findings


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a policy."""

    source: Source
    model: RulesetModel
    digest: str
    released: bool


class Succession:
    """Which of several versions supersedes which, by way of others too.

    It is what the files say of one another, so it holds whatever was known on a day, and through a draft as well.
    """

    def __init__(self, versions: Sequence[Version]) -> None:
        self.versions = versions
        self._next = {item.model.version: item.model.supersedes for item in versions}

    def after(self, version: str) -> list[str]:
        """All that a version supersedes, in order; itself the last where it does so in a circle."""
        found: list[str] = []
        following = self._next.get(version)
        while following is not None and following not in found:
            found.append(following)
            following = self._next.get(following)
        return found

    def supersedes(self, one: Version, other: Version) -> bool:
        return other.model.version in self.after(one.model.version)

    def rank(self, version: Version) -> tuple[date, list[int], int]:
        """What comes later in the order of versions has more: never less than what it supersedes."""
        own = [version, *(item for item in self.versions if self.supersedes(version, item))]
        return max(item.model.published for item in own), max(numbers(item.model.version) for item in own), len(own)

    def prevailing(self, versions: Sequence[Version]) -> Version | None:
        """The version that decides what several cover: of those that no other of them supersedes the one published last."""
        free = [item for item in versions if not any(self.supersedes(other, item) for other in versions if other is not item)]
        return max(free, key=lambda item: item.model.published, default=None)


def numbers(version: str) -> list[int]:
    """The parts of a version, to be compared with those of another."""
    return [int(part) for part in version.split(".")]


def in_order(versions: Sequence[Version]) -> list[Version]:
    """Versions by the days of their publication and their numbers, but never one before another that it supersedes."""
    return sorted(versions, key=Succession(versions).rank)


def current(versions: Sequence[Version]) -> Version:
    """Of the versions of a policy, in order, the one that decides now: the latest where several do, a draft only where nothing is
    issued."""
    return (governing(versions, None) or governing(versions, None, drafts=True))[-1][0]


def moved(versions: Sequence[Version]) -> list[Finding]:
    """Versions that are about another place than the first: by its place it is known whom a policy can concern."""
    if not versions:
        return []
    first = min(versions, key=lambda item: item.model.published).model
    return [
        Finding(
            "other_jurisdiction",
            item.source.position(("jurisdiction",)),
            "jurisdiction",
            {"found": item.model.jurisdiction, "other": first.version, "place": first.jurisdiction},
        )
        for item in versions
        if item.model.jurisdiction != first.jurisdiction
    ]


def without_drafts(models: Sequence[RulesetModel]) -> list[RulesetModel]:
    """The versions of some policies that were issued, and those that such a one supersedes; in the order given."""
    by_name = {(model.policy, model.version): model for model in models}
    kept: set[tuple[str, str]] = set()
    for model in models:
        name: tuple[str, str] | None = None if model.status == "draft" else (model.policy, model.version)
        while name is not None and name in by_name and name not in kept:
            kept.add(name)
            earlier = by_name[name].supersedes
            name = None if earlier is None else (model.policy, earlier)
    return [model for model in models if (model.policy, model.version) in kept]


def governing(
    versions: Sequence[Version], known_on: date | None, silent: Collection[str] = (), *, drafts: bool = False
) -> list[tuple[Version, Governed]]:
    """Each version that decides anything, with what it decides as far as it was published by ``known_on``.

    In the plane of the day of the question and the qualifying day, each point that a version covers is decided by one version.
    Drafts decide nothing, unless ``drafts`` says that they are taken to be in force. ``silent`` are versions that decide nothing
    either, though others may supersede something by way of them.
    """
    succession = Succession(versions)
    known = [
        item
        for item in versions
        if (known_on is None or item.model.published <= known_on)
        and item.model.version not in silent
        and (drafts or item.model.status == "issued")
    ]
    days, years = _by_day(known, succession), _by_year(known, succession)
    found: list[tuple[Version, Governed]] = []
    for item in known:
        name = item.model.version
        if days[name] or years[name]:
            found.append((item, Governed(days[name], years[name], tuple(succession.after(name)))))
    return found


def _by_day(versions: Sequence[Version], succession: Succession) -> dict[str, tuple[Band, ...]]:
    covered = [(item, governed_days(item.model)) for item in versions]
    spans = between(day for _, days in covered for day in (days.start, _after(days.end)) if day is not None)

    def cover(asked: Days, qualifying: Days) -> list[Version]:
        return [item for item, days in covered if item.model.effective.from_ <= asked.start and _holds(days, qualifying.start)]

    return _bands(versions, between(item.model.effective.from_ for item in versions), spans, cover, succession)


def _by_year(versions: Sequence[Version], succession: Succession) -> dict[str, tuple[Band, ...]]:
    """Where there is no qualifying day, a version that can still be asked comes before one that has ended; of those that have
    ended the one that could be asked last stays open to late claims."""
    covered = [(item, governed_years(item.model)) for item in versions]
    spans = between(day for _, years in covered for day in (years.start, _after(years.end)) if day is not None)
    ends = [_after(item.model.effective.to) for item in versions]
    questions = between(day for day in (*ends, *(item.model.effective.from_ for item in versions)) if day is not None)

    def cover(asked: Days, year: Days) -> list[Version]:
        found = [item for item, years in covered if item.model.effective.from_ <= asked.start and _holds(years, year.start)]
        last = {item.model.version: min(asked.start, item.model.effective.to or asked.start) for item in found}
        return [item for item in found if last[item.model.version] == max(last.values())]

    return _bands(versions, questions, spans, cover, succession)


def _bands(
    versions: Sequence[Version],
    questions: Sequence[Days],
    spans: Sequence[Days],
    cover: Callable[[Days, Days], list[Version]],
    succession: Succession,
) -> dict[str, tuple[Band, ...]]:
    """What each version decides of a plane that is cut into cells, in each of which the same versions cover every point."""
    bands: dict[str, list[Band]] = {item.model.version: [] for item in versions}
    for asked in questions:
        within: dict[str, list[Days]] = {item.model.version: [] for item in versions}
        for span in spans:
            item = succession.prevailing(cover(asked, span))
            if item is not None:
                within[item.model.version].append(span)
        for version, found in within.items():
            own, parts = bands[version], joined(found)
            if own and own[-1].within == parts and _after(own[-1].asked.end) == asked.start:
                own[-1] = Band(Days(own[-1].asked.start, asked.end), parts)
            elif parts:
                own.append(Band(asked, parts))
    return {version: tuple(own) for version, own in bands.items()}


def _after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + ONE_DAY


def _holds(days: Days, day: date) -> bool:
    return days.start <= day and (days.end is None or day <= days.end)


def ties(versions: Sequence[Version], apart: Collection[str] = ()) -> list[Finding]:
    """Versions that cover the same days, published on one day, of which neither supersedes the other, be it by way of others.

    ``apart`` are versions that exist and may be superseded, but say nothing themselves.
    """
    found: list[Finding] = []
    known = {*apart, *(item.model.version for item in versions)}
    succession = Succession(versions)
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
        elif succession.supersedes(one, one):
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
            settled = succession.supersedes(one, other) or succession.supersedes(other, one)
            if overlap and same_day and not settled:
                names = f"{one.model.version}, {other.model.version}"
                where = other.source.position(("published",))
                found.append(Finding("version_tie", where, "published", {"found": names}))
    return found


def silent_on_running(versions: Sequence[Version], built: Callable[[Version], Ruleset]) -> list[Finding]:
    """What versions fail to say of benefits that run on under those whose place they take; ``built`` gives their rules."""
    succession = Succession(versions)
    return [
        finding
        for later, earlier in permutations(versions, 2)
        if succession.supersedes(later, earlier) and running_clauses(later.model, earlier.model)
        for finding in running_findings(built(later), later.source, built(earlier))
    ]
