"""What a wheel holds: our three packages under their own names, the law as data, the compiled messages; and what they need."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Found by suffix: setuptools leaves out a room without __init__.py in silence.
SHIPPED = {
    "subsidies": ("subsidies", ".py"),
    "cli": ("subsidies_cli", ".py"),
    "rulesets": ("subsidies_rulesets", ".yaml"),
}


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    # A copy, because setuptools leaves build/ and *.egg-info where it works.
    checkout = tmp_path_factory.mktemp("packaging") / "checkout"
    checkout.mkdir()
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    for name in SHIPPED:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    target = checkout.parent / "wheels"
    built = subprocess.run(
        [
            sys.executable,
            *["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir"],
            str(target),
            str(checkout),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_top_level_names(wheel_names: set[str]) -> None:
    top = {name.split("/")[0] for name in wheel_names}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "subsidies",
        "subsidies_cli",
        "subsidies_rulesets",
    }


@pytest.mark.parametrize("directory", SHIPPED)
def test_every_file_is_shipped(wheel_names: set[str], directory: str) -> None:
    package, suffix = SHIPPED[directory]
    files = (ROOT / directory).rglob(f"*{suffix}")
    expected = {f"{package}/{file.relative_to(ROOT / directory).as_posix()}" for file in files}
    assert expected
    assert expected <= wheel_names


def test_digests_are_shipped(wheel_names: set[str]) -> None:
    if not (ROOT / "rulesets" / "digests.lock").exists():
        pytest.skip("no ruleset has been released yet")
    assert "subsidies_rulesets/digests.lock" in wheel_names


def test_messages_are_compiled(wheel_names: set[str]) -> None:
    sources = list((ROOT / "subsidies").rglob("*.po"))
    if not sources:
        pytest.skip("there are no translations yet")
    assert {po.relative_to(ROOT).with_suffix(".mo").as_posix() for po in sources} <= wheel_names
    assert not any(name.endswith(".po") for name in wheel_names)


def test_the_site_is_shipped(wheel_names: set[str]) -> None:
    site = ROOT / "cli" / "site"
    files = [*site.rglob("*.jinja"), *site.rglob("*.css")]
    assert files
    assert {f"subsidies_cli/{file.relative_to(ROOT / 'cli').as_posix()}" for file in files} <= wheel_names


def test_console_script(wheel_names: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel_names)


def imported(folder: Path) -> set[str]:
    """The packages that files below a folder import, but for those of Python itself and of the project."""
    files = list(folder.rglob("*.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    own = {path.stem for path in (*files, *ROOT.glob("tools/*.py"))}
    own |= {"subsidies", "subsidies_cli", "subsidies_rulesets", "tests", "benchmarks"}
    return {name.partition(".")[0] for name in names} - own - sys.stdlib_module_names


def with_what_they_need(names: set[str]) -> set[str]:
    """Distributions, and all that come with them wherever they are installed."""
    found: set[str] = set()
    while left := names - found:
        found |= left
        needed = [one for name in left for one in requires(name) or () if "extra ==" not in one]
        names = {re.split(r"[^\w.-]", one)[0].lower() for one in needed if not re.search(r"(python_version|platform)", one)}
    return found


@pytest.mark.parametrize(("folder", "more"), [("subsidies", []), ("cli", []), ("tests", ["test"])])
def test_nothing_is_imported_that_is_not_asked_for(folder: str, more: list[str]) -> None:
    """What something else happens to bring along may not be there on another machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for name in more for one in project["optional-dependencies"][name])]
    names = {one.replace("_", "-") for one in with_what_they_need({re.split(r"[<>=]", one)[0].lower() for one in asked})}
    provided = {"durable_rules_engine": ["durable-rules"], **packages_distributions()}
    brought = {name: {one.lower().replace("_", "-") for one in provided.get(name, [])} for name in imported(ROOT / folder)}
    assert {name for name, by in brought.items() if not names & by} == set()
