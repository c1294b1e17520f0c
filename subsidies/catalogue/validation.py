"""A folder of rulesets looked through, whether or not it can be loaded."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from subsidies.catalogue import digest_lock
from subsidies.catalogue.catalogue import Catalogue
from subsidies.catalogue.unused import unused_facts
from subsidies.errors import Finding, InputError
from subsidies.vocabulary import FactType


class Checked(NamedTuple):
    """All findings of a folder of rulesets, how many files it has, and where nothing is wrong the facts that nothing uses."""

    findings: list[Finding]
    files: int
    unused: list[FactType]


def validate_folder(root: Path, *, apart: bool = True, also: Collection[str] = ()) -> Checked:
    """What :meth:`Catalogue.validate` finds in a folder.

    ``also`` are files that count though they are not released.
    """
    files = len(digest_lock.data_files(root))
    try:
        catalogue = Catalogue(root, check_digests=False, every=apart, also=also)
        found = catalogue.validate(apart=apart)
        return Checked(found, files, [] if found else unused_facts(catalogue))
    except InputError as error:
        return Checked(list(error.findings), files, [])
