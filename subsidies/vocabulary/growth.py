"""What became of words that were frozen: they keep what they say, and more may be added to them.

The frozen words are the plain data of the files, read and compared as such: whether they could be loaded is asked elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from subsidies.errors import Finding, Position
from subsidies.errors.finding import Phrase, shown
from subsidies.files.digest import plain
from subsidies.files.source import DataPath, Source, dotted
from subsidies.i18n import N_
from subsidies.vocabulary.models import NUMBERS

NOTHING: Final = Phrase(N_("nothing"))
Rule = Callable[["Frozen", DataPath, Any, Any], Iterator[Finding]]


def joined(sources: Sequence[Source]) -> dict[str, Any]:
    """The data of the files of a vocabulary as those of one: how entities are spread over files makes no difference."""
    whole: dict[str, Any] = {}
    entities: dict[str, Any] = {}
    for source in sources:
        data = source.data if isinstance(source.data, dict) else {source.file: source.data}
        whole |= data
        own = data.get("entities")
        entities |= own if isinstance(own, dict) else {source.file: own}
    return {**whole, "entities": entities}


class Frozen:
    """Frozen words beside the files as they are now."""

    def __init__(self, sources: Sequence[Source], folder: str) -> None:
        """``folder`` is where the files lie, as messages show it."""
        self._sources = sources
        self._folder = folder

    def finding(self, kind: str, path: DataPath, **context: str) -> Finding:
        """A finding at the nearest that is still there: the name of what is gone says where it was."""
        written = [source for source in self._sources if path[:2] in source.keys]
        position = written[0].position(path, key=True) if written else Position(self._folder)
        return Finding(kind, position, dotted(path), context)

    def shrunk(self, was: Mapping[str, Any]) -> list[Finding]:
        """All that a vocabulary (the plain data of its files as one) had and that is gone or says something else now."""
        now = plain(joined(self._sources))
        return list(_each(_by(_ENTITY))(self, ("entities",), was["entities"], now["entities"]))


def _in_words(value: Any) -> str:
    """A value of a file, short: what has a label by that."""
    if value is None:
        return NOTHING
    if isinstance(value, dict) and value.keys() == {"decimal"}:
        return str(value["decimal"])
    if isinstance(value, dict) and "zh" in value and "en" in value:
        return shown(f"{value['zh']} / {value['en']}")
    if isinstance(value, dict) and "label" in value:
        return _in_words(value["label"])
    return shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _said(value: Any) -> bool:
    """Whether something is said at all: what is empty, or a mark that is not set, says as much as what is left out."""
    return not (value is None or value is False or value in ("", [], {}))


# --- What may become of what was said


def _free(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
    """It may be worded anew, or is looked at with other keys."""
    yield from ()


def _fixed(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
    """It may not even be said later: what was written without it would mean something else."""
    if was != now and (_said(was) or _said(now)):
        yield frozen.finding("word_changed", path, found=str(path[-1]), was=_in_words(was), now=_in_words(now))


def _once(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
    """It may be said later, but what was said stays."""
    if _said(was):
        yield from _fixed(frozen, path, was, now)


def _grows(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
    """A list of words that may become longer; one word may stand for a list of one."""
    left = now if isinstance(now, list) else [now]
    for item in was if isinstance(was, list) else [was]:
        if _said(item) and item not in left:
            yield frozen.finding("word_gone", path, found=shown(item), was=_in_words(was))


def _wider(direction: int, silent: int | None) -> Rule:
    """A bound that may be moved outwards; ``silent`` is what holds where none is written, None being no bound."""

    def rule(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
        before, after = _number(was, silent), _number(now, silent)
        if after is not None and (before is None or (after - before) * direction < 0):
            yield from _fixed(frozen, path, was, now)

    return rule


def _number(value: Any, silent: int | None) -> Decimal | None:
    said = value["decimal"] if isinstance(value, dict) and "decimal" in value else value
    if isinstance(said, int | str) and not isinstance(said, bool):
        return Decimal(said)
    return None if silent is None else Decimal(silent)


def _label(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
    """What something is called may change where what it was called stays known."""
    if not _said(was):
        return
    left = now if isinstance(now, dict) else {}
    names = [left, *(left.get("formerly") or ())]
    called = [(name.get("zh"), name.get("en")) for name in names if isinstance(name, dict)]
    for name in (was, *was.get("formerly", ())):
        if (name["zh"], name["en"]) not in called:
            yield frozen.finding("label_gone", path, was=_in_words(name), now=_in_words(now))


def _each(rule: Rule) -> Rule:
    """Things by name, of which there may be more."""

    def every(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
        left = now if isinstance(now, dict) else {}
        for name, before in (was or {}).items():
            if name in left:
                yield from rule(frozen, (*path, name), before, left[name])
            else:
                yield frozen.finding("word_gone", (*path, name), found=shown(name), was=_in_words(before))

    return every


def _by(rules: Mapping[str, Rule]) -> Rule:
    """A thing with keys; what no rule speaks of is said once."""

    def every(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
        left = now if isinstance(now, dict) else {}
        for key in dict.fromkeys((*was, *left)):
            yield from rules.get(key, _once)(frozen, (*path, key), was.get(key), left.get(key))

    return every


def _fact(frozen: Frozen, path: DataPath, was: Any, now: Any) -> Iterator[Finding]:
    """A fact, with what follows from several of its keys together."""
    yield from _by(_FACT)(frozen, path, was, now)
    left = now if isinstance(now, dict) else {}
    if left.get("type") == was["type"] and _places(left) < _places(was):
        yield from _fixed(frozen, (*path, "decimals"), str(_places(was)), str(_places(left)))
    taken = left.get("elsewhere")
    for value, other in taken.items() if isinstance(taken, dict) else ():
        # What could be entered here can be no longer.
        if value in was.get("values", {}) and value not in was.get("elsewhere", {}):
            yield from _fixed(frozen, (*path, "elsewhere", value), None, other)


def _places(fact: Mapping[str, Any]) -> int:
    said = fact.get("decimals")
    return said if isinstance(said, int) else NUMBERS.get(fact["type"], (None, 0))[1]


_FACT: Final[Mapping[str, Rule]] = {
    **dict.fromkeys(("type", "unit", "per", "accumulates", "past"), _fixed),
    **dict.fromkeys(("question", "help", "decimals", "elsewhere"), _free),
    "label": _label,
    "values": _each(_label),
    "aliases": _grows,
    "min": _wider(-1, 0),
    "max": _wider(1, None),
}
_RELATION: Final[Mapping[str, Rule]] = {"label": _label, "inverse_label": _label, "to": _grows, "unnamed": _fixed}
_ENTITY: Final[Mapping[str, Rule]] = {
    "label": _label,
    "list": _fixed,
    "relations": _each(_by(_RELATION)),
    "facts": _each(_fact),
    "sums": _each(_fixed),
}
