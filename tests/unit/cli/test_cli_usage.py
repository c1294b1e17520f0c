"""A command line that the parser cannot take is told in the language of the user, with what there is instead."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from commands import run, spawn

import subsidies_cli.commands.schema

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
    (["assess", "x", "-x"], "there is no option -x", "没有选项 -x"),
    (["--", "--asess"], "there is no command --asess; did you mean assess?", "没有命令 --asess；是不是想写 assess？"),
    (
        ["--lang", "{lang}"],
        "a command is missing on the command line; "
        "allowed: new, assess, missing, explain, rulesets, features, vocabulary, schema",
        "命令行里缺少命令；可以写：new, assess, missing, explain, rulesets, features, vocabulary, schema",
    ),
    (["--version=1"], "option --version takes no value", "选项 --version 后面不能写值"),
    (["assess", "--help=x"], "option --help takes no value", "选项 --help 后面不能写值"),
    (["rulesets", "new", "a"], "TABLE is missing on the command line", "命令行里缺少 TABLE"),
    (["vocabulary", "search"], "WORD... is missing on the command line", "命令行里缺少 WORD..."),
    (["assess", "x", "--lang", "fr"], "option --lang does not take fr; allowed: zh, en", "选项 --lang 不能是 fr；可以写：zh, en"),
    (
        ["features", "mutate", "--jobs", "0"],
        "option --jobs does not take 0; allowed: 1–64",
        "选项 --jobs 不能是 0；可以写：1–64",
    ),
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
        result = run(*(text.format(lang=lang) for text in arguments), lang=lang)
        assert (result.exit_code, result.stdout) == (2, "")
        usage, _, told = result.stderr.strip().rpartition("\n\n")
        assert told == message
        assert not usage or usage.splitlines()[1].startswith("More: " if lang == "en" else "详见：")


def test_a_folder_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    for lang, message in (("en", "the file cannot be read: reading it is not permitted"), ("zh", "文件无法读取：没有读取权限")):
        result = run("rulesets", "validate", str(tmp_path), lang=lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.strip().splitlines()[-1] == f"{tmp_path}{'：' if lang == 'zh' else ': '}{message}"


@pytest.mark.parametrize("end", [EOFError, typer.Abort])
def test_what_is_broken_off_says_so(end: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> None:
        raise end

    monkeypatch.setattr(subsidies_cli.commands.schema, "_write", broken_off)
    assert run("schema", "rates").stderr == "Broken off: nothing was done.\n"
    result = run("schema", "rates", lang="zh")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "已中止：没有作任何改动。\n")


def test_what_nobody_has_words_for_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(*_: object) -> None:
        raise typer.BadParameter("quite odd")

    monkeypatch.setattr(subsidies_cli.commands.schema, "_write", odd)
    assert run("schema", "rates").stderr.endswith("\n\nthe command line cannot be taken: Invalid value: quite odd\n")
    assert run("schema", "rates", lang="zh").stderr.endswith("\n\n命令行不能识别：Invalid value: quite odd\n")


def test_no_variable_of_a_shell_gets_an_answer_in_english() -> None:
    result = spawn("--version", _SUBSIDIES_COMPLETE="source_bash")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"subsidies 0.1.0\n", b"")


RAISED = (
    "BadArgumentUsage", "BadOptionUsage", "BadParameter", "ClickException", "MissingParameter", "NoArgsIsHelpError",
    "NoSuchOption", "UsageError", "fail",
)  # fmt: skip


TOLD = {
    "BadOptionUsage Option … does not take a value.", "BadOptionUsage Option … requires", "BadParameter",
    "BadParameter  … is not readable.", "MissingParameter", "NoArgsIsHelpError", "NoSuchOption", "UsageError",
    "fail Got unexpected extra argument(s) (…)", "fail Missing command.", "fail No such command {name!r}.",
}  # fmt: skip
"""What comes up here, or stands for whatever does; the tests above have each."""
NEVER = {
    "BadArgumentUsage Argument … takes … values.", "BadParameter  … does not exist.", "BadParameter  … is a directory.",
    "BadParameter  … is a file.", "BadParameter  … is not writable.", "BadParameter '…':",
    "BadParameter Value must be an iterable.", "BadParameter Value … is not a valid ….", "UsageError Value … is not a valid ….",
    "ClickException Invalid autocompletion callback parameters:",
    "ClickException Too many CLI parameter callback function parameters",
}  # fmt: skip
"""What only options of sorts bring up that no command has."""


def sentences() -> Iterator[str]:
    """Where the parser refuses a command line, and by which sentence, as far as it is written there."""
    root = Path(typer.__file__).parent
    for file in ("_coercion.py", "_param_types.py", "core.py", "main.py", "_click/core.py", "_click/parser.py"):
        for node in ast.walk(ast.parse((root / file).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).rpartition(".")[2] not in RAISED:
                continue
            texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield f"{ast.unparse(node.func).rpartition('.')[2]} {'…'.join(texts)}".strip()


def test_every_sentence_of_the_parser_is_known() -> None:
    """A version of the parser that says more than this one has something to say that nobody has translated yet."""
    assert set(sentences()) == {*TOLD, *NEVER}


def test_a_group_without_a_command_shows_what_it_has() -> None:
    result = run("rulesets")
    assert result.exit_code == 2
    assert "freeze" in result.stderr
