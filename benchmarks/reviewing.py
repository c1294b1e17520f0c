"""What policy staff wait for: features run, mutated and rendered, each as a command on the features of this checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).parents[1]
COMMAND: Final = (sys.executable, "-m", "subsidies_cli", "features")


def reviewing() -> dict[str, float]:
    """Seconds of each command, and how many scenarios and changes that is; each is run once."""
    features, rulesets = str(ROOT / "features"), ("--rulesets", str(ROOT / "rulesets"))
    ran, run_seconds = _timed("run", features, *rulesets, "--format", "json")
    mutated, mutate_seconds = _timed("mutate", features, *rulesets, "--format", "json")
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        report.write_bytes(mutated)
        _, render_seconds = _timed("render", features, *rulesets, "-o", str(Path(folder) / "site"), "--report", str(report))
    changes = [change for policy in json.loads(mutated)["policies"] for change in policy["changes"]]
    return {
        "scenarios": json.loads(ran)["passed"] + json.loads(ran)["failed"],
        "features run (s)": run_seconds,
        "smallest changes of the law": len(changes),
        f"features mutate, {os.cpu_count()} processors (s)": mutate_seconds,
        "features render from that report (s)": render_seconds,
    }


def _timed(*arguments: str) -> tuple[bytes, float]:
    start = perf_counter()
    done = subprocess.run((*COMMAND, *arguments), check=False, capture_output=True)
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode())
    return done.stdout, perf_counter() - start
