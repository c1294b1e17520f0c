"""Earlier awards of a case: the one form of their lines, what is wrong with them, and what they come to after corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, GetPydanticSchema, ValidationInfo, WithJsonSchema, WrapValidator

from subsidies.case.entities import Entity, PriorAward
from subsidies.case.fact_schema import DAY_SCHEMA, SUM_SCHEMA
from subsidies.case.forms import date_type, ends, number_type
from subsidies.case.values import Identifier, number
from subsidies.files.schema import Closed, Text, refusal
from subsidies.types.units import FEN_PER_YUAN, YUAN
from subsidies.vocabulary import Vocabulary

CARRIED: Final = ("household", "employer")
"""The relations that a line may carry as they were when the award was given."""
MOST_MONTHS: Final = 1200


def _sum(value: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
    """A sum in yuan: of an award never below zero, of a correction always, and known exactly."""
    if info.data.get("corrects") is None:
        return None if value is None else handler(value)
    if value is None:
        raise refusal("missing_key", found="amount")
    return number(value, None, Decimal("-0.01"), 2)


def _count(value: int | None, info: ValidationInfo) -> int | None:
    """A number of months; from a stated month on it is one at least."""
    if value == 0 and info.data.get("month") is not None:
        raise refusal("out_of_range", found="0", low="1", high=str(MOST_MONTHS))
    return value


def _as(type_: Any) -> GetPydanticSchema:
    """A field of a type that is made at run time."""
    return GetPydanticSchema(lambda _, handler: handler(type_))


class PriorAwardModel(Closed):
    """An award already given, or the correction of one; all but clause and subject may be unknown.

    ``version`` is that of the ruleset it was given by. ``payee``, ``household``, ``employer`` and ``place`` are as they were
    then. ``on`` is the day it was given, as far as it is known, and gives the ``year`` it is for where that is not stated;
    ``month`` (1 to 12) is the month it is for, or the first of several. ``months`` is how many it is for, counted against limits
    in months. ``amount`` is in yuan, a range where it is not known exactly; that of a correction is negative, and ``corrects``
    the id of the award it belongs to.
    """

    id: Identifier | None = None
    clause: Text
    version: Text | None = None
    subject: Text
    payee: Text | None = None
    household: Text | None = None
    employer: Text | None = None
    place: Text | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    on: Annotated[Any, _as(date_type(by_age=False, words=()) | None), WithJsonSchema(DAY_SCHEMA)] = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    months: Annotated[Annotated[int, Field(ge=0, le=MOST_MONTHS)] | None, AfterValidator(_count)] = None
    corrects: Identifier | None = None
    amount: Annotated[
        Any,
        _as(number_type(YUAN, Decimal(0), None, 2)),
        WrapValidator(_sum),
        WithJsonSchema(SUM_SCHEMA),
        Field(validate_default=True),
    ] = None


Report = Callable[..., None]
"""Takes the kind of a finding, the key inside the line (or the line itself), its context and names that may have been meant."""


def faults(
    lines: Sequence[PriorAwardModel], kinds: Mapping[str, str], vocabulary: Vocabulary, places: Mapping[str, Any], report: Report
) -> None:
    """Report what is wrong with the lines by themselves; ``kinds`` are the kinds of entities of the case by their ids."""
    ids: dict[str, PriorAwardModel] = {}
    for index, line in enumerate(lines):
        if line.id is not None:
            if line.id in ids:
                report("duplicate_id", (index, "id"), found=line.id, entity="prior_awards")
            ids[line.id] = line
    every = set(kinds.values())
    targets = {"subject": every, "payee": every, **{name: set(ends_of(vocabulary, name)) for name in CARRIED}}
    for index, line in enumerate(lines):
        _references(index, line, kinds, targets, report)
        if line.place is not None and line.place not in places:
            report("unknown_jurisdiction", (index, "place"), list(places), found=line.place)
        if line.month is not None and year_of(line) is None:
            report("award_month", (index, "month"), found=str(line.month))
        if line.corrects is not None:
            _correction(index, line, ids, report)
    corrections = _corrections(lines)
    for index, line in enumerate(lines):
        left = None if line.corrects is not None else _net(line, corrections)[1]
        if left is not None and left < 0:
            report("award_below_zero", (index, "amount"), found=str(line.id), sum=str(left))


def _references(
    index: int, line: PriorAwardModel, kinds: Mapping[str, str], allowed: Mapping[str, set[str]], report: Report
) -> None:
    """What a line names has to be in the case, and of a kind that is ``allowed`` for the key."""
    for name, targets in allowed.items():
        target = getattr(line, name)
        if target is not None and kinds.get(target) not in targets:
            near = [id_ for id_, kind in kinds.items() if kind in targets]
            entity = "id" if name in ("subject", "payee") else "/".join(sorted(targets)) or name
            report("dangling_reference", (index, name), near, found=target, entity=entity)


def ends_of(vocabulary: Vocabulary, relation: str) -> Iterator[str]:
    """The kinds of entities that relations of a name lead to."""
    for entity in vocabulary.entities.values():
        if relation in entity.relations:
            yield from entity.relations[relation].targets


def _correction(index: int, line: PriorAwardModel, ids: Mapping[str, PriorAwardModel], report: Report) -> None:
    """A correction belongs to an award that is no correction itself, and says nothing else of it than the award does."""
    own = ids.get(str(line.corrects))
    if own is None or own.corrects is not None:
        awards = [id_ for id_, other in ids.items() if other.corrects is None]
        report("dangling_reference", (index, "corrects"), awards, found=line.corrects, entity="prior_awards")
        return
    for name in ("clause", "version", "subject", "payee", *CARRIED, "place", "year", "month", "months"):
        said, meant = getattr(line, name), getattr(own, name)
        if said not in (None, meant):
            report("award_correction", (index, name), found=line.corrects, expected=f"{name}: {'-' if meant is None else meant}")


def _corrections(lines: Sequence[PriorAwardModel]) -> dict[str | None, list[Decimal]]:
    """The sums of corrections in yuan, by the id of the award that they belong to."""
    found: dict[str | None, list[Decimal]] = {}
    for line in lines:
        if line.corrects is not None:
            found.setdefault(line.corrects, []).append(line.amount)
    return found


def _net(line: PriorAwardModel, corrections: Mapping[str | None, Sequence[Decimal]]) -> tuple[Decimal, Decimal | None]:
    """What an award comes to after its corrections, in yuan, at least (below zero while its sum is not known) and at most."""
    taken_back = sum(corrections.get(line.id, ()), Decimal(0))
    low, high = ends(line.amount)
    return Decimal(low or 0) + taken_back, None if high is None else Decimal(high) + taken_back


def after(lines: Sequence[PriorAwardModel], on: date) -> Iterator[tuple[int, str, str]]:
    """The lines that lie after the day of a question: index, key and what it says."""
    for index, line in enumerate(lines):
        first, _ = ends(line.on)
        if first is not None and first > on:
            yield index, "on", str(first)
        year = year_of(line)
        if line.year is not None and line.year > on.year:
            yield index, "year", str(line.year)
        elif line.month is not None and year is not None and (year, line.month) > (on.year, on.month):
            yield index, "month", f"{year}-{line.month:02}"
        elif line.month is not None and year is not None and line.months is not None:
            last = 12 * year + line.month + line.months - 2
            if last > 12 * on.year + on.month - 1:
                yield index, "months", f"{last // 12}-{last % 12 + 1:02}"


def year_of(line: PriorAwardModel) -> int | None:
    """The year that an award is for: as stated, or else that of the day on which it was given, where one year is known."""
    if line.year is not None:
        return line.year
    first, last = ends(line.on)
    return first.year if first is not None and last is not None and first.year == last.year else None


def awards_of(lines: Sequence[PriorAwardModel], by_id: Mapping[str, Entity]) -> tuple[PriorAward, ...]:
    """The awards that still count: with their corrections taken off, and without those of which nothing is left."""
    found: list[PriorAward] = []
    corrections = _corrections(lines)
    for line in lines:
        low, high = _net(line, corrections)
        if line.corrects is not None or high == 0:
            continue
        carried = {name: getattr(line, name) for name in CARRIED}
        found.append(
            PriorAward(
                line.clause,
                by_id[line.subject],
                payee=None if line.payee is None else by_id[line.payee],
                year=year_of(line),
                amount=(int(max(low, Decimal(0)) * FEN_PER_YUAN), None if high is None else int(high * FEN_PER_YUAN)),
                months=line.months,
                month=line.month,
                version=line.version,
                carried=tuple((name, by_id[id_]) for name, id_ in carried.items() if id_ is not None),
                doubtful=low <= 0 and line.id in corrections,
            )
        )
    return tuple(found)
