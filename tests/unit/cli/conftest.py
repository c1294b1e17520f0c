"""What the tests of the command line share."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import HOUSEHOLD, LAST, PLAN, RULESETS, read_case, write_case

from subsidies import Catalogue


@pytest.fixture(scope="session")
def only_plan(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The Xixia plan alone."""
    return Catalogue(_plan_alone(tmp_path_factory.mktemp("plan") / "rulesets"))


@pytest.fixture(scope="module", autouse=True)
def plan_alone(only_plan: Catalogue) -> Iterator[None]:
    """What is bundled is the Xixia plan alone, for tests of these folders only: no page of it turns on which others there are."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Catalogue, "bundled", classmethod(lambda cls: only_plan))
        yield


def _plan_alone(folder: Path) -> Path:
    folder.mkdir()
    for name in ("jurisdictions.yaml", "confirmations.yaml"):
        shutil.copy(RULESETS / name, folder)
    for name in ("vocabulary", "rates", f"640105-xixia/{PLAN}"):
        shutil.copytree(RULESETS / name, folder / name)
    return folder


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """A folder with the Xixia plan alone, not released, free to be changed."""
    folder = _plan_alone(tmp_path / "rulesets")
    (folder / "confirmations.yaml").unlink()
    return folder


@pytest.fixture
def plan(rulesets: Path) -> Path:
    """The file of the plan in that folder that governs."""
    return rulesets / "640105-xixia" / PLAN / f"{LAST}.yaml"


@pytest.fixture
def with_draft(rulesets: Path, plan: Path) -> Path:
    """The folder with a draft beside the plan that says the same."""
    draft = rulesets / "640105-xixia" / "xixia-draft-2023" / plan.name
    draft.parent.mkdir()
    text = plan.read_text(encoding="utf-8")
    text = text.replace(f"policy: {PLAN}", "policy: xixia-draft-2023").replace("status: issued", "status: draft")
    draft.write_text(re.sub(r"^(supersedes| *formerly):.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    return rulesets


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The household of the example as it comes to the window: asked only about what the sums turn on."""
    case = read_case(HOUSEHOLD)
    for household in case["households"]:
        household.pop("resides_in")
    for person in case["persons"]:
        for fact in ("work_status", "rural_resident", "returned_home", "youth_group", "veteran_status"):
            person.pop(fact)
        if person["assistance_group"] == "none":
            person.pop("assistance_group")
    return write_case(case, tmp_path / "bare.yaml")
