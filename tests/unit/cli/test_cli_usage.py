"""A command line that the parser cannot take is told in the language of the user, with what there is instead."""

from __future__ import annotations

import pytest
from commands import run

WRONG = [
    (["asess"], "there is no command asess; did you mean assess?", "没有命令 asess；是不是想写 assess？"),
    (["rulesets", "frez"], "there is no command frez; did you mean freeze?", "没有命令 frez；是不是想写 freeze？"),
    (["assess"], "CASE is missing on the command line", "命令行里缺少 CASE"),
    (["assess", "x", "y", "z"], "y z is more than the command takes", "多写了 y z，命令不需要"),
    (
        ["assess", "x", "--polcy", "a"],
        "there is no option --polcy; did you mean --policy?",
        "没有选项 --polcy；是不是想写 --policy？",
    ),
    (["--bogus"], "there is no option --bogus", "没有选项 --bogus"),
    (["assess", "x", "--year"], "option --year needs a value", "选项 --year 后面要写值"),
    (
        ["assess", "x", "--year", "abc"],
        "option --year does not take abc; allowed: 1900–2200",
        "选项 --year 不能是 abc；可以写：1900–2200",
    ),
    (
        ["assess", "x", "--format", "jsn"],
        "option --format does not take jsn; did you mean json?",
        "选项 --format 不能是 jsn；是不是想写 json？",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_usage_is_one_error_in_words(arguments: list[str], english: str, chinese: str) -> None:
    for lang, message in (("en", english), ("zh", chinese)):
        result = run(*arguments, lang=lang)
        assert (result.exit_code, result.stdout) == (2, "")
        usage, _, told = result.stderr.strip().rpartition("\n\n")
        assert told == message
        assert not usage or usage.splitlines()[1].startswith("More: " if lang == "en" else "详见：")


def test_a_group_without_a_command_shows_what_it_has() -> None:
    result = run("rulesets")
    assert result.exit_code == 2
    assert "freeze" in result.stderr
