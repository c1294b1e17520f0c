"""Putting together the book of what joins policies: from the catalogue, features that were run, and a mutation report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from subsidies.catalogue.joined_rules import rules_joined
from subsidies.review.bind import figure, score, scored
from subsidies.review.book import Article, Entry, EntrySort, Figure, JointBook, places
from subsidies.review.sheets import sheet
from subsidies.ruleset.cross import Cross, JointRules
from subsidies.ruleset.cross_models import SECTIONS
from subsidies.ruleset.reach import Reach

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.mutation import MutationReport
    from subsidies.scenarios import Ran

SLUG: Final = "index"
"""Everything stands on the one page of the file."""
SORTS: Final[Mapping[str, EntrySort]] = {"same": "same", "limits": "limit", "prevails": "prevails", "widens": "widens"}
"""By section."""


def bind_joint(catalogue: Catalogue, name: str, ran: Sequence[Ran], report: MutationReport | None = None) -> JointBook:
    """The book of what joins some policies, in its last version, as the mutation report is.

    Raises :class:`RulesetError` where an entry cannot be over the clauses that it names.
    """
    cross = catalogue.cross_files.latest(name)
    known = rules_joined(catalogue, cross)
    rules = cross.joint({full: one.rule for full, one in known.items()})
    article = Article(name, None, SLUG, tuple(_entries(cross, rules, report)), tuple(sheet(one) for one in ran))
    where = places([article])
    figures: dict[str, Figure] = {}
    entries: list[Entry] = []
    for entry in article.entries:
        reach = Reach(rules, catalogue.world.vocabulary)
        if entry.limit is not None:
            reach.limit(entry.limit)
        figures |= {one: figure(one, rules, SLUG, report, where) for one in reach.parameters if one not in figures}
        entries.append(replace(entry, figures=tuple(figures[one] for one in reach.parameters)))
    return JointBook(
        catalogue.cross_files.released(cross),
        (replace(article, entries=tuple(entries)),),
        figures,
        report,
        score(report.judged) if report else None,
        scored(report, ""),
        cross,
        rules,
        known,
    )


def _entries(cross: Cross, rules: JointRules, report: MutationReport | None) -> Iterator[Entry]:
    """The entries in the order of the file, still without their figures."""
    limits = {limit.id: limit for limit in rules.limits}
    readings = cross.model.readings
    for section in SECTIONS:
        for said in getattr(cross.model, section):
            yield Entry(
                said.id,
                SORTS[section],
                said.title,
                limit=limits.get(said.id),
                joint=said,
                readings=() if said.reading is None else ((said.reading, readings[said.reading]),),
                score=scored(report, said.id),
            )
