"""A table of the clauses of a document (CSV), from which its first ruleset is begun: one row a clause or provision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from subsidies.catalogue.stated_amounts import EXAMPLES, Figure, figure
from subsidies.errors import Finding, InputError, Position, suggestion
from subsidies.errors.finding import Phrase, in_order, shown
from subsidies.files.schema import Label
from subsidies.files.table import rows_of
from subsidies.i18n import LANGUAGES, N_, translate
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.ids import CLAUSE, CLAUSES
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.numbers import Unreadable, plain
from subsidies.wording import EVERY, REASONS

COLUMNS: Final[Mapping[str, str]] = {
    "clause": "条款",
    "article": "条",
    "title": "名称",
    "title_en": "英文名称",
    "for": "对象",
    "kind": "类别",
    "every": "周期",
    "payee": "收款人",
    "amount": "金额",
    "lead": "牵头",
    "with": "配合",
    "reason": "原因",
}
"""The English name of every column with the Chinese one."""
REQUIRED: Final = ("clause", "article", "title", "for", "kind")
_SHORT: Final = 2
"""Characters of a Chinese word in which one slip leaves too little in common for a near match."""
NULL: Final = "null"
NOBODY: Final = ("无", "none", NULL)
"""What may stand for a payee where nobody is paid."""
_PAUSE: Final = re.compile(r"[、，,；;](?![^（(]*[）)])")
"""What may stand between offices; not what stands inside brackets: 各县（市、区） is one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One clause or provision; what the table does not say is empty.

    ``payee`` is the way to whom it pays as a ruleset writes it, ``null`` for nobody.
    """

    id: str
    article: str
    title: str
    title_en: str
    entity: str
    kind: str
    every: str
    payee: str
    figure: Figure | None
    lead: tuple[str, ...]
    with_: tuple[str, ...]
    reason: str

    @property
    def is_clause(self) -> bool:
        """Whether it gives so much to whoever meets its conditions; with a reason its figure is how much there is for all."""
        return self.figure is not None and not self.reason


@dataclass(frozen=True, slots=True)
class _Choice:
    """What may be written in a cell that names one of a closed list: the code of each word, in either language."""

    kind: str
    """The kind of finding where something else is written."""
    codes: Mapping[str, str]
    allowed: str

    @classmethod
    def of(cls, kind: str, labels: Mapping[str, Sequence[str]]) -> _Choice:
        """Codes with their names, the Chinese one first; a code stands for itself before it is somebody's name."""
        codes = {code.casefold(): code for code in labels}
        for code, names in labels.items():
            for name in names:
                codes.setdefault(plain(name).casefold(), code)
        return cls(kind, codes, ", ".join(f"{code} {names[0]}" for code, names in labels.items()))


def _names(label: Label) -> list[str]:
    return [text for lang in LANGUAGES for text in (label.brief(lang), label[lang])]


def _translated(texts: Mapping[str, str]) -> dict[str, list[str]]:
    return {code: [translate(text, lang) for lang in LANGUAGES] for code, text in texts.items()}


HEADS: Final = _Choice.of("unknown_column", {name: [chinese] for name, chinese in COLUMNS.items()})
KINDS: Final = _Choice.of("unknown_kind", {code: _names(kind.words) for code, kind in BENEFIT_KINDS.items()})
PERIODS: Final = _Choice.of("unknown_value", _translated(EVERY))
GROUNDS: Final = _Choice.of("unknown_value", _translated(REASONS))


def read_table(raw: bytes | str, file: str, vocabulary: Vocabulary) -> list[Row]:
    """The rows of a table.

    Raises :class:`InputError` with all findings, each with file, line and column.
    """
    (line, head), *below = rows_of(raw, file)
    table = _Table(file, head, vocabulary)
    table.read_head(line)
    rows = [table.row(number, cells) for number, cells in below]
    if not rows:
        table.report("too_few", line, found="0", low="1")
    if table.found:
        raise InputError(in_order(table.found))
    return rows


