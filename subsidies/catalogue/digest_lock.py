"""``digests.lock``: the SHA-256 of the canonical form of every released file, and of the vocabulary as a whole.

A released ruleset never changes; what rulesets share only grows.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from subsidies.catalogue.vocabulary_files import VOCABULARY, Words
from subsidies.errors import DigestMismatch, Finding, InputError, Position, RulesetError
from subsidies.errors.finding import Phrase, shown
from subsidies.files.disk import read
from subsidies.files.source import Source
from subsidies.i18n import N_

LOCK: Final = "digests.lock"
NEXT_VERSION: Final = N_(
    "a released version never changes: put it back and write what is new into the next one (subsidies rulesets draft {policy})"
)
RENEW: Final = N_("where something was added to it, renew the lock (subsidies rulesets freeze DIR --shared)")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


def data_files(root: Path) -> list[str]:
    """Every data file below a folder of rulesets, as relative names in order."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.yaml"))


def read_lock(root: Path) -> dict[str, str]:
    """Released digests by file name; empty without a lock.

    Raises :class:`RulesetError` on a line that is none.
    """
    path = root / LOCK
    if not path.exists():
        return {}
    released: dict[str, str] = {}
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise RulesetError(Finding("lock_line", Position(str(path), number, 1), context={"found": shown(line)}))
        released[match[2]] = match[1]
    return released


def changed(root: Path, sources: dict[Path, Source] | None = None) -> list[Finding]:
    """What differs from the lock: released files that changed or are gone. What is read on the way goes into ``sources``."""
    found: list[Finding] = []
    for name, expected in read_lock(root).items():
        if name == VOCABULARY:
            found += _words(root, expected, sources)
            continue
        path = root / name
        if not path.exists():
            found.append(Finding("released_file_missing", Position(str(path))))
            continue
        source = read(path)
        if sources is not None:
            sources[path] = source
        digest = source.digest
        if digest != expected:
            advice = Phrase(NEXT_VERSION, policy=path.parent.name) if is_ruleset(path, root) else Phrase(RENEW)
            found.append(_mismatch(path, digest, expected, advice))
    return found


def _mismatch(path: Path, digest: str, expected: str, advice: Phrase) -> Finding:
    context = {"found": digest, "expected": expected, "advice": advice}
    return Finding("digest_mismatch", Position(str(path)), context=context)


def _words(root: Path, expected: str, sources: dict[Path, Source] | None) -> list[Finding]:
    """What became of the frozen words: that they grew, or else in what they did not."""
    path = root / VOCABULARY
    if not any(path.glob("*.yaml")):
        return [Finding("released_file_missing", Position(str(path)))]
    words = Words(root)
    if sources is not None:
        sources |= words.sources
    if words.digest == expected:
        return []
    return words.shrunk(expected) or [_mismatch(path, words.digest, expected, Phrase(RENEW))]


def check_lock(root: Path) -> dict[Path, Source]:
    """The released files as they were read.

    Raises :class:`DigestMismatch` when one is not what it was.
    """
    sources: dict[Path, Source] = {}
    found = changed(root, sources)
    if found:
        raise DigestMismatch(found)
    return sources


def freeze(root: Path, *, shared: bool = False, only: Collection[str] | None = None) -> list[str]:
    """Write the lock for every file that is not in it yet; the names added.

    Whatever is no ruleset may grow, so its digest is renewed; a released ruleset may not change, and nothing released may go.
    Words have to have grown, and no more. With ``shared`` no ruleset is released, only what they share is renewed; with ``only``
    these versions are, by the names of their files.

    Raises :class:`DigestMismatch` when a released ruleset changed, a released file is missing or words did not grow, and
    :class:`RulesetError` when a file cannot be read.
    """
    released = read_lock(root)
    found = [item for item in changed(root) if not _may_be_renewed(item, root)]
    if found:
        raise DigestMismatch(found)
    try:
        words = Words(root)
    except InputError as error:
        raise RulesetError(error.findings) from None
    digests = {VOCABULARY: words.digest}
    for name in (name for name in data_files(root) if not name.startswith(f"{VOCABULARY}/")):
        apart = is_ruleset(root / name, root) and name not in released
        if apart and (shared or (only is not None and name not in only)):
            continue
        try:
            digests[name] = read(root / name).digest
        except InputError as error:
            raise RulesetError(error.findings) from None
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests.items())]
    (root / LOCK).write_text("".join(lines), encoding="utf-8")
    words.freeze()
    return [name for name in sorted(digests) if released.get(name) != digests[name]]


def _may_be_renewed(item: Finding, root: Path) -> bool:
    """Whether what differs from the lock is something that may grow, and did."""
    return item.kind == "digest_mismatch" and item.position is not None and not is_ruleset(Path(item.position.file), root)


def is_ruleset(path: Path, root: Path) -> bool:
    """Whether a file is a version: ``<place>/<policy>/<version>.yaml``, or ``cross/<id>/<version>.yaml``."""
    return len(path.relative_to(root).parts) == 3
