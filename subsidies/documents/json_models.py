"""The determination as a stable JSON document: its models, from which the JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field

from subsidies.documents import words_models as w
from subsidies.ruleset.boundary_words import Approximate

DOCUMENT_VERSION: Final = 1
_T = TypeVar("_T")
Added = Annotated[_T | None, Field(exclude_if=lambda value: value is None)]
"""What only some documents have: where it is None it is left out, so that the others stay as they are."""


class LabelDocument(w.DocumentModel):
    """A text in both languages."""

    zh: str
    en: str


class FigureDocument(w.DocumentModel):
    """Between which numbers a figure lies, as texts of exact decimals; null is an open end."""

    low: str | None
    high: str | None


class AmountDocument(w.DocumentModel):
    """An amount; numbers are texts of exact decimals, null is an open end. ``cause`` says why it is not one number."""

    bound: Literal["exact", "floor", "ceiling", "band", "unspecified"]
    low: str | None
    high: str | None
    unit: str
    cause: Literal["exact", "band", "unknown", "band_and_unknown"]
    label: LabelDocument | None = None
    set_by: LabelDocument | None = None
    counted_in: LabelDocument | None = None
    figure_between: FigureDocument | None = None
    """Between which numbers the floor or the ceiling itself lies, where that is not known."""
    of_which: list[AmountDocument] = Field(default_factory=list)
    """How much of it comes from whom, the funder as label."""
    about: Approximate | None = None
    """The word by which the text gives the figure as about so much, or so much on average."""


class PaidDocument(w.DocumentModel):
    """What is payable after limits, in yuan."""

    low: str
    high: str | None


class MonthsPaidDocument(w.DocumentModel):
    """For how many months limits leave an award, at least and at most, of those that it is for."""

    low: int | str
    high: int | str
    due: int | str
    """Whole numbers, else decimal texts."""


class SharedDocument(w.DocumentModel):
    """Awards for subjects that nothing tells apart: their number, and what these come to (yuan). Who has one is not settled."""

    number: int
    subjects: list[str]
    low: str
    high: str | None


class LineDocument(w.DocumentModel):
    """One line of the trace."""

    role: Literal["in_force", "place", "condition", "exception"]
    text: str
    verdict: bool | None


class MissingDocument(w.DocumentModel):
    """What is unknown: a fact (of an entity), a relation, a list, the prior awards, a rate, or what the text leaves open.

    ``rate``: a figure set outside the documents, by the name ``fact``; ``text`` is what it is called.
    ``at_fault``: the rule contradicts itself for these facts.
    ``jurisdiction``: the place of the case is known only as a wider one.
    ``choice``: ``entity`` claims ``clause`` under the same limit, and who gets how much of it is for the office to decide.
    ``range``: the sum that ``clause`` gives ``entity`` is set within a range, and may make another combination better.
    ``part_of``: the fact is missing only in the stead of another missing one: its sum with others, or the length of its days.
    """

    sort: Literal["fact", "relation", "list", "prior_awards", "open", "rate", "at_fault", "jurisdiction", "choice", "range"]
    entity: str | None = None
    fact: str | None = None
    asked: bool = False
    text: LabelDocument | None = None
    clause: str | None = None
    part_of: str | None = None


class LimitDocument(w.DocumentModel):
    """The limit that excluded an award."""

    id: str
    group: list[str]
    same_benefit: bool
    """Whether what it is over is one benefit with several grounds."""


Outcomes = Literal[
    "payable",
    "possible",
    "excluded_by_limit",
    "decided_elsewhere",
    "not_in_force",
    "elsewhere",
    "not_entitled",
]


class EntitlementDocument(w.DocumentModel):
    """One clause or provision for one subject; the amounts of a provision are what is on offer to all."""

    clause: str
    version: str
    article: str
    kind: str
    subject: str
    subject_kind: str
    verdict: bool | None
    outcome: Outcomes
    every: Literal["once", "month", "year"]
    amounts: list[AmountDocument]
    paid: PaidDocument | None
    shared: SharedDocument | None
    months_paid: MonthsPaidDocument | None
    payees: list[str | None]
    period: list[str] | None
    only_if_in_force: bool
    decisive: int | None
    lines: list[LineDocument]
    missing: list[MissingDocument]
    limit: LimitDocument | None
    other_grounds: list[str]
    """Full ids of the clauses by which the same benefit is due as well, though it is given once."""
    office: list[str]
    evidence: list[LabelDocument]
    warnings: list[LabelDocument]
    """What has to be told beside it: warnings of readings that it rests on."""
    words: Added[w.EntitlementWords] = None
    """Only in a document made in a language."""


class PartDocument(w.DocumentModel):
    """What one version of a policy pays now of a total, in yuan."""

    policy: str
    version: str
    low: str
    high: str | None


class TotalDocument(w.DocumentModel):
    """The best lawful total of a kind and period for a payee, in yuan; ``parts`` where more than one version or policy pays."""

    kind: str
    payees: list[str]
    period: Literal["once", "month", "year"]
    low: str
    high: str | None
    payable_low: str
    payable_high: str | None
    band: bool
    unknown: bool
    choice: bool
    """Whether others claim under the same limits, so that the office decides."""
    parts: list[PartDocument]
    words: Added[w.TotalWords] = None
    """Only in a document made in a language; so are those below."""


class TogetherDocument(w.DocumentModel):
    """What several claimants come to who claim under the same limits, in yuan; each a payee or those among whom it is open."""

    kind: str
    period: Literal["once", "month", "year"]
    claimants: list[list[str]]
    low: str
    high: str | None
    words: Added[w.TogetherWords] = None


class RulesetDocument(w.DocumentModel):
    """A ruleset that took part."""

    policy: str
    version: str
    digest: str
    number: str | None
    status: Literal["issued", "draft"]
    words: Added[w.RulesetWords] = None


class UsedUpDocument(w.DocumentModel):
    """How a limit that is a list was used up, item by item, in yuan."""

    limit: str
    group: list[str]
    items: list[tuple[str, str, str | None]]
    words: Added[w.UsedUpWords] = None


class LossDocument(w.DocumentModel):
    """Claiming now may cost up to ``amount`` yuan later in the year."""

    kind: str
    payees: list[str]
    amount: str | None
    clauses: list[str]
    words: Added[w.LossWords] = None


class AlikeDocument(w.DocumentModel):
    """Rows of the case that may have been written twice: alike in everything, or not told apart by name and birth."""

    kind: Literal["rows_alike", "not_told_apart"]
    entities: list[str]
    text: LabelDocument


class IfInForceDocument(w.DocumentModel):
    """What drafts would give if they were in force, settled together with all that is law; nothing of it is due.

    ``totals`` are those that would be other than they are, ``rates`` the figures that only they look up.
    """

    rulesets: list[RulesetDocument]
    entitlements: list[EntitlementDocument]
    totals: list[TotalDocument]
    rates: list[RateDocument]
    left_out: Added[dict[Outcomes, int]] = None


class StatedRatesDocument(w.DocumentModel):
    """Figures set outside the documents that an office states (null: the case itself), with the digest of what it says."""

    office: LabelDocument | None
    digest: str


class RateDocument(w.DocumentModel):
    """A figure set outside the documents that was looked up, in its unit, and who states it (null: the law's own table)."""

    figure: str
    label: LabelDocument
    place: str
    first_day: str
    last_day: str | None
    value: str
    unit: str
    source: str
    stated: StatedRatesDocument | None


class OtherReadingDocument(w.DocumentModel):
    """What an office takes instead of a reading of the rulesets."""

    reading: str
    alternative: str
    question: LabelDocument
    taken: LabelDocument


class DeterminationDocument(w.DocumentModel):
    """The whole determination of a case."""

    schema_version: Literal[1] = DOCUMENT_VERSION
    case: str | None
    on: str
    year: int
    jurisdiction: str
    vocabulary_digest: str
    rulesets: list[RulesetDocument]
    joins: list[RulesetDocument]
    """The versions of what joins these policies with one another or with others."""
    stated_rates: list[StatedRatesDocument]
    """What was stated of figures set outside the documents, the first before the others, and all before the law's tables."""
    rates: list[RateDocument]
    """The figures that were looked up: no other one can have changed anything."""
    other_readings: list[OtherReadingDocument]
    """What the office takes instead of readings of the rulesets, whether something turns on it here or not."""
    entitlements: list[EntitlementDocument]
    totals: list[TotalDocument]
    together: list[TogetherDocument]
    used_up: list[UsedUpDocument]
    warnings: list[AlikeDocument]
    later_losses: list[LossDocument] | None
    """None where nobody looked."""
    if_in_force: IfInForceDocument | None
    """None where there is no draft."""
    left_out: Added[dict[Outcomes, int]] = None
    """How many entitlements of which outcome were left out; only where outcomes were asked for."""
    words: Added[w.DocumentWords] = None
    """In which language the words of the document are; only where there are any."""