class _Table:
    """A table being read, with what has been found in it."""

    def __init__(self, file: str, head: Sequence[str], vocabulary: Vocabulary) -> None:
        self.file = file
        self.head = head
        self.vocabulary = vocabulary
        self.found: list[Finding] = []
        self.columns: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        """The line of every id."""
        self.entities = _Choice.of("unknown_entity", {one.name: _names(one.label) for one in vocabulary.entities.values()})

    def report(
        self, kind: str, line: int, column: str = "", *, near: Iterable[str] = (), allowed: str = "", **context: str
    ) -> None:
        """Record a finding in a cell; what is allowed is told where nothing is really near."""
        found = context.get("found", "")
        guess = suggestion(found, near)
        allowed = "" if guess else allowed
        guess = guess or next((name for name in near if found and found in name), "")
        if not guess and len(found) == _SHORT:
            guess = next((name for name in near if len(name) == _SHORT and set(name) & set(found)), "")
        path = self.called(column) if column else ""
        self.found.append(Finding(kind, Position(self.file, line), path, context, allowed, guess))

    def read_head(self, line: int) -> None:
        """Which column stands where."""
        for place, cell in enumerate(self.head):
            name = HEADS.codes.get(plain(cell).casefold())
            if name in self.columns:
                self.report("column_twice", line, found=shown(cell))
            elif name is not None:
                self.columns[name] = place
            elif cell:
                self.report(HEADS.kind, line, near=HEADS.codes, allowed=HEADS.allowed, found=shown(cell))
        for name in REQUIRED:
            if name not in self.columns:
                self.report("missing_column", line, found=self.called(name))

    def called(self, column: str) -> str:
        """A column as this table calls it, or by both names where it has none."""
        return self.head[self.columns[column]] if column in self.columns else f"{COLUMNS[column]} ({column})"

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """One row; what is wrong with it is recorded."""
        for place, cell in enumerate(cells):
            if cell and not (place < len(self.head) and self.head[place]):
                self.report("too_many_cells", line, found=shown(cell))
        said = {name: cells[place] if place < len(cells) else "" for name, place in self.columns.items()}
        for name in REQUIRED:
            if said.get(name) == "":
                self.report("empty_text", line, name)
        entity = self.chosen("for", said, self.entities, line)
        row = Row(
            id=self.id(plain(said.get("clause", "")), line),
            article=said.get("article", ""),
            title=said.get("title", ""),
            title_en=said.get("title_en", ""),
            entity=entity,
            kind=self.chosen("kind", said, KINDS, line),
            every=self.chosen("every", said, PERIODS, line),
            payee=self.payee(said.get("payee", ""), entity, line),
            figure=self.figure(said.get("amount", ""), line),
            lead=_offices(said.get("lead", "")),
            with_=_offices(said.get("with", "")),
            reason=self.chosen("reason", said, GROUNDS, line),
        )
        self.fits(row, said, line)
        return row

    def chosen(self, column: str, said: Mapping[str, str], choice: _Choice, line: int) -> str:
        """The code that a cell names, empty where it names none."""
        text = said.get(column, "")
        code = choice.codes.get(plain(text).casefold(), "")
        if text and not code:
            self.report(choice.kind, line, column, near=choice.codes, allowed=choice.allowed, found=shown(text))
        return code

    def id(self, text: str, line: int) -> str:
        """An id that no row before has."""
        if not text:
            return text
        if not CLAUSE.fullmatch(text):
            self.report("bad_name", line, "clause", allowed=CLAUSES, found=shown(text))
        elif self.lines.setdefault(text, line) != line:
            self.report("duplicate_id_in_ruleset", line, "clause", found=text)
        return text

    def payee(self, text: str, entity: str, line: int) -> str:
        """The way from an entity to whom is paid: itself, what a relation of it leads to, or nobody."""
        if not text or not entity:
            return ""
        if plain(text).casefold() in NOBODY:
            return NULL
        own = self.vocabulary.entities[entity]
        ways = {own.name: _names(own.label), **{name: _names(way.label) for name, way in own.relations.items()}}
        choice = _Choice.of("unknown_name", {**ways, NULL: NOBODY})
        if self.vocabulary.kinds_at(entity, text.split(".")):
            return text
        return self.chosen("payee", {"payee": text}, choice, line)

    def figure(self, text: str, line: int) -> Figure | None:
        """The figure of an amount, None without one."""
        try:
            return figure(text) if text else None
        except Unreadable:
            self.report("unreadable_amount", line, "amount", allowed=EXAMPLES, found=shown(text))
            return None

    def fits(self, row: Row, said: Mapping[str, str], line: int) -> None:
        """What a clause has and a provision has not: a period, and somebody who is paid."""
        paid = row.payee not in ("", NULL)
        if paid and row.kind in BENEFIT_KINDS and BENEFIT_KINDS[row.kind].duty:
            self.report("duty_payee", line, "payee", found=shown(said["payee"]))
        if row.is_clause or (said.get("amount") and not row.reason):
            return
        for column, given in (("every", bool(row.every)), ("payee", paid)):
            if given:
                template = N_("{one} beside {other}") if row.reason else N_("{one} without {other}")
                other = self.called("reason" if row.reason else "amount")
                self.report("wrong_form", line, column, reason=Phrase(template, one=self.called(column), other=other))


def _offices(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PAUSE.split(text) if part.strip())
