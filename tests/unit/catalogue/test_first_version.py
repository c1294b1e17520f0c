"""The first version of a policy, begun from a table of its clauses."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import Catalogue, InputError, RulesetError, SubsidiesError, UsageError
from subsidies.catalogue.clause_table import COLUMNS, NULL, read_table
from subsidies.catalogue.first_version import begin_first
from subsidies.catalogue.ruleset_text import Identity, ruleset_text
from subsidies.catalogue.stated_amounts import Figure, figure
from subsidies.catalogue.validation import validate_folder
from subsidies.files.source import parse
from subsidies.ruleset import build_ruleset
from subsidies.vocabulary.numbers import Unreadable

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
WORLD = Catalogue(GOOD).world
IDENTITY = Identity("fresh-2024", "110101", date(2024, 3, 1))
TABLE = """条款,条,名称,英文名称,对象,类别,周期,收款人,金额,牵头,配合,原因
1.1,二（一）1,务工补贴,Work grant,个人,现金,每年,个人,1000元,人社局,财政局、各县（市、区）,
1.2,二（一）1,见习补贴,,person,cash,每月,家庭,400元至1600元,人社局,财政局，各县（市、区）,
1.3,二（一）1,岗位,,个人,服务或岗位,,,10个,民政局,,由牵头单位酌定
2.1,二（一）2,贷款,,企业,贷款额度,一次性,,最高不超过300万元,,,
2.2,二（一）2,公共服务,,个人,service,,无,,,,amount_set_elsewhere
2.3,二（一）2,招用下限,,企业,义务,每年,,至少1名,,,
2.4,二（一）2,保险补贴,,企业,现金,每年,enterprise,35%,,,
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of rulesets with one policy, work-2023 of 110100-city."""
    folder = tmp_path / "rulesets"
    shutil.copytree(GOOD, folder)
    return folder


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "document.txt"
    path.write_bytes("全文".encode("gb18030"))
    return path


def table_of(folder: Path, text: str = TABLE) -> Path:
    path = folder / "clauses.csv"
    path.write_text(text, encoding="utf-8")
    return path


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def written(text: str, identity: Identity = IDENTITY) -> str:
    return ruleset_text(identity, read_table(text, "t.csv", WORLD.vocabulary), WORLD.vocabulary, "t.csv")


# --- What an amount says


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1000元", Figure((Fraction(1000),), "yuan", "exact")),
        ("１，０００．５元", Figure((Fraction(2001, 2),), "yuan", "exact")),
        ("400元至1600元", Figure((Fraction(400), Fraction(1600)), "yuan", "band")),
        ("至多300万元", Figure((Fraction(3_000_000),), "yuan", "at_most", "最多")),
        ("最高不超过300万元", Figure((Fraction(3_000_000),), "yuan", "at_most", "不超过")),
        ("最高2000元", Figure((Fraction(2000),), "yuan", "at_most", "最高")),
        ("最低2000元", Figure((Fraction(2000),), "yuan", "at_least", "不低于")),
        ("不少于2000元", Figure((Fraction(2000),), "yuan", "at_least", "不少于")),
        ("35%", Figure((Fraction(7, 20),), "ratio", "exact")),
        ("0.5％", Figure((Fraction(1, 200),), "ratio", "exact")),
        ("200元/人", Figure((Fraction(200),), "yuan/count", "exact")),
        ("500元/月", Figure((Fraction(500),), "yuan/month", "exact")),
        ("3000元/万亩", Figure((Fraction(3, 10),), "yuan/mu", "exact")),
        ("至少10 名", Figure((Fraction(10),), "count", "at_least", "至少", "名")),
        ("10个至20个", Figure((Fraction(10), Fraction(20)), "count", "band", "", "个")),
        ("3个月", Figure((Fraction(3),), "month", "exact")),
    ],
)
def test_an_amount_is_read_as_a_scenario_states_it(text: str, expected: Figure) -> None:
    assert figure(text) == expected


@pytest.mark.parametrize("text", ["1000", "0.35", "0元", "-5元", "一千元", "左右", "至少400元至1600元", "至多-1元", "元"])
def test_what_is_no_amount_or_nothing_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        figure(text)


# --- What a table says


def test_a_table_is_read_by_its_chinese_or_english_heads_in_any_order_with_or_without_a_mark_before_it() -> None:
    english = "kind, Article ,CLAUSE,title,for\ncash,第一条,1,甲,person\n"
    chinese = "\ufeff条款,条,名称,对象,类别,,\n,,,,,,\n1,第一条,甲,个人,现金,,\n"
    one, other = (read_table(text.encode(), "t.csv", WORLD.vocabulary) for text in (english, chinese))
    assert one == other
    assert (one[0].entity, one[0].kind, one[0].payee, one[0].figure) == ("person", "cash", "", None)


def test_a_cell_of_several_lines_is_one_text_and_later_rows_keep_their_lines() -> None:
    text = '条款,条,名称,对象,类别\r\n1,第一条,"甲\r\n和乙",个人,现金\r\n2,第一条,丙,某人,现金\r\n'
    with pytest.raises(InputError, match=r"^t\.csv:4 对象: unknown entity 某人"):
        read_table(text, "t.csv", WORLD.vocabulary)
    (row,) = read_table(text.partition("2,")[0], "t.csv", WORLD.vocabulary)
    assert row.title == "甲 和乙"


def test_payees_are_the_entity_itself_what_it_leads_to_or_nobody() -> None:
    rows = read_table(TABLE, "t.csv", WORLD.vocabulary)
    assert [row.payee for row in rows] == ["person", "household", "", "", NULL, "", "enterprise"]


def test_offices_are_parted_by_pauses_and_commas_outside_brackets() -> None:
    one, other, *_ = read_table(TABLE, "t.csv", WORLD.vocabulary)
    assert one.with_ == other.with_ == ("财政局", "各县（市、区）")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            "条款,条\n".encode("gb18030"),
            "seems to be GB18030 (GBK, the ANSI of a Chinese editor); allowed: UTF-8, which a spreadsheet calls CSV UTF-8",
        ),
        (b"clause\n" + b"x" * 200_000, "this is not CSV: field larger than field limit (131072)"),
        ("条款\n甲\0".encode(), "control character U+0000 is not allowed in the text"),
        (b"", "the file holds nothing"),
    ],
)
def test_a_file_that_is_no_table_has_one_finding(raw: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(raw, "t.csv", WORLD.vocabulary)
    assert len(caught.value.findings) == 1
    assert message in str(caught.value)


# --- What is written


def test_the_file_says_all_that_the_table_does_and_the_rest_is_to_be_written() -> None:
    data = parse(written(TABLE), "r.yaml").data
    first, second = data["articles"]["二（一）1"], data["articles"]["二（一）2"]
    assert first["office"] == {"lead": ["人社局"], "with": ["财政局", "各县（市、区）"]}
    assert second["office"] == {"lead": ["…"]}
    assert first["provisions"]["1.3"]["office"] == {"lead": ["民政局"]}
    assert first["clauses"]["1.1"] == {
        "title": {"zh": "务工补贴", "en": "Work grant"},
        "for": "person",
        "payee": "person",
        "kind": "cash",
        "every": "year",
        "amount": "p.amount_1_1",
        "when": ["…"],
        "paraphrase": {"zh": "…", "en": "…"},
    }
    assert first["parameters"]["amount_1_2_to"] == {"value": 1600, "unit": "yuan", "label": {"zh": "见习补贴（上限）", "en": "…"}}
    assert first["clauses"]["1.2"]["amount"] == {"from": "p.amount_1_2_from", "to": "p.amount_1_2_to"}
    assert first["provisions"]["1.3"]["supply"] == [
        {"exact": "p.amount_1_3", "label": {"zh": "岗位", "en": "…"}, "counted_in": {"zh": "个", "en": "…"}}
    ]
    assert second["parameters"]["amount_2_1"]["word"] == "不超过"
    assert {id_: (rule["amount"], rule["payee"]) for id_, rule in second["clauses"].items()} == {
        "2.1": ({"at_most": "p.amount_2_1"}, "…"),
        "2.3": ({"at_least": "p.amount_2_3", "counted_in": {"zh": "名", "en": "…"}}, None),
        "2.4": ("…", "enterprise"),
    }
    assert second["provisions"]["2.2"]["reason"] == "amount_set_elsewhere"
    assert first["provisions"]["1.3"]["missing"] == {"zh": "…", "en": "…"}
    assert data["places"] == {"person": "…", "enterprise": "…"}


def test_what_was_said_of_the_document_stands_there_and_the_rest_does_not() -> None:
    data = parse(written(TABLE), "r.yaml").data
    assert (data["title"], data["issuer"]["zh"], data["number"]) == ({"zh": "…", "en": "…"}, "…", "…")
    assert data["effective"] == {"from": "…", "to": "…"}
    days = {"from_": date(2024, 3, 1), "to": date(2024, 12, 31)}
    said = Identity("p", "110101", date(2024, 3, 1), "0" * 64, "题：目", "单位", "１号: 2", status="draft", **days)
    data = parse(written(TABLE, said), "r.yaml").data
    assert (data["title"]["zh"], data["issuer"]["zh"], data["number"]) == ("题：目", "单位", "１号: 2")
    assert data["effective"] == {"from": date(2024, 3, 1), "to": date(2024, 12, 31)}
    assert (data["status"], data["published"], data["version"]) == ("draft", date(2024, 3, 1), "1.0.0")


def test_an_office_that_most_rows_have_stands_with_the_article_and_others_at_the_clause() -> None:
    head = "条款,条,名称,对象,类别,牵头\n"
    rows = "".join(f"{number},第一条,甲,个人,现金,{lead}\n" for number, lead in enumerate(("甲局", "乙局", "乙局", ""), 1))
    article = parse(written(head + rows), "r.yaml").data["articles"]["第一条"]
    assert article["office"] == {"lead": ["乙局"]}
    assert {id_: rule.get("office") for id_, rule in article["provisions"].items()} == {
        "1": {"lead": ["甲局"]},
        "2": None,
        "3": None,
        "4": None,
    }


def test_many_offices_stand_on_lines_of_their_own() -> None:
    many = [f"第{number}个部门" for number in range(30)]
    text = written(f"条款,条,名称,对象,类别,牵头,配合\n1,第一条,甲,个人,现金,人社局,{'、'.join(many)}\n")
    assert "\n    office:\n      lead: [人社局]\n      with: [第0个部门, " in text
    assert parse(text, "r.yaml").data["articles"]["第一条"]["office"] == {"lead": ["人社局"], "with": many}


def test_the_facts_to_choose_the_place_from_stand_beside_each_entity() -> None:
    lines = written("条款,条,名称,对象,类别\n1,第一条,甲,个人,现金\n2,第一条,乙,job,现金\n").split("\n")
    assert "  person: …  # lives_in, household.listed_in" in lines
    assert any(line.startswith("  job: …") for line in lines)


def test_rows_never_share_a_parameter() -> None:
    ids = ("1.a", "1-A", "1-a", "2", "2-from", "2.from")
    amounts = ("1元", "2元", "3元", "4元至5元", "6元", "7元")
    rows = "".join(f"{id_},第一条,甲,个人,现金,{amount}\n" for id_, amount in zip(ids, amounts, strict=True))
    article = parse(written("条款,条,名称,对象,类别,金额\n" + rows), "r.yaml").data["articles"]["第一条"]
    values = {name: figure_["value"] for name, figure_ in article["parameters"].items()}
    assert sorted(values.values()) == [1, 2, 3, 4, 5, 6, 7]
    amount = article["clauses"]["2-from"]["amount"].removeprefix("p.")
    assert values[amount] == 6


FILLED = {
    "title: {zh: …, en: …}": "title: {zh: 文, en: text}",
    "issuer: {zh: …, en: …}": "issuer: {zh: 单位, en: office}",
    "number: …": "number: null",
    "{from: …, to: …}": "{from: 2024-03-01, to: 2024-12-31}",
    "person: …": "person: lives_in",
    "enterprise: …": "enterprise: seat",
    "payee: …": "payee: enterprise",
    "amount: …  # of p.amount_2_4": "amount: tax * p.amount_2_4",
    "[…]": "[人社局]",
    "zh: …": "zh: 文",
    "en: …": "en: text",
}


def test_a_file_in_which_all_is_written_is_sound_as_it_stands(root: Path, document: Path, tmp_path: Path) -> None:
    begun = begin_first(root, IDENTITY, table_of(tmp_path), document)
    text = begun.path.read_text(encoding="utf-8")
    assert [item.kind for item in validate_folder(root)[0]] == ["not_written"] * begun.unwritten
    for person in ("1.1", "1.2", "1.3", "2.2"):
        before, _, after = text.partition(f'"{person}":')
        text = f'{before}"{person}":{after.replace("when: […]", "when: [veteran]", 1)}'
    text = text.replace("when: […]", "when: [grade == 'one']")
    for unwritten, filled in FILLED.items():
        assert unwritten in text, unwritten
        text = text.replace(unwritten, filled)
    assert "…" not in text.partition("\n")[2]
    begun.path.write_text(text, encoding="utf-8")
    assert validate_folder(root)[0] == []
    rules = Catalogue(root).ruleset("fresh-2024").rules
    assert [(id_, rule.every) for id_, rule in rules.items() if rule.payees] == [
        ("1.1", "year"),
        ("1.2", "month"),
        ("2.1", "once"),
        ("2.4", "year"),
    ]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" :#,'\"{}[]-?&*!|>%@`…"), max_size=12
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "article": TEXTS.map(lambda text: f"第{text}条"),
            "title": TEXTS.filter(lambda text: bool(text.strip())),
            "title_en": TEXTS,
            "for": st.sampled_from(["person", "enterprise", "household"]),
            "kind": st.sampled_from(["cash", "service", "duty", "loan_ceiling"]),
            "amount": st.sampled_from(["", "1000元", "0.01万元", "至少3元", "400元至1600元", "5%", "12.5元/人"]),
            "lead": TEXTS,
            "with": TEXTS,
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, TEXTS)
def test_whatever_the_texts_are_the_file_can_be_read_and_only_wants_to_be_written(rows: list[dict[str, Any]], title: str) -> None:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["clause", *(name for name in COLUMNS if name in rows[0])])
    writer.writeheader()
    writer.writerows({"clause": f"1.{number}", **row} for number, row in enumerate(rows))
    read = read_table(stream.getvalue(), "t.csv", WORLD.vocabulary)
    source = parse(ruleset_text(Identity("p", "110101", date(2024, 3, 1), "0" * 64, title), read, WORLD.vocabulary, "t.csv"), "r")
    articles = source.data["articles"]
    assert list(articles) == list(dict.fromkeys(row.article for row in read))
    rules = {
        id_: rule for one in articles.values() for part in ("clauses", "provisions") for id_, rule in one.get(part, {}).items()
    }
    assert {id_: rule["title"]["zh"] for id_, rule in rules.items()} == {row.id: row.title for row in read}
    with pytest.raises(RulesetError) as caught:
        build_ruleset(source, WORLD)
    assert {item.kind for item in caught.value.findings} <= {"not_written", "benefit_unit"}


# --- Where it is written


def test_it_stands_in_the_folder_of_its_place_and_notes_the_digest_of_the_text(
    root: Path, document: Path, tmp_path: Path
) -> None:
    city = Identity("fresh-2024", "110100", date(2024, 3, 1))
    begun = begin_first(root, city, table_of(tmp_path), document)
    assert begun.path == root / "110100-city" / "fresh-2024" / "1.0.0.yaml"
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    assert parse(begun.path.read_bytes(), "r").data["text_sha256"] == digest


@pytest.mark.parametrize(("name", "folder"), [("Li'an District, B", "110101-lian"), ("东城区", "110101")])
def test_a_place_without_a_folder_gets_one_called_by_its_english_name(
    name: str, folder: str, root: Path, document: Path, tmp_path: Path
) -> None:
    text = 'schema_version: 1\njurisdictions: {"110100": {name: {zh: 甲市, en: A}}, "110101": {name: {zh: 乙区, en: "%s"}}}\n'
    shutil.rmtree(root / "rates")
    (root / "jurisdictions.yaml").write_text(text % name, encoding="utf-8")
    assert begin_first(root, IDENTITY, table_of(tmp_path), document).path.parts[-3] == folder


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "id": ({"policy": "Fresh 2024"}, "POLICY: Fresh 2024 is no valid name; allowed: xixia-jobs-2023, …"),
    "place": ({"jurisdiction": "110109"}, "--place: unknown jurisdiction 110109; did you mean 110102?"),
    "days": ({"from_": date(2024, 3, 2), "to": date(2024, 3, 1)}, "--to: the interval ends on 2024-03-01, before it begins on"),
    "title": ({"title": "题\u202e目"}, "--title: control character U+202E RIGHT-TO-LEFT OVERRIDE is not allowed in the text"),
    "issuer": ({"issuer": "单\x07位"}, "--issuer: control character U+0007 is not allowed in the text"),
    "number": ({"number": "\ufeff"}, "--number: control character U+FEFF ZERO WIDTH NO-BREAK SPACE is not allowed in the text"),
    "policy": ({"policy": "work-2023"}, "work-2023/1.0.0.yaml; subsidies rulesets draft work-2023 begins the next version"),
    "long": ({"policy": "a" * 300}, "cannot be written: its name is too long"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_refused_and_nothing_is_written(wrong: str, root: Path, document: Path, tmp_path: Path) -> None:
    changes, message = WRONG[wrong]
    before = files(root)
    said: dict[str, Any] = {"policy": "fresh-2024", "jurisdiction": "110101", "published": date(2024, 3, 1), **changes}
    with pytest.raises(UsageError) as caught:
        begin_first(root, Identity(**said), table_of(tmp_path), document)
    assert message in str(caught.value)
    assert files(root) == before


def test_a_place_may_be_meant_by_its_name(root: Path, document: Path, tmp_path: Path) -> None:
    name = WORLD.jurisdictions.names["110101"].zh
    with pytest.raises(UsageError, match=r"did you mean 110101\?"):
        begin_first(root, Identity("fresh-2024", name, date(2024, 3, 1)), table_of(tmp_path), document)


def test_everything_wrong_with_a_table_is_told_at_once_and_nothing_is_written(root: Path, document: Path, tmp_path: Path) -> None:
    table = table_of(tmp_path, TABLE.replace("1000元", "1000").replace("企业,贷款", "企,贷款").replace("务工补贴", ""))
    before = files(root)
    with pytest.raises(InputError) as caught:
        begin_first(root, IDENTITY, table, document)
    assert [item.kind for item in caught.value.findings] == ["empty_text", "unreadable_amount", "unknown_entity"]
    assert files(root) == before


@pytest.mark.parametrize("lacking", ["clauses.csv", "document.txt"])
def test_files_that_are_not_there_are_told(lacking: str, root: Path, document: Path, tmp_path: Path) -> None:
    table = table_of(tmp_path)
    (tmp_path / lacking).unlink()
    with pytest.raises(SubsidiesError, match=f"there is no file .*{lacking}"):
        begin_first(root, IDENTITY, table, document)


def test_what_already_lies_there_is_left_alone(root: Path, document: Path, tmp_path: Path) -> None:
    path = root / "110101-other" / "fresh-2024"
    path.parent.mkdir()
    path.write_text("no folder", encoding="utf-8")
    with pytest.raises(UsageError, match="policy fresh-2024 is there already"):
        begin_first(root, IDENTITY, table_of(tmp_path), document)
    assert path.read_text(encoding="utf-8") == "no folder"
