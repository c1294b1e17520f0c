"""A figure of the law in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from subsidies.expression import nodes as n
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.ruleset.models import ParameterModel
from subsidies.ruleset.reach import all_expressions
from subsidies.ruleset.rules import Rules
from subsidies.types.numbers import scaled
from subsidies.types.sorts import DATE
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.world import World
from subsidies.wording.values import AT_LEAST, AT_MOST, interval, number

SET_BY_OFFICE: Final = N_("{band}, set by {by}")


def figure(name: str, rules: Rules, world: World, lang: Language, other: Any = None) -> str:
    """The figure with its unit; the words of a list, or its places; the rows of a table; the band of one that an office sets.

    With ``other`` as if that were its value.
    """
    parameter = rules.parameters[name]
    if other is not None:
        parameter = parameter.model_copy(update={"value": other})
    if parameter.set_by is not None:
        return translate(SET_BY_OFFICE, lang).format(band=band(parameter, lang), by=parameter.set_by[lang])
    comma = JOINTS[lang].comma
    value = parameter.value
    if isinstance(value, list) and parameter.unit == "place":
        return comma.join(world.jurisdictions.names[code][lang] for code in value)
    if isinstance(value, list):
        words = _words(value, name, rules, world.vocabulary, lang)
        return comma.join(words[item] for item in value)
    if isinstance(value, dict):
        words, type_ = _words(list(value), name, rules, world.vocabulary, lang), parameter.type
        return comma.join(f"{words[key]} {number(scaled(item, type_), type_, lang)}" for key, item in value.items())
    if isinstance(value, date):
        return number(value.toordinal(), DATE, lang)
    return number(scaled(value, parameter.type), parameter.type, lang)


def band(parameter: ParameterModel, lang: Language) -> str:
    """Within what an office may set a figure: 400元至1,600元, at least 400 yuan."""
    low, high = (None if end is None else scaled(end, parameter.type) for end in parameter.band)
    if high is None or not low:
        words, end = (AT_LEAST, low) if high is None else (AT_MOST, high)
        return translate(words, lang).format(number(end, parameter.type, lang))
    return interval((low, high), parameter.type, lang)


def _words(values: list[str], name: str, rules: Rules, vocabulary: Vocabulary, lang: Language) -> dict[str, str]:
    """The labels of values of the fact that the law holds a figure against; the values themselves where there is none."""
    for fact in _held_against(name, rules):
        for kind in fact.entity.split("|"):
            known = vocabulary.fact(kind, fact.name).model.values or {}
            if all(value in known for value in values):
                return {value: known[value][lang] for value in values}
    return {value: value for value in values}


def _held_against(name: str, rules: Rules) -> Iterator[n.Fact]:
    """The facts whose values a list or a table of the law names."""
    for node in (node for expression in all_expressions(rules) for node in expression.node.walk()):
        operand = None
        if isinstance(node, n.Member) and node.parameter == name:
            operand = node.operand
        elif isinstance(node, n.TableEntry) and node.id == name:
            operand = node.key
        if operand is not None:
            yield from (item for item in operand.walk() if isinstance(item, n.Fact))
