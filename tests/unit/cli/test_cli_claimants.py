"""On the page: whom an award is for that nothing tells apart, and what several claim of one limit."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run

HEAD = 'schema_version: 1\njurisdiction: "640105"\non: 2023-12-20\nprior_awards: []\n'
ALIKE = """
households:
  - {id: h1, poverty_status: lifted, listed_in: "640105"}
persons:
  - {id: p1, household: h1, months_worked: 5, wage_income: 35000}
  - {id: p2, household: h1, months_worked: 5, wage_income: 35000}
"""
TRAINING = "person: p1, course: apprenticeship, contract_months: 12, post_change: new_hire, target_level: intermediate"
RIVALS = f"""
enterprises:
  - {{id: e1, place: "640105"}}
  - {{id: e2, place: "640105"}}
persons:
  - {{id: p1}}
trainings:
  - {{id: t1, employer: e1, {TRAINING}, start: 2022-11-01, completed: 2023-10-31}}
  - {{id: t2, employer: e2, {TRAINING}, start: 2022-12-01, completed: 2023-11-30}}
"""


@pytest.mark.parametrize(
    ("case", "lang", "texts"),
    [
        (ALIKE, "en", ["for 1 of person 1, person 2: nothing tells them apart"]),
        (ALIKE, "zh", ["中的1个（情形相同，归谁都一样）"]),
        (RIVALS, "en", ["together: 6,000 yuan", "claims 18.1 under the same limit; the office decides who gets it"]),
        (RIVALS, "zh", ["同一限额共6,000元", "也申领18.1，同一限额不够分，归谁由牵头单位决定"]),
    ],
)
def test_what_is_shared_and_what_the_office_decides(case: str, lang: str, texts: list[str], tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(HEAD + case, encoding="utf-8")
    page = run("assess", "--full", str(file), lang=lang).stdout
    joined = (" " if lang == "en" else "").join(page.split())
    for text in texts:
        assert (text if lang == "en" else text.replace(" ", "")) in joined
