"""The step that states a figure set outside the documents: of a rate table, or of a parameter that an office sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from subsidies.files.days import FIRST_DAY
from subsidies.law.set_apart import SetApart, set_by_offices
from subsidies.scenarios.quotes import NAME
from subsidies.scenarios.state import ScenarioState
from subsidies.scenarios.step_table import STEPS
from subsidies.vocabulary import numbers
from subsidies.vocabulary.numbers import Unreadable

SOURCE: Final = "场景所设"


@STEPS.add(
    "given",
    rf"“({NAME})”(?:自([^“”]+?)(?:起|至([^“”]+?)))?在([^“”]+?)为(.+)",
    "“最低生活保障标准”自2023年1月1日起在西夏区为700元/月",
)
def rate(state: ScenarioState, label: str, start: str | None, end: str | None, place: str, value: str) -> None:
    """A figure for a place, on some days or on all, in place of what was said of it for the same place and days before."""
    figure = _figure(state, label)
    entries = state.rates.setdefault(figure.name, [])
    about = {
        "place": numbers.place(place, state.catalogue.world.jurisdictions),
        "from": FIRST_DAY if start is None else numbers.day(start),
        "to": None if end is None else numbers.day(end),
    }
    before = (number for number, one in enumerate(entries) if about.items() <= one.items())
    number = next(before, len(entries))
    value_said = numbers.in_file(numbers.measured(value, figure.type.unit))
    entries[number:] = [{**about, "value": value_said, "source": SOURCE}, *entries[number + 1 :]]
    state.place(("rates", figure.name, number))


def _figure(state: ScenarioState, label: str) -> SetApart:
    """The figure with a Chinese label: of the tables, or of the policies that the scenario is about."""
    known = list(_known(state))
    found = {figure.name: figure for figure in known if figure.label.zh == label}
    labels = list(dict.fromkeys(figure.label.zh for figure in known))
    if not found:
        allowed = "、".join(labels) or "无"
        raise Unreadable(f"没有另定的标准“{label}”{numbers.near(label, labels)}，可用的有：{allowed}")
    if len(found) > 1:
        raise Unreadable(f"有几个标准都叫“{label}”：{'、'.join(found)}")
    return next(iter(found.values()))


def _known(state: ScenarioState) -> Iterator[SetApart]:
    for name, table in state.catalogue.world.rates.items():
        yield SetApart(name, table.label, table.type)
    for policy in state.policies:
        for version in reversed(state.catalogue.versions(policy)):
            yield from set_by_offices(version.model)
