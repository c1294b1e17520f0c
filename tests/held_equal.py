"""Holding results equal while the house is rebuilt: 2,000 cases with all that is said of them, written down and compared.

    python -m tests.held_equal write FOLDER      cases, and what this build says of them
    python -m tests.held_equal compare FOLDER    what this build says of the same cases, against what was written

The cases are the bundled examples, those of the features, changed and merged ones, and cases of generated rulesets with two
versions. Of each are kept the JSON of the determination and of its whole trace, the pages in both languages, the totals of each
payee, or else the findings.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from subsidies import Catalogue, SubsidiesError
from subsidies.advice import later_losses
from subsidies.documents import to_dict, trace_to_dict
from subsidies.errors import UsageError
from subsidies.explanation import tightened
from subsidies.files.disk import read
from subsidies.files.source import parse
from subsidies.scenarios import FeatureError, read_features
from subsidies.scenarios.runner import Prepared
from subsidies.settlement.values import UNKNOWN_PAYEE
from subsidies_cli.asked import Answer
from subsidies_cli.output import Format, rendered
from subsidies_cli.pages import assessment, explanation
from tests.agreement.generate import RulesetMaker, case_data
from tests.agreement.world import JURISDICTIONS, VOCABULARY

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
FEATURES = ROOT / "features"
WANTED = 2000
DAYS = ("2022-12-31", "2023-04-10", "2023-12-31", "2024-01-01", "2024-06-30", "2026-03-01")
SMALL_RULESETS, CASES_EACH = 20, 10
TRACED = 2
"""Every so many a case also shows the pages of its whole trace."""
LANGUAGES: Any = ("zh", "en")
Entry = dict[str, Any]


def plain(data: Any) -> str:
    """Data as a file writes it, in flow style: dates and numbers stand without quotes."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {plain(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(plain(value) for value in data) + "]"
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False)
    return "null" if data is None else str(data).lower() if isinstance(data, bool) else str(data)


def entry(data: Any, **asked: Any) -> Entry:
    return {
        "case": plain(data),
        "asked": {name: str(value) if isinstance(value, date) else value for name, value in asked.items()},
    }


# --- Where the cases come from


def all_cases(folder: Path) -> Iterator[Entry]:
    rnd = random.Random(20261129)
    found = [*examples(), *of_features()]
    yield from found
    small = list(of_small_rulesets(folder, rnd))
    own = [item for item in found if not item.get("refused")]
    for _ in range(WANTED - len(found) - len(small)):
        yield changed(rnd, own)
    yield from small


def examples() -> Iterator[Entry]:
    for path in sorted(EXAMPLES.glob("*.yaml")):
        data = read(path).data
        yield entry(data)
        for on in (
            date(2022, 12, 31),
            date(2023, 4, 10),
            date(2023, 12, 31),
            date(2024, 1, 1),
            date(2024, 6, 30),
            date(2026, 3, 1),
        ):
            yield entry(data, on=on)
            yield entry(data, on=on, year=2023)
        yield entry(data, known_on=date(2023, 4, 2))


def of_features() -> Iterator[Entry]:
    catalogue = Catalogue.bundled()
    seen: set[str] = set()
    for feature in read_features(FEATURES, catalogue):
        for scenario in feature.scenarios:
            try:
                state = Prepared(scenario, catalogue)._session.state
            except FeatureError:
                continue
            found = entry(state.source().data, policies=list(state.policies))
            if found["case"] not in seen:
                seen.add(found["case"])
                yield found


def changed(rnd: random.Random, found: list[Entry]) -> Entry:
    """A case of the features with some facts unknown or otherwise, awards of before, lists left out, or another beside it."""
    first = rnd.choice(found)
    data = deepcopy(parse(first["case"], "case").data)
    if rnd.random() < 0.35:
        merge(data, deepcopy(parse(rnd.choice(found)["case"], "case").data))
    vocabulary = Catalogue.bundled().world.vocabulary
    for kind in vocabulary.entities.values():
        rows = data.get(kind.list) or []
        for row in rows:
            for name in [name for name in row if name in kind.facts]:
                if rnd.random() < 0.07:
                    row[name] = rnd.choice((None, "unknown")) if kind.facts[name].type.sort.value != "text" else None
                elif rnd.random() < 0.10:
                    row[name] = shaken(rnd, row[name])
            for name in [name for name in row if name in kind.relations]:
                if kind.relations[name].optional and rnd.random() < 0.03:
                    row[name] = None
        if kind.list in data and rnd.random() < 0.02:
            del data[kind.list]
        elif kind.list in data and rnd.random() < 0.03:
            data.setdefault("complete", {})[kind.list] = False
    priors(rnd, data)
    asked: dict[str, Any] = {}
    if rnd.random() < 0.15:
        asked["on"] = date(2023, 1, 1) + timedelta(days=rnd.randrange(900))
    if rnd.random() < 0.10:
        asked["year"] = rnd.choice((2022, 2023, 2024))
    if rnd.random() < 0.08:
        asked["known_on"] = rnd.choice((date(2023, 4, 3), date(2023, 4, 2), date(2024, 1, 1)))
    return entry(data, **asked)


