"""The digest of a clause: SHA-256 of all that decides it and that a reviewer reads of it, the same on every machine.

It covers the clause with what its article or the plan says once for many, the figures and definitions it turns on (by way of
definitions too), the limits that bind it, its readings, the entries that join it with clauses of other policies, what the
facts it uses are called and how they are counted, and the identity and days of the plan. It does not cover other clauses, nor
facts it does not use, nor the number of the version: what a version leaves as it was stays reviewed. Nor does it cover the
figures of rate tables: these are set outside the plan.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from subsidies.catalogue.joined_rules import named_here
from subsidies.files.digest import digest_of
from subsidies.ruleset.cross_models import SECTIONS, AnyEntry, JointLimitModel, WideningModel
from subsidies.ruleset.reach import Reach
from subsidies.vocabulary.models import FactModel

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.ruleset.cross import Cross
    from subsidies.ruleset.rules import Ruleset

_NAMED: Final = re.compile(r"\bp\.(\w+)")
"""A parameter in the text of an expression."""
IDENTITY = ("policy", "title", "issuer", "number", "jurisdiction", "published", "status", "effective", "text_sha256")
"""What says which document a clause stands in, and when that is in force."""
READ = (
    *("label", "type", "unit", "per", "accumulates", "decimals", "min", "max"),
    *("past", "open_ended", "never", "values", "evidence"),
)
"""What of a fact decides a clause or is shown with it; how the fact is asked for does neither."""


def clause_digests(ruleset: Ruleset, catalogue: Catalogue) -> dict[str, str]:
    """The digest of every clause, provision and limit, by its id."""
    return {id_: digest_of(covered(ruleset, id_, catalogue)) for id_ in ruleset.model.ids}


def covered(ruleset: Ruleset, id_: str, catalogue: Catalogue) -> dict[str, Any]:
    """All that the digest of a clause, provision or limit covers, as plain data."""
    model = ruleset.model
    reach = Reach(ruleset, catalogue.world.vocabulary)
    content: dict[str, Any] = {"id": id_, "plan": {name: _plain(getattr(model, name)) for name in IDENTITY}}
    content["place"] = _plain(catalogue.world.jurisdictions.names[model.jurisdiction])
    if id_ in ruleset.rules:
        rule = ruleset.rules[id_]
        reach.rule(rule)
        limits = ruleset.limits_over(id_)
        for limit in limits:
            reach.limit(limit, [id_])
        content["rule"] = _plain(rule.model)
        content["decided"] = "elsewhere" if rule.provision else "here"
        content["readings"] = {name: _plain(model.readings[name]) for name in rule.model.all_readings}
        content["groups"] = [_plain(group) for group in model.groups if id_ in group.of]
    else:
        limits = [limit for limit in ruleset.limits if limit.id == id_]
        for limit in limits:
            reach.limit(limit)
    bound = {limit.id for limit in limits}
    content["limits"] = {item.id: _plain(item) for item in model.limits if item.id in bound}
    content["parameters"] = {name: _plain(model.parameters[name]) for name in reach.parameters}
    content["definitions"] = {name: _plain(model.definitions[name]) for _, name in reach.definitions}
    content["facts"] = _facts(reach, catalogue)
    content["words"] = _words(reach, catalogue)
    content["rates"] = {name: str(catalogue.world.rates[name].type) for name in reach.rates}
    # What no other policy is joined with has the digest that it had before there were such files.
    if id_ in ruleset.rules and (joins := [_entry(cross, entry) for cross, entry in joined_with(ruleset, id_, catalogue)]):
        content["joins"] = joins
    return content


def joined_with(ruleset: Ruleset, id_: str, catalogue: Catalogue) -> Iterator[tuple[Cross, AnyEntry]]:
    """The entries that name a clause, by any id that it had, or a limit over it, each with the file it stands in, as far as these
    are law.
    """
    for cross in catalogue.cross_files.joining([ruleset.policy], None):
        for entry in cross.model.everything:
            own = [full for full in entry.clauses if full.partition("/")[0] == ruleset.policy]
            limits = [entry.limit_id] if isinstance(entry, WideningModel) and entry.policy == ruleset.policy else []
            under = any(limit.id in limits for limit in ruleset.limits_over(id_))
            if under or any(id_ in named_here(catalogue, ruleset, full) for full in own):
                yield cross, entry


def entry_digests(cross: Cross) -> dict[str, str]:
    """The digest of every entry of a file, by its id."""
    return {entry.id: digest_of(_entry(cross, entry)) for entry in cross.model.everything}


def _entry(cross: Cross, entry: AnyEntry) -> dict[str, Any]:
    """An entry with its section, its reading and the figures that it may name; not the version, nor the day it was recorded."""
    section = next(section for section in SECTIONS if entry in getattr(cross.model, section))
    return {
        "file": cross.model.cross,
        "section": section,
        "entry": _plain(entry),
        "reading": _plain(cross.model.readings[entry.reading]) if entry.reading else None,
        "parameters": {name: _plain(cross.model.parameters[name]) for name in _figures(entry, cross)},
    }


def _figures(entry: AnyEntry, cross: Cross) -> list[str]:
    """The parameters that the texts of an entry name."""
    most = entry.at_most.model_dump(exclude_none=True) if isinstance(entry, JointLimitModel) else {}
    named = {name for text in most.values() for name in _NAMED.findall(str(text))}
    return [name for name in cross.model.parameters if name in named]


def _facts(reach: Reach, catalogue: Catalogue) -> dict[str, Any]:
    entities = catalogue.world.vocabulary.entities
    return {f"{entity}.{name}": _fact(entities[entity].facts[name].model, reach.words) for entity, name in reach.facts}


def _fact(model: FactModel, words: Collection[str]) -> dict[str, Any]:
    """What is read of a fact; of the values of an enum those that are named, since others are added for other policies."""
    read = {name: value for name, value in _plain(model).items() if name in READ}
    if "values" in read:
        read["values"] = {value: label for value, label in read["values"].items() if value in words}
    return read


def _words(reach: Reach, catalogue: Catalogue) -> dict[str, Any]:
    """What entities, relations and lists are called."""
    entities = catalogue.world.vocabulary.entities
    return {
        **{name: _plain(entities[name].label) for name in reach.entities},
        **{f"{entity}.{name}": _plain(entities[entity].relations[name].label) for entity, name in reach.relations},
        **{f"{entity}.{name}": _plain(entities[entity].inverses[name].label) for entity, name in reach.lists},
    }


def _plain(value: Any) -> Any:
    """Models as plain data, without what is empty or as it is by default: a field added to a schema changes no digest."""
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(by_alias=True, exclude_defaults=True))
    if isinstance(value, Mapping):
        return {key: plain for key, item in value.items() if not _empty(plain := _plain(item))}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value


def _empty(value: Any) -> bool:
    return value is None or value == [] or value == {}
