"""A case can be compared, copied and stored, and prints one line."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

from subsidies import Catalogue, UsageError
from subsidies.files.disk import read

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"
CATALOGUE = Catalogue.bundled()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_comes_back_is_equal_and_decided_alike(path: Path) -> None:
    case = CATALOGUE.read_case(path)
    for again in (pickle.loads(pickle.dumps(case)), copy.deepcopy(case), copy.copy(case), CATALOGUE.read_case(path)):
        assert again == case
        assert hash(again) == hash(case)
        assert again.question() == case.question()
        assert CATALOGUE.assess(again) == CATALOGUE.assess(case)


@pytest.mark.parametrize(
    "change",
    [{"id": "other"}, {"on": "2023-12-19"}, {"jurisdiction": "640104"}, {"prior_awards": None}, {"persons": []}],
)
def test_a_case_that_says_something_else_is_another(change: dict[str, Any]) -> None:
    data = read(HOUSEHOLD).data
    rest = {"employments": [], "studies": [], "trainings": []} if "persons" in change else {}
    assert CATALOGUE.read_case({**data, **rest}) != CATALOGUE.read_case({**data, **rest, **change})
    assert CATALOGUE.read_case(data) != data


def test_it_prints_one_line() -> None:
    assert repr(CATALOGUE.read_case(HOUSEHOLD)) == "<Case XX-2023-0107 of 640105: 6 entities>"


def test_a_day_and_a_year_may_be_texts() -> None:
    case = CATALOGUE.read_case(HOUSEHOLD)
    assert case.question("2023-12-20", "2023") == case.question()
    with pytest.raises(UsageError, match="soon is no date"):
        case.question("soon")
    with pytest.raises(UsageError, match="20 is no year"):
        case.question(year="20")
