"""Files become plain data with exact numbers, and every value remembers its line and column."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.catalogue import Catalogue
from subsidies.errors import CaseError, InputError, Position, SubsidiesError
from subsidies.files import source
from subsidies.files.disk import read
from subsidies.files.source import dotted, parse
from subsidies.ruleset import build_ruleset

GOOD = Path(__file__).parent.parent / "good"
RULESET = (GOOD / "catalogue" / "110100-city" / "work-2023" / "1.0.0.yaml").read_text(encoding="utf-8")
CASE = (GOOD / "case" / "case.yaml").read_text(encoding="utf-8")
CATALOGUE = Catalogue(GOOD / "catalogue")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("7.50", Decimal("7.50")),
        ("0.1", Decimal("0.1")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2024-02-29", date(2024, 2, 29)),
        ('"2024-02-29"', "2024-02-29"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("[1, a]", [1, "a"]),
        ("{b: 1}", {"b": 1}),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        # What YAML 1.1 would turn into something else stays the text that was written.
        ("yes", "yes"),
        ("Off", "Off"),
        ("012", "012"),
        ("0o14", "0o14"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e5", "1e5"),
        ("12:30:45", "12:30:45"),
        (".5", ".5"),
        ("2024-2-9", "2024-2-9"),
        ("2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z"),
        ("=", "="),
    ],
)
def test_a_value_is_what_is_written_and_nothing_more(text: str, value: object) -> None:
    found = parse(f"a: {text}", "f").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_json_is_read_as_well() -> None:
    assert parse('{"a": [1, 2.5, "x", true, null]}', "f").data == {"a": [1, Decimal("2.5"), "x", True, None]}


def test_a_byte_order_mark_is_skipped_and_chinese_columns_count_characters() -> None:
    source = parse("\ufeff名称: 甲乙\n数: [一, 二]".encode(), "f")
    assert source.data == {"名称": "甲乙", "数": ["一", "二"]}
    assert source.position(("数", 1)) == Position("f", 2, 8)


def test_positions_of_keys_values_and_what_is_not_there() -> None:
    source = parse("persons:\n  - id: p1\n    months: 3\n", "f")
    assert source.position(("persons", 0, "months")) == Position("f", 3, 13)
    assert source.position(("persons", 0, "months"), key=True) == Position("f", 3, 5)
    assert source.position(("persons", 0, "income")) == Position("f", 2, 5)
    assert source.position(("jobs",)) == Position("f", 1, 1)
    assert str(Position("f", 3, 5)) == "f:3:5"
    assert str(Position("f")) == "f"


def test_a_path_is_shown_with_dots_and_indexes() -> None:
    assert dotted(("persons", 0, "wage_income")) == "persons[0].wage_income"
    assert dotted(()) == ""
    assert dotted((0,)) == "[0]"


def test_forty_levels_below_the_top_are_read_and_one_more_is_not() -> None:
    assert parse("[" * 41 + "]" * 41, "f").data
    with pytest.raises(InputError, match="40 levels"):
        parse("[" * 42 + "]" * 42, "f")


def test_eighteen_digits_are_read_and_one_more_is_not() -> None:
    assert parse("a: 123456789012345678", "f").data["a"] == 123456789012345678
    with pytest.raises(InputError, match="19 digits"):
        parse("a: 1234567890123456789", "f")


def test_reading_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text("a: 1", encoding="utf-8")
    assert read(path).file == str(path)
    assert read(path, name="short").position() == Position("short", 1, 1)


def test_a_very_long_text_is_read_and_quoted_short() -> None:
    text = "长" * 1_000_000
    head = 'schema_version: 1\njurisdiction: "110101"\non: 2023-09-01\npersons:\n'
    case = CATALOGUE.read_case(parse(f"{head}  - {{id: p1, name: {text}}}", "f"))
    assert case.model.persons[0].name == text
    with pytest.raises(CaseError) as caught:
        CATALOGUE.read_case(parse(f"{head}  - {{id: p1, months: {text}}}", "f"))
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "born"),
    [("born: 1990-02-28", date(1990, 2, 28)), ('born: "1990-02-28"', date(1990, 2, 28)), ("born: null", None)],
)
def test_a_quoted_day_is_a_day_because_json_has_no_other(text: str, born: date | None) -> None:
    head = 'schema_version: 1\njurisdiction: "110101"\non: "2023-09-01"\n'
    case = CATALOGUE.read_case(parse(f"{head}persons:\n  - {{id: p1, {text}}}", "f"))
    assert case.model.persons[0].born == born
    assert case.on == date(2023, 9, 1)


# --- What an editor shows is what is read, however the parser was built

LOADERS = [loader for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", None)) if loader is not None]


def read_by(loader: object, text: str) -> object:
    """The data and positions of a text, or the kind and place of the fault."""
    with patch.object(source, "_LOADER", loader):
        try:
            found = parse(text, "f")
        except InputError as error:
            return [(item.kind, str(item.position)) for item in error.findings]
        return found.data, found.values, found.keys


TABBED = {
    "a: 1\t# x": {"a": 1},
    "a: 1 \t # x\nb: 2": {"a": 1, "b": 2},
    "a:\t1": {"a": 1},
    "a: x\t\nb: 1": {"a": "x", "b": 1},
    "# x\ty\na: 1 # x\ty": {"a": 1},
    'a: "x\ty"\t# z': {"a": "x\ty"},
    "a: 'x\ty'": {"a": "x\ty"},
    "a: |\t# z\n  - x\ty\n  -\tz\n": {"a": "- x\ty\n-\tz\n"},
    '{\n\t"a": [\n\t\t1,\t2\n\t],\n\t"b":\t{}\n}': {"a": [1, 2], "b": {}},
    "a: {b: 1,\n\tc: 2}": {"a": {"b": 1, "c": 2}},
    "\ta: 1": "1:1",
    "a:\n\tb: 1": "2:1",
    "a:\n  b: 1\n\tc: 2": "3:1",
    "a:\n  b: 1\n  \t# z": "3:3",
    "a:\n-\tb": "2:2",
    "- - \tb": "1:5",
    "a: x\ty": "1:5",
    "a: x\n \ty": "2:2",
    "a: |\n  \tx\n": "2:3",
    "a: |\n  x\n\ty\n": "3:1",
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "expected"), TABBED.items())
def test_a_tab_is_read_or_refused_alike_by_every_build(loader: object, text: str, expected: object) -> None:
    found = read_by(loader, text)
    if isinstance(expected, str):
        assert found == [("tab_character", f"f:{expected}")]
    else:
        assert isinstance(found, tuple)
        assert found[0] == expected


def test_a_tab_moves_no_column() -> None:
    assert parse("a:\t[1,\t2]\t# x", "f").position(("a", 1)) == Position("f", 1, 8)


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u2029", "U+2029 PARAGRAPH SEPARATOR"),
        ("\x85", "U+0085 NEXT LINE"),
        ("\r", "U+000D CARRIAGE RETURN"),
        ("\x0b", "U+000B LINE TABULATION"),
        ("\x0c", "U+000C FORM FEED"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_no_comment_hides_data(char: str, name: str) -> None:
    for text, column in ((f"a: 1\r\n  # 甲{char}b: 2", 6), (f"a: 1\nb: '{char}'", 5), (f"a: 1\nb{char}: 1", 2)):
        with pytest.raises(InputError, match=re.escape(name)) as caught:
            parse(text.encode(), "f")
        assert caught.value.findings[0].position == Position("f", 2, column)


def test_line_ends_of_other_systems_are_line_ends() -> None:
    assert parse("a: 1\r\nb: [x,\r\n y]\r\n", "f").position(("b", 1)) == Position("f", 3, 2)


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\ufeff", "\u202e"])
def test_in_the_texts_of_json_such_characters_are_data_and_move_nothing(char: str) -> None:
    found = parse(f'{{"a": "x {char} y", "{char}": "{char}",\n "b": 2}}', "f")
    assert found.data == {"a": f"x {char} y", char: char, "b": 2}
    assert found.position(("b",)) == Position("f", 2, 7)
    assert parse(json.dumps({"a": char}), "f").data == {"a": char}
    assert parse(f'a: "\\u{ord(char):04x}"', "f").data == {"a": char}
    for text in (f'{{"a": 1}}{char}', f'{{"a": 1, # {char}\n "b": 2}}', f'{{"a": "{char}",\r"b": 1}}', f'["{char}\U0010ff00"]'):
        with pytest.raises(InputError, match="U\\+"):
            parse(text, "f")


TABS = st.lists(st.sampled_from([" ", "\t", "\n", "- ", "a:", "1", "'b'", "[1]", "# c"]), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(TABS)
def test_what_every_build_reads_is_the_same(text: str) -> None:
    one, *others = (read_by(loader, text) for loader in LOADERS)
    for other in others:
        assert isinstance(one, tuple) == isinstance(other, tuple)
        assert not isinstance(one, tuple) or not isinstance(other, tuple) or one[0] == other[0]


# --- Nothing that anybody writes may end in anything but findings

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20).map(str),
    st.text(max_size=8),
    st.sampled_from(["p1", "unknown", "ongoing", "2023-02-30", "1990-01-01", "1e5", ".nan", "!x", "*a", "&a b", "lifted"]),
)
KEYS = (
    "schema_version id jurisdiction on year known_on note complete prior_awards households persons jobs enterprises "
    "household name born months income wages veteran level employer person start end pay clause subject amount "
    "when unless any open test for is parameters definitions clauses limits groups"
)
WORDS = st.sampled_from(KEYS.split())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=5)),
    max_leaves=12,
)


def flow(tree: object) -> str:
    """A tree as YAML in one line, with its texts as they are: quoted or not, they must do no harm."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(flow(item) for item in tree) + "]"
    return "null" if tree is None else str(tree).lower() if isinstance(tree, bool) else str(tree)


