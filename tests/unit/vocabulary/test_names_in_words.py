"""What pages call what a path ends in: as the entity calls it to which the path leads."""

from __future__ import annotations

import pytest

from subsidies import Catalogue
from subsidies.wording.names import name_of


@pytest.mark.parametrize(
    ("path", "subjects", "zh"),
    [
        ("level", ("certificate",), "证书等级"),
        ("level", ("recognition",), "认定级别"),
        ("person.resides_in", ("employment",), "户籍或常住地"),
        ("person.household.resides_in", ("employment",), "家庭户籍或常住地"),
        ("resides_in", ("person",), "户籍或常住地"),
        ("start", ("training",), "培训开始日"),
        ("start", ("person", "training"), "培训开始日"),
        ("start", (), "劳动合同开始日"),
        ("employer", ("employment",), "用人单位"),
        ("person.household", ("employment",), "家庭"),
        ("year", ("person",), "年度"),
        ("nothing.of.this", ("person",), "nothing.of.this"),
    ],
)
def test_a_path_is_called_as_what_it_leads_to(path: str, subjects: tuple[str, ...], zh: str) -> None:
    assert name_of(path, Catalogue.bundled().world.vocabulary, "zh", subjects) == zh
