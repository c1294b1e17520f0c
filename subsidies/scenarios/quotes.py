"""What stands in quotation marks in a step: a name, which may quote something itself, as the labels of some facts do."""

import re
from typing import Final

NAME: Final = r"(?:[^“”]|“[^“”]*”)+"
NAMES: Final = rf"“{NAME}”(?:、“{NAME}”)*"
_QUOTED: Final = re.compile(rf"“({NAME})”")


def quoted(text: str) -> list[str]:
    """The names of a list, in its order: “甲”、“在“乙”内” are two."""
    return _QUOTED.findall(text)
