"""What joins policies, on the list of rulesets: each file with its entries, what they are over and by what right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidies.catalogue import Catalogue
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.ruleset.cross import Cross
from subsidies.ruleset.cross_models import AnyEntry, PrevailingModel, SameModel, WideningModel
from subsidies.wording import day
from subsidies_cli import words
from subsidies_cli.page import Mark, Section

JOINS = N_("{id}, version {version}: what joins policies")
RECORDED = N_("recorded {day}")
TAKES_PLACE = N_("recorded {day}; takes the place of version {version}")
SAME = N_("{title}: one benefit, whichever of {over} it is due by")
LIMIT = N_("{title}: a limit over {over}")
PREVAILS = N_("{title}: {clause} comes before {over}")
WIDENS = N_("{title}: limit {limit} is over {over} too")
BY = N_("{cite}; {source}")


def joins(catalogue: Catalogue, lang: Language) -> Iterator[Section]:
    """A section for each version of what joins policies."""
    for cross in _all(catalogue):
        model = cross.model
        section = Section(translate(JOINS, lang).format(id=model.cross, version=model.version))
        section.add(model.title[lang])
        recorded = day(model.recorded, lang)
        section.add(
            translate(RECORDED if model.supersedes is None else TAKES_PLACE, lang).format(day=recorded, version=model.supersedes)
        )
        for entry in model.everything:
            section.add(sentence(entry, lang), 0, Mark.ITEM)
            section.add(right(entry, cross, lang), 1, style="faint")
            for key, other in cross.model.readings[entry.reading].alternatives.items() if entry.reading else ():
                text = translate(words.READ_OTHERWISE, lang).format(taken=other.taken[lang], name=f"{entry.reading}={key}")
                section.add(text, 1, style="faint")
        yield section


def sentence(entry: AnyEntry, lang: Language) -> str:
    """What an entry says, by its title and the clauses it names."""
    over = JOINTS[lang].comma.join(entry.over)
    if isinstance(entry, PrevailingModel):
        return translate(PREVAILS, lang).format(title=entry.title[lang], clause=entry.clause, over=over)
    if isinstance(entry, WideningModel):
        return translate(WIDENS, lang).format(title=entry.title[lang], limit=entry.limit, over=over)
    return translate(SAME if isinstance(entry, SameModel) else LIMIT, lang).format(title=entry.title[lang], over=over)


def right(entry: AnyEntry, cross: Cross, lang: Language) -> str:
    """The citation of an entry, or how its reading is taken."""
    if entry.reading is None:
        return translate(BY, lang).format(cite=entry.cite, source=translate(words.SOURCES["stated"], lang))
    taken = cross.model.readings[entry.reading].taken[lang]
    return translate(BY, lang).format(cite=taken, source=translate(words.SOURCES["reading"], lang))


def joins_data(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "cross": cross.model.cross,
            "version": cross.model.version,
            "title": {"zh": cross.model.title.zh, "en": cross.model.title.en},
            "recorded": cross.model.recorded.isoformat(),
            "supersedes": cross.model.supersedes,
            "policies": list(cross.model.policies),
            "entries": [entry.id for entry in cross.model.everything],
            "digest": cross.ref.digest,
            "released": catalogue.cross_files.released(cross),
        }
        for cross in _all(catalogue)
    ]


def _all(catalogue: Catalogue) -> list[Cross]:
    return [one for versions in catalogue.cross_files.versions.values() for one in versions]
