"""The ruleset files of a folder: which of them are law, and which stand apart because they are not released."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from subsidies.catalogue import digest_lock
from subsidies.catalogue.cross_files import CROSS
from subsidies.catalogue.vocabulary_files import VOCABULARY
from subsidies.errors import Finding, Position, RulesetError, UsageError
from subsidies.errors.arguments import unknown
from subsidies.files.source import Source
from subsidies.ruleset.models import RulesetModel


class PolicyFiles:
    """Ruleset files by the policy in whose folder they lie.

    Where the folder has a lock, a file that is not in it is no law yet and is left alone until somebody names it. With ``every``,
    and where there is no lock, all files are law; ``also`` are files that count as released, as they are called in the lock.

    Raises :class:`RulesetError` on a line of the lock that is none.
    """

    def __init__(self, root: Path, *, every: bool = False, also: Collection[str] = ()) -> None:
        self.root = root
        self._also = frozenset(also)
        self.released: Mapping[str, str] = digest_lock.read_lock(root)
        self._files: dict[str, list[Path]] = {}
        for path in sorted(root.glob("*/*/*.yaml")):
            if path.parent.parent.name != CROSS:
                self._files.setdefault(path.parent.name, []).append(path)
        self._every = every or not (self._also or (root / digest_lock.LOCK).exists())

    @property
    def policies(self) -> list[str]:
        """Ids of all policies that have a file, in order."""
        return sorted(self._files)

    @property
    def paths(self) -> list[Path]:
        """Every file."""
        return [path for paths in self._files.values() for path in paths]

    def jurisdictions(self, policy: str) -> set[str]:
        """The codes of the places in whose folders the files of a policy lie; nothing is read."""
        return {code_of(path.parent.parent.name) for path in self._files.get(policy, ())}

    def name(self, path: Path) -> str:
        """A file as the lock calls it."""
        return path.relative_to(self.root).as_posix()

    def law(self, policy: str) -> list[Path]:
        """The files of a policy that are law.

        Raises :class:`UsageError` where there is no such policy, and where none of its versions is released.
        """
        self.require(policy)
        found = [path for path in self._files[policy] if self.is_law(path)]
        if not found:
            apart = ", ".join(self.apart(policy))
            context = {"policy": policy, "found": apart, "folder": str(self.root)}
            raise UsageError(Finding("policy_unreleased", context=context))
        return found

    def apart(self, policy: str) -> list[str]:
        """The versions of a policy that are not released, as their files are called."""
        return [path.stem for path in self._files.get(policy, []) if not self.is_law(path)]

    def named(self, policy: str, version: str) -> Path:
        """The file of a version, released or not.

        Raises :class:`UsageError` where there is none.
        """
        self.require(policy)
        known = [path.stem for path in self._files[policy]]
        if version not in known:
            raise unknown("unknown_version", version, known, policy=policy)
        return self._files[policy][known.index(version)]

    def require(self, policy: str) -> None:
        """Raises :class:`UsageError` where there is no such policy."""
        if policy not in self._files:
            raise unknown("unknown_policy", policy, self.policies)

    def has_law(self, policy: str) -> bool:
        """Whether some version of a policy is law."""
        return any(map(self.is_law, self._files.get(policy, [])))

    def has(self, policy: str, version: str) -> bool:
        """Whether a policy has a file for a version."""
        return any(path.stem == version for path in self._files.get(policy, []))

    def is_law(self, path: Path) -> bool:
        """Whether a file is law without being named."""
        name = self.name(path)
        return self._every or name in self.released or name in self._also

    def misplaced(self) -> list[Finding]:
        """Files that look like data, but that nothing would ever read."""
        read_here = ("jurisdictions.yaml", "confirmations.yaml", f"{VOCABULARY}/*.yaml", "rates/*.yaml", f"{CROSS}/*/*.yaml")
        known = {*self.paths, *(path for name in read_here for path in self.root.glob(name))}
        found = sorted({*self.root.rglob("*.yaml"), *self.root.rglob("*.yml")} - known)
        return [Finding("misplaced_file", Position(str(path))) for path in found]


def require_place(source: Source, path: Path, model: RulesetModel) -> None:
    """The path of a ruleset says what it is: ``<place>/<policy>/<version>.yaml``.

    Raises :class:`RulesetError` where its content says something else.
    """
    place = path.parent.parent.name
    if path.stem != model.version or path.parent.name != model.policy or code_of(place) != model.jurisdiction:
        found = f"{place}/{path.parent.name}/{path.name}"
        expected = f"{model.jurisdiction}-…/{model.policy}/{model.version}.yaml"
        raise RulesetError(Finding("path_and_content", source.position(), context={"found": found, "expected": expected}))


def code_of(folder: str) -> str:
    """The code of a place by the name of its folder, such as 640105-xixia."""
    return folder.partition("-")[0]
