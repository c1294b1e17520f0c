"""What the tests of the review site look at: its pages, read back, and whatever holds of any such site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path, PurePosixPath
from posixpath import normpath

VOID = {"meta", "link", "br"}
HAN = re.compile("[\u3400-\u9fff]")


@dataclass
class Page(HTMLParser):
    """What the tests look at in a page."""

    name: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    """Each text with the language it stands in and the innermost element."""
    headings: list[int] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []

    def handle_decl(self, decl: str) -> None:
        assert decl == "DOCTYPE html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if len(known) < len(attrs):
            self.faults.append(f"an attribute of {tag} stands twice")
        self.elements.append((tag, known))
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known[name] for name in ("href", "src") if name in known]
        self.labels += [known[name] for name in ("aria-labelledby",) if name in known]
        if tag in VOID:
            return
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("p", "ul", "ol", "dl", "table", "section", "article", "div") and any(name == "p" for name, _ in self.open):
            self.faults.append(f"{tag} inside p at {self.getpos()}")
        self.open.append((tag, known.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1][0] not in ("style", "title"):
            self.texts.append((data, self.open[-1][1], self.open[-1][0]))


def read(folder: Path) -> dict[str, Page]:
    found: dict[str, Page] = {}
    for path in sorted(folder.rglob("*.html")):
        page = Page(path.relative_to(folder).as_posix())
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        found[page.name] = page
    return found


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def targets(page: Page) -> Iterator[tuple[str, str]]:
    """The file and the id that each link leads to."""
    for link in page.links:
        file, _, anchor = link.partition("#")
        here = PurePosixPath(page.name)
        yield (normpath((here.parent / file).as_posix()) if file else page.name), anchor


def require_sound(folder: Path) -> dict[str, Page]:
    """Whatever holds of any site: valid, whole, in both languages, on its own."""
    pages = read(folder)
    files = content(folder)
    assert {name for name in files if not name.endswith(".html")} == {"style.css"}
    for page in pages.values():
        assert page.faults == []
        assert page.open == []
        assert len(set(page.ids)) == len(page.ids)
        assert set(page.labels) <= set(page.ids)
        assert (page.headings[0], page.headings.count(1)) == (1, 1)
        assert all(after <= before + 1 for before, after in pairwise(page.headings)), page.name
        for file, anchor in targets(page):
            assert file in files, (page.name, file)
            assert not anchor or anchor in pages[file].ids, (page.name, file, anchor)
        assert not any(tag in ("script", "img", "iframe", "details") for tag, _ in page.elements)
        assert all(known.get("scope") in ("row", "col") for tag, known in page.elements if tag == "th")
        assert sum("aria-current" in known and "hreflang" in known for _, known in page.elements) == (page.name != "index.html")
    for name, data in files.items():
        text = data.decode()
        assert "://" not in text.replace("<!DOCTYPE html>", ""), name
        assert "{{" not in text, name
    zh = {name.removeprefix("zh/") for name in pages if name.startswith("zh/")}
    assert zh == {name.removeprefix("en/") for name in pages if name.startswith("en/")}
    for name in zh:
        assert [known["id"] for _, known in pages[f"zh/{name}"].elements if "id" in known] == pages[f"en/{name}"].ids
        wrong = [text for text, lang, _ in pages[f"en/{name}"].texts if lang == "en" and HAN.search(text)]
        assert wrong == [], name
    return pages


def text_of(folder: Path, name: str) -> str:
    """What a page says, without its markup."""
    page = Page(name)
    page.feed((folder / name).read_text(encoding="utf-8"))
    return re.sub(r"\s+", " ", " ".join(text for text, _, _ in page.texts))
