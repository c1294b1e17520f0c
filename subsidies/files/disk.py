"""Reading files from disk. Who keeps a folder of them calls this; who computes is given what was read."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from subsidies.errors import Finding, InputError, Position, UsageError
from subsidies.errors.finding import Phrase, visible
from subsidies.files.source import Encoding, Source, parse
from subsidies.i18n import N_

MAX_BYTES: Final = 16 * 1024 * 1024

NOT_PERMITTED: Final = N_("reading it is not permitted")
_UNREADABLE: Final = {
    errno.EISDIR: N_("it is a directory"),
    errno.EACCES: NOT_PERMITTED,
    errno.ENAMETOOLONG: N_("its name is too long"),
}
_UNWRITABLE: Final = {
    errno.EACCES: N_("writing there is not permitted"),
    errno.EPERM: N_("writing there is not permitted"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.ENAMETOOLONG: N_("its name is too long"),
}


def read(path: Path | str, *, name: str | None = None, encoding: Encoding = "utf-8") -> Source:
    """Read one YAML file.

    Raises :class:`InputError` with one finding for whatever keeps it from being read.
    """
    file = name or str(path)
    return parse(read_bytes(path, file), file, encoding)


def read_bytes(path: Path | str, file: str) -> bytes:
    """The bytes of a file, which messages call ``file``.

    Raises :class:`InputError` where it is not there, cannot be read or is too large.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise InputError(Finding("file_missing", context={"file": visible(file)})) from None
    except OSError as error:
        reason = Phrase(_UNREADABLE[error.errno]) if error.errno in _UNREADABLE else error.strerror or "I/O"
        raise InputError(Finding("file_unreadable", Position(visible(file)), context={"reason": reason})) from None
    if len(raw) > MAX_BYTES:
        raise InputError(Finding("file_too_large", Position(file), context={"limit": str(MAX_BYTES)}))
    return raw


def unwritable(path: Path, error: OSError) -> UsageError:
    """What to say where a file or folder cannot be written."""
    reason = Phrase(_UNWRITABLE[error.errno]) if error.errno in _UNWRITABLE else error.strerror or "I/O"
    return UsageError(Finding("unwritable", context={"found": visible(str(error.filename or path)), "reason": reason}))