def take_as_case(text: str | bytes) -> SubsidiesError | None:
    """The refusal of a case, if it is refused; anything else that is raised fails the test."""
    try:
        CATALOGUE.assess(CATALOGUE.read_case(parse(text, "f")), date(2023, 9, 1))
    except SubsidiesError as error:
        return error
    return None


def take_as_ruleset(text: str | bytes) -> SubsidiesError | None:
    """The refusal of a ruleset, if it is refused."""
    try:
        build_ruleset(parse(text, "f"), CATALOGUE.world)
    except SubsidiesError as error:
        return error
    return None


def well_said(error: SubsidiesError | None) -> bool:
    """Whether a refusal names its faults, each in a line that is not too long."""
    if error is None:
        return True
    lines = error.message("zh").splitlines()
    return bool(error.findings) and len(lines) == len(error.findings) and all(len(line) < 1000 for line in lines)


def mutations(text: str) -> st.SearchStrategy[str]:
    """A good file with some of its lines lost, doubled, swapped, or with one value replaced."""
    lines = text.splitlines()
    positions = st.integers(0, len(lines) - 1)
    tokens = st.sampled_from(
        ["", "null", "[]", "{}", "-1", "0", "9" * 18, "true", "x", "'", '"', "[", "}", ":", "- ", "p.", "p1", "2023-01-01"]
    ) | st.text(max_size=5)

    def mutate(edits: list[tuple[int, int, str]]) -> str:
        found = list(lines)
        for sort, at, token in edits:
            line = found[at % len(found)]
            head, colon, _ = line.rpartition(": ")
            changed = {0: [], 1: [line, line], 2: [f"{head}{colon}{token}"], 3: [token + line], 4: [line + token]}[sort]
            found[at % len(found) : at % len(found) + 1] = changed
            found = found or [""]
        return "\n".join(found)

    return st.lists(st.tuples(st.integers(0, 4), positions, tokens), min_size=1, max_size=3).map(mutate)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes(raw: bytes) -> None:
    assert well_said(take_as_case(raw))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=" \n\t-:[]{},'\"&*!|>%@#?~ab1.", max_size=60))
def test_random_signs_of_yaml(text: str) -> None:
    assert well_said(take_as_case(text))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(WORDS, TREES, max_size=6))
def test_random_structures(tree: dict[str, object]) -> None:
    assert well_said(take_as_case(flow(tree)))
    assert well_said(take_as_ruleset(flow(tree)))


@settings(max_examples=150, deadline=None)
@given(mutations(CASE))
def test_mutations_of_a_good_case(text: str) -> None:
    assert well_said(take_as_case(text))


@settings(max_examples=150, deadline=None)
@given(mutations(RULESET))
def test_mutations_of_a_good_ruleset(text: str) -> None:
    assert well_said(take_as_ruleset(text))
