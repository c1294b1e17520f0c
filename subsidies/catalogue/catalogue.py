"""The catalogue: a folder of rulesets, loaded and checked, and the way from a case to its determination."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from subsidies.arithmetic.day_spans import Governed
from subsidies.assessment import assess
from subsidies.case.case import Case
from subsidies.case.other_readings import OtherReading
from subsidies.catalogue import digest_lock
from subsidies.catalogue.confirmations import ConfirmationModel, load_confirmations
from subsidies.catalogue.cross_files import CrossFiles, Joined
from subsidies.catalogue.office_rates import figure_types, named_in, read_office_rates
from subsidies.catalogue.office_readings import read_other_readings
from subsidies.catalogue.policy_files import PolicyFiles, require_place
from subsidies.catalogue.prior_awards import require_known_awards
from subsidies.catalogue.renumbering import renumbering
from subsidies.catalogue.soundness import every_finding
from subsidies.catalogue.touching import touching
from subsidies.catalogue.versions import Version, current, governing, in_order, moved, silent_on_running, ties, without_drafts
from subsidies.catalogue.vocabulary_files import vocabulary_files
from subsidies.determination import Determination
from subsidies.errors import Finding, InputError, RulesetError
from subsidies.files.data import of_data
from subsidies.files.disk import read
from subsidies.files.source import Source
from subsidies.law import Law
from subsidies.ruleset import Ruleset, build_ruleset, read_model
from subsidies.ruleset.articles import written_out
from subsidies.ruleset.cross import Cross
from subsidies.ruleset.lineage import Lineages
from subsidies.ruleset.models import RulesetModel
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import load_jurisdictions
from subsidies.vocabulary.rates import StatedRates, load_rate
from subsidies.vocabulary.world import World


class Catalogue:
    """Rulesets below one folder, with the vocabulary, jurisdictions and rates they share.

    Where the folder has a lock, only released rulesets are law; no other is read unless it is named. ``latest`` names a version
    for some policies, or for what joins some, released or not: of these that version and all that it supersedes are the law and
    nothing else is.
    With ``every``, each file counts, whatever the lock says; ``also`` are files that count beside those in it.

    Raises :class:`RulesetError` with all findings of whatever is read, and :class:`DigestMismatch` when a released file changed.
    """

    def __init__(
        self,
        root: Path,
        *,
        check_digests: bool = True,
        every: bool = False,
        latest: Mapping[str, str] | None = None,
        also: Collection[str] = (),
    ) -> None:
        self.root = root
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
        self._supposed = False
        self.cross_files = CrossFiles(root, self._read, self.files.is_law, self.world, self.named)
        self.latest = {policy: version for policy, version in self.named.items() if policy not in self.cross_files}
        self._versions: dict[str, list[Version]] = {}
        self._rulesets: dict[tuple[str, Governed | None], Ruleset] = {}
        self._running_said: set[str] = set()
        self._laws: dict[tuple[Any, ...], Law] = {}
        self._lineages_of: dict[str, Lineages] = {}

    def _read(self, path: Path) -> Source:
        """A file of the folder; one that was read for its digest is not read again."""
        return self._sources.get(path) or read(path)

    @classmethod
    def bundled(cls) -> Catalogue:
        """The rulesets that come with the package; loaded once."""
        return _bundled()

    @property
    def confirmations(self) -> dict[str, ConfirmationModel]:
        """The latest confirmation that a policy is in force, by policy; one without is in none."""
        path = self.root / "confirmations.yaml"
        return load_confirmations(self._read(path), self.files.policies) if path.exists() else {}

    @property
    def policies(self) -> list[str]:
        """Ids of all policies that are law, in order."""
        return list(filter(self._is_law, self.files.policies))

    def policies_for(self, case: Case) -> list[str]:
        """The policies that can touch a case, by the places it names and what was given before; no other is read."""
        return list(touching(case, self._answering, self.files))

    @property
    def _answering(self) -> list[str]:
        """All policies that are law; where nothing at all is, those of whom whoever asks has to be told that they are none."""
        return self.policies or list(self.unreleased)

    def _is_law(self, policy: str) -> bool:
        return policy in self.latest or self.files.has_law(policy)

    @property
    def unreleased(self) -> dict[str, list[str]]:
        """The versions that are no law because they are not released, by policy; nothing says that they can be read."""
        apart = {policy: self.files.apart(policy) for policy in self.files.policies}
        taken = {policy: [item.model.version for item in self.versions(policy)] for policy in self.latest}
        left = {policy: [item for item in names if item not in taken.get(policy, ())] for policy, names in apart.items()}
        return {policy: names for policy, names in left.items() if names}

    def as_of(self, policy: str, version: str) -> Catalogue:
        """The same folder as if a version, released or not, were the latest of its policy, or of what joins policies.

        Raises :class:`UsageError` where there is no such policy or version.
        """
        if policy in self.cross_files:
            self.cross_files.require(policy, version)
        else:
            self.files.named(policy, version)
        return Catalogue(self.root, check_digests=self.checked, latest={**self.named, policy: version})

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

    def _models(self, policy: str) -> list[RulesetModel]:
        """All versions of a policy as their files say them, oldest first; none where there is no such policy."""
        return [version.model for version in self.versions(policy)] if self._is_law(policy) else []

    def lineages(self, policy: str) -> Lineages:
        """The clauses of a policy through all of its versions; none where there is no such policy."""
        if policy not in self._lineages_of:
            self._lineages_of[policy] = Lineages(self._models(policy), self.world.vocabulary)
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

    def read_case(self, case: Path | str | Mapping[str, Any] | Source) -> Case:
        """A case, checked: its words, its references, and the clauses that its prior awards name.

        ``case`` is the path of a file (YAML or JSON), the same as plain data (numbers as int or Decimal, days as dates or ISO
        texts), or a file that was parsed already.

        Raises :class:`InputError` when a file cannot be read, or data hold what no file can, and :class:`CaseError` with every
        fault of the case.
        """
        source = case if isinstance(case, Source) else read(case) if isinstance(case, Path | str) else of_data(case)
        named = named_in(source)
        checked = Case(source, self.world, figure_types(named, self) if named else None)
        require_known_awards(checked, self.lineages, self.clauses_named, lambda policy: self._models(policy)[0].jurisdiction)
        return checked

    def read_rates(self, rates: Path | str | Mapping[str, Any] | Source) -> StatedRates:
        """The figures that an office states, from a file or the same as plain data, as for :meth:`read_case`.

        Raises :class:`InputError` when a file cannot be read, and :class:`RulesetError` with every fault of it.
        """
        source = rates if isinstance(rates, Source) else read(rates) if isinstance(rates, Path | str) else of_data(rates, "rates")
        return read_office_rates(source, self)

    def read_readings(self, readings: Mapping[str, str]) -> tuple[OtherReading, ...]:
        """What an office takes instead of readings of the rulesets: the name of an alternative for each.

        A reading is named ``policy/reading``, or alone where one file has it. Raises :class:`UsageError` with a finding for each
        name that no version has, or that stands for several.
        """
        return read_other_readings(readings, self)

    def law(self, policies: Sequence[str] | None = None, known_on: date | None = None) -> Law:
        """What decides a question about some policies (default: all): compiled once.

        ``known_on`` leaves out what was published later. Raises :class:`UsageError` for a policy that is not there,
        :class:`RulesetError` for one that cannot be read, and :class:`EngineDisagreement` for one that cannot be compiled.
        """
        chosen = self._answering if policies is None else list(policies)
        if_in_force = self.rulesets(chosen, known_on, drafts=True)
        drafts = any(item.model.status == "draft" for item in if_in_force)
        supposed = self._law(if_in_force, known_on, None) if drafts else None
        return self._law(self.rulesets(chosen, known_on), known_on, supposed)

    def _law(self, rulesets: Sequence[Ruleset], known_on: date | None, if_in_force: Law | None) -> Law:
        joined = self.joining(rulesets, known_on)
        deciding, consulted = (frozenset(map(id, items)) for items in (rulesets, joined.consulted))
        key = deciding, consulted, frozenset(item.source.file for item in joined.crosses), id(if_in_force)
        if key not in self._laws:
            self._laws[key] = self.law_of(rulesets, supposed=self._supposed, joined=joined, if_in_force=if_in_force)
        return self._laws[key]

    def joining(self, rulesets: Sequence[Ruleset], known_on: date | None = None) -> Joined:
        """What joins the policies of some rulesets with one another or with others, as far as it was known on a day.

        Raises :class:`RulesetError` for a file that cannot be read, or that names clauses which no version of a policy has.
        """
        policies = {item.policy for item in rulesets}
        crosses, consulted = self.cross_files.closed(policies, known_on, self._is_law)
        # As if an earlier version were the last, what came later is named in vain.
        if not self.latest and (found := [finding for one in crosses for finding in one.unnamed(self.names_joined(one))]):
            raise RulesetError(found)
        return Joined(crosses, self.rulesets(consulted, known_on))

    def names_joined(self, cross: Cross) -> list[str]:
        """The full ids of all clauses that any version of the policies named in a file has."""
        return [f"{policy}/{id_}" for policy in cross.model.policies for id_ in self.lineages(policy).clauses(policy)]

    def supposing(self, cross: Cross, changed: Cross | None) -> Catalogue:
        """The same with another file in the place of one that joins policies, or with none; its laws are suppositions."""
        other = copy(self)
        other.cross_files, other._laws, other._supposed = self.cross_files.instead(cross, changed), {}, True
        return other

    def law_of(
        self,
        rulesets: Sequence[Ruleset],
        *,
        supposed: bool = False,
        joined: Joined | None = None,
        if_in_force: Law | None = None,
    ) -> Law:
        """The law that some rulesets make in the world of this catalogue, compiled anew.

        ``supposed`` and ``if_in_force`` are as for :class:`Law`; ``joined`` is what joins policies (default: all that joins
        these). Raises :class:`EngineDisagreement` for a ruleset that cannot be compiled for one of the engines.
        """
        own = {(item.policy, item.version): item.model for item in rulesets}
        joined = self.joining(rulesets) if joined is None else joined
        policies = [*(item.policy for item in rulesets), *(policy for one in joined.crosses for policy in one.model.policies)]
        models = [model for policy in dict.fromkeys(policies) for model in self._models(policy)]
        if not any(model.status == "draft" for model in own.values()):
            models = without_drafts(models)
        versions = [own.get((model.policy, model.version), model) for model in models]
        more: dict[str, Any] = {"crosses": joined.crosses, "consulted": joined.consulted, "if_in_force": if_in_force}
        return Law(self.world, rulesets, supposed=supposed, versions=versions, **more)

    def assess(
        self,
        case: Case,
        on: date | None = None,
        *,
        policies: Sequence[str] | None = None,
        year: int | None = None,
        known_on: date | None = None,
        rates: StatedRates | None = None,
        readings: tuple[OtherReading, ...] = (),
    ) -> Determination:
        """Determine what a case is entitled to.

        ``on`` is the day the question is put and ``year`` the calendar year assessed; both default to what the case says.
        ``policies`` defaults to those of :meth:`policies_for`; ``known_on`` leaves out what was published later and defaults to
        what the case says. ``rates`` are figures of the office that decides, as :meth:`read_rates` gives them, and
        ``readings`` what it takes instead of those of the rulesets, as :meth:`read_readings` does. :meth:`law` with the same
        policies and day gives what decided.

        Raises :class:`UsageError`, :class:`CaseError` and :class:`EngineDisagreement`, and :class:`RulesetError` for a figure of
        the office outside the band of the law; never gives part of an answer.
        """
        chosen = self.policies_for(case) if policies is None else policies
        return assess(self.law(chosen, known_on or case.known_on), case, on, year, rates=rates, readings=readings)

    def validate(self, *, apart: bool = True) -> list[Finding]:
        """Every finding in every file of the folder; those ``apart`` are rulesets that are not released."""
        if apart and not self.every:
            return Catalogue(self.root, check_digests=False, every=True).validate()
        return every_finding(self)


@cache
def _bundled() -> Catalogue:
    return Catalogue(Path(str(files("subsidies_rulesets"))))
