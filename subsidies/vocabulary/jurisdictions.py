"""Places and how they nest. A place becomes a span of whole numbers, so that «lies in» is a comparison of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from subsidies.errors import Finding, RulesetError, suggestion
from subsidies.files.schema import Closed, Label, SchemaVersion, Text, validated
from subsidies.files.source import Source


class JurisdictionModel(Closed):
    """One place of ``jurisdictions.yaml``."""

    name: Label
    parent: Text | None = None


class JurisdictionsModel(Closed):
    """The whole of ``jurisdictions.yaml``."""

    schema_version: SchemaVersion
    jurisdictions: Annotated[dict[str, JurisdictionModel], Field(min_length=1)]


@dataclass(frozen=True, slots=True, eq=False)
class Jurisdictions:
    """All known places.

    ``spans[code]`` is (first, last): a place that is known only as a city spans its districts and one number more for what
    lies in the city but in none of them.
    """

    names: dict[str, Label]
    spans: dict[str, tuple[int, int]]
    digest: str = ""

    def __contains__(self, code: str) -> bool:
        return code in self.spans

    def overlap(self, one: str, other: str) -> bool:
        """Whether a place can lie in another, as far as either is known: one of them lies in the other."""
        (first, last), (start, end) = self.spans[one], self.spans[other]
        return first <= end and start <= last

    def around(self, code: str) -> str | None:
        """The smallest place that a place lies in; None for one that lies in no other."""
        first, last = self.spans[code]
        wider = [(end - start, other) for other, (start, end) in self.spans.items() if start <= first and end >= last]
        return min(((size, other) for size, other in wider if other != code), default=(0, None))[1]


def load_jurisdictions(source: Source) -> Jurisdictions:
    """Check the list and number it.

    Raises :class:`RulesetError` with all findings.
    """
    model, found = validated(JurisdictionsModel, source)
    if model is None:
        raise RulesetError(found)
    places = model.jurisdictions
    children: dict[str | None, list[str]] = {}
    for code, place in places.items():
        if place.parent is not None and place.parent not in places:
            found.append(
                Finding(
                    "jurisdiction_parent",
                    source.position(("jurisdictions", code, "parent")),
                    f"jurisdictions.{code}",
                    {"found": place.parent},
                    suggestion=suggestion(place.parent, places.keys() - {code}),
                )
            )
        children.setdefault(place.parent, []).append(code)
    spans: dict[str, tuple[int, int]] = {}

    last = 0
    open_: list[tuple[str, int | None]] = [(root, None) for root in reversed(children.get(None, []))]
    while open_:
        code, first = open_.pop()
        if first is None:
            last += 1
            open_.append((code, last))
            open_ += [(child, None) for child in reversed(children.get(code, []))]
        else:
            spans[code] = (first, last)
    for code in sorted(places.keys() - spans.keys()):
        if places[code].parent in places:
            found.append(
                Finding(
                    "circular",
                    source.position(("jurisdictions", code), key=True),
                    f"jurisdictions.{code}",
                    {"found": code},
                )
            )
    if found:
        raise RulesetError(found)
    return Jurisdictions({code: place.name for code, place in places.items()}, spans, source.digest)
