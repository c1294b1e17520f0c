"""What a scenario has said so far: the case under construction, the determination, and what was checked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from subsidies.assessment import assess
from subsidies.case.case import Case
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.explanation import Explanation
from subsidies.files.source import DataPath, LineColumn, Source
from subsidies.law import Law
from subsidies.scenarios import trace
from subsidies.scenarios.faults import Nameless, Untrue
from subsidies.scenarios.step import Cell
from subsidies.vocabulary.numbers import Unreadable, near
from subsidies.vocabulary.vocabulary import EntityType
from subsidies.wording import Wording

if TYPE_CHECKING:
    from subsidies.case.other_readings import OtherReading
from subsidies.catalogue import Catalogue

OUTCOMES: Final[Mapping[str, Outcome]] = {
    "可享受": Outcome.PAYABLE,
    "待定": Outcome.POSSIBLE,
    "受限额限制": Outcome.EXCLUDED_BY_LIMIT,
    "另行决定": Outcome.DECIDED_ELSEWHERE,
    "未生效或已过期": Outcome.NOT_IN_FORCE,
    "不在本地": Outcome.ELSEWHERE,
    "不符合": Outcome.NOT_ENTITLED,
}
_NAMES: Final = {outcome: name for name, outcome in OUTCOMES.items()}
KEPT: Final = "应做到"
"""What is said of a duty that holds, instead of that it can be claimed."""
IF_IN_FORCE: Final = "印发后"
"""Before an outcome by a draft."""
DUE: Final = {
    Outcome.PAYABLE: "金额",
    Outcome.POSSIBLE: "还缺",
    Outcome.EXCLUDED_BY_LIMIT: "限额",
    Outcome.NOT_IN_FORCE: "决定性条件",
    Outcome.ELSEWHERE: "决定性条件",
    Outcome.NOT_ENTITLED: "决定性条件",
}
"""What a scenario has to say besides an outcome, so that the reason is pinned and not the outcome alone."""
SHARED: Final = "情形相同的"
"""What it has to say of an award that several share whom nothing tells apart."""


def outcome_name(item: Entitlement) -> str:
    """What a scenario calls the outcome of an entitlement."""
    name = KEPT if item.is_duty and item.outcome is Outcome.PAYABLE else _NAMES[item.outcome]
    return f"{IF_IN_FORCE}{name}" if item.only_if_in_force else name


@dataclass(slots=True)
class Stated:
    """An outcome that a scenario stated, and what else it said of it."""

    entitlement: Entitlement
    line: int
    said: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Model:
    """What the model case of a clause states: its outcome for a subject."""

    clause: str
    subject: str
    result: str


@dataclass(slots=True)
class ScenarioState:
    """The state of one scenario."""

    catalogue: Catalogue
    file: str
    policies: tuple[str, ...]
    line: int = 0
    on: date | None = None
    year: int | None = None
    jurisdiction: str | None = None
    known_on: date | None = None
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)
    prior_awards: list[dict[str, Any]] | None = None
    rates: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Figures set outside the documents, by their names."""
    readings: dict[str, OtherReading] = field(default_factory=dict)
    """What the office takes instead of readings, by the full names of these."""
    cells: dict[DataPath, LineColumn] = field(default_factory=dict)
    case: Case | None = None
    """The case once it has been read."""
    changed: dict[str, tuple[Case, dict[str, OtherReading]]] = field(default_factory=dict)
    """The case after changes that some sentence supposes, by the words for these, once it has been read; and its readings."""
    model: Model | None = None
    """What the model case states that this one repeats."""
    law_of: Callable[[tuple[str, ...], date | None], Law] | None = None
    """Whose law answers instead of the catalogue's, for some policies and a day: the law as it would be after a change."""
    explanation: Explanation | None = None
    """The answer."""
    asked: list[tuple[date | None, Determination]] = field(default_factory=list)
    """Every answer so far, those after changes that a sentence supposes too, with the day by whose knowledge it was given."""
    checked: list[Stated] = field(default_factory=list)
    said_anything: bool = False
    """Whether some sentence said what the result should be."""

    def entity(self, label: str) -> EntityType:
        """The kind of entity with a Chinese label (用工 stands for 用工（一人一行） too)."""
        entities = self.catalogue.world.vocabulary.entities
        for kind in entities.values():
            if label in (*kind.label.every("zh"), kind.label.brief("zh")):
                return kind
        raise Unreadable(f"没有“{label}”这种对象，可用的有：{'、'.join(kind.label.zh for kind in entities.values())}")

    def row(self, id_: str) -> tuple[EntityType, int, dict[str, Any]]:
        """What was said of an entity, with its kind and place in the list."""
        for kind in self.catalogue.world.vocabulary.entities.values():
            for index, row in enumerate(self.lists.get(kind.list, ())):
                if row["id"] == id_:
                    return kind, index, row
        names = [row["id"] for rows in self.lists.values() for row in rows]
        raise Unreadable(f"案件中没有“{id_}”，已有的是：{'、'.join(names) or '无'}")

    def place(self, key: DataPath, cell: Cell | None = None) -> None:
        """Remember where something of the case stands in the feature."""
        self.cells[key] = (cell.line, cell.column) if cell else (self.line, 1)

    def source(self) -> Source:
        """The case so far as a case file, every value of which stands in the feature."""
        if self.jurisdiction is None or self.on is None:
            raise Unreadable("还没有写“…的案件，提问日为…”")
        data: dict[str, Any] = {"schema_version": 1, "jurisdiction": self.jurisdiction, "on": self.on, **self.lists}
        if self.year is not None:
            data["year"] = self.year
        if self.known_on is not None:
            data["known_on"] = self.known_on
        if self.incomplete:
            data["complete"] = dict.fromkeys(sorted(self.incomplete), False)
        if self.prior_awards is not None:
            data["prior_awards"] = self.prior_awards
        if self.rates:
            data["rates"] = self.rates
        return Source(self.file, data, {(): (self.line, 1), **self.cells})

    def read_case(self) -> Case:
        """The case as it stands, checked; read once."""
        if self.case is None:
            self.case = self.catalogue.read_case(self.source())
        return self.case

    def assess(self) -> None:
        """Put the question."""
        case = self.read_case()
        law = (self.law_of or self.catalogue.law)(self.policies, case.known_on)
        # Of a policy of which there is but a draft a scenario says what it would give.
        if law.if_in_force and any(self.catalogue.current(one).model.status == "draft" for one in self.policies):
            law = law.if_in_force
        answer = assess(law, case, readings=tuple(self.readings[name] for name in sorted(self.readings)))
        self.asked.append((case.known_on, answer))
        self.explanation = Explanation(law, answer)

    @property
    def explained(self) -> Explanation:
        """What was decided, with all that explains it."""
        if self.explanation is None:
            raise Unreadable("还没有“当 审核该案件”")
        return self.explanation

    @property
    def decided(self) -> Determination:
        """What was decided."""
        return self.explained.determination

    def find(self, clause: str, subject: str) -> Entitlement:
        """The entitlement for a clause and a subject; where no policy applies at all, whatever is said of a clause is not so."""
        if not self.explained.law.rulesets:
            raise self.untrue(f"没有可以适用的方案，条款{clause}没有审核")
        known = [rule for ruleset in self.explained.law.rulesets for rule in ruleset.rules]
        if clause.rpartition("/")[2] not in known:
            raise Unreadable(f"没有条款“{clause}”{near(clause.rpartition('/')[2], known)}，可用的有：{'、'.join(known)}")
        owners = [item.subject.id for item in self.decided.entitlements if clause in (item.clause, item.id)]
        if subject not in owners:
            raise Unreadable(f"条款{clause}没有审核“{subject}”，审核的是：{'、'.join(owners) or '无'}")
        return self.decided.of(clause, subject)

    @property
    def last(self) -> Stated:
        """The outcome that was stated last."""
        if not self.checked:
            raise Unreadable("前面还没有写“条款…对“…”的结果为“…””")
        return self.checked[-1]

    def words(self, entitlement: Entitlement) -> Wording:
        """Conditions of an entitlement's ruleset in Chinese."""
        return trace.words(entitlement, self.explained.law)

    def nameless(self, text: str, entitlement: Entitlement) -> Nameless:
        """A name that does not lead to one thing of an entitlement's rules."""
        shown = trace.full(self.words(entitlement), self.explained, entitlement, outcome_name)
        return Nameless(text, self.file, self.line, trace.called(self.explained, entitlement), shown)

    def untrue(
        self, text: str, entitlement: Entitlement | None = None, line: int = 0, about: Iterable[Entitlement] = ()
    ) -> Untrue:
        """A failed check, with the trace of the entitlement it is about, or a line on each of several (default: on all)."""
        if entitlement is None:
            items = list(about) or self.decided.entitlements
            shown = "\n".join(trace.summary(self.words(item), self.explained, item, outcome_name) for item in items)
            return Untrue(text, self.file, line or self.line, "", shown)
        shown = trace.full(self.words(entitlement), self.explained, entitlement, outcome_name)
        return Untrue(text, self.file, line or self.line, trace.called(self.explained, entitlement), shown)

    def finish(self) -> None:
        """After the last step: every outcome stated must have been stated with its reason.

        Raises :class:`Unreadable` for the first that was not; ``line`` is then where it stands.
        """
        if not self.checked and not self.explanation:
            raise Unreadable("场景没有“当 审核该案件”")
        if not self.said_anything:
            raise Unreadable("场景没有“那么”：没有说结果应当怎样")
        for item in self.checked:
            due = DUE.get(item.entitlement.outcome)
            if due and due not in item.said:
                self.line = item.line
                name = outcome_name(item.entitlement)
                raise Unreadable(f"结果“{name}”之后还须写明{due}")
            if item.entitlement.shared is not None and SHARED not in item.said:
                self.line = item.line
                raise Unreadable(f"这一份由情形相同的几个对象共有，还须写明{SHARED}")
