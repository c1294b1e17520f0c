"""The names that a key of a case may be written under: its own, and other words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from subsidies.vocabulary.labels import seen
from subsidies.vocabulary.numbers import Ambiguous


class Names:
    """Keys of one mapping. ``words`` are those that are offered to somebody who writes Chinese: one for each key, where it has
    any."""

    def __init__(self, keys: Mapping[str, Iterable[str]]) -> None:
        """``keys`` are the canonical keys with all other words for each, the one that is offered first."""
        self._keys = {key: tuple(words) for key, words in keys.items()}
        self._meant: dict[str, dict[str, None]] = {}
        for key, words in self._keys.items():
            for word in words:
                self._meant.setdefault(seen(word), {})[key] = None
        self.words = {key: words[0] for key, words in self._keys.items() if words}

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def every(self, key: str) -> tuple[str, ...]:
        """All other words for a key."""
        return self._keys.get(key, ())

    def meant(self, written: str) -> str:
        """The key that is meant by a word; one that means none stays as it is.

        Raises :class:`Ambiguous` for a word that means several.
        """
        if written in self._keys:
            return written
        found = self._meant.get(seen(written), {})
        if len(found) > 1:
            raise Ambiguous(written, list(found))
        return next(iter(found), written)
