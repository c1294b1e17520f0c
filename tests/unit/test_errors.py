"""Every wrong input has one clear message, in both languages, with the line and column where the fault stands.

The folders of ``tests/bad`` are kinds of input. A file there is called after the kind of finding that it provokes
(``kind--variant.yaml``; tables are CSV) and ends with the findings expected, each in both languages.
"""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from subsidies.catalogue import Catalogue
from subsidies.catalogue.clause_table import read_table
from subsidies.engines.rete.engine import ReteEngine
from subsidies.engines.rete.faults import NetworkFault
from subsidies.errors import KINDS, CaseError, Finding, Position, SubsidiesError, suggestion
from subsidies.errors.finding import shown
from subsidies.errors.values import TEXT
from subsidies.files.digest import digest_of
from subsidies.files.disk import read
from subsidies.files.source import Source, parse
from subsidies.review import load_reviews
from subsidies.ruleset import build_ruleset
from subsidies.scenarios import read_feature
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import load_jurisdictions
from subsidies.vocabulary.rates import load_rate

TESTS = Path(__file__).parent.parent
BAD, GOOD = TESTS / "bad", TESTS / "good"
RULESET = "110100-city/work-2023/1.0.0.yaml"
EXPECTED = re.compile(r"^# -- (?P<kind>\w+)\n# en: (?P<en>.*)\n# zh: (?P<zh>.*)\n?", re.MULTILINE)
FILES = sorted(path for path in BAD.rglob("*.*") if path.is_file() and path.relative_to(BAD).parts[0] != "catalogue")
FOLDERS = sorted(path for path in (BAD / "catalogue").iterdir())


@cache
def catalogue() -> Catalogue:
    return Catalogue(GOOD / "catalogue")


def with_identity(text: str) -> str:
    """The rules of a ruleset, with an identity at their end, so that their lines keep their numbers."""
    identity = (GOOD / "catalogue" / RULESET).read_text(encoding="utf-8").split("\n\n")[0]
    return f"{text}\n{identity}\n"


def text_of(path: Path) -> str:
    """The input in a file; a ruleset that does not say who it is, is given an identity at its end."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "ruleset" and "schema_version" not in text:
        return with_identity(text)
    return text


def load_case(source: Source) -> None:
    catalogue().assess(catalogue().read_case(source))


LOADERS: dict[str, Callable[[Source], object]] = {
    "file": lambda source: source,
    "case": load_case,
    "vocabulary": lambda source: load_vocabulary([source]),
    "jurisdictions": load_jurisdictions,
    "rates": lambda source: load_rate("rate", source, catalogue().world.jurisdictions),
    "office_rates": lambda source: catalogue().read_rates(source),
    "ruleset": lambda source: build_ruleset(source, catalogue().world),
    "reviews": lambda source: load_reviews(source, "work-2023", catalogue(), date(2024, 1, 31)),
}


def findings_in(path: Path) -> tuple[Finding, ...]:
    """What the loader of the folder finds in a file."""
    try:
        if path.suffix == ".csv":
            read_table(EXPECTED.sub("", text_of(path)), path.name, catalogue().world.vocabulary)
        else:
            LOADERS[path.parent.name](parse(text_of(path), path.name))
    except SubsidiesError as error:
        return error.findings
    return ()


def findings_in_folder(overlay: Path, folder: Path) -> tuple[Finding, ...]:
    """What loading and validating finds in the good catalogue with the files of a folder laid over it."""
    shutil.copytree(GOOD / "catalogue", folder)
    shutil.copytree(overlay, folder, dirs_exist_ok=True)
    (folder / "expected.txt").unlink()
    for removed in folder.rglob("*.removed"):
        removed.with_suffix("").unlink()
        removed.unlink()
    try:
        loaded = Catalogue(folder, check_digests=False)
        return tuple(loaded.validate())
    except SubsidiesError as error:
        return error.findings


def expected_in(path: Path) -> list[tuple[str, str, str]]:
    return [match.group("kind", "en", "zh") for match in EXPECTED.finditer(path.read_text(encoding="utf-8"))]


def seen(findings: tuple[Finding, ...], folder: Path | None = None) -> list[tuple[str, str, str]]:
    start = f"{folder}/" if folder else ""
    return [(item.kind, *(item.message(lang).replace(start, "") for lang in ("en", "zh"))) for item in findings]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BAD).with_suffix("").as_posix())
def test_a_bad_file_has_exactly_these_findings(path: Path) -> None:
    expected = expected_in(path)
    assert path.stem.split("--")[0] in {kind for kind, _, _ in expected}
    assert seen(findings_in(path)) == expected


@pytest.mark.parametrize("overlay", FOLDERS, ids=lambda path: path.name)
def test_a_bad_folder_has_exactly_these_findings(overlay: Path, tmp_path: Path) -> None:
    expected = expected_in(overlay / "expected.txt")
    assert overlay.name in {kind for kind, _, _ in expected}
    assert seen(findings_in_folder(overlay, tmp_path / "rulesets"), tmp_path / "rulesets") == expected


def test_the_good_inputs_have_no_findings() -> None:
    assert catalogue().validate() == []
    assert Catalogue(GOOD / "two_policies" / "rulesets").validate() == []
    assert not findings_in(GOOD / "case" / "case.yaml")


# --- What no stored file can show: too large, unreadable, or wrong only once it is used


def clause(when: list[str], id_: str = "1", *, head: bool = True) -> str:
    lines = "".join(f"      - {line}\n" for line in when)
    return f"""{"clauses:" if head else ""}
  "{id_}":
    title: {{zh: 甲, en: a}}
    article: 第一条
    for: person
    payee: person
    kind: cash
    every: once
    amount: {{set_by: {{zh: 另定, en: elsewhere}}}}
    when:
{lines}    office: {{lead: [人社局]}}
    paraphrase: {{zh: 甲, en: a}}
