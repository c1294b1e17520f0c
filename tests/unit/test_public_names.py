"""What is public is found where one looks for it, and says what it is, in which units, and what it raises."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import pytest

import subsidies

NAMES = [name for name in subsidies.__all__ if name != "__version__"]


def test_all_public_names_are_listed_and_nothing_else() -> None:
    assert dir(subsidies) == sorted(subsidies.__all__)
    assert len(set(subsidies.__all__)) == len(subsidies.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Casee'"):
        subsidies.Casee  # noqa: B018


def test_everything_public_can_be_imported_at_once() -> None:
    code = (
        "from subsidies import *\n"
        "import subsidies\n"
        "assert Catalogue is subsidies.Catalogue and documents.to_dict and __version__\n"
        "assert set(subsidies.__all__) <= set(globals())"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stderr == b""


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, subsidies; dir(subsidies); sys.exit(any(name.startswith('subsidies.') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_it_is(name: str) -> None:
    value = getattr(subsidies, name)
    assert (inspect.getdoc(value) or "").endswith((".", '."')) or len(inspect.getdoc(value) or "") > 40
    assert (value.__doc__ or "").strip()


FUNCTIONS: dict[str, Any] = {
    **{f"{room}.{name}": getattr(getattr(subsidies, room), name) for room in ("advice", "documents", "explanation")
       for name in getattr(subsidies, room).__all__ if inspect.isfunction(getattr(getattr(subsidies, room), name))},
    **{f"{owner}.{name}": value for owner in ("Catalogue", "Determination", "Entitlement", "Explanation", "Law", "SubsidiesError")
       for kind in inspect.getmro(getattr(subsidies, owner)) if kind.__module__.startswith("subsidies.")
       for name, value in vars(kind).items()
       if not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, property | classmethod))},
}  # fmt: skip


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_says_what_it_gives(name: str) -> None:
    assert (inspect.getdoc(FUNCTIONS[name]) or "").strip(), name
