"""What of a plan is in doubt, in the words of one language, each thing with a link to where it stands."""

from __future__ import annotations

from typing import Final

from subsidies.review.doubts import DOUBT_KINDS, Doubt, DoubtKind, doubts
from subsidies_cli.site import texts as t
from subsidies_cli.site.file_view import Link, scenario_anchor
from subsidies_cli.site.view import View

DOUBTS: Final[dict[DoubtKind, str]] = {
    "failing": t.DOUBT_FAILING,
    "unnoticed": t.DOUBT_UNNOTICED,
    "open": t.DOUBT_OPEN,
    "figure": t.DOUBT_FIGURE,
    "bound": t.DOUBT_BOUND,
    "limit": t.DOUBT_LIMIT,
    "payee": t.DOUBT_PAYEE,
    "amount": t.DOUBT_AMOUNT,
    "elsewhere": t.DOUBT_ELSEWHERE,
}


def general(view: View) -> list[str]:
    """What is in doubt about the plan as a whole."""
    model, book, say = view.model, view.book, view.say
    found = [
        (model.status == "draft", say(t.DRAFT)),
        (book.confirmation is None, say(t.UNCONFIRMED)),
        (not book.released, say(t.UNRELEASED)),
        (bool(model.readings), say(t.READINGS_COUNT, count=len(model.readings))),
    ]
    return [text for holds, text in found if holds]


def by_kind(view: View) -> list[tuple[str, list[tuple[Link, str]]]]:
    """What else is in doubt, by kind: links with what is to be said of each."""
    found = doubts(view.book)
    shown = [(kind, [_shown(view, doubt) for doubt in found if doubt.kind == kind]) for kind in DOUBT_KINDS]
    return [(view.say(DOUBTS[kind], count=len(own)), own) for kind, own in shown if own]


def _shown(view: View, doubt: Doubt) -> tuple[Link, str]:
    slug, say = doubt.article.slug, view.say
    if doubt.told is not None:
        number = say(t.SCENARIO, number=view.scenario(doubt.article, doubt.sheet, doubt.told.number))
        return Link(view.on(slug, scenario_anchor(doubt.sheet, doubt.told.number), ""), number), doubt.told.name
    if doubt.figure is not None:
        link = Link(view.on(slug, f"figure-{doubt.figure.name}", ""), view.terms.figure_name(doubt.figure))
        return link, f"{view.terms.value(doubt.figure.name)}{say.bracket(view.article(doubt.article))}"
    assert doubt.entry is not None
    link = Link(view.on(slug, view.anchor(doubt.entry), ""), view.entry(doubt.entry))
    if doubt.kind == "payee" and doubt.entry.rule is not None:
        return link, view.terms.payee(doubt.entry.rule)
    if doubt.kind == "unnoticed" and doubt.entry.score is not None:
        score = doubt.entry.score
        return link, say(t.SURVIVED_OF, survived=len(score.survivors), counted=score.counted)
    return link, doubt.said[say.lang] if doubt.said else ""
