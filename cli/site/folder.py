"""Writing the site into a folder, without touching what is not ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from subsidies.errors import Finding, UsageError
from subsidies.errors.finding import visible
from subsidies.files.disk import unwritable
from subsidies.i18n import LANGUAGES
from subsidies_cli.site.pages import MARK

HEAD: Final = 1024
"""In how many bytes of a file its mark stands."""


def require_free(folder: Path, names: Iterable[str] = ("index.html", "style.css")) -> None:
    """Raises :class:`UsageError` where a file of the site would take the place of something that this command did not make."""
    try:
        for name in ("", *names):
            _require_free(folder, folder / name)
    except OSError as error:
        raise unwritable(folder, error) from None


def _require_free(folder: Path, path: Path) -> None:
    for above in (folder, *path.parents):
        if above.exists() and not above.is_dir():
            raise UsageError(Finding("site_is_a_file", context={"found": visible(str(above))}))
    if path != folder and path.exists() and not _ours(path):
        raise UsageError(Finding("site_of_others", context={"found": visible(str(path))}))


def write(folder: Path, pages: Mapping[str, str]) -> None:
    """Write every page, and take away pages of an earlier site of ours that this one does not have.

    Raises :class:`UsageError` before anything is written where something is in the way, and when writing fails.
    """
    require_free(folder, pages)
    try:
        for name, text in pages.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        kept = {folder / name for name in pages}
        for path in [*_earlier(folder)]:
            if path not in kept and _ours(path):
                path.unlink()
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()
    except OSError as error:
        raise unwritable(folder, error) from None


def _earlier(folder: Path) -> Iterator[Path]:
    for lang in LANGUAGES:
        yield from sorted((folder / lang).glob("*/*.html"))


def _ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return MARK.encode() in stream.read(HEAD)
