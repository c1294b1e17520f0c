"""Small rulesets, written around what a test is about, and what is found in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from subsidies.catalogue import Catalogue
from subsidies.errors import RulesetError
from subsidies.files.source import parse
from subsidies.ruleset import Ruleset, build_ruleset

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
WORLD = Catalogue(GOOD).world
IDENTITY = (GOOD / "110100-city/work-2023/1.0.0.yaml").read_text(encoding="utf-8").split("\n\n")[0]


def clause(id_: str, *when: str, amount: str = "{set_by: {zh: 另定, en: elsewhere}}", for_: str = "person", **more: str) -> str:
    """A clause; ``more`` are further keys with their values as YAML."""
    lines = "".join(f"      - {line}\n" for line in when)
    fields = {"payee": for_, "kind": "cash", "every": "year", **more}
    extra = "".join(f"    {key}: {value}\n" for key, value in fields.items())
    return (
        f'  "{id_}":\n    title: {{zh: 甲, en: a}}\n    article: 第一条\n    for: {for_}\n    amount: {amount}\n{extra}'
        + (f"    when:\n{lines}" if when else "")
        + "    office: {lead: [人社局]}\n    paraphrase: {zh: 甲, en: a}\n"
    )


def definition(name: str, is_: str, for_: str = "person") -> str:
    is_ = is_ if is_.startswith("[") else f'"{is_}"'
    return f"  {name}: {{for: {for_}, is: {is_}, cite: 第一条, label: {{zh: 甲, en: a}}}}\n"


def parameter(name: str, value: object, unit: str, word: str | None = None, source: str = "stated") -> str:
    wording = f", word: {word}" if word else ""
    return f"  {name}: {{value: {value}, unit: {unit}, cite: 第一条, source: {source}{wording}}}\n"


def quoted(items: Sequence[str]) -> str:
    return ", ".join(f'"{item}"' for item in items)


def limit(id_: str, over: Sequence[str], at_most: str, per: Sequence[str] = ("household", "year")) -> str:
    return (
        f"  - {{id: {id_}, title: {{zh: 甲, en: a}}, over: [{quoted(over)}], per: [{', '.join(per)}], "
        f"at_most: {at_most}, cite: 第一条}}\n"
    )


def group(of: Sequence[str], join: str = "exactly_one") -> str:
    return f"  - {{id: group, of: [{quoted(of)}], join: {join}, cite: 第一条}}\n"


def built(*clauses: str, parameters: str = "", definitions: str = "", limits: str = "", groups: str = "") -> Ruleset:
    sections = {
        "parameters": parameters,
        "definitions": definitions,
        "clauses": "".join(clauses),
        "limits": limits,
        "groups": groups,
    }
    text = "".join(f"{name}:\n{body}" for name, body in sections.items() if body)
    return build_ruleset(parse(f"{text}{IDENTITY}\n", "r.yaml"), WORLD)


def kinds(*clauses: str, **sections: str) -> list[str]:
    """The kinds of the findings in a ruleset, in order."""
    try:
        built(*clauses, **sections)
    except RulesetError as error:
        return [item.kind for item in error.findings]
    return []
