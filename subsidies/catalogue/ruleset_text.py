"""The first text of a ruleset, written by article from a table of its clauses: everything but what only reading the law tells.

What the table does not say stands there as …, which validating the folder finds (:mod:`subsidies.ruleset.unwritten`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal
from unicodedata import east_asian_width

from subsidies.catalogue.clause_table import NULL, Row
from subsidies.catalogue.stated_amounts import GIVEN
from subsidies.errors import InputError
from subsidies.files.source import parse
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.unwritten import UNWRITTEN
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary
from subsidies.vocabulary.numbers import in_file

VERSION: Final = "1.0.0"
_WIDTH: Final = 140
_QUESTION: Final = ("与本地要有怎样的联系？", "Which link with the place is needed?")
_ENDS: Final = (("from", "（下限）", " (least)"), ("to", "（上限）", " (most)"))
"""Of a band: what the names of its parameters end in, and what is added to their labels."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a document is; texts that nobody said are empty, and days None."""

    policy: str
    jurisdiction: str
    published: date
    text_sha256: str = UNWRITTEN
    title: str = ""
    issuer: str = ""
    number: str = ""
    from_: date | None = None
    to: date | None = None
    status: Literal["issued", "draft"] = "issued"


def ruleset_text(identity: Identity, rows: Sequence[Row], vocabulary: Vocabulary, table: str) -> str:
    """The file; ``table`` is what the table is called there."""
    return "\n".join([*_identity(identity, table), "", *_places(rows, vocabulary), "", *_readings(), "", *_articles(rows), ""])


def _in_a_line(text: str) -> str:
    """A text without line ends and spaces around or doubled, as a title is written; empty where nothing is left."""
    return " ".join(text.split())


def _identity(identity: Identity, table: str) -> list[str]:
    days = {"from": identity.from_, "to": identity.to}
    effective = ", ".join(f"{name}: {UNWRITTEN if day is None else day.isoformat()}" for name, day in days.items())
    return [
        f"# Begun from {table}. Where … stands, something is still to be written: subsidies rulesets validate finds each.",
        "schema_version: 1",
        f"policy: {identity.policy}",
        f"version: {VERSION}",
        f"title: {_label(_in_a_line(identity.title))}",
        f"issuer: {_label(_in_a_line(identity.issuer))}",
        f"number: {_scalar(_in_a_line(identity.number))}",
        f'jurisdiction: "{identity.jurisdiction}"',
        f"published: {identity.published.isoformat()}",
        f"status: {identity.status}",
        f"effective: {{{effective}}}",
        f"text_sha256: {_scalar(identity.text_sha256)}",
    ]


def _places(rows: Sequence[Row], vocabulary: Vocabulary) -> list[str]:
    """The connecting factor of each kind of entity, still to be chosen, beside what there is to choose from."""
    lines = ["# The connecting factor of each kind of entity: one of the facts beside it, or another", "places:"]
    for name in dict.fromkeys(row.entity for row in rows):
        facts = ", ".join(_facts_of_place(name, vocabulary))
        lines.append(f"  {name}: {UNWRITTEN}" + (f"  # {facts}" if facts else ""))
    return lines


def _facts_of_place(entity: str, vocabulary: Vocabulary) -> list[str]:
    """The places of an entity, its own and those of whom it leads to in one step."""
    own = vocabulary.entities[entity]
    found = [name for name, fact in own.facts.items() if fact.type.sort is Sort.PLACE]
    for name, relation in own.relations.items():
        several = [vocabulary.entities[target].facts for target in relation.targets]
        shared = [fact for fact in several[0] if all(fact in one and one[fact].type.sort is Sort.PLACE for one in several)]
        found += [f"{name}.{fact}" for fact in shared]
    return found


def _readings() -> list[str]:
    return [
        "# What every clause and provision rests on, unless it sets it aside",
        "rests_on: [place]",
        "",
        "readings:",
        "  place:",
        f"    question: {_label(*_QUESTION)}",
        f"    taken: {_label()}",
        f"    why: {_label()}",
    ]


def _articles(rows: Sequence[Row]) -> list[str]:
    names = _parameters(rows)
    lines = ["articles:"]
    for article in dict.fromkeys(row.article for row in rows):
        own = [row for row in rows if row.article == article]
        offices = Counter((row.lead, row.with_) for row in own if row.lead or row.with_)
        office = offices.most_common(1)[0][0] if offices else ((), ())
        lines += ["", f"  {_key(article)}:", *_mapping("office", _office(*office), 4)]
        if figures := [line for row in own if row.figure for line in _figures(row, names[row.id])]:
            lines += ["    parameters:", *figures]
        for section in ("clauses", "provisions"):
            if chosen := [row for row in own if row.is_clause == (section == "clauses")]:
                lines += [f"    {section}:", *(line for row in chosen for line in _rule(row, office, names[row.id]))]
    return [lines[0], *lines[2:]]


