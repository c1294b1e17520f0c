"""The bundled law with what is not released yet: each file counts, as it will once all are."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from subsidies import Catalogue, Determination
from subsidies.files.data import of_data

JOBS, INCOME, RURAL, PRESCHOOL = "xixia-jobs-2023", "xixia-income-2023", "xixia-rural-2023", "xixia-preschool-2023"
REGION, INDUSTRY = "ningxia-rural-2023", "ningxia-industry-2023"


def write_whole(root: Path) -> Catalogue:
    """The bundled folder in another place, without the lock that says what is released."""
    shutil.copytree(Catalogue.bundled().root, root, ignore=shutil.ignore_patterns("digests.lock", "*.py", "__pycache__"))
    return Catalogue(root)


def assessed(
    catalogue: Catalogue,
    place: str = "640105",
    on: str = "2023-09-01",
    policies: Sequence[str] | None = None,
    **lists: Any,
) -> Determination:
    """What a case of some lists of entities comes to; nothing was given before unless it says so."""
    data = {"schema_version": 1, "jurisdiction": place, "on": on, "prior_awards": [], **lists}
    return catalogue.assess(catalogue.read_case(of_data(data)), policies=policies)