"""


def three_clauses(folder: Path, join: str, born: str) -> None:
    """A case of a person born on a day, put to a group that turns on more than the thresholds of single facts."""
    ages = ["years_between(born, on) >= p.age", "born <= p.day", "years_between(born, on) > p.age"]
    text = "".join(clause([line], str(number), head=number == 1) for number, line in enumerate(ages, 1))
    parameters = """parameters:
  age: {value: 20, unit: year, cite: 一, source: reading}
  day: {value: 1980-01-01, unit: date, cite: 一, source: reading}
"""
    group = f'groups:\n  - {{id: ages, of: ["1", "2", "3"], join: {join}, cite: 一}}\n'
    shutil.copytree(GOOD / "catalogue", folder / "rulesets")
    (folder / "rulesets" / RULESET).write_text(with_identity(parameters + text + group), encoding="utf-8")
    case = f'schema_version: 1\njurisdiction: "110101"\non: 2023-09-01\npersons: [{{id: p1, born: {born}}}]'
    loaded = Catalogue(folder / "rulesets")
    loaded.assess(loaded.read_case(parse(case, "case.yaml")))


def missing(folder: Path) -> None:
    read(folder / "case.yaml")


def missing_by_name(folder: Path) -> None:
    read(str(folder / "case\0.yaml"))


def missing_below_a_file(folder: Path) -> None:
    (folder / "case").write_text("a: 1")
    read(folder / "case" / "case.yaml")


def directory(folder: Path) -> None:
    read(folder)


def long_name(folder: Path) -> None:
    read(folder / ("x" * 300))


def too_large(folder: Path) -> None:
    (folder / "case.yaml").write_bytes(b"#" * (16 * 1024 * 1024 + 1))
    read(folder / "case.yaml")


def endless(folder: Path) -> None:
    read("/dev/zero")


def binary(folder: Path) -> None:
    (folder / "case.yaml").write_bytes("id: K\nname: 甲".encode() + bytes(range(128, 256)))
    read(folder / "case.yaml")


def chinese_legacy_encoding(folder: Path) -> None:
    (folder / "case.yaml").write_bytes("id: K\nname: 张三\n".encode("gb18030"))
    read(folder / "case.yaml")


def not_chinese_legacy_encoding(folder: Path) -> None:
    (folder / "case.yaml").write_bytes(b"id: K\nname: \xff\n")
    read(folder / "case.yaml", encoding="gb18030")


def place_of_two(folder: Path) -> None:
    Catalogue.bundled().read_case(parse("格式版本: 1\n受理地: 宁县\n", "case.yaml"))


def nul(folder: Path) -> None:
    (folder / "case.yaml").write_bytes(b"id: K\n\nname: a\0b\n")
    read(folder / "case.yaml")


def four_hundred_digits(folder: Path) -> None:
    parse("income: " + "9" * 400, "case.yaml")


def nested_a_hundred_deep(folder: Path) -> None:
    parse("[" * 100 + "]" * 100, "case.yaml")


def many_entities(folder: Path) -> None:
    people = "".join(f"  - {{id: p{number}}}\n" for number in range(10_001))
    load_case(parse(f'schema_version: 1\njurisdiction: "110101"\npersons:\n{people}', "case.yaml"))


def many_prior_awards(folder: Path) -> None:
    awards = "".join("  - {clause: work-2023/2, subject: p1}\n" for _ in range(10_000))
    text = f'schema_version: 1\njurisdiction: "110101"\npersons:\n  - {{id: p1}}\nprior_awards:\n{awards}'
    load_case(parse(text, "case.yaml"))


def long_key(folder: Path) -> None:
    load_case(parse(f'? {"x" * 100_000}\n: 1\nschema_version: 1\njurisdiction: "110101"', "case.yaml"))


def long_chain_of_definitions(folder: Path) -> None:
    following = [f"d{number}" for number in range(1, 60)] + ["veteran"]
    definitions = "".join(
        f"  d{number}: {{for: person, is: {name}, cite: 一, label: {{zh: 甲, en: a}}}}\n" for number, name in enumerate(following)
    )
    build_ruleset(parse(with_identity(f"definitions:\n{definitions}{clause(['d0'])}"), "r.yaml"), catalogue().world)


def long_chain_of_clauses(folder: Path) -> None:
    clauses = [clause([f'{{clause: "{number + 1}"}}'], str(number), head=not number) for number in range(60)]
    text = "".join(clauses) + clause(["veteran"], "60", head=False)
    build_ruleset(parse(with_identity(text), "r.yaml"), catalogue().world)


def unknown_policy(folder: Path) -> None:
    catalogue().versions("work-2032")


def unknown_version(folder: Path) -> None:
    catalogue().ruleset("work-2023", "1.1.0")


def award_of_a_version_without_its_clause(folder: Path) -> None:
    award = {"clause": "xixia-jobs-2023/8.1a", "subject": "p", "version": "1.1.0"}
    data = {"schema_version": 1, "jurisdiction": "640105", "persons": [{"id": "p"}], "prior_awards": [award]}
    Catalogue.bundled().read_case(data)


def nothing_released(folder: Path) -> None:
    shutil.copytree(GOOD / "catalogue", folder / "rulesets")
    (folder / "rulesets" / "digests.lock").touch()
    Catalogue(folder / "rulesets").law(["work-2023"])


def no_day(folder: Path) -> None:
    load_case(parse('schema_version: 1\njurisdiction: "110101"', "case.yaml"))


def two_of_a_group(folder: Path) -> None:
    three_clauses(folder, "at_most_one", "1990-01-01")


def none_of_a_group(folder: Path) -> None:
    three_clauses(folder, "exactly_one", "2020-01-01")


def changed_on_disk(folder: Path) -> None:
    shutil.copytree(GOOD / "catalogue", folder / "rulesets")
    (folder / "rulesets" / "digests.lock").write_text(f"{'0' * 64}  jurisdictions.yaml\n", encoding="utf-8")
    Catalogue(folder / "rulesets")


def feature_without_a_scenario(folder: Path) -> None:
    (folder / "x.feature").write_text("# language: zh-CN\n功能: 试\n", encoding="utf-8")
    read_feature(folder / "x.feature")


def engines_apart(folder: Path) -> None:
    with patch.object(ReteEngine, "run", lambda engine, env: {}):
        load_case(read(GOOD / "case" / "case.yaml"))


def engine_at_a_loss(folder: Path) -> None:
    def run(engine: object, env: object) -> None:
        raise NetworkFault("persons", "it did not take the facts", 1)

    with patch.object(ReteEngine, "run", run):
        load_case(read(GOOD / "case" / "case.yaml"))


USED: dict[Callable[[Path], None], tuple[str, str]] = {
    missing: ("file_missing", "there is no file {}/case.yaml"),
    missing_by_name: ("file_missing", "there is no file {}/case\\u0000.yaml"),
    missing_below_a_file: ("file_missing", "there is no file {}/case/case.yaml"),
    directory: ("file_unreadable", "{}: the file cannot be read: it is a directory"),
    long_name: ("file_unreadable", "{}/" + "x" * 300 + ": the file cannot be read: its name is too long"),
    too_large: ("file_too_large", "{}/case.yaml: the file has more than 16777216 bytes"),
    endless: ("file_too_large", "/dev/zero: the file has more than 16777216 bytes"),
    binary: ("not_utf8", "{}/case.yaml:2:8: the file is not UTF-8 text (byte 15)"),
    chinese_legacy_encoding: (
        "is_gb18030",
        "{}/case.yaml:2:7: the file is not UTF-8 text, but seems to be GB18030 (GBK, the ANSI of a Chinese editor)",
    ),
    not_chinese_legacy_encoding: ("not_gb18030", "{}/case.yaml:2:7: the file is not GB18030 text (byte 12)"),
    place_of_two: ("ambiguous_word", "case.yaml:2:6 受理地: 宁县 stands for several things here; allowed: 永宁县, 中宁县"),
    nul: ("control_character", "{}/case.yaml:3:8: control character U+0000 is not allowed in the text"),
    four_hundred_digits: ("number_too_long", "case.yaml:1:9 income: a number of 400 digits; at most 18 are allowed"),
    nested_a_hundred_deep: ("too_deep", "case.yaml:1:42 [0][0][0][0]: nested more than 40 levels deep"),
    many_entities: ("too_many_entities", "case.yaml:1:1: 10001 entities in one case; at most 10000 are allowed"),
    many_prior_awards: ("too_many_entities", "case.yaml:1:1: 10001 entities in one case; at most 10000 are allowed"),
    long_key: ("unknown_key", f"case.yaml:1:3 {'x' * 59}…: unknown key {'x' * 59}…"),
    long_chain_of_definitions: (
        "long_chain",
        "r.yaml:2:3 definitions.d0: d0 depends on more than 40 others, one after another",
    ),
    long_chain_of_clauses: ("long_chain", "r.yaml:522:3 clauses.40: 0 depends on more than 40 others, one after another"),
    unknown_policy: ("unknown_policy", "unknown policy work-2032; allowed: work-2023; did you mean work-2023?"),
    unknown_version: ("unknown_version", "policy work-2023 has no version 1.1.0; allowed: 1.0.0; did you mean 1.0.0?"),
    award_of_a_version_without_its_clause: (
        "prior_award_version",
        "case prior_awards[0].version: version 1.1.0 of policy xixia-jobs-2023 has no clause 8.1a; allowed: "
        + ", ".join(one.model.version for one in Catalogue.bundled().versions("xixia-jobs-2023")[2:]),
    ),
    nothing_released: (
        "policy_unreleased",
        "no version of policy work-2023 is released: 1.0.0 cannot decide anything yet; release with subsidies rulesets freeze "
        "{}/rulesets, or name one with --version where the command has it",
    ),
    no_day: ("no_question_date", "the case says no date and none was given"),
    two_of_a_group: (
        "group_at_run_time",
        "group ages: 1, 3 of its clauses hold for person p1; at_most_one was declared",
    ),
    none_of_a_group: (
        "group_at_run_time",
        "group ages: 0 of its clauses hold for person p1; exactly_one was declared",
    ),
    changed_on_disk: (
        "digest_mismatch",
        "{}/rulesets/jurisdictions.yaml: the released file has changed: "
        f"SHA-256 {digest_of(read(GOOD / 'catalogue' / 'jurisdictions.yaml').data)}, released as {'0' * 64}; "
        "where something was added to it, renew the lock (subsidies rulesets freeze DIR --shared)",
    ),
    feature_without_a_scenario: ("bad_feature", ""),
    engines_apart: ("engines_disagree", ""),
    engine_at_a_loss: (
        "engine_fault",
        "an engine could not decide, so nothing is issued: network persons: it did not take the facts (durable-rules error 1)",
    ),
}
"""Each with the kind of its finding and the message; {} stands for the folder of the test, "" for any message."""
COMMANDS = {
    "bad_date",
    "outside_band",
    "bad_year",
    "other_law",
    "not_of_this",
    "unknown_entitlement",
    "unknown_language",
    "unknown_outcome",
    "unknown_period",
    "unknown_subject",
    "wrong_argument",
    "command_line",
    "command_missing",
    "option_takes_no_value",
    "no_such_command",
    "no_such_option",
    "argument_missing",
    "argument_too_many",
    "option_without_value",
    "option_value",
    "reading_form",
    "unknown_reading",
    "ambiguous_reading",
    "unknown_alternative",
    "read_twice",
    "several_payees",
    "several_periods",
    "ambiguous_clause",
    "version_of_what",
    "no_version_line",
    "version_begun",
    "policy_waits",
    "cross_recorded",
    "cross_named",
    "cross_provision",
    "no_features",
    "no_feature_files",
    "policy_without_features",
    "site_is_a_file",
    "file_exists",
    "unknown_applicant",
    "no_applicant",
    "unwritable",
    "policy_exists",
    "site_of_others",
    "failing_scenarios",
    "no_report",
    "old_report",
    "equivalent_unknown",
    "equivalent_twice",
    "equivalent_noticed",
    "equivalent_refused",
}
"""Kinds that the command line, callers or mutants provoke, or several versions of a policy; their own tests do."""
CODES = {"digest_mismatch": 3, "engines_disagree": 3, "engine_fault": 3}


@pytest.mark.parametrize("use", USED, ids=lambda use: use.__name__)
def test_what_goes_wrong_in_use_has_exactly_this_finding(use: Callable[[Path], None], tmp_path: Path) -> None:
    kind, message = USED[use]
    with pytest.raises(SubsidiesError) as caught:
        use(tmp_path)
    assert {item.kind for item in caught.value.findings} == {kind}
    assert caught.value.exit_code == CODES.get(kind, 2)
    assert caught.value.message("zh") != caught.value.message("en")
    assert not message or str(caught.value) == message.replace("{}", str(tmp_path))


def test_every_kind_is_provoked_by_something() -> None:
    stored = [*FILES, *(folder / "expected.txt" for folder in FOLDERS)]
    provoked = {kind for path in stored for kind, _, _ in expected_in(path)} | {kind for kind, _ in USED.values()}
    assert provoked | COMMANDS == set(KINDS)
    assert not provoked & COMMANDS


# --- Messages


def test_only_kinds_of_the_catalogue_can_be_found() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        Finding("misfortune")


@pytest.mark.parametrize("code", KINDS)
def test_a_message_is_one_line_with_all_its_parts_filled_in(code: str) -> None:
    names = re.findall(r"{(\w+)}", KINDS[code].template)
    finding = Finding(code, Position("f.yaml", 3, 7), "a.b", {name: f"<{name}>" for name in names}, "x, y", "x")
    for lang in ("zh", "en"):
        message = finding.message(lang)
        assert message.startswith("f.yaml:3:7 a.b")
        assert all(f"<{name}>" in message for name in names)
        assert "x, y" in message
        assert "\n" not in message
        assert "{" not in message


def test_what_a_file_says_is_not_translated() -> None:
    finding = Finding("unknown_key", context={"found": "unknown"})
    assert finding.message("zh") == "不认识的键 unknown"
    assert Finding("wrong_type", context={"expected": TEXT, "found": "text"}).message("zh") == "应为文本，而这里是text"


@pytest.mark.parametrize(
    ("value", "text"),
    [("a\n b\t c", "a b c"), ("x" * 61, "x" * 59 + "…"), ("", "''"), ("a\u202eb\u200b", "a\\u202Eb\\u200B"), (1.5, "1.5")],
)
def test_a_value_is_quoted_short_and_visible(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("found", "allowed", "near"),
    [("incom", ["income", "months"], "income"), ("income", ["income"], ""), ("zzz", ["income"], ""), ("a", [], "")],
)
def test_a_suggestion_is_near_and_never_what_was_written(found: str, allowed: list[str], near: str) -> None:
    assert suggestion(found, allowed) == near


def test_errors_survive_a_process_boundary() -> None:
    with pytest.raises(CaseError) as caught:
        load_case(parse("schema_version: 1", "case.yaml"))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is CaseError
    assert copy.findings == caught.value.findings
    assert copy.message("zh") == caught.value.message("zh")


def test_findings_stand_in_the_order_of_the_file() -> None:
    wrong = "\n".join(f"  - {{id: p{number}, monhts: 1}}" for number in range(12))
    text = f'schema_version: 1\njurisdiction: "110101"\npersons:\n{wrong}\nzz: 1'
    with pytest.raises(CaseError) as caught:
        load_case(parse(text, "case.yaml"))
    assert [item.position.line for item in caught.value.findings if item.position] == list(range(4, 17))
