"""Every clause of the register of the source texts is in the law: as clause, provision, definition, limit or entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from subsidies import Catalogue

REGISTER = Path(__file__).resolve().parents[4] / "shared" / "clauses.yaml"


def ids(catalogue: Catalogue, policy: str) -> set[str]:
    model = catalogue.versions(policy)[-1].model
    paragraphs = {one.clause for one in (*model.definitions.values(), *model.limits) if one.clause is not None}
    return {*model.ids, *model.definitions, *paragraphs}


def test_every_clause_of_the_register_is_in_the_law() -> None:
    if not REGISTER.is_file():
        pytest.skip("the register of the source texts is not here")
    records: list[dict[str, Any]] = yaml.load(REGISTER.read_text(encoding="utf-8"), yaml.CSafeLoader)
    catalogue = Catalogue.bundled()
    named = [record["id"].partition("/") for record in records if record.get("record") == "clause"]
    have = {policy: ids(catalogue, policy) for policy in catalogue.policies}
    assert [f"{policy}/{id_}" for policy, _, id_ in named if id_ not in have.get(policy, ())] == []
    assert len(named) > 400
