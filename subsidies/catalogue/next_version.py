"""The next version of a policy, or of what joins policies, begun from the last one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from subsidies.catalogue import digest_lock
from subsidies.catalogue.versions import numbers
from subsidies.errors import Finding, InputError, UsageError, suggestion

_VERSION: Final = re.compile(r"^version:.*$", re.MULTILINE)
_SUPERSEDES: Final = re.compile(r"^supersedes:.*\n?", re.MULTILINE)


def version_files(root: Path) -> dict[str, dict[str, Path]]:
    """Every file of a version below a folder of rulesets: by policy (or id of what joins policies) and version."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(root.glob("*/*/*.yaml")):
        found.setdefault(path.parent.name, {})[path.stem] = path
    return found


def named(root: Path, names: Iterable[str]) -> Iterator[Path]:
    """The files that names stand for: ``policy`` for all of its versions, ``policy/version`` for one.

    Raises :class:`UsageError` for a name that stands for none.
    """
    files = version_files(root)
    for name in names:
        policy, _, version = name.partition("/")
        if policy not in files:
            raise UsageError(Finding("unknown_policy", context={"found": policy}, suggestion=suggestion(policy, files)))
        known = files[policy]
        if version and version not in known:
            near = suggestion(version, known)
            context = {"policy": policy, "found": version}
            raise UsageError(Finding("unknown_version", context=context, allowed=", ".join(known), suggestion=near))
        yield from [known[version]] if version else known.values()


def begin_next(root: Path, policy: str) -> Path:
    """Write the next version of a policy beside the last one, which it supersedes; what else it says is that one's.

    Raises :class:`UsageError` for a policy that has no file, or whose last version is not released yet, and
    :class:`InputError` for a file in which ``version`` is no line of its own.
    """
    *_, last = sorted(named(root, [policy]), key=lambda path: numbers(path.stem))
    released = digest_lock.read_lock(root)
    if released and last.relative_to(root).as_posix() not in released:
        context = {"policy": policy, "version": last.stem, "file": str(last)}
        raise UsageError(Finding("version_begun", context=context))
    text = last.read_text(encoding="utf-8")
    if len(_VERSION.findall(text)) != 1:
        raise InputError(Finding("no_version_line", context={"file": str(last)}))
    major, minor, *_ = numbers(last.stem)
    version = f"{major}.{minor + 1}.0"
    path = last.with_name(f"{version}.yaml")
    said = f"version: {version}\nsupersedes: {last.stem}"
    path.write_text(_VERSION.sub(said, _SUPERSEDES.sub("", text)), encoding="utf-8")
    return path
