"""Every page of the site, by its path: the same books give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from subsidies.i18n import LANGUAGES, Language
from subsidies.review import Article, Book, Entry, JointBook
from subsidies.review.book import EntrySort
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.reading_models import ReadingModel
from subsidies_cli.pages.joins import right, sentence
from subsidies_cli.site import doubted
from subsidies_cli.site import texts as t
from subsidies_cli.site.file_view import FileView, scenario_anchor
from subsidies_cli.site.joint_view import JointView
from subsidies_cli.site.speech import HTML_LANGUAGES, Speech
from subsidies_cli.site.view import View

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue

MARK: Final = "subsidies features render"
"""Stands in every file of the site: what bears it was made here."""
STYLE: Final = "style.css"
NARROW: Final = 12
GAP: Final = 1.5
"""In characters: what a narrow screen holds besides number and result of a row, and what stands between two columns."""
_SLOT: Final = re.compile("&lt;[^<>]+?&gt;")
NAMES: Final[dict[Language, str]] = {"zh": "中文", "en": "English"}
GROUPS: Final[tuple[tuple[str, str, tuple[EntrySort, ...]], ...]] = (
    (t.CLAUSES, "clauses", ("clause",)),
    (t.PROVISIONS, "provisions", ("provision",)),
    (t.SAME, "same", ("same",)),
    (t.LIMITS, "limits", ("limit",)),
    (t.PREVAILS, "prevails", ("prevails",)),
    (t.WIDENS, "widens", ("widens",)),
    (t.DEFINITIONS, "definitions", ("definition",)),
)


def pages(
    books: Sequence[Book],
    catalogue: Catalogue,
    unmeasured: Mapping[str, str] | None = None,
    joint: Sequence[JointBook] = (),
) -> dict[str, str]:
    """All files of the site, of policies and of what joins them (``joint``).

    ``unmeasured`` says of one without a mutation report why it has none.
    """
    found = {STYLE: (files("subsidies_cli") / "site" / STYLE).read_text(encoding="utf-8")}
    for lang in LANGUAGES:
        views = {book.policy: View(book, catalogue, lang, [one.name for one in joint]) for book in books}
        joints = [JointView(book, catalogue, lang, views) for book in joint]
        title = Speech(lang)(t.SITE_TITLE)
        found[f"{lang}/index.html"] = _page("home", lang, "index.html", 1, title, views=[*views.values()], joints=joints)
        for view in views.values():
            found |= dict(_policy(view, lang, _reason(view, unmeasured)))
        for one in joints:
            for article in one.book.articles:
                page = _leaf("joint", one, article, lang, one.title, _reason(one, unmeasured))
                found[f"{lang}/{one.book.name}/{article.slug}.html"] = page
    titles = {lang: Speech(lang)(t.SITE_TITLE) for lang in LANGUAGES}
    found["index.html"] = _page("start", "zh", "index.html", 0, "", titles=titles)
    return found


def _reason(view: FileView, unmeasured: Mapping[str, str] | None) -> str | None:
    """Why there is no mutation report; None where there is one."""
    return (unmeasured or {}).get(view.book.name) if view.book.report is None else None


def _policy(view: View, lang: Language, unmeasured: str | None) -> list[tuple[str, str]]:
    folder = view.book.policy
    common = {"view": view, "book": view.book, "model": view.model, "terms": view.terms, "unmeasured": unmeasured}
    articles = view.book.articles
    name = f"{folder}/index.html"
    doubts = {"general": doubted.general(view), "doubts": doubted.by_kind(view)}
    found = [(f"{lang}/{name}", _page("policy", lang, name, 2, view.title, **doubts, **common))]
    for article, before, after in zip(articles, [None, *articles], [*articles[1:], None], strict=False):
        running = f"{view.title}　{view.article(article)}" if lang == "zh" else f"{view.article(article)}, {view.title}"
        page = _leaf("article", view, article, lang, running, unmeasured, before=before, after=after)
        found.append((f"{lang}/{folder}/{article.slug}.html", page))
    return found


def _leaf(
    template: str, view: FileView, article: Article, lang: Language, running: str, unmeasured: str | None, **data: Any
) -> str:
    """The page of an article, or of what joins policies."""
    data |= {"view": view, "book": view.book, "terms": view.terms, "unmeasured": unmeasured}
    data |= {"article": article, "groups": _groups(article), "readings": _readings(article)}
    return _page(template, lang, f"{view.book.name}/{article.slug}.html", 2, running, **data)


def _groups(article: Article) -> list[tuple[str, str, list[Entry]]]:
    return [(title, anchor, entries) for title, anchor, sorts in GROUPS if (entries := article.of(*sorts))]


def _readings(article: Article) -> list[tuple[str, ReadingModel, list[Entry]]]:
    """The readings of an article, each once, with the clauses that rest on it."""
    found: dict[str, tuple[ReadingModel, list[Entry]]] = {}
    for entry in article.entries:
        for name, reading in entry.readings:
            found.setdefault(name, (reading, []))[1].append(entry)
    return [(name, reading, users) for name, (reading, users) in found.items()]


def _page(template: str, lang: Language, name: str, depth: int, running: str, **data: Any) -> str:
    """One page; ``name`` is its path below the folder of its language."""
    say = Speech(lang)
    up = "../" * depth
    switch = [(HTML_LANGUAGES[code], NAMES[code], f"{up}{code}/{name}") for code in LANGUAGES]
    zh = "" if lang == "zh" else f' lang="{HTML_LANGUAGES["zh"]}"'
    data = {"say": say, "_": say, "up": up, "mark": MARK, "running": _quoted(running), "languages": switch, **data}
    return _environment(lang).get_template(f"{template}.html.jinja").render(**data, zh=Markup(zh))


@cache
def _environment(lang: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("subsidies_cli", "site/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=Speech(lang).marked,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        t=t, kinds=BENEFIT_KINDS, scenario_anchor=scenario_anchor, slots=_slots, wide=_wide, sentence=sentence, right=right
    )
    return environment


def _wide(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bool:
    """Whether a table may be wider than a narrow screen, so that the keyboard must reach it to move it."""
    longest = (max(_width(cell) for cell in cells) for cells in zip(columns, *rows, strict=True))
    return sum(width + GAP for width in longest) > NARROW


def _width(text: str) -> float:
    """About how many Chinese characters wide a text is."""
    return sum(1 if ord(char) > 255 else 0.6 for char in text)


def _slots(text: str, outline: object) -> Markup:
    """A text of a feature; in an outline with the places marked where the values of a row go."""
    shown = escape(text)
    return Markup(_SLOT.sub(r"<var>\g<0></var>", str(shown))) if outline else shown


def _quoted(text: str) -> Markup:
    """A text inside the quotation marks of a style sheet that stands in a page."""
    kept = "".join(char if char.isalnum() or char in " ,-·" or ord(char) > 127 else f"\\{ord(char):x} " for char in text)
    return Markup(kept)
