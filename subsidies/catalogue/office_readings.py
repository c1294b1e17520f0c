"""What an office may take otherwise: the readings of all versions with their alternatives, and those that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from subsidies.case.other_readings import OtherReading
from subsidies.catalogue.ruleset_folder import RulesetFolder
from subsidies.errors import Finding, UsageError, suggestion
from subsidies.errors.arguments import instance
from subsidies.errors.finding import Phrase, in_order, shown
from subsidies.i18n import N_
from subsidies.ruleset.reading_models import ReadingModel, reading_name

A_MAPPING: Final = Phrase(N_("names of alternatives by their readings"))


def other_readings(owner: str, catalogue: RulesetFolder) -> Iterator[OtherReading]:
    """What may be taken instead of the readings of a policy, or of what joins policies, those of its last version first."""
    if owner in catalogue.policies:
        for version in reversed(catalogue.versions(owner)):
            yield from _alternatives(owner, version.model.readings)
    for cross in reversed(catalogue.cross_files.versions.get(owner, ())):
        yield from _alternatives(owner, cross.model.readings)


def _alternatives(owner: str, readings: Mapping[str, ReadingModel]) -> Iterator[OtherReading]:
    for name, reading in readings.items():
        for alternative, other in reading.alternatives.items():
            yield OtherReading(reading_name(owner, name), alternative, reading.question, other.taken)


def read_other_readings(said: Mapping[str, str], catalogue: RulesetFolder) -> tuple[OtherReading, ...]:
    """What an office takes instead of some readings, in the order of their full names.

    ``said`` gives the name of an alternative for each reading: ``policy/reading``, or the reading alone where one file has it.

    Raises :class:`UsageError` with a finding for each name that no version has, or that several policies have, and for what is
    no mapping.
    """
    said = instance("readings", said, Mapping, A_MAPPING)  # type: ignore[type-abstract]
    owners = [*catalogue.policies, *catalogue.cross_files.versions]
    known: dict[str, dict[str, OtherReading]] = {}

    def add(names: list[str]) -> None:
        for owner in names:
            for one in other_readings(owner, catalogue):
                known.setdefault(one.reading, {}).setdefault(one.alternative, one)

    whose = {name.partition("/")[0] for name in said}
    add([owner for owner in owners if owner in whose])
    if any(name not in known for name in said):
        add([owner for owner in owners if owner not in whose])
    taken: dict[str, OtherReading] = {}
    found: list[Finding] = []
    for name, alternative in said.items():
        named = [full for full in known if name in (full, full.partition("/")[2])]
        if len(named) != 1:
            near = named or ([*known] if "/" in name else [full.partition("/")[2] for full in known])
            found.append(_finding("ambiguous_reading" if named else "unknown_reading", name, list(dict.fromkeys(near))))
            continue
        one = known[named[0]].get(alternative)
        if one is None:
            found.append(_finding("unknown_alternative", alternative, list(known[named[0]]), reading=named[0]))
        elif taken.setdefault(one.reading, one) != one:
            found.append(_finding("read_twice", one.reading, [taken[one.reading].alternative, alternative]))
    if found:
        raise UsageError(in_order(found))
    return tuple(taken[name] for name in sorted(taken))


def _finding(kind: str, found: str, near: list[str], **context: str) -> Finding:
    guess = suggestion(found, near) if kind.startswith("unknown") else ""
    return Finding(kind, context={"found": shown(found), **context}, allowed="" if guess else ", ".join(near), suggestion=guess)
