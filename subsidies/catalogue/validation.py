"""A folder of rulesets looked through, whether or not it can be loaded."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from subsidies.catalogue import digest_lock
from subsidies.catalogue.catalogue import Catalogue
from subsidies.errors import Finding, InputError


def validate_folder(root: Path, *, apart: bool = True, also: Collection[str] = ()) -> tuple[list[Finding], int]:
    """All findings of a folder of rulesets, as :meth:`Catalogue.validate` has them, and how many files the folder has.

    ``also`` are files that count though they are not released.
    """
    names = digest_lock.data_files(root)
    try:
        found = Catalogue(root, check_digests=False, also=also).validate(apart=apart)
    except InputError as error:
        found = list(error.findings)
    return found, len(names)
