"""Everything that explains a determination, behind one object that works out once what several answers turn on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from subsidies.determination import Entitlement
from subsidies.explanation.alike import Alike, alike
from subsidies.explanation.basis import Basis
from subsidies.explanation.excluded_awards import Alternative, alternative, rivals
from subsidies.explanation.grounds import grounds
from subsidies.explanation.limit_uses import LimitUse, limit_uses
from subsidies.explanation.missing_facts import missing
from subsidies.explanation.proofs import Paper, evidence, papers
from subsidies.explanation.tightening import tightened
from subsidies.explanation.trace_rows import TraceRow, rows
from subsidies.explanation.trace_values import Seen, seen
from subsidies.explanation.unknowns import Missing
from subsidies.explanation.warnings import Caution, cautions, warnings
from subsidies.files.schema import Label
from subsidies.ruleset.inforce import last_day


class Explanation(Basis):
    """Explains the entitlements of one determination."""

    def rows(self, item: Entitlement) -> list[TraceRow]:
        """The trace, line by line in the order of the rule."""
        return rows(self.rule(item), item)

    def decisive(self, item: Entitlement) -> TraceRow | None:
        """The one line that decides a refusal: the first that speaks against; None when none does."""
        return next((row for row in self.rows(item) if row.supports is False), None)

    def seen(self, item: Entitlement, row: TraceRow) -> list[Seen]:
        """Everything a line saw, in the order in which it looks at it, each thing once."""
        return seen(self, item, row)

    def missing(self, item: Entitlement) -> tuple[Missing, ...]:
        """What is unknown and may still change the verdict or the amount, each thing once; nothing once it is refused."""
        self.rule(item)
        key = item.under, item.subject
        if key not in self._missing:
            self._missing[key] = missing(self, item)
        return self._missing[key]

    def faults(self, item: Entitlement) -> list[Label]:
        """What the rule says wrongly for the facts of the case, so that nobody knows what is due."""
        return [Label(zh=one.zh, en=one.en) for one in self.missing(item) if one.sort == "at_fault"]

    @cached_property
    def _missing(self) -> dict[tuple[object, object], tuple[Missing, ...]]:
        return {}

    def evidence(self, item: Entitlement) -> list[Label]:
        """The proofs a clause needs, each once: those of its facts, then those it names itself."""
        return evidence(self, item)

    def papers(self, items: Iterable[Entitlement]) -> list[Paper]:
        """The papers that some entitlements need, each once with all that it serves."""
        return papers(self, items)

    def warnings(self, item: Entitlement) -> list[Label]:
        """What has to be told to whoever is given something by a clause, or may be; nothing beside a refusal."""
        return warnings(self, item)

    def cautions(self) -> list[Caution]:
        """Every warning about the entitlements of the determination, each once, with those that it concerns."""
        return cautions(self, self.determination.entitlements)

    def limit_uses(self, item: Entitlement) -> list[LimitUse]:
        """How much of the limits over an entitlement is used, where earlier awards used some or nothing may be left."""
        return limit_uses(self, item)

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """Rows of the case that may have been written twice."""
        return alike(self.law, self.question)

    def rivals(self, item: Entitlement) -> list[Entitlement]:
        """What is payable under the limit that excluded an award."""
        return rivals(self.determination, item)

    def other_grounds(self, item: Entitlement) -> list[Entitlement]:
        """Claims for the same benefit by right of other clauses, which add nothing to one that is payable."""
        return [other for given, other in self._grounds if given is item]

    def is_another_ground(self, item: Entitlement) -> bool:
        """Whether a claim adds nothing to another one that is payable, since both are for the same benefit."""
        return any(other is item for _, other in self._grounds)

    @cached_property
    def _grounds(self) -> tuple[tuple[Entitlement, Entitlement], ...]:
        return tuple(grounds(self))

    def alternative(self, item: Entitlement) -> Alternative | None:
        """The best of what surely holds with an award in it; None where that is not lawful or not sure."""
        return alternative(self.determination, item)

    @cached_property
    def tightened(self) -> Mapping[tuple[str, str], bool]:
        """Verdicts (by full clause id and subject's id) that follow although facts are unknown, since no value that is left can
        change them. Not part of the comparison of engines."""
        return tightened(self)

    def period(self, item: Entitlement) -> tuple[date, date] | None:
        """First and last day of a benefit that runs on from its qualifying day; None where it does not, or they are not known."""
        rule = self.rule(item)
        if rule.runs_from is None or rule.runs_on is None:
            return None
        start = self.quantity(item, rule.runs_from)
        end = self.quantity(item, last_day(rule.runs_from, rule.runs_on))
        if start[0] is None or start[0] != start[1] or end[0] is None or end[0] != end[1]:
            return None
        return date.fromordinal(int(start[0])), date.fromordinal(int(end[0]))
