"""One thing found wrong: its kind, where it stands and what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from subsidies.errors.kinds import KINDS
from subsidies.i18n import Language, N_, translate

DID_YOU_MEAN = N_("did you mean {suggestion}?")
ALLOWED = N_("allowed: {allowed}")
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; line and column count from 1, and 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a closed kind.

    ``context`` fills the template of the kind; ``allowed`` and ``suggestion`` are shown after it when they are known.
    """

    kind: str
    position: Position | None = None
    path: str = ""
    context: Mapping[str, str] = field(default_factory=dict)
    allowed: str = ""
    suggestion: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of finding: {self.kind}")

    def message(self, lang: Language = "en") -> str:
        """One line: file, line and column, path, what was found, what is allowed, and a near match."""
        text = translate(KINDS[self.kind].template, lang).format(**self.context)
        extra = []
        if self.allowed:
            extra.append(translate(ALLOWED, lang).format(allowed=self.allowed))
        if self.suggestion:
            extra.append(translate(DID_YOU_MEAN, lang).format(suggestion=self.suggestion))
        if extra:
            separator = "；" if lang == "zh" else "; "
            text = f"{text}{separator}{separator.join(extra)}"
        where = [str(part) for part in (self.position, self.path) if part]
        joint = "：" if lang == "zh" else ": "
        return joint.join([" ".join(where), text]) if where else text


def shown(value: object) -> str:
    """A value as a message may quote it: on one line and short."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def suggestion(found: str, allowed: Iterable[str]) -> str:
    """The nearest allowed name, or nothing when none is near."""
    near = get_close_matches(found, [str(name) for name in allowed], n=1, cutoff=0.6)
    return near[0] if near else ""
