"""What of a policy is in doubt: all that rests on a reading of ours, on what the text leaves open, or on nobody having looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.review.book import Article, Book, Entry, Figure
from subsidies.review.sheets import Told

DoubtKind = Literal["failing", "unnoticed", "open", "figure", "bound", "limit", "payee", "amount", "elsewhere"]
DOUBT_KINDS: Final[tuple[DoubtKind, ...]] = get_args(DoubtKind)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing in doubt, and where it stands.

    ``failing``: a scenario is not so. ``unnoticed``: no scenario notices some change. ``open``: the text leaves it open.
    ``figure``, ``limit``: it is a reading. ``bound``: whether the figure itself counts is a reading. ``payee``: the text names
    several. ``amount``: it is set in another document. ``elsewhere``: a provision, decided elsewhere.
    """

    kind: DoubtKind
    article: Article
    entry: Entry | None = None
    figure: Figure | None = None
    told: Told | None = None
    sheet: int = 0
    said: Label | None = None


def doubts(book: Book) -> list[Doubt]:
    """Everything in doubt, kind by kind in the order of the articles, each once."""
    found = [doubt for article in book.articles for doubt in _in_article(book, article)]
    return sorted(found, key=lambda doubt: DOUBT_KINDS.index(doubt.kind))


def _in_article(book: Book, article: Article) -> Iterator[Doubt]:
    for index, sheet in enumerate(article.sheets, 1):
        for told in sheet.scenarios:
            if not told.passed:
                yield Doubt("failing", article, told=told, sheet=index)
    for figure in book.figures.values():
        if figure.article == article.slug:
            if figure.model.source == "reading":
                yield Doubt("figure", article, figure=figure)
            if figure.model.bound == "reading":
                yield Doubt("bound", article, figure=figure)
    for entry in article.entries:
        yield from _in_entry(article, entry)


def _in_entry(article: Article, entry: Entry) -> Iterator[Doubt]:
    if entry.score and entry.score.survivors:
        yield Doubt("unnoticed", article, entry)
    for said in _left_open(entry):
        yield Doubt("open", article, entry, said=said)
    if entry.limit is not None and entry.limit.source == "reading":
        yield Doubt("limit", article, entry)
    if entry.rule is None:
        return
    if len(entry.rule.payees) > 1:
        yield Doubt("payee", article, entry)
    for amount in entry.rule.amounts:
        if amount.set_by is not None:
            yield Doubt("amount", article, entry, said=amount.set_by)
    if entry.rule.provision is not None:
        yield Doubt("elsewhere", article, entry, said=entry.rule.provision.missing)


def _left_open(entry: Entry) -> list[Label]:
    """What the text leaves open about this entry, each once; what it leaves open about the days of every clause apart."""
    nodes: list[n.Node] = []
    if entry.rule is not None:
        nodes = [line.node for line in entry.rule.lines if line.role in ("condition", "exception")]
    elif entry.limit is not None:
        nodes = [line.node for lines in entry.limit.unless.values() for line in lines]
    elif entry.definition is not None:
        nodes = [entry.definition.node]
    found = {node.zh: Label(zh=node.zh, en=node.en) for root in nodes for node in root.walk() if isinstance(node, n.Open)}
    return list(found.values())
