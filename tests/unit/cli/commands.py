"""Running the command line in tests: inside this process, or as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import typer
import yaml
from typer.core import TyperGroup
from typer.testing import CliRunner, Result

from subsidies_cli.app import app

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
RULESETS = ROOT / "rulesets"
HOUSEHOLD = str(EXAMPLES / "xixia-household.yaml")
EMPLOYER = str(EXAMPLES / "xixia-employer.yaml")
YOUTH = str(EXAMPLES / "xixia-youth.yaml")
CASES = tuple(str(path) for path in sorted(EXAMPLES.glob("*.yaml")))
PLAN = "xixia-jobs-2023"


def _after(version: str, steps: int = 1) -> str:
    major, minor, _ = version.split(".")
    return f"{major}.{int(minor) + steps}.0"


VERSIONS = sorted(
    (path.stem for path in (RULESETS / "640105-xixia" / PLAN).glob("*.yaml")), key=lambda name: int(name.split(".")[1])
)
"""The versions of the plan, the oldest first."""
LAST = VERSIONS[-1]
NEXT, NEXT_BUT_ONE, NEXT_BUT_TWO = (_after(LAST, steps) for steps in (1, 2, 3))


def following(text: str, version: str = NEXT) -> str:
    """The text of the plan's last version as that of a version that supersedes it."""
    lines = (line for line in text.splitlines(keepends=True) if not line.startswith("supersedes:"))
    return "".join(lines).replace(f"version: {LAST}\n", f"version: {version}\nsupersedes: {LAST}\n", 1)


def read_case(file: str | Path) -> dict[str, Any]:
    """A case as plain data; to the YAML reader of the tests ``on`` is a truth value."""
    data = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in data.items()}


def write_case(data: dict[str, Any], path: Path) -> Path:
    """A case file of plain data."""
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def commands(group: Any = None, *words: str) -> dict[tuple[str, ...], bool]:
    """Every command by its words, and whether it is a group of others."""
    found = typer.main.get_command(app) if group is None else group
    if not isinstance(found, TyperGroup):
        return {words: False}
    inner = (commands(command, *words, name) for name, command in found.commands.items())
    return {words: True} | {name: is_group for one in inner for name, is_group in one.items()}


def run(*arguments: str, lang: str = "en", **environment: str) -> Result:
    """One command, 80 columns wide, in a language."""
    variables = {"SUBSIDIES_LANG": lang, "COLUMNS": "80", **environment}
    return CliRunner().invoke(app, list(arguments), env=variables, prog_name="subsidies")


def spawn(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The same as a program of its own, with hardly any environment."""
    variables = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", "subsidies_cli", *arguments],
        env=variables,
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
