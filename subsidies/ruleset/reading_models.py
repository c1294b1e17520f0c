"""How open questions of a text are read: the reading that is taken, and those that an office may take instead."""

from __future__ import annotations

from pydantic import Field

from subsidies.files.schema import Closed, Label, Name


class AlternativeModel(Closed):
    """A reading that an office may take instead: what it takes it to be."""

    taken: Label


class ReadingModel(Closed):
    """How an open question of the text is read, and why.

    ``warning`` is what whoever may get something by a clause that names the reading has to be told. ``alternatives`` are those
    that an office may take instead, by their names: expressions of the file say what comes of each.
    """

    question: Label
    taken: Label
    why: Label
    warning: Label | None = None
    alternatives: dict[Name, AlternativeModel] = Field(default_factory=dict)


def reading_name(owner: str, reading: str) -> str:
    """What a reading is called among those of all files; ``owner`` is the policy, or what joins policies."""
    return f"{owner}/{reading}"
