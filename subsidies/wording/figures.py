"""A figure of the law in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.ruleset.models import ParameterModel
from subsidies.types.numbers import scaled
from subsidies.types.sorts import DATE
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.world import World
from subsidies.wording.values import AT_LEAST, AT_MOST, interval, number

SET_BY_OFFICE: Final = N_("{band}, set by {by}")


def figure(parameter: ParameterModel, world: World, lang: Language) -> str:
    """The figure with its unit; the words of a list, or its places; the rows of a table; the band of one that an office sets."""
    if parameter.set_by is not None:
        return translate(SET_BY_OFFICE, lang).format(band=band(parameter, lang), by=parameter.set_by[lang])
    comma = JOINTS[lang].comma
    value = parameter.value
    if isinstance(value, list) and parameter.unit == "place":
        return comma.join(world.jurisdictions.names[code][lang] for code in value)
    if isinstance(value, list):
        words = _words(value, world.vocabulary, lang)
        return comma.join(words[item] for item in value)
    if isinstance(value, dict):
        words, type_ = _words(list(value), world.vocabulary, lang), parameter.type
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


def _words(values: list[str], vocabulary: Vocabulary, lang: Language) -> dict[str, str]:
    """The labels of enum values, from the first fact that has all of them; the values themselves when none has."""
    for entity in vocabulary.entities.values():
        for fact in entity.facts.values():
            known = fact.model.values or {}
            if all(value in known for value in values):
                return {value: known[value][lang] for value in values}
    return {value: value for value in values}
