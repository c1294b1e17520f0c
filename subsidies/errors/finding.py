"""One thing found wrong: its kind, where it stands and what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from subsidies.errors.finding_kinds import KINDS
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.reprs import one_line

DID_YOU_MEAN = N_("did you mean {suggestion}?")
ALLOWED = N_("allowed: {allowed}")
SHOWN_CHARACTERS = 60


class Phrase(str):
    """Words of ours inside a message: English as they stand, translated when the message is shown.

    ``arguments`` fill the template and may be phrases themselves; what a file says is never translated.
    """

    __slots__ = ("arguments", "template")
    template: str
    arguments: Mapping[str, str]

    def __new__(cls, template: str, **arguments: str) -> Phrase:
        phrase = super().__new__(cls, template.format(**arguments))
        phrase.template = template
        phrase.arguments = arguments
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        return (self.template,), dict(self.arguments)

    def in_language(self, lang: Language) -> str:
        return translate(self.template, lang).format(**in_language(self.arguments, lang))


def in_language(texts: Mapping[str, str], lang: Language) -> dict[str, str]:
    """The texts with every phrase among them in the language asked for."""
    return {key: text.in_language(lang) if isinstance(text, Phrase) else text for key, text in texts.items()}


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; line and column count from 1. Line 0 stands for the file as a whole, column 0 for the whole line."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        if not self.column:
            return f"{self.file}:{self.line}"
        return f"{self.file}:{self.line}:{self.column}"


@one_line
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
        parts = [translate(KINDS[self.kind].template, lang).format(**in_language(self.context, lang))]
        known = in_language({"allowed": self.allowed, "suggestion": self.suggestion}, lang)
        if self.allowed:
            parts.append(translate(ALLOWED, lang).format(**known))
        if self.suggestion:
            parts.append(translate(DID_YOU_MEAN, lang).format(**known))
        text = JOINTS[lang].semicolon.join(parts)
        where = [str(part) for part in (self.position, self.path) if part]
        return JOINTS[lang].colon.join([" ".join(where), text]) if where else text


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of their files, each once."""
    unique = {(item.position, item.path, item.message()): item for item in findings}
    return sorted(unique.values(), key=lambda item: (item.position or Position(""), item.path, item.message()))


def shown(value: object) -> str:
    """A value as a message may quote it: on one line, short, and without characters that cannot be seen."""
    text = str(value)[: SHOWN_CHARACTERS * 10]
    text = " ".join(text.split())
    text = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return visible(text) or "''"


def visible(text: str) -> str:
    """A text with what cannot be seen, or would change how the rest is seen, written as escapes."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in text)


def suggestion(found: object, allowed: Iterable[str]) -> str:
    """The nearest allowed name, or nothing when none is near."""
    names = [str(name) for name in allowed]
    near = get_close_matches(str(found)[:SHOWN_CHARACTERS], names, n=1, cutoff=0.6)
    return near[0] if near and near[0] != found else ""
