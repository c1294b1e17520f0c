"""The shape of a case file as JSON Schema, for editors: with every key and word in both languages."""

from __future__ import annotations

import json
from typing import Any, Final

from subsidies.case.models import case_model
from subsidies.intake.shapes import Keyed, Leaf, Node, Rows, case_shape
from subsidies.intake.words import NOTHING
from subsidies.types.sorts import Sort
from subsidies.vocabulary.numbers import NOT_ASKED
from subsidies.vocabulary.world import World

Schema = dict[str, Any]
_SAYS: Final = ("type", "enum", "format", "pattern", "minimum", "maximum")
"""Words of a schema that say what a value is, and not what it is called."""


def case_schema(world: World) -> Schema:
    """JSON Schema (2020-12) of a case of a world: what may be written in English names, in Chinese words, or in both."""
    # Through JSON, so that nothing in it is one object in two places.
    schema: Schema = json.loads(json.dumps(case_model(world.vocabulary, world.jurisdictions).model_json_schema()))
    _InBoth(schema, world).mapping(schema, case_shape(world), "#")
    return schema


class _InBoth:
    """Adds to a schema of English names and values what may be written instead of each."""

    def __init__(self, root: Schema, world: World) -> None:
        self.root = root
        self.codes = [int(code) for code in world.jurisdictions.spans]
        self.labels = {kind.list: f"{kind.label.zh} / {kind.label.en}" for kind in world.vocabulary.entities.values()}
        self.done: set[str] = set()

    def node(self, schema: Schema, node: Node, pointer: str) -> None:
        """What stands at a place; ``pointer`` is the place of its schema."""
        if isinstance(node, Leaf):
            self.value(schema, node, pointer)
        elif isinstance(node, Rows):
            self.rows(schema, node, pointer)
        elif "$ref" in schema:
            self.referred(schema["$ref"], node)
        elif "anyOf" in schema:
            self.figures(schema["anyOf"], node)
        else:
            self.mapping(schema, node, pointer)

    def referred(self, pointer: str, node: Keyed) -> None:
        if pointer not in self.done:
            self.done.add(pointer)
            self.mapping(self.root["$defs"][pointer.rpartition("/")[2]], node, pointer)

    def figures(self, ways: list[Schema], node: Keyed) -> None:
        """Figures by their names, which a schema does not know: their rows are alike."""
        rows = next((node.below(name) for name in node.names.words), None)
        if isinstance(rows, Rows):
            for one in ways:
                if "additionalProperties" in one:
                    self.node(one["additionalProperties"]["items"], rows.row, "")

    def mapping(self, schema: Schema, node: Keyed, pointer: str) -> None:
        properties: Schema = schema.get("properties", {})
        for key, below in list(properties.items()):
            spot = f"{pointer}/properties/{key}"
            self.node(below, node.below(key), spot)
            names = node.names.every(key)
            if key in self.labels and pointer == "#":
                below["title"] = self.labels[key]
            elif names and " / " not in below.get("title", ""):
                below["title"] = f"{names[0]} / {key}"
            properties |= {name: {"$ref": spot} for name in names}
        _require(schema, node)

    def rows(self, schema: Schema, node: Rows, pointer: str) -> None:
        """A list, or a word that says that there is nothing in it or nothing known of it."""
        if "items" in schema:
            schema["anyOf"] = [{key: schema.pop(key) for key in ("type", "items", "minItems") if key in schema}]
        for at, one in enumerate(schema["anyOf"]):
            if "items" in one:
                self.node(one["items"], node.row, f"{pointer}/anyOf/{at}/items")
        schema["anyOf"].append({"enum": [*NOTHING, *NOT_ASKED]})

    def value(self, schema: Schema, leaf: Leaf, pointer: str) -> None:
        """A value, with its words and texts in Chinese beside it, and with a form of both languages where it has one."""
        more: list[Schema] = [{"enum": [*leaf.words]}] if leaf.words else []
        if leaf.pattern:
            more.append({"type": "string", "pattern": leaf.pattern})
        if leaf.sort is Sort.PLACE:
            more.append({"enum": self.codes})
        if not more:
            return
        if "anyOf" not in schema:
            schema["anyOf"] = [{key: schema.pop(key) for key in _SAYS if key in schema}]
        if leaf.form is not None:
            self.forms(schema, leaf.form, pointer)
        schema["anyOf"] = [*schema["anyOf"], *more]

    def forms(self, schema: Schema, node: Keyed, pointer: str) -> None:
        """The mappings that may stand in the place of a value."""
        for at, one in enumerate(schema["anyOf"]):
            spot = f"{pointer}/anyOf/{at}"
            if "anyOf" in one:
                self.forms(one, node, spot)
            elif one.get("type") == "object":
                self.form(one, node, spot)

    def form(self, schema: Schema, node: Keyed, pointer: str) -> None:
        for key, below in list(schema["properties"].items()):
            spot = f"{pointer}/properties/{key}"
            self.node(below, node.below(key), spot)
            schema["properties"] |= {name: {"$ref": spot} for name in node.names.every(key)}
        _require(schema, node)


def _require(schema: Schema, node: Keyed) -> None:
    """Ask for the keys that are due under any of their names."""
    due = [(key, *node.names.every(key)) for key in schema.pop("required", [])]
    if due:
        schema["allOf"] = [{"anyOf": [{"required": [name]} for name in names]} for names in due]
