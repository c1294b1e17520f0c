"""The words of a folder of rulesets: a file for each entity, and the lock of what they said when they were frozen.

``digests.lock`` has the digest of the whole vocabulary. ``vocabulary.lock`` has its content, a line for each fact, so that what
became of frozen words can be said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from subsidies.errors import Finding, Position, RulesetError
from subsidies.files.digest import canonical, digest_of
from subsidies.files.disk import read
from subsidies.files.source import Source
from subsidies.vocabulary.growth import Frozen, joined

VOCABULARY: Final = "vocabulary"
"""The folder of the words, and what ``digests.lock`` calls them."""
WORDS_LOCK: Final = "vocabulary.lock"
_BY_NAME: Final = ("facts", "relations", "sums")
"""Keys of an entity under which things stand by name, each on a line of its own in the lock."""


def vocabulary_files(root: Path) -> list[Path]:
    """The files of the vocabulary of a folder, in the order in which its entities are to stand.

    Raises :class:`RulesetError` where there are none.
    """
    found = sorted((root / VOCABULARY).glob("*.yaml"))
    if not found:
        raise RulesetError(Finding("file_missing", context={"file": str(root / VOCABULARY / "*.yaml")}))
    return found


class Words:
    """The vocabulary of a folder as its files say it.

    Raises :class:`RulesetError` where there are none, and :class:`InputError` for one that cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources: dict[Path, Source] = {path: read(path) for path in vocabulary_files(root)}
        self._data = joined(list(self.sources.values()))
        self.digest = digest_of(self._data)

    def shrunk(self, expected: str) -> list[Finding]:
        """What the words said that are frozen with a digest, and say no longer; one finding where nobody can know."""
        frozen = _frozen(self.root)
        if digest_of(frozen) != expected:
            return [Finding("words_apart", Position(str(self.root / WORDS_LOCK)))]
        return Frozen(list(self.sources.values()), str(self.root / VOCABULARY)).shrunk(frozen)

    def freeze(self) -> None:
        """Write down what the words say."""
        (self.root / WORDS_LOCK).write_text("".join(sorted(_lines(self._data))), encoding="utf-8")


def _lines(data: dict[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if key != "entities":
            yield _line(value, key)
    for name, entity in data["entities"].items():
        for key, value in entity.items():
            if key in _BY_NAME and value:
                yield from (_line(item, "entities", name, key, child) for child, item in value.items())
            else:
                yield _line(value, "entities", name, key)


def _line(value: Any, *path: str) -> str:
    return f"{'.'.join(path)}  {canonical(value)}\n"


def _frozen(root: Path) -> Any:
    """The plain data of the frozen words; None where the lock is not there or no lock."""
    path = root / WORDS_LOCK
    data: dict[str, Any] = {"entities": {}}
    try:
        for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
            keys, _, value = line.partition("  ")
            *above, last = keys.split(".")
            within = data
            for key in above:
                within = within.setdefault(key, {})
            within[last] = json.loads(value)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return data
