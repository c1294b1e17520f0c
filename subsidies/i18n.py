"""Languages of the messages: English texts in the code, Chinese ones in ``locales/`` (gettext catalogues, made with Babel)."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
DOMAIN: Final = "subsidies"


def N_(message: str) -> str:
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return message


@cache
def translations(lang: Language) -> gettext.NullTranslations:
    """The message catalogue of a language; English texts stand for themselves."""
    if lang == "en":
        return gettext.NullTranslations()
    path = files("subsidies") / "locales" / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def translate(message: str, lang: Language) -> str:
    """The text in the language asked for."""
    return translations(lang).gettext(message)