def merge(data: dict[str, Any], other: dict[str, Any]) -> None:
    """The rows of another case beside one's own, under other ids."""
    names = {row["id"]: f"{row['id']}-z" for rows in other.values() if isinstance(rows, list) for row in rows if "id" in row}

    def other_id(value: Any) -> Any:
        return names.get(value, value) if isinstance(value, str) else value

    for key, rows in other.items():
        if isinstance(rows, list) and key != "prior_awards":
            own = [
                {name: names.get(value, value) if isinstance(value, str) else value for name, value in row.items()}
                for row in rows
            ]
            data[key] = [*(data.get(key) or []), *own]


def shaken(rnd: random.Random, value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return max(0, value + rnd.choice((-1, 1, 100, -100)))
    if isinstance(value, date):
        return value + timedelta(days=rnd.choice((-366, -31, -1, 1, 31)))
    return value


def priors(rnd: random.Random, data: dict[str, Any]) -> None:
    roll = rnd.random()
    if roll < 0.10:
        data.pop("prior_awards", None)
    elif roll < 0.45:
        rules = [rule for rule in Catalogue.bundled().ruleset("xixia-jobs-2023").rules.values() if rule.provision is None]
        entities = Catalogue.bundled().world.vocabulary.entities
        awards = data.setdefault("prior_awards", None) or []
        for _ in range(rnd.randrange(1, 4)):
            rule = rnd.choice(rules)
            rows = data.get(entities[rule.subject].list)
            if rows:
                award: dict[str, Any] = {"clause": f"xixia-jobs-2023/{rule.id}", "subject": rnd.choice(rows)["id"]}
                award["year"] = rnd.choice((2022, 2023, 2023, 2024, None))
                award["amount"] = rnd.choice((400, 1000, 1500, 2500, Decimal("650.50"), None))
                award["months"] = rnd.choice((1, 6, 12, None))
                awards.append({name: value for name, value in award.items() if value is not None})
        data["prior_awards"] = awards


def of_small_rulesets(folder: Path, rnd: random.Random) -> Iterator[Entry]:
    """Generated rulesets of two policies, one of them in two versions, with limits; each with some cases."""
    made = 0
    while made < SMALL_RULESETS:
        root = folder / "rulesets" / str(made)
        if not small_folder(root, rnd):
            continue
        for _ in range(CASES_EACH):
            data = case_data(rnd)
            if rnd.random() < 0.3:
                data["prior_awards"] = [{"clause": "first/c0", "subject": "m0", "year": 2023, "amount": 500}]
            asked: dict[str, Any] = {} if rnd.random() < 0.6 else {"known_on": date(2021, 6, 1)}
            if rnd.random() < 0.3:
                asked["policies"] = ["second"]
            yield {**entry(data, **asked), "rulesets": f"rulesets/{made}"}
        made += 1


def small_folder(root: Path, rnd: random.Random) -> bool:
    made = []
    for policy, version, published, days in (
        ("first", "1.0.0", date(2020, 1, 1), {"from": date(2020, 1, 1), "to": date(2022, 12, 31)}),
        ("first", "1.1.0", date(2021, 12, 1), {"from": date(2023, 1, 1), "to": date(2025, 12, 31)}),
        ("second", "1.0.0", date(2020, 1, 1), {"from": date(2020, 1, 1), "to": date(2025, 12, 31)}),
    ):
        data = RulesetMaker(rnd).ruleset()
        jurisdiction = "11"
        data |= {"policy": policy, "version": version, "published": published, "effective": days, "jurisdiction": jurisdiction}
        if version == "1.1.0":
            data["supersedes"] = "1.0.0"
        members = [id_ for id_, item in data["clauses"].items() if item["for"] == "member"]
        data["limits"] = []
        if members and rnd.random() < 0.7:
            label = {"zh": "限", "en": "limit"}
            keys = rnd.choice((["house", "year"], ["member", "year"], ["lifetime"]))
            most = rnd.choice(({"awards": 1}, {"persons": 1}))
            data["limits"] = [{"id": "l", "title": label, "over": members, "per": keys, "at_most": most, "cite": "1"}]
            for id_ in members:
                data["clauses"][id_]["payee"] = rnd.choice(("member", "house"))
        made.append((root / f"11-place/{policy}/{version}.yaml", data))
    for path, data in ((root / "vocabulary/words.yaml", VOCABULARY), (root / "jurisdictions.yaml", JURISDICTIONS), *made):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain(data) + "\n", encoding="utf-8")
    try:
        return not Catalogue(root).validate()
    except SubsidiesError:
        return False


