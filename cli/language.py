"""In which language the command line speaks."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from subsidies.i18n import LANGUAGES, Language

VARIABLE = "SUBSIDIES_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen(option: str | None = None, environment: Mapping[str, str] | None = None) -> Language:
    """The language: ``--lang``, else SUBSIDIES_LANG, else Chinese under a Chinese locale, else English."""
    variables = os.environ if environment is None else environment
    for wish in (option, variables.get(VARIABLE)):
        for language in LANGUAGES:
            if wish and wish.lower().startswith(language):
                return language
    locale = next((variables[name] for name in LOCALE_VARIABLES if variables.get(name)), "")
    return "zh" if locale.startswith("zh") else "en"


def of_arguments(arguments: Sequence[str]) -> Language:
    """The language before the arguments are parsed: help and usage errors need it."""
    option = None
    for argument, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if argument == "--":
            break
        if argument == "--lang":
            option = following
        elif argument.startswith("--lang="):
            option = argument.removeprefix("--lang=")
    return chosen(option)
