"""A folder of rulesets: which versions there are of each policy, which of them are law, and their rules, read and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Self

from subsidies.arithmetic.day_spans import Governed
from subsidies.catalogue import digest_lock
from subsidies.catalogue.confirmations import ConfirmationModel, load_confirmations
from subsidies.catalogue.cross_files import CrossFiles
from subsidies.catalogue.policy_files import PolicyFiles, require_place
from subsidies.catalogue.renumbering import renumbering
from subsidies.catalogue.versions import Version, current, governing, in_order, moved, silent_on_running, ties
from subsidies.catalogue.vocabulary_files import vocabulary_files
from subsidies.errors import Finding, InputError, RulesetError
from subsidies.files.disk import read
from subsidies.files.source import Source
from subsidies.reprs import cut
from subsidies.ruleset import Ruleset, build_ruleset, read_model
from subsidies.ruleset.articles import written_out
from subsidies.ruleset.ids import natural
from subsidies.ruleset.lineage import Lineages
from subsidies.ruleset.models import RulesetModel
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import load_jurisdictions
from subsidies.vocabulary.rates import load_rate
from subsidies.vocabulary.world import World


class RulesetFolder:
    """Rulesets below one folder, with the vocabulary, jurisdictions and rates they share.

    Where the folder has a lock, only released rulesets are law; no other is read unless it is named. ``latest`` names a version
    for some policies, or for what joins some, released or not: of these that version and all that it supersedes are the law and
    nothing else is.
    With ``every``, each file counts, whatever the lock says; ``also`` are files that count beside those in it.

    Raises :class:`RulesetError` with all findings of whatever is read, and :class:`DigestMismatch` when a released file changed.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        check_digests: bool = True,
        every: bool = False,
        latest: Mapping[str, str] | None = None,
        also: Collection[str] = (),
    ) -> None:
        self.root = root = Path(root)
        self.every = every
        self.named = dict(latest or {})
        self.checked = check_digests
        self._sources = digest_lock.check_lock(root) if check_digests else {}
        vocabulary = load_vocabulary([self._read(path) for path in vocabulary_files(root)])
        jurisdictions = load_jurisdictions(self._read(root / "jurisdictions.yaml"))
        rates = {
            path.stem: load_rate(path.stem, self._read(path), jurisdictions) for path in sorted((root / "rates").glob("*.yaml"))
        }
        self.world = World(vocabulary, jurisdictions, rates)
        self.files = PolicyFiles(root, every=every, also=also)
        self.cross_files = CrossFiles(root, self._read, self.files.is_law, self.world, self.named)
        self.latest = {policy: version for policy, version in self.named.items() if policy not in self.cross_files}
        self._versions: dict[str, list[Version]] = {}
        self._rulesets: dict[tuple[str, Governed | None], Ruleset] = {}
        self._running_said: set[str] = set()
        self._lineages_of: dict[str, Lineages] = {}

    def __repr__(self) -> str:
        return cut(f"<{type(self).__name__} of {self.root}: {len(self.policies)} policies>")

    def _read(self, path: Path) -> Source:
        """A file of the folder; one that was read for its digest is not read again."""
        return self._sources.get(path) or read(path)

    @property
    def confirmations(self) -> dict[str, ConfirmationModel]:
        """The latest confirmation that a policy is in force, by policy; one without is in none."""
        path = self.root / "confirmations.yaml"
        return load_confirmations(self._read(path), self.files.policies) if path.exists() else {}

    @property
    def policies(self) -> list[str]:
        """Ids of all policies that are law, in order."""
        return list(filter(self.is_law, self.files.policies))

    def is_law(self, policy: str) -> bool:
        """Whether some version of a policy decides."""
        return policy in self.latest or self.files.has_law(policy)

    @property
    def unreleased(self) -> dict[str, list[str]]:
        """The versions that are no law because they are not released, by policy; nothing says that they can be read."""
        apart = {policy: self.files.apart(policy) for policy in self.files.policies}
        taken = {policy: [item.model.version for item in self.versions(policy)] for policy in self.latest}
        left = {policy: [item for item in names if item not in taken.get(policy, ())] for policy, names in apart.items()}
        return {policy: names for policy, names in left.items() if names}

    def as_of(self, policy: str, version: str) -> Self:
        """The same folder as if a version, released or not, were the latest of its policy, or of what joins policies.

        What joins policies can be tried before they are released: of those without any law the last version counts as well.

        Raises :class:`UsageError` where there is no such policy or version, :class:`RulesetError` for a file that joins policies
        and cannot be read.
        """
        named = {**self.named, policy: version}
        if policy in self.cross_files:
            self.cross_files.require(policy, version)
            joined = self.cross_files.read(policy, version).model.policies
            apart = {one: self.files.apart(one) for one in joined if one in self.files.policies and not self.is_law(one)}
            named |= {one: max(versions, key=natural) for one, versions in apart.items() if versions}
        else:
            self.files.named(policy, version)
        return type(self)(self.root, check_digests=self.checked, latest=named)

    def versions(self, policy: str) -> list[Version]:
        """Every version of a policy that is law, what is superseded before what supersedes it, the oldest first.

        Raises :class:`UsageError` for a policy that is not there or not released, :class:`RulesetError` for one that is unsound.
        """
        if policy not in self._versions:
            if policy in self.latest:
                loaded = self._superseded_by(policy, self.latest[policy])
            else:
                loaded = [self._loaded(path) for path in self.files.law(policy)]
            found = [*ties(loaded, self.files.apart(policy)), *renumbering(loaded), *moved(loaded)]
            if found:
                raise RulesetError(found)
            self._versions[policy] = in_order(loaded)
        return self._versions[policy]

    def _loaded(self, path: Path) -> Version:
        try:
            source = written_out(self._read(path))
        except InputError as error:
            raise RulesetError(error.findings) from None
        model = read_model(source)
        require_place(source, path, model)
        digest = source.digest
        return Version(source, model, digest, self.files.released.get(self.files.name(path)) == digest)

    def _superseded_by(self, policy: str, version: str | None) -> list[Version]:
        """A version and all that it supersedes; no other file is read."""
        loaded: dict[str, Version] = {}
        while version is not None and version not in loaded and (not loaded or self.files.has(policy, version)):
            loaded[version] = self._loaded(self.files.named(policy, version))
            version = loaded[version].model.supersedes
        return list(loaded.values())

    def clauses_named(self, clause: str) -> list[str]:
        """Full ids (``policy/clause``) of every clause with a short id."""
        return [f"{policy}/{clause}" for policy in self.policies if clause in self.ruleset(policy).rules]

    def version(self, policy: str, version: str | None = None) -> Version:
        """One version of a policy (default: the latest that is law); one that is not released is read once it is named.

        Raises :class:`UsageError` when it is not there, or none is law, and :class:`RulesetError` for one that cannot be read.
        """
        if version is None:
            return self.versions(policy)[-1]
        path = self.files.named(policy, version)
        known = self.versions(policy) if self.files.is_law(path) or policy in self.latest else []
        return next((item for item in known if item.model.version == version), None) or self._loaded(path)

    def current(self, policy: str) -> Version:
        """The version of a policy that decides now, or that was named as its latest; errors as for :meth:`versions`."""
        return self.version(policy, self.latest[policy]) if policy in self.latest else current(self.versions(policy))

    def ruleset(self, policy: str, version: str | None = None) -> Ruleset:
        """One version of a policy, checked; chosen as by :meth:`version`."""
        return self.built(self.version(policy, version), None)

    def models(self, policy: str) -> list[RulesetModel]:
        """All versions of a policy as their files say them, oldest first; none where there is no such policy."""
        return [version.model for version in self.versions(policy)] if self.is_law(policy) else []

    def lineages(self, policy: str) -> Lineages:
        """The clauses of a policy through all of its versions; none where there is no such policy."""
        if policy not in self._lineages_of:
            self._lineages_of[policy] = Lineages(self.models(policy), self.world.vocabulary)
        return self._lineages_of[policy]

    def rulesets(self, policies: Sequence[str], known_on: date | None, *, drafts: bool = False) -> list[Ruleset]:
        """The versions that may decide a question about some policies; with ``drafts`` as if those were in force as well."""
        chosen: list[Ruleset] = []
        for policy in dict.fromkeys(policies):
            self._require_running(policy)
            for version, days in governing(self.versions(policy), known_on, drafts=drafts):
                chosen.append(self.built(version, days))
        return chosen

    def _require_running(self, policy: str) -> None:
        """Raises :class:`RulesetError` where a version is silent on benefits that run on; looked at once."""
        if policy not in self._running_said:
            if found := self.silent(self.versions(policy)):
                raise RulesetError(found)
            self._running_said.add(policy)

    def silent(self, versions: Sequence[Version]) -> list[Finding]:
        """What versions fail to say of benefits that run on."""
        return silent_on_running(versions, lambda version: self.built(version, None))

    def built(self, version: Version, governed: Governed | None) -> Ruleset:
        """The rules of a version for what it decides (None: as if it were the only version); built once."""
        key = (version.source.file, governed)
        if key not in self._rulesets:
            lapsed = self.lineages(version.model.policy).clauses(version.model.policy)
            self._rulesets[key] = build_ruleset(version.source, self.world, governed, version.model, lapsed)
        return self._rulesets[key]