# --- What is said of a case


@cache
def catalogue_of(root: str | None) -> Catalogue:
    return Catalogue.bundled() if root is None else Catalogue(Path(root))


def answers(folder: Path, number: int, item: Entry) -> dict[str, str]:
    """All that this build says of a case, by what it is."""
    rules = catalogue_of(str(folder / item["rulesets"]) if "rulesets" in item else None)
    asked = {name: date.fromisoformat(value) if name in ("on", "known_on") else value for name, value in item["asked"].items()}
    try:
        case = rules.read_case(parse(item["case"], "case"))
        law = rules.law(asked.get("policies"), asked.get("known_on") or case.known_on)
        found = rules.assess(case, **asked)
    except SubsidiesError as error:
        return {"findings": error.message("en")}
    answer = Answer("case", law, found, asked.get("known_on") or case.known_on, [])
    every = found.entitlements
    said = {
        "determination": lines(to_dict(found, law, losses=later_losses(law, found))),
        "trace": lines(trace_to_dict(found, law, every)),
        "totals": lines(totals(found)),
        "tightened": lines(sorted((*key, value) for key, value in tightened(law, found).items())),
    }
    for lang in LANGUAGES:
        said[f"page {lang}"] = rendered(assessment.page(answer, lang), Format.MARKDOWN)
        if number % TRACED == 0:
            said[f"explained {lang}"] = rendered(explanation.page(answer, every, lang), Format.MARKDOWN)
    return said


def totals(found: Any) -> dict[str, list[str]]:
    payees = dict.fromkeys(payee for total in found.totals for payee in total.payees if payee != UNKNOWN_PAYEE)
    sums = dict.fromkeys((total.kind, total.period) for total in found.totals)
    return {
        f"{kind} {period} {payee}": total_of(found, kind, payee, period) for kind, period in sums for payee in (None, *payees)
    }


def total_of(found: Any, kind: str, payee: str | None, period: Any) -> list[str]:
    try:
        return [str(value) for value in vars_of(found.total(kind, payee, period))]
    except UsageError as error:
        return [error.message("en")]


def vars_of(total: Any) -> list[Any]:
    names = ("kind", "payees", "low", "high", "payable_low", "payable_high", "band", "unknown")
    return [getattr(total, name) for name in names]


def lines(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, default=str)


# --- Writing down, and comparing


def write_one(arguments: tuple[Path, int, Entry]) -> Counter[str]:
    folder, number, item = arguments
    said = answers(folder, number, item)
    with gzip.open(folder / "answers" / f"{number}.json.gz", "wt", encoding="utf-8", compresslevel=1) as stream:
        json.dump(said, stream, ensure_ascii=False)
    return Counter(said.keys())


def compare_one(arguments: tuple[Path, int, Entry]) -> list[str]:
    folder, number, item = arguments
    with gzip.open(folder / "answers" / f"{number}.json.gz", "rt", encoding="utf-8") as stream:
        before = json.load(stream)
    now = answers(folder, number, item)
    found: list[str] = []
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name, ""), now.get(name, "")
        if old != new:
            changes = difflib.unified_diff(old.splitlines(), new.splitlines(), "before", "now", lineterm="", n=1)
            found.append(f"case {number}, {name}:\n" + "\n".join(list(changes)[:30]))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.held_equal", description=__doc__)
    parser.add_argument("what", choices=("write", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="only every so many cases")
    given = parser.parse_args()
    folder: Path = given.folder.resolve()
    listed = folder / "cases.jsonl"
    if given.what == "write":
        (folder / "answers").mkdir(parents=True, exist_ok=True)
        texts = [json.dumps(item, ensure_ascii=False) for item in all_cases(folder)]
        listed.write_text("\n".join(texts) + "\n", encoding="utf-8")
    items = [json.loads(text) for text in listed.read_text(encoding="utf-8").split("\n") if text]
    work = [(folder, number, item) for number, item in enumerate(items) if number % given.every == 0]
    # Forked workers start with the catalogue loaded.
    catalogue_of(None).law()
    with ProcessPoolExecutor(given.jobs, get_context("fork")) as pool:
        if given.what == "write":
            kinds: Counter[str] = sum(pool.map(write_one, work, chunksize=8), Counter())
            print(f"{len(work)} cases: {dict(kinds)}")
            return 0
        found = [text for texts in pool.map(compare_one, work, chunksize=8) for text in texts]
    for text in found[:40]:
        print(text)
    print(f"{len(work)} cases, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
