"""A small world of its own for a test: a vocabulary of one kind of entity, two places, and whatever rulesets the test writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from subsidies import Case, Catalogue, Determination
from subsidies.explanation import Explanation
from subsidies.scenarios import Result, run_feature
from tests.words import called_by_name

LABEL = {"zh": "文", "en": "text"}

VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "person": {
            "label": LABEL,
            "list": "persons",
            "facts": {
                "age": {"type": "years", "max": 120},
                "poor": {"type": "bool"},
                "ill": {"type": "bool"},
                "started": {"type": "date"},
                "cost": {"type": "money"},
            },
        }
    },
}


FEATURE = """# language: zh-CN
@方案-{policy}
功能: 试

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下文：
      | 编号 |
      | 甲   |

  @条款-1
  场景: 一
    当 审核该案件
{steps}"""
"""A scenario about clause 1 and a person of whom nothing is known."""


def clause(**changes: Any) -> dict[str, Any]:
    return {
        "title": LABEL,
        "article": "1",
        "for": "person",
        "payee": "person",
        "kind": "cash",
        "every": "year",
        "amount": "p.sum",
        "office": {"lead": ["局"]},
        "paraphrase": LABEL,
        **changes,
    }


def ruleset(**changes: Any) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "policy": "test",
        "version": "1.0.0",
        "title": LABEL,
        "issuer": LABEL,
        "number": None,
        "jurisdiction": "640105",
        "published": date(2023, 1, 1),
        "status": "issued",
        "effective": {"from": date(2023, 1, 1), "to": date(2023, 12, 31)},
        "text_sha256": "0" * 64,
        "parameters": {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}},
        **changes,
    }


def plain(data: Any) -> str:
    """Data in flow style, every value written out, dates and numbers unquoted."""
    if isinstance(data, dict):
        return "{" + ", ".join(f'"{key}": {plain(value)}' for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(plain(value) for value in data) + "]"
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False)
    return "null" if data is None else str(data).lower() if isinstance(data, bool) else str(data)


class Bench:
    """A folder of rulesets for one test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.words(VOCABULARY)
        places = {"640105": {"name": LABEL}, "640104": {"name": LABEL}}
        self.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})

    def write(self, name: str, data: dict[str, Any]) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain(data), encoding="utf-8")

    def words(self, vocabulary: dict[str, Any]) -> None:
        """Write the vocabulary, all in one file; what has no label is called by its name."""
        self.write("vocabulary/words.yaml", {**vocabulary, "entities": called_by_name(vocabulary["entities"])})

    def add(self, data: dict[str, Any]) -> None:
        self.write(f"640105/{data['policy']}/{data['version']}.yaml", data)

    def assess(
        self,
        person: dict[str, Any],
        on: date = date(2023, 6, 1),
        prior_awards: Sequence[dict[str, Any]] = (),
        **question: Any,
    ) -> Determination:
        return self.explain(person, on, prior_awards, **question).determination

    def explain(
        self,
        person: dict[str, Any],
        on: date = date(2023, 6, 1),
        prior_awards: Sequence[dict[str, Any]] = (),
        policies: Sequence[str] | None = None,
        known_on: date | None = None,
    ) -> Explanation:
        """The determination with all that explains it."""
        catalogue = Catalogue(self.root)
        case = self.case(person, on=on, prior_awards=list(prior_awards), catalogue=catalogue)
        found = catalogue.assess(case, policies=policies, known_on=known_on)
        return Explanation(catalogue.law(policies, known_on), found)

    def case(self, *persons: dict[str, Any], catalogue: Catalogue | None = None, **changes: Any) -> Case:
        """A case of some persons, the first of whom is called p, the others p2, p3 and so on; nothing was paid before."""
        rows = [{"id": f"p{number}" if number > 1 else "p", **person} for number, person in enumerate(persons, 1)]
        data = {
            "schema_version": 1,
            "jurisdiction": "640105",
            "on": date(2023, 6, 1),
            "persons": rows,
            "prior_awards": [],
            **changes,
        }
        return (catalogue or Catalogue(self.root)).read_case(data)

    def scenario(self, steps: str, policy: str = "test") -> Result:
        """What comes of a scenario about clause 1 of a policy and a person of whom nothing is known, by its answer steps."""
        places = {"640105": {"name": {"zh": "甲区", "en": "A"}}}
        self.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
        path = self.root.parent / "one.feature"
        path.write_text(FEATURE.format(policy=policy, steps=steps), encoding="utf-8")
        (result,) = run_feature(path, Catalogue(self.root))
        return result
