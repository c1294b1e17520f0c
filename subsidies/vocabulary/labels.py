"""Labels that would stand for two things: scenarios, pages and questions call things by nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from subsidies.errors import Finding
from subsidies.files.source import DataPath, dotted
from subsidies.vocabulary.checks import Files
from subsidies.vocabulary.models import Called, EntityModel

LANGUAGES = ("zh", "en")
Labelled = tuple[DataPath, Called]
"""A label with the path at which it is written."""


def alike(entities: Mapping[str, EntityModel], files: Files) -> Iterator[Finding]:
    """What is or was called as something else beside it is: kinds of entities, what can be said of one, and values of a fact."""
    yield from _among([(("entities", name, "label"), entity.label) for name, entity in entities.items()], files)
    for name, entity in entities.items():
        path: DataPath = ("entities", name)
        said: list[Labelled] = [((*path, "relations", key, "label"), item.label) for key, item in entity.relations.items()]
        said += [((*path, "facts", key, "label"), item.label) for key, item in entity.facts.items()]
        yield from _among(said, files)
        for key, fact in entity.facts.items():
            values = (fact.values or {}).items()
            yield from _among([((*path, "facts", key, "values", value), label) for value, label in values], files)


def _among(labels: Iterable[Labelled], files: Files) -> Iterator[Finding]:
    """Labels, present or former, that are the same as that of another or look so; each is compared with the first like it."""
    first: dict[tuple[str, str], tuple[DataPath, str]] = {}
    for path, label in labels:
        for lang in LANGUAGES:
            for text in label.every(lang):
                other, same = first.setdefault((lang, seen(text)), (path, text))
                if other != path:
                    where = (*path, lang)
                    context = {"found": text, "other": same, "first": str(files.position((*other, lang)))}
                    kind = "label_twice" if text == same else "label_near"
                    yield Finding(kind, files.position(where), dotted(where), context)


@lru_cache(maxsize=16_384)
def seen(text: str) -> str:
    """A text as far as a reader keeps it apart from others: without case, width of characters, spaces and punctuation."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in wide if unicodedata.category(char)[0] not in "ZPC") or text
