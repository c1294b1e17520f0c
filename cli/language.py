"""In which language the command line speaks."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from subsidies.i18n import LANGUAGES, Language

VARIABLE = "SUBSIDIES_LANG"
NO_LANGUAGE = ("", "C", "POSIX")
"""What a locale is called that names no language."""
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen(option: str | None = None, environment: Mapping[str, str] | None = None) -> Language:
    """The language: ``--lang``, else SUBSIDIES_LANG, else that of the locale: Chinese or, under any other, English.

    Without a locale (none is set, or C or POSIX, which name no language) it is Chinese, as the law is.
    """
    variables = os.environ if environment is None else environment
    for wish in (option, variables.get(VARIABLE)):
        for language in LANGUAGES:
            if wish and wish.lower().startswith(language):
                return language
    locales = (variables.get(name, "").partition(".")[0] for name in LOCALE_VARIABLES)
    locale = next((locale for locale in locales if locale not in NO_LANGUAGE), "zh")
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
