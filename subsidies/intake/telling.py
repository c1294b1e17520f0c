"""What is wrong with a case, told in the words in which it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from subsidies.errors import Finding, suggestion
from subsidies.errors.finding import Phrase, shown
from subsidies.errors.values import described
from subsidies.files.characters import CHINESE
from subsidies.files.full_width import in_text, in_value
from subsidies.files.source import DataPath, Source, dotted, full_width_sign
from subsidies.intake.shapes import Keyed, Leaf, Node, Rows, case_shape
from subsidies.vocabulary.world import World

QUOTING: Final = frozenset(
    {
        "wrong_type",
        "out_of_range",
        "too_many_decimals",
        "unknown_value",
        "unknown_jurisdiction",
        "impossible_date",
        "value_elsewhere",
        "date_after_question",
        "award_after_question",
        "prior_award_place",
    }
)
"""Kinds of findings that say under ``found`` what stands at their path."""
NAMING: Final = ("fact", "start", "end", "parts", "relation")
"""What the context of a finding calls by names of the mapping at its path."""
_ENDS: Final = re.compile(r"{at_least: ([0-9.]+), at_most: ([0-9.]+)}")
_TIME: Final = re.compile(r"{years: ([0-9]+), months: ([0-9]+)}")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_OF_A_KIND: Final = ("prior_award_subject", "prior_award_payee")
"""Kinds of findings that say of which kind somebody is, and of which kinds somebody should be."""
_MISREAD: Final = ("wrong_type", "unknown_value", "unknown_jurisdiction", "bad_name", "dangling_reference", "impossible_date")
"""What a text is called that holds a sign which was meant as punctuation."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def told(findings: Iterable[Finding], source: Source, world: World) -> list[Finding]:
    """Findings about the canonical form of a case with the paths, values and names that its file says.

    What was written in Chinese is quoted as it stands, and Chinese words are offered in its place.
    """
    teller = _Teller(source, world)
    return [teller.tell(finding) for finding in findings]


