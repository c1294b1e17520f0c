"""A list and a table of the law are told in the words of the fact that they are held against, whatever others are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from small_world import VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.wording import figure

GRADES = ("low", "high")


def values(*names: str) -> dict[str, Any]:
    return {code: {"zh": name, "en": name} for code, name in zip(GRADES, names, strict=True)}


def test_values_of_the_same_codes_lend_no_words(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    person = VOCABULARY["entities"]["person"]
    grade = {"type": "enum", "values": values("初级", "高级")}
    own = {**person, "facts": {"rank": {"type": "enum", "values": values("低位", "高位")}, **person["facts"], "grade": grade}}
    another = {"list": "aides", "facts": {"grade": {"type": "enum", "values": values("助理", "主任")}}}
    bench.words({**VOCABULARY, "entities": {"aide": another, "person": own}})
    bench.add(
        ruleset(
            parameters={
                "table": {"value": {"low": 100, "high": 200}, "unit": "yuan", "cite": "1"},
                "named": {"value": ["high", "low"], "unit": "enum", "cite": "1"},
            },
            clauses={"1": clause(amount="p.table[grade]", when=["rank in p.named"])},
        )
    )
    catalogue = Catalogue(tmp_path, check_digests=False)
    law = catalogue.ruleset("test")
    assert figure("table", law, catalogue.world, "zh") == "初级 100元、高级 200元"
    assert figure("named", law, catalogue.world, "zh") == "高位、低位"
    assert figure("named", law, catalogue.world, "zh", ["low"]) == "低位"
