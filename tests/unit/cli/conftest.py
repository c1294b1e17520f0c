"""What the tests of the command line share."""

import shutil
from pathlib import Path

import pytest
from commands import PLAN, RULESETS

PROVISION = """
provisions:

  "20.1":
    title: {zh: 公益性岗位安置, en: Placement in public-interest posts}
    article: 二（四）20
    for: person
    place: resides_in
    kind: service
    reason: discretionary
    missing: {zh: 岗位数量, en: number of posts}
    when:
      - wants_work
    office:
      lead: [人力资源和社会保障局]
    paraphrase: {zh: 可安排到公益性岗位。, en: May be placed in a public-interest post.}
    readings: [plan_year, late_claim, place]

limits:
"""


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """A folder with the Xixia plan alone, not released, free to be changed."""
    folder = tmp_path / "rulesets"
    folder.mkdir()
    for name in ("vocabulary.yaml", "jurisdictions.yaml"):
        shutil.copy(RULESETS / name, folder)
    shutil.copytree(RULESETS / "rates", folder / "rates")
    shutil.copytree(RULESETS / "640105-xixia" / PLAN, folder / "640105-xixia" / PLAN)
    return folder


@pytest.fixture
def plan(rulesets: Path) -> Path:
    """The file of the plan in that folder."""
    return rulesets / "640105-xixia" / PLAN / "1.0.0.yaml"


@pytest.fixture
def with_draft(rulesets: Path, plan: Path) -> Path:
    """The folder with a provision in the plan, and a draft beside it that says the same."""
    text = plan.read_text(encoding="utf-8")
    if "\nprovisions:\n" not in text:
        text = text.replace("\nlimits:\n", PROVISION, 1)
        plan.write_text(text, encoding="utf-8")
    draft = rulesets / "640105-xixia" / "xixia-draft-2023" / "1.0.0.yaml"
    draft.parent.mkdir()
    text = text.replace(f"policy: {PLAN}", "policy: xixia-draft-2023").replace("status: issued", "status: draft")
    draft.write_text(text, encoding="utf-8")
    return rulesets
