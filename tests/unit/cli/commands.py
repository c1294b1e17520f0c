"""Running the command line in tests: inside this process, or as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from subsidies_cli.app import app

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
RULESETS = ROOT / "rulesets"
HOUSEHOLD = str(EXAMPLES / "xixia-household.yaml")
EMPLOYER = str(EXAMPLES / "xixia-employer.yaml")
YOUTH = str(EXAMPLES / "xixia-youth.yaml")
CASES = (HOUSEHOLD, EMPLOYER, YOUTH)
PLAN = "xixia-jobs-2023"


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
