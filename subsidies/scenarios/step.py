"""A step of a scenario: what it says, of which kind it is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

StepKind = Literal["given", "when", "then"]
KEYWORDS: Final[dict[StepKind, str]] = {"given": "假如", "when": "当", "then": "那么"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a data table and where it stands."""

    text: str
    line: int
    column: int = 1


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scenario, with the outline's values filled in."""

    kind: StepKind
    text: str
    line: int
    rows: Rows = ()
    keyword: str = ""
    """As it stands in the file: 而且 carries on the kind of the step before it."""

    @property
    def sentence(self) -> str:
        """The step as the file says it."""
        return f"{self.keyword or KEYWORDS[self.kind]} {self.text}"

    @property
    def sentences(self) -> list[str]:
        """What is given may be several sentences, joined by ；."""
        return parted(self.text, "；") if self.kind == "given" else [self.text]


def parted(text: str, mark: str) -> list[str]:
    """A text at each mark outside of “…”, without spaces around the parts."""
    parts, depth = [""], 0
    for char in text:
        depth += (char == "“") - (char == "”")
        if char == mark and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]
