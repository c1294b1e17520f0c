"""What a larger vocabulary costs whoever reads a case: the same cases with the bundled words and with many more beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

import yaml

from benchmarks.measure import ratio, timed
from subsidies.case import Case
from subsidies.catalogue import Catalogue
from subsidies.catalogue.vocabulary_files import vocabulary_files
from subsidies.files.disk import read
from subsidies.files.source import Source, parse
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.world import World

MORE: Final = 700
"""Facts that are added: as many as all plans of a region are thought to need."""


@dataclass(frozen=True, slots=True)
class Growing:
    """Ratios of a vocabulary with ``facts`` facts more to the bundled one: the medians over rounds."""

    facts: int
    loading: float
    """From the texts of its files to the vocabulary."""
    first: float
    """From the text of a case to the checked case, where it is the first that is read."""
    reading: float
    """The same for every further one."""
    question: float
    """From the checked case to the question as the engines read it."""


def growing(texts: Sequence[str], rounds: int) -> Growing:
    """Measure the cases in some texts."""
    bundled = Catalogue.bundled().world
    own = [(path.name, path.read_text(encoding="utf-8")) for path in vocabulary_files(Catalogue.bundled().root)]
    both = own, grown(MORE)
    seconds: dict[str, tuple[list[float], list[float]]] = {key: ([], []) for key in ("loading", "first", "reading", "question")}
    for _ in range(rounds):
        for place, files in enumerate(both):
            for key, found in _measured(files, bundled, texts).items():
                seconds[key][place].append(found)
    return Growing(MORE, **{key: ratio(more, less) for key, (less, more) in seconds.items()})


def _measured(files: Sequence[tuple[str, str]], bundled: World, texts: Sequence[str]) -> dict[str, float]:
    """Seconds with one vocabulary, read anew."""
    start = perf_counter()
    vocabulary = load_vocabulary([parse(text, name) for name, text in files])
    loading = perf_counter() - start
    world = World(vocabulary, bundled.jurisdictions, bundled.rates)

    def read_case(text: str) -> Case:
        return Case(parse(text, "bench"), world)

    start = perf_counter()
    read_case(texts[0])
    first = perf_counter() - start
    reading = median(timed(read_case, texts))
    question = median(timed(Case.question, [read_case(text) for text in texts]))
    return {"loading": loading, "first": first, "reading": reading, "question": question}


def grown(facts: int) -> list[tuple[str, str]]:
    """The files of the bundled vocabulary with so many facts more, like those that it has, in its own entities."""
    sources = {path: read(path) for path in vocabulary_files(Catalogue.bundled().root)}
    data = {path: source.data for path, source in sources.items()}
    for number, (path, name, model) in enumerate(islice(cycle(_facts(sources)), facts)):
        label = {lang: f"{text} {number}" for lang, text in model["label"].items()}
        entity = data[path]["entities"][name]
        entity["facts"][f"more_{number}"] = {**model, "label": label, "aliases": []}
    return [(path.name, _text(content)) for path, content in data.items()]


def _facts(sources: dict[Path, Source]) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Every fact that another can be like, with its file and entity."""
    return iter(
        [
            (path, name, fact)
            for path, source in sources.items()
            for name, entity in source.data["entities"].items()
            for fact in entity["facts"].values()
        ]
    )


class _Plain(yaml.SafeDumper):
    """Writes out what stands twice, as our files have to."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(content: Any) -> str:
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
