"""Start-up and memory, each measured in interpreters of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.peers.households import household
from benchmarks.peers.ours import case_text

COMMAND: Final = (sys.executable, "-m", "subsidies_cli")
_INSIDE: Final = """
import json, resource, sys, time
from pathlib import Path

def memory():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

found = {"memory, interpreter (MB)": memory()}
start = time.perf_counter()
from subsidies.assessment import assess
from subsidies.catalogue import Catalogue
found["import (s)"] = time.perf_counter() - start
found["memory, imported (MB)"] = memory()
start = time.perf_counter()
catalogue = Catalogue.bundled()
for policy in catalogue.policies:
    catalogue.ruleset(policy)
found["load and check all bundled rulesets (s)"] = time.perf_counter() - start
start = time.perf_counter()
law = catalogue.law()
found["compile them for both engines (s)"] = time.perf_counter() - start
found["memory, compiled (MB)"] = memory()
case = catalogue.read_case(sys.argv[1])
start = time.perf_counter()
assess(law, case)
found["first determination (s)"] = time.perf_counter() - start
for _ in range(1000):
    assess(law, case)
found["memory, after 1000 determinations (MB)"] = memory()
print(json.dumps(found))
"""


def startup(repeats: int) -> dict[str, float | None]:
    """Seconds and megabytes by name, medians; None for a command that is not there."""
    with TemporaryDirectory() as folder:
        case = Path(folder) / "case.yaml"
        case.write_text(case_text(household(1, 4)), encoding="utf-8")
        found: dict[str, float | None] = {
            "python -c pass (s)": _wall((sys.executable, "-c", "pass"), repeats),
            "subsidies --help (s)": _wall((*COMMAND, "--help"), repeats),
            "subsidies assess CASE (s)": _wall((*COMMAND, "assess", str(case)), repeats),
        }
        inside = [
            json.loads(subprocess.run((sys.executable, "-c", _INSIDE, str(case)), check=True, capture_output=True).stdout)
            for _ in range(repeats)
        ]
    return found | {name: median([run[name] for run in inside]) for name in inside[0]}


def _wall(command: Sequence[str], repeats: int) -> float | None:
    seconds = []
    for _ in range(repeats):
        start = perf_counter()
        # A finding in the case is an answer too; only a usage error or a crash is none.
        if subprocess.run(command, check=False, capture_output=True).returncode > 1:
            return None
        seconds.append(perf_counter() - start)
    return median(seconds)