class _Teller:
    def __init__(self, source: Source, world: World) -> None:
        self.source = source
        self.world = world
        self.shape = case_shape(world)
        self.paths = {dotted(path): path for path in _paths(source.data, ())}

    def tell(self, finding: Finding) -> Finding:
        path = self.paths.get(finding.path)
        if path is None:
            return finding
        # One text may stand for a whole form: there the file has no path any deeper.
        path = next((path[:end] for end in range(len(path) + 1) if path[:end] in self.source.words), path)
        said = self.source.words.get(path)
        written = self.source.path_in_file(path)
        if sign := self.full_width(finding, path, written):
            return replace(sign, path=dotted(written))
        context = dict(finding.context)
        if said is not None and finding.kind in QUOTING and "found" in context:
            context["found"] = described(said) if isinstance(context["found"], Phrase) else shown(said)
        key = str(written[-1]) if written else ""
        if CHINESE.search(key) or (finding.kind == "missing_key" and self.is_chinese(path)):
            context |= {name: self.named(context[name], path) for name in NAMING if name in context}
            kinds = ("entity", "expected", "found") if finding.kind in _OF_A_KIND else ("entity",)
            plain = [name for name in kinds if name in context and not isinstance(context[name], Phrase)]
            context |= {name: self.kinds_named(context[name]) for name in plain}
            if finding.kind == "award_correction":
                name, colon, rest = context["expected"].partition(":")
                context["expected"] = f"{self.named(name, path)}{colon}{rest}"
            if finding.kind == "missing_key":
                context["found"] = self.named(context["found"], (*path, ""))
        finding = replace(finding, path=dotted(written), context=context)
        return self.offered(finding, path, said if said is not None else _at(self.source.data, path), key)

    def full_width(self, finding: Finding, path: DataPath, written: DataPath) -> Finding | None:
        """The full-width sign that is the cause of a finding, where one stands in place of punctuation."""
        is_key = finding.kind == "unknown_key"
        text = written[-1] if is_key else _at(self.source.data, path)
        if not isinstance(text, str):
            return None
        if is_key or (finding.kind == "wrong_type" and isinstance(self.at(path), Keyed | Rows)):
            found = in_text(text)
        elif finding.kind in _MISREAD:
            found = in_value(text)
        else:
            found = None
        return None if found is None else full_width_sign(found, self.source.position(path, key=is_key))

    def is_chinese(self, path: DataPath) -> bool:
        """Whether a mapping has a key in Chinese, or stands under one."""
        return any(
            CHINESE.search(name) for where, name in self.source.names.items() if where[:-1] == path or where == path[: len(where)]
        )

    def named(self, text: str, path: DataPath) -> str:
        """A text with Chinese words for the names in it that may stand beside a path."""
        node = self.keys_at(path[:-1])
        words = node.names.words if node is not None else {}
        return _NAME.sub(lambda found: words.get(found[0], found[0]), text)

    def kinds_named(self, text: str) -> str:
        """The same for kinds of entities and lists, one of them, several with strokes between, or one with an id behind it."""
        kinds = {name: kind.label.brief("zh") for name, kind in self.world.vocabulary.entities.items()}
        words = {**self.shape.names.words, **kinds}
        first, space, id_ = text.partition(" ")
        return "/".join(words.get(name, name) for name in first.split("/")) + space + id_

    def offered(self, finding: Finding, path: DataPath, value: Any, key: str) -> Finding:
        """The same with Chinese words in the place of what is offered, for something that was written in Chinese."""
        if finding.kind == "unknown_key":
            node = self.keys_at(path[:-1])
            if not CHINESE.search(key) or node is None:
                return finding
            names = [*node.names.words.values()]
            return replace(finding, allowed=_few(names, 12), suggestion=_near(key, names))
        leaf = self.at(path)
        if not isinstance(value, str) or not CHINESE.search(value) or not isinstance(leaf, Leaf):
            return finding
        if finding.kind in ("unknown_value", "unknown_jurisdiction"):
            return replace(finding, allowed=_few(leaf.offered, 20), suggestion=_near(value, leaf.offered))
        if finding.kind == "wrong_type":
            near = _in_chinese(finding.suggestion)
            return replace(finding, allowed=", ".join(leaf.offered), suggestion=near)
        return finding

    def keys_at(self, path: DataPath) -> Keyed | None:
        """The mapping that stands at a path, or may stand there in the place of a value."""
        node = self.at(path)
        node = node.form if isinstance(node, Leaf) else node
        return node if isinstance(node, Keyed) else None

    def at(self, path: DataPath) -> Node | None:
        """What stands at a path of the canonical form."""
        node: Node | None = self.shape
        for part in path:
            if isinstance(node, Leaf):
                node = node.form
            if isinstance(node, Rows):
                node = node.row if isinstance(part, int) else None
            elif isinstance(node, Keyed) and isinstance(part, str):
                node = node.below(part)
            else:
                return None
        return node


def _paths(data: Any, path: DataPath) -> Iterator[DataPath]:
    yield path
    items = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, below in items:
        yield from _paths(below, (*path, key))


def _at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _few(names: Sequence[str], most: int) -> str:
    return ", ".join(names) if len(names) <= most else ""


def _near(found: str, names: Sequence[str]) -> str:
    return suggestion(found, names) or next((name for name in names if found.strip() and found.strip() in name), "")


def _in_chinese(near: str) -> str:
    """What was probably meant, as somebody writes it who writes Chinese."""
    if found := _ENDS.fullmatch(near):
        return f"在{found[1]}至{found[2]}之间"
    if found := _TIME.fullmatch(near):
        return f"{found[1]}年{found[2]}个月"
    if found := _DAY.fullmatch(near):
        return f"{found[1]}年{int(found[2])}月" + (f"{int(found[3])}日" if found[3] else "")
    return near
