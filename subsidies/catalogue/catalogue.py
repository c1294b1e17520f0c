"""The catalogue: a folder of rulesets, loaded and checked, and the way from a case to its determination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from subsidies.assessment import assess, require_case
from subsidies.case.case import Case
from subsidies.case.other_readings import OtherReading
from subsidies.catalogue.cross_files import Joined
from subsidies.catalogue.office_rates import figure_types, named_in, read_office_rates
from subsidies.catalogue.office_readings import read_other_readings
from subsidies.catalogue.prior_awards import require_known_awards
from subsidies.catalogue.ruleset_folder import RulesetFolder
from subsidies.catalogue.soundness import every_finding
from subsidies.catalogue.touching import of_places, touching
from subsidies.catalogue.versions import without_drafts
from subsidies.determination import Determination
from subsidies.errors import Finding, InputError, Position, RulesetError, UsageError, suggestion
from subsidies.errors.arguments import day_if_given, names_of
from subsidies.errors.finding import shown
from subsidies.files.data import of_data
from subsidies.files.disk import read
from subsidies.files.source import Encoding, Source, parse
from subsidies.intake.canonical import canonical
from subsidies.law import Law
from subsidies.ruleset import Ruleset
from subsidies.ruleset.cross import Cross
from subsidies.vocabulary.numbers import Ambiguous, Unreadable, place
from subsidies.vocabulary.rates import StatedRates

Policies = str | Iterable[str]
"""Ids of policies, or one id."""


class Catalogue(RulesetFolder):
    """Rulesets below one folder, and what they decide; built and refused as :class:`RulesetFolder` is."""

    _supposed = False

    @cached_property
    def _asked(self) -> dict[tuple[tuple[str, ...], date | None], Law]:
        """The laws by how they are asked for; several questions may come to the same one."""
        return {}

    @cached_property
    def _laws(self) -> dict[tuple[Any, ...], Law]:
        return {}

    @classmethod
    def bundled(cls) -> Catalogue:
        """The rulesets that come with the package; loaded once."""
        return _bundled()

    def policies_for(self, case: Case) -> list[str]:
        """The policies that can touch a case, by the places it names and what was given before; no other is read."""
        return list(touching(case, self._answering, self.files))

    def policies_at(self, place: str) -> list[str]:
        """The policies that can touch somebody at a place, by its code."""
        return list(of_places([place], self._answering, self.files, self.world.jurisdictions))

    def place_named(self, name: str) -> str:
        """The code of a place that is named by it, or in Chinese.

        Raises :class:`UsageError` for the name of no place, or of several.
        """
        known = self.world.jurisdictions
        try:
            return name if name in known else place(name, known)
        except Ambiguous as error:
            found = Finding("ambiguous_word", context={"found": shown(name)}, allowed=", ".join(error.meanings))
        except Unreadable:
            names = [*known.spans, *(one.zh for one in known.names.values())]
            near = suggestion(name, names) or next((one for one in names if name in one), "")
            found = Finding("unknown_jurisdiction", context={"found": shown(name)}, suggestion=near)
        raise UsageError(found)

    @property
    def main_place(self) -> str:
        """The code of the place that most policies are of, the smaller place of two."""
        spans = self.world.jurisdictions.spans
        of = [code for policy in self._answering for code in self.files.jurisdictions(policy) if code in spans]
        return max(spans, key=lambda code: (of.count(code), spans[code][0] - spans[code][1]))

    @property
    def _answering(self) -> list[str]:
        """All policies that are law; where nothing at all is, those of whom whoever asks has to be told that they are none."""
        return self.policies or list(self.unreleased)

    def read_case(self, case: Path | str | bytes | Mapping[str, Any] | Source, *, encoding: Encoding = "utf-8") -> Case:
        """A case, checked: its words, its references, and the clauses that its prior awards name.

        ``case`` is the path of a file (YAML or JSON, in ``encoding``), what such a file holds as bytes, the same as plain data
        (numbers as int or Decimal, days as dates or ISO texts), or a file that was parsed already. Keys and values may be the
        names of the vocabulary, its Chinese labels, or both: the case is the same.

        Raises :class:`InputError` when a file cannot be read, or data hold what no file can, and :class:`CaseError` with every
        fault of the case.
        """
        source = canonical(case if isinstance(case, Source) else self._case_source(case, encoding), self.world)
        named = named_in(source)
        checked = Case(source, self.world, figure_types(named, self) if named else None)
        require_known_awards(checked, self.lineages, self.clauses_named, lambda policy: self.models(policy)[0].jurisdiction)
        return checked

    @staticmethod
    def _case_source(case: Path | str | bytes | Mapping[str, Any], encoding: Encoding) -> Source:
        if isinstance(case, bytes):
            return parse(case, "case", encoding)
        if isinstance(case, Path | str):
            return read(case, encoding=encoding)
        try:
            return of_data(case)
        except InputError as error:
            # What a reader of YAML 1.1 makes of the key ``on``.
            on = Finding("key_not_text", Position("case"), "", {"found": "True"})
            raise InputError([replace(one, suggestion="asked_on") if one == on else one for one in error.findings]) from None

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

    def law(self, policies: Policies | None = None, known_on: date | str | None = None) -> Law:
        """What decides a question about some policies (default: all): compiled once.

        ``policies`` are ids, or one id; ``known_on`` (a date or an ISO text) leaves out what was published later. Raises
        :class:`UsageError` for a policy that is not there and for what is no date, :class:`RulesetError` for a policy that cannot
        be read, and :class:`EngineDisagreement` for one that cannot be compiled.
        """
        chosen = self._answering if policies is None else names_of("policies", policies)
        known_on = day_if_given(known_on)
        asked = tuple(chosen), known_on
        if asked not in self._asked:
            self._asked[asked] = self._law_asked(chosen, known_on)
        return self._asked[asked]

    def _law_asked(self, chosen: Sequence[str], known_on: date | None) -> Law:
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
        crosses, consulted = self.cross_files.closed(policies, known_on, self.is_law)
        # As if an earlier version were the last, what came later is named in vain.
        if not self.latest and (found := [finding for one in crosses for finding in one.unnamed(*self.names_joined(one))]):
            raise RulesetError(found)
        return Joined(crosses, self.rulesets(consulted, known_on))

    def names_joined(self, cross: Cross) -> tuple[list[str], list[str], list[str]]:
        """The full ids of all clauses, and of all limits, that any version of the policies named in a file has; and those of the
        policies of which no version is law yet."""
        policies = cross.model.policies
        clauses = [f"{policy}/{id_}" for policy in policies for id_ in self.lineages(policy).clauses(policy)]
        limits = [f"{policy}/{id_}" for policy in policies for id_ in self.lineages(policy).limits(policy)]
        return clauses, limits, [policy for policy in policies if policy in self.files.policies and not self.is_law(policy)]

    def supposing(self, cross: Cross, changed: Cross | None) -> Catalogue:
        """The same with another file in the place of one that joins policies, or with none; its laws are suppositions."""
        other = copy(self)
        other.cross_files, other._laws, other._asked, other._supposed = self.cross_files.instead(cross, changed), {}, {}, True
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
        models = [model for policy in dict.fromkeys(policies) for model in self.models(policy)]
        versions = [own.get((model.policy, model.version), model) for model in models]
        # After those in their place: a draft that a change makes law is none.
        if not any(model.status == "draft" for model in own.values()):
            versions = without_drafts(versions)
        more: dict[str, Any] = {"crosses": joined.crosses, "consulted": joined.consulted, "if_in_force": if_in_force}
        return Law(self.world, rulesets, supposed=supposed, versions=versions, **more)

    def assess(
        self,
        case: Case,
        on: date | str | None = None,
        *,
        policies: Policies | None = None,
        year: int | str | None = None,
        known_on: date | str | None = None,
        rates: StatedRates | None = None,
        readings: tuple[OtherReading, ...] = (),
    ) -> Determination:
        """Determine what a case is entitled to.

        ``case`` is what :meth:`read_case` gives. ``on`` is the day the question is put (a date or an ISO text) and ``year`` the
        calendar year assessed; both default to what the case says. ``policies`` (ids, or one id) defaults to those of
        :meth:`policies_for`; ``known_on`` leaves out what was published later and defaults to what the case says. ``rates`` are
        figures of the office that decides, as :meth:`read_rates` gives them, and ``readings`` what it takes instead of those of
        the rulesets, as :meth:`read_readings` does. :meth:`law` with the same policies and day gives what decided.

        Raises :class:`UsageError` for an argument that cannot be meant, and where nobody says a day; :class:`CaseError` for facts
        that cannot be on that day, :class:`EngineDisagreement`, and :class:`RulesetError` for a figure of the office outside the
        band of the law; never gives part of an answer.
        """
        case = require_case(case)
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
