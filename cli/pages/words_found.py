"""The page of ``subsidies vocabulary search``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from subsidies.errors.finding import Phrase
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.types.sorts import Sort, named
from subsidies.vocabulary.search import Found
from subsidies.vocabulary.vocabulary import FactType, Relation
from subsidies_cli.page import Mark, Page

TITLE = N_("Words with {words}")
NOTHING = N_("Nothing in the vocabulary has these words.")
RELATION = N_("leads to {targets}")
PER_YEAR = N_("{type}, for the year")
VALUES = N_("values: {values}")
ASKED = N_("asked as: {question}")
PROVED = N_("proved by: {evidence}")
WRITTEN = N_("written in {file}, line {line}")


def found_page(words: Sequence[str], found: Sequence[Found], root: Path, lang: Language) -> Page:
    """What was found, as a ruleset and a case write it, with its labels in both languages, what it may say, and where it is
    written in the folder of rulesets ``root``."""
    joints = JOINTS[lang]
    page = Page(translate(TITLE, lang).format(words=joints.comma.join(words)))
    if not found:
        page.intro.add(translate(NOTHING, lang))
    for one in found:
        page.intro.add(f"{one.name}  {one.label.zh} / {one.label.en}", 0, Mark.ITEM, "strong")
        for line in (*_lines(one, lang), translate(WRITTEN, lang).format(file=_file(one, root), line=one.position.line)):
            page.intro.add(line, 1)
    return page


def _lines(one: Found, lang: Language) -> list[str]:
    comma = JOINTS[lang].comma
    if isinstance(one.thing, Relation):
        return [translate(RELATION, lang).format(targets=comma.join(one.thing.targets))]
    if one.thing is None:
        return []
    return _fact(one.thing, lang)


def _fact(fact: FactType, lang: Language) -> list[str]:
    model, comma = fact.model, JOINTS[lang].comma
    name = named(fact.type)
    kind = str(fact.type.unit) if fact.type.sort is Sort.NUMBER else name.in_language(lang) if isinstance(name, Phrase) else name
    lines = [translate(PER_YEAR, lang).format(type=kind) if model.per else kind]
    if model.values:
        values = [f"{value} {label[lang]}" for value, label in model.values.items()]
        lines.append(translate(VALUES, lang).format(values=comma.join(values)))
    if model.question:
        lines.append(translate(ASKED, lang).format(question=model.question[lang]))
    if model.evidence:
        lines.append(translate(PROVED, lang).format(evidence=model.evidence[lang]))
    return lines


def _file(one: Found, root: Path) -> str:
    return Path(one.position.file).relative_to(root.parent).as_posix()


def found_data(words: Sequence[str], found: Sequence[Found], root: Path) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema_version": 1,
        "words": list(words),
        "found": [
            {
                "kind": one.kind,
                "name": one.name,
                "label": {"zh": one.label.zh, "en": one.label.en},
                "entity": one.entity,
                "type": one.thing.model.type if isinstance(one.thing, FactType) else None,
                "values": list(one.thing.model.values or ()) if isinstance(one.thing, FactType) else [],
                "targets": list(one.thing.targets) if isinstance(one.thing, Relation) else [],
                "file": _file(one, root),
                "line": one.position.line,
            }
            for one in found
        ],
    }
