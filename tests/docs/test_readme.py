"""The tours of both READMEs can be typed as written, and say what they show."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from subsidies import Catalogue
from subsidies.files.source import parse
from subsidies_cli.app import app

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [match[2] for match in BLOCK.finditer(text) if match[1] == language]


NAMED = re.compile(r"^(?:\$ )?(\.venv/bin/subsidies .+)$|`(\.venv/bin/subsidies [^`]+)`", re.MULTILINE)
"""A command on a line of its own, or named in a sentence."""


def named(document: str) -> list[str]:
    """Every command that a document names, each once."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return list(dict.fromkeys(match[1] or match[2] for match in NAMED.finditer(text)))


CONSOLE = [(readme, block) for readme in READMES for block in blocks(readme, "console")]


@pytest.mark.parametrize(("readme", "block"), CONSOLE, ids=[f"{r}: {b.splitlines()[0][2:60]}" for r, b in CONSOLE])
def test_command_prints_what_is_shown(readme: str, block: str) -> None:
    """A line … stands for any lines."""
    command, *shown = block.rstrip("\n").split("\n")
    words = shlex.split(command.removeprefix("$ "))
    assert words[0] == ".venv/bin/subsidies"
    environment = {**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "subsidies_cli", *words[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.rstrip("\n").split("\n")
    position = 0
    anywhere = False
    for line in shown:
        if line == "…":
            anywhere = True
        elif anywhere:
            assert line in lines[position:], line
            position = lines.index(line, position) + 1
            anywhere = False
        else:
            assert lines[position] == line
            position += 1
    assert anywhere or position == len(lines)


@pytest.mark.parametrize(
    ("document", "command"), [(document, command) for document in (*READMES, "CONTRIBUTING.md") for command in named(document)]
)
def test_every_command_named_is_understood(document: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that take long or write files are not run: they and their options must exist, and so must what they read."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(command.partition(" > ")[0])[1:]
    found = typer.main.get_command(app)
    context = found.make_context("subsidies", list(words))
    while isinstance(found, TyperGroup):
        name, inner, words = found.resolve_command(context, words)
        assert name is not None, command
        assert inner is not None, command
        found, context = inner, inner.make_context(name, list(words), parent=context)


def test_both_readmes_name_the_same_commands() -> None:
    assert len(named(READMES[0])) > len(blocks(READMES[0], "console"))
    assert [text.replace("--lang zh", "--lang en") for text in named(READMES[1])] == named(READMES[0])


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_every_command(readme: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    assert group.commands.keys() <= {shlex.split(text)[1] for text in named(readme)}


@pytest.mark.parametrize("readme", READMES)
def test_python_gives_what_is_written(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line with a comment evaluates to what the comment says."""
    monkeypatch.chdir(ROOT)
    (block,) = blocks(readme, "python")
    scope: dict[str, object] = {}
    checked = 0
    for line in block.splitlines():
        code, _, expected = line.partition("  #")
        if expected:
            value = eval(code, scope)  # noqa: S307 - the README's own lines
            assert doctest.OutputChecker().check_output(expected.strip() + "\n", repr(value) + "\n", 0), line
            checked += 1
        else:
            exec(code, scope)  # noqa: S102 - the README's own lines
    assert checked == 3


def test_both_readmes_open_with_the_same_two_commands() -> None:
    for readme in READMES:
        assert blocks(readme, "sh")[0] == "make demo\nmake test\n"


def test_both_readmes_show_the_same_commands() -> None:
    def commands(readme: str) -> list[str]:
        return [block.splitlines()[0].replace("--lang zh", "--lang en") for block in blocks(readme, "console")]

    assert commands(READMES[0]) == commands(READMES[1])


@pytest.mark.parametrize("readme", READMES)
def test_the_case_in_chinese_can_be_read(readme: str) -> None:
    (block,) = [block for block in blocks(readme, "yaml") if block.startswith("格式版本")]
    person = Catalogue.bundled().read_case(parse(block, readme)).source.data["persons"][0]
    assert person == {"id": "p1", "household": "h1", "wage_income": 42000, "months_worked": 9}
