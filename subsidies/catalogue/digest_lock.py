"""``digests.lock``: the SHA-256 of the canonical form of every released file. A released file never changes."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

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
            context = {"found": digest, "expected": expected, "advice": advice}
            found.append(Finding("digest_mismatch", Position(str(path)), context=context))
    return found


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

    Whatever is no ruleset may grow, so its digest is renewed; a released ruleset may not change. With ``shared`` no ruleset is
    released, only what they share is renewed; with ``only`` these versions are, by the names of their files.

    Raises :class:`DigestMismatch` when a released ruleset changed, and :class:`InputError` when a file cannot be read.
    """
    released = read_lock(root)
    found = [item for item in changed(root) if item.position and is_ruleset(Path(item.position.file), root)]
    if found:
        raise DigestMismatch(found)
    digests: dict[str, str] = {}
    for name in data_files(root):
        apart = is_ruleset(root / name, root) and name not in released
        if apart and (shared or (only is not None and name not in only)):
            continue
        try:
            digests[name] = read(root / name).digest
        except InputError as error:
            raise RulesetError(error.findings) from None
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests.items())]
    (root / LOCK).write_text("".join(lines), encoding="utf-8")
    return [name for name in digests if released.get(name) != digests[name]]


def is_ruleset(path: Path, root: Path) -> bool:
    """Whether a file is a version: ``<place>/<policy>/<version>.yaml``, or ``cross/<id>/<version>.yaml``."""
    return len(path.relative_to(root).parts) == 3
