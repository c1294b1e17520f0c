"""A ruleset file written by article: what an article says once is put to each of its rules, figures and limits.

places: {employment: employer.place}         # the connecting factor of what is about a kind of entity
rests_on: [plan_year]                        # readings that every clause and provision rests on
articles:
  二（一）2:
    office: {lead: [发展和改革局]}
    rests_on: [hired_this_year]
    readings: {…}                            # and parameters, definitions, clauses, provisions, limits, groups:
    clauses: {"2.1": {…}}                    # as at the top of the file, with the article as article or citation
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import Field

from subsidies.errors import Finding, RulesetError
from subsidies.errors.finding import shown, suggestion
from subsidies.errors.values import LIST, TEXT, described
from subsidies.files.schema import Closed, Name, Text, validated
from subsidies.files.source import DataPath, LineColumn, Source, dotted
from subsidies.ruleset.models import Names, OfficeModel, RulesetModel
from subsidies.ruleset.unwritten import with_unwritten

NAMED: Final = ("readings", "parameters", "definitions", "clauses", "provisions")
LISTED: Final = ("limits", "groups")
RULES: Final = ("clauses", "provisions")
ONCE: Final = ("places", "rests_on", "articles")
"""The keys of a file under which something is said once for several rules."""
SETS_ASIDE: Final = "sets_aside"
"""Of a rule: readings that its policy or article names for all, and on which it does not rest."""

_Mapping = Annotated[dict[str, Any], Field(default_factory=dict)]
_List = Annotated[list[Any], Field(default_factory=list)]


class ArticleModel(Closed):
    """What stands in one article; the office and the readings are those of all its clauses and provisions."""

    office: OfficeModel | None = None
    rests_on: Names = ()
    readings: _Mapping
    parameters: _Mapping
    definitions: _Mapping
    clauses: _Mapping
    provisions: _Mapping
    limits: _List
    groups: _List


class OnceModel(Closed):
    """What a file says once for several rules."""

    places: Annotated[dict[Name, Text], Field(default_factory=dict)]
    rests_on: Names = ()
    articles: Annotated[dict[Text, ArticleModel], Field(default_factory=dict)]


def written_out(source: Source) -> Source:
    """A ruleset file with each rule, figure and limit written out in full; one that is not written by article as it is.

    Values stand where they are written; what is said once stands where it is said.

    Raises :class:`RulesetError` for what is said once in a wrong form, or twice.
    """
    data = source.data
    if source.written is not None or not isinstance(data, dict) or not any(key in data for key in ONCE):
        return source
    once, found = validated(OnceModel, _part(source))
    if once is None:
        raise RulesetError(with_unwritten(found, source))
    out = _Writing(source, once)
    out.write()
    if out.found:
        raise RulesetError(with_unwritten(out.found, source))
    return Source(source.file, out.data, out.values, out.keys, source)


def said_in_vain(source: Source) -> Iterator[Finding]:
    """What a sound file written by article says once for rules of which there are none."""
    if source.written is None:
        return
    data, written = source.written.data, source.written
    articles = data.get("articles", {})
    rules = [rule for part in (data, *articles.values()) for section in RULES for rule in part.get(section, {}).values()]
    taken = {rule["for"] for rule in rules if "place" not in rule}
    paths: list[DataPath] = [("places", kind) for kind in data.get("places", {}) if kind not in taken]
    for name, article in articles.items():
        if not any(article.get(section) for section in RULES):
            paths += [("articles", name, key) for key in ("office", "rests_on") if article.get(key)]
    for path in paths:
        yield Finding("said_in_vain", written.position(path, key=True), dotted(path), {})


def without_place(source: Source, kinds: Collection[str]) -> Iterator[Finding]:
    """The rules of a file written by article whose place nothing says, about some kinds of entities.

    ``place: null`` says that it is the place of the case.
    """
    if source.written is None or "articles" not in source.written.data:
        return
    for section in RULES:
        for id_, rule in source.data.get(section, {}).items():
            if "place" not in rule and rule["for"] in kinds:
                path: DataPath = (section, id_)
                yield Finding("no_place", source.position(path, key=True), dotted(path), {"kind": rule["for"]})


def file_schema() -> dict[str, Any]:
    """The JSON Schema of a ruleset file, of one written by article too."""
    schema = RulesetModel.model_json_schema(by_alias=True)
    once = OnceModel.model_json_schema(by_alias=True)
    definitions = {**schema["$defs"], **once["$defs"]}
    inherited = {"ClauseModel": "article", "ProvisionModel": "article", "ParameterModel": "cite", "DefinitionModel": "cite"}
    inherited |= {"LimitModel": "cite", "GroupModel": "cite"}
    aside = {"type": "array", "items": {"type": "string"}}
    for name, key in inherited.items():
        own = definitions[name]
        if key == "article":
            own = definitions[name] = {**own, "properties": {**own["properties"], SETS_ASIDE: aside}}
        required = [one for one in own["required"] if one not in (key, "office")]
        definitions[f"{name}InArticle"] = {**own, "required": required}
    sections = definitions["ArticleModel"]["properties"]
    for section in (*NAMED, *LISTED):
        own = schema["properties"][section]
        model = (own.get("items") or own["additionalProperties"])["$ref"].rpartition("/")[2]
        name = f"{model}InArticle" if model in inherited else model
        below = {"$ref": f"#/$defs/{name}"}
        sections[section] = {**own, "items" if section in LISTED else "additionalProperties": below}
    return {**schema, "properties": {**schema["properties"], **once["properties"]}, "$defs": definitions}


def _is_aside(path: DataPath) -> bool:
    """Whether it leads to, or into, what a rule sets aside, from the section that the rule stands in."""
    return path[:1] in (("clauses",), ("provisions",)) and path[2:3] == (SETS_ASIDE,)


def _part(source: Source) -> Source:
    return Source(source.file, {key: source.data[key] for key in ONCE if key in source.data}, source.values, source.keys)


class _Writing:
    """A file being written out: data, and where everything stands."""

    def __init__(self, source: Source, once: OnceModel) -> None:
        self.source = source
        self.once = once
        self.data: dict[str, Any] = {key: value for key, value in source.data.items() if key not in ONCE}
        self.found: list[Finding] = []
        self.values: dict[DataPath, LineColumn] = {}
        self.keys: dict[DataPath, LineColumn] = {}
        self.within: dict[DataPath, list[DataPath]] = {}
        """Every path within an article's office and within its items."""
        for path in source.values:
            if path[:1] == ("articles",):
                for length in (3, 4):
                    self.within.setdefault(path[:length], []).append(path)
            elif path[:1] not in (("places",), ("rests_on",)) and not _is_aside(path):
                self._stands(path, path)

    def write(self) -> None:
        """Put every item where the file would have it without articles."""
        for section in RULES:
            rules = self.data.get(section)
            if isinstance(rules, dict):
                self.data[section] = {id_: self._rule(item, (section, id_), (section, id_)) for id_, item in rules.items()}
        for name, article in self.once.articles.items():
            for section in NAMED:
                self._named(name, section, getattr(article, section))
            for section in LISTED:
                self._listed(name, section, getattr(article, section))
        known = self.data.get("readings", {})
        for way, names in self._said_for_all():
            for place, name in enumerate(names):
                # What is of another form is refused where it stands.
                if isinstance(known, dict) and name not in known:
                    self._report("unknown_name", (*way, place), list(known), found=shown(name))
                elif name in names[:place] or (len(way) > 1 and name in self.once.rests_on):
                    self._report("duplicate_id_in_ruleset", (*way, place), found=name)

    def _said_for_all(self) -> Iterator[tuple[DataPath, Names]]:
        """The readings that all of the policy, or of an article, rests on, and where they are named."""
        yield ("rests_on",), self.once.rests_on
        for name, article in self.once.articles.items():
            yield ("articles", name, "rests_on"), article.rests_on

    def _named(self, article: str, section: str, items: Mapping[str, Any]) -> None:
        known = self.data.setdefault(section, {}) if items else None
        # What is of another form is refused where it stands.
        if not isinstance(known, dict):
            return
        self.data[section] = known = dict(known)
        for name, item in items.items():
            written, path = ("articles", article, section, name), (section, name)
            if name in known:
                self._report("duplicate_key", written, found=shown(name), first=str(self.keys.get(path, ("",))[0]))
                continue
            self._moved(written, path)
            known[name] = self._completed(item, section, path, written)

    def _listed(self, article: str, section: str, items: Sequence[Any]) -> None:
        known = self.data.setdefault(section, []) if items else None
        if not isinstance(known, list):
            return
        self.data[section] = known = list(known)
        for place, item in enumerate(items):
            written, path = ("articles", article, section, place), (section, len(known))
            self._moved(written, path)
            known.append(self._completed(item, section, path, written))

    def _completed(self, item: Any, section: str, path: DataPath, written: DataPath) -> Any:
        """An item of an article with what the article says of all of its sort."""
        if not isinstance(item, dict) or section == "readings":
            return item
        article = str(written[1])
        if section not in RULES:
            return {"cite": article, **item}
        given: dict[str, Any] = {"article": article}
        office: DataPath = ("articles", article, "office")
        if office in self.within and "office" not in item:
            given["office"] = self.source.data["articles"][article]["office"]
            self._moved(office, (*path, "office"))
        return self._rule({**given, **item}, path, written)

    def _rule(self, item: Any, path: DataPath, written: DataPath) -> Any:
        """A clause or provision with its place and its readings."""
        if not isinstance(item, dict):
            return item
        rule = {key: value for key, value in item.items() if key != SETS_ASIDE}
        subject = str(item.get("for"))
        if subject in self.once.places and "place" not in item:
            rule["place"] = self.once.places[subject]
            self._stands(("places", subject), (*path, "place"))
        own = item.get("readings", [])
        inherited = self._inherited(item, written)
        if inherited and isinstance(own, list):
            rule["readings"] = [*inherited, *own]
            ways = [*inherited.values(), *((*written, "readings", place) for place in range(len(own)))]
            for place, way in enumerate(ways):
                self._stands(way, (*path, "readings", place))
        return rule

    def _inherited(self, item: Mapping[str, Any], written: DataPath) -> dict[str, DataPath]:
        """The readings that a rule rests on because all of its policy or article do, and where they are named."""
        above = (("rests_on",), (*written[:2], "rests_on"))
        named: dict[str, DataPath] = {
            name: (*way, place) for way, names in self._said_for_all() if way in above for place, name in enumerate(names)
        }
        own = item.get("readings", [])
        spot: DataPath = (*written, SETS_ASIDE)
        aside = item.get(SETS_ASIDE, [])
        if not isinstance(aside, list):
            self._report("wrong_type", spot, expected=LIST, found=described(aside))
            aside = []
        for place, name in enumerate(aside):
            if not isinstance(name, str):
                self._report("wrong_type", (*spot, place), expected=TEXT, found=described(name))
            elif isinstance(own, list) and name in own:
                self._report("duplicate_id_in_ruleset", (*spot, place), found=name)
            elif name not in named:
                self._report("unknown_name", (*spot, place), list(named), found=shown(name))
            else:
                del named[name]
        return {name: way for name, way in named.items() if not isinstance(own, list) or name not in own}

    def _report(self, kind: str, path: DataPath, allowed: Sequence[str] = (), **context: str) -> None:
        near = suggestion(context.get("found", ""), allowed)
        position = self.source.position(path, key=kind == "duplicate_key")
        self.found.append(Finding(kind, position, dotted(path), context, ", ".join(allowed), near))

    def _stands(self, written: DataPath, path: DataPath) -> None:
        for own, out in ((self.source.values, self.values), (self.source.keys, self.keys)):
            if written in own:
                out[path] = own[written]

    def _moved(self, written: DataPath, path: DataPath) -> None:
        for way in self.within.get(written, ()):
            if not _is_aside(way[2:]):
                self._stands(way, (*path, *way[len(written) :]))
