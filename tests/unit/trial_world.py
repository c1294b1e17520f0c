"""The bundled law with the trial policies of ``tests/good/trial`` beside it, and the words that these need."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from small_world import plain

from subsidies import Catalogue, Determination
from subsidies.files.data import of_data
from subsidies.files.disk import read

TRIAL = Path(__file__).parents[1] / "good" / "trial"
JOBS, INCOME, RURAL, PRESCHOOL = "xixia-jobs-2023", "xixia-income-2023", "xixia-rural-2023", "xixia-preschool-2023"
REGION, INDUSTRY, EARLIER = "ningxia-rural-2023", "ningxia-industry-2023", "yinchuan-fumin-2017"
OTHERS = sorted({path.parent.name for path in Catalogue.bundled().root.glob("*/*/*.yaml")} - {JOBS})
"""What is bundled besides the plan that the trial policies are tried with."""


def label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def write_trial(root: Path) -> Catalogue:
    """The rulesets and words of both in a folder of their own; all of them are law there."""
    apart = ("digests.lock", "*.py", "__pycache__", *OTHERS)
    shutil.copytree(Catalogue.bundled().root, root, ignore=shutil.ignore_patterns(*apart))
    shutil.copytree(TRIAL, root, dirs_exist_ok=True)
    words = {path: read(path).data for path in (root / "vocabulary").glob("*.yaml")}
    entities = {name: entity for data in words.values() for name, entity in data["entities"].items()}
    _add(
        entities["person"],
        {
            "partner": {
                "type": "bool",
                "label": label("合伙创业", "founds with partners"),
                "question": label("是否与人合伙创业？", "Does the person found with partners?"),
            },
            "graduated_on": {
                "type": "date",
                "past": True,
                "label": label("毕业日期", "day of graduation"),
                "question": label("哪一天毕业？", "On which day did the person graduate?"),
            },
        },
    )
    _add(
        entities["household"],
        {
            "land_in": {"type": "place", "label": label("承包地所在地", "place of the contracted land")},
            "second_round_contract": {"type": "bool", "label": label("有二轮承包合同", "holds a second-round contract")},
        },
    )
    entities["recognition"]["facts"]["title"]["values"]["maker_space"] = label("众创空间", "maker space")
    for body in ("institution", "enterprise"):
        entities[body]["facts"]["kind"]["values"]["kindergarten"] = label("幼儿园", "kindergarten")
    _add(
        entities["institution"],
        {
            "runs_as": {
                "type": "enum",
                "label": label("举办性质", "who runs it"),
                "question": label("是公办还是民办？", "Is it run publicly or privately?"),
                "evidence": label("办学许可证或登记证书", "licence or registration"),
                "values": {"public": label("公办", "public"), "private": label("民办", "private")},
            },
            "children": {
                "type": "count",
                "label": label("在园幼儿数", "children"),
                "question": label("预算年度按多少名幼儿计算？", "How many children count in the budget year?"),
                "evidence": label("预算批复", "approved budget"),
            },
            "city_model": {
                "type": "bool",
                "label": label("银川市示范园", "model kindergarten of the city"),
                "question": label("是否银川市示范园？", "Is it a model kindergarten of the city?"),
                "evidence": label("定级文件", "notice of the grade"),
            },
        },
    )
    _add(entities["employment"], {
        "hired_teacher": {
            "type": "bool",
            "label": label("聘用的专任教师", "hired teacher"),
            "question": label("是否聘用（不在编）的专任教师？", "Is the person a hired teacher, not on the establishment?"),
            "evidence": label("聘用合同", "contract"),
        },
        "full_years": {
            "type": "years",
            "label": label("园龄（满年数）", "full years at the kindergarten"),
            "question": label("在本园满几年？", "How many full years has the person worked there?"),
            "evidence": label("聘用合同", "contract"),
        },
        "teacher_title": {
            "type": "enum",
            "label": label("教师职称", "title as a teacher"),
            "question": label("是哪一级职称？", "Which title does the person hold?"),
            "evidence": label("职称证书", "certificate of the title"),
            "values": {
                "none": label("没有", "none"),
                "junior": label("初级", "junior"),
                "intermediate": label("中级", "intermediate"),
                "senior": label("高级", "senior"),
            },
        },
        "assessed_pay": {
            "type": "money",
            "label": label("考核确定的绩效工资", "performance pay by assessment"),
            "question": label("考核确定每月发多少绩效工资？", "How much performance pay a month has the assessment set?"),
            "evidence": label("考核结果", "result of the assessment"),
        },
    })  # fmt: skip
    for path, data in words.items():
        path.write_text(plain(data), encoding="utf-8")
    return Catalogue(root)


def _add(entity: dict[str, Any], facts: dict[str, Any]) -> None:
    """Facts that the bundled words do not have."""
    entity["facts"] |= {name: fact for name, fact in facts.items() if name not in entity["facts"]}


def assessed(catalogue: Catalogue, place: str = "640105", on: str = "2023-09-01", **lists: Any) -> Determination:
    """What a case of some lists of entities comes to; nothing was given before unless it says so."""
    data = {"schema_version": 1, "jurisdiction": place, "on": on, "prior_awards": [], **lists}
    return catalogue.assess(catalogue.read_case(of_data(data)))