def _rule(row: Row, office: tuple[tuple[str, ...], tuple[str, ...]], names: Sequence[str]) -> list[str]:
    said = {"title": _label(row.title, row.title_en), "for": row.entity}
    if row.is_clause:
        payee = row.payee or (NULL if BENEFIT_KINDS[row.kind].duty else UNWRITTEN)
        said |= {"payee": payee, "kind": row.kind, "every": row.every or UNWRITTEN, "amount": _amount(row, names)}
    else:
        said |= {"kind": row.kind}
    said |= {"when": f"[{UNWRITTEN}]", "paraphrase": _label()}
    if not row.is_clause:
        said |= {"reason": row.reason or UNWRITTEN, "missing": _label()}
    lines = [f'      "{row.id}":', *(f"        {key}: {text}" for key, text in said.items())]
    if row.figure and not row.is_clause:
        item = {**_form(row, names), "label": _label(row.title, row.title_en), **_counted(row)}
        lines += ["        supply:", f"          - {_flow(item)}"]
    if (row.lead or row.with_) and (row.lead, row.with_) != office:
        lines += _mapping("office", _office(row.lead, row.with_), 8)
    return lines


def _office(lead: Iterable[str], with_: Iterable[str]) -> dict[str, str]:
    said = {"lead": _list(lead) if lead else f"[{UNWRITTEN}]"}
    return {**said, "with": _list(with_)} if with_ else said


def _amount(row: Row, names: Sequence[str]) -> str:
    """What a clause gives; where its figure is but a part of a formula, that is still to be written."""
    assert row.figure is not None
    if row.figure.unit not in GIVEN:
        return f"{UNWRITTEN}  # of {', '.join(f'p.{name}' for name in names)}"
    if row.figure.form == "exact" and not row.figure.counted_in:
        return f"p.{names[0]}"
    return _flow({**_form(row, names), **_counted(row)})


def _form(row: Row, names: Sequence[str]) -> dict[str, str]:
    assert row.figure is not None
    keys = ("from", "to") if row.figure.form == "band" else (row.figure.form,)
    return {key: f"p.{name}" for key, name in zip(keys, names, strict=True)}


def _counted(row: Row) -> dict[str, str]:
    return {"counted_in": _label(row.figure.counted_in)} if row.figure and row.figure.counted_in else {}


def _parameters(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The names of the parameters of every row, by its id; no two rows share one."""
    found: dict[str, list[str]] = {}
    taken: set[str] = set()
    for row in rows:
        stem = name = "amount_" + re.sub(r"[^a-z0-9]+", "_", row.id.lower()).strip("_")
        ends = [f"_{end}" for end, _, _ in _ENDS] if row.figure and row.figure.form == "band" else [""]
        while not taken.isdisjoint(name + end for end in ends):
            name = f"{stem}_{len(taken)}"
        found[row.id] = [name + end for end in ends]
        taken.update(found[row.id])
    return found


def _figures(row: Row, names: Sequence[str]) -> list[str]:
    assert row.figure is not None
    lines: list[str] = []
    added = [(zh, en) for _, zh, en in _ENDS] if len(names) > 1 else [("", "")]
    for name, value, (zh, en) in zip(names, row.figure.ends, added, strict=True):
        label = _label(row.title + zh, row.title_en and row.title_en + en)
        word = {"word": row.figure.word} if row.figure.word else {}
        lines += _mapping(name, {"value": _number(value), "unit": row.figure.unit, **word, "label": label}, 6)
    return lines


def _number(value: Fraction) -> str:
    return format(in_file(value), "f") if value.denominator != 1 else str(value.numerator)


# --- YAML


def _mapping(key: str, items: Mapping[str, str], indent: int) -> list[str]:
    """A mapping of what is written already: on one line where it fits."""
    space = " " * indent
    if _width(line := f"{space}{key}: {_flow(items)}") <= _WIDTH:
        return [line]
    return [f"{space}{key}:", *(f"{space}  {name}: {text}" for name, text in items.items())]


def _width(line: str) -> int:
    """How wide a line is shown: Chinese characters take two columns."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def _flow(items: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {text}' for name, text in items.items())}}}"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_scalar, texts))}]"


def _label(zh: str = "", en: str = "") -> str:
    return _flow({"zh": _scalar(zh), "en": _scalar(en)})


def _scalar(text: str) -> str:
    """A text as YAML has it, in quotation marks only where it needs them; … for one that nobody said."""
    text = text or UNWRITTEN
    return text if _reads(f"{{a: {text}}}", {"a": text}) and _reads(f"[{text}]", [text]) else _quoted(text)


def _key(text: str) -> str:
    return text if _reads(f"{text}: 1", {text: 1}) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _reads(yaml: str, data: object) -> bool:
    try:
        return bool(parse(yaml, "").data == data)
    except InputError:
        return False
