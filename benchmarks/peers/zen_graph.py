"""The seven articles as a decision graph of GoRules Zen: decision tables and expression nodes, as its editor would save them.

Days are whole numbers like 20231220, money is fen. What no node needs is not passed on.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

from benchmarks.peers.households import PLACE, TAXES

Node = dict[str, Any]

ON: Final = "$nodes.request.on"
IN_FORCE: Final = f"{ON} >= 20230404 and {ON} <= 20231231"
TIERS: Final = {
    4: (380000, "#.wages >= 5000000"),
    3: (250000, "#.wages >= 3000000"),
    2: (150000, "#.wages >= 1500000 and #.months >= 6"),
    1: (100000, "#.wages >= 1000000 and #.months >= 3"),
}
"""Amount and condition of each tier of article 12."""


def graph() -> Node:
    """The whole decision."""
    edges = [
        ("request", "household"),
        ("request", "trainings"),
        ("request", "certificates"),
        ("request", "employments"),
        ("employments", "deductions"),
        *((node, "response") for node in ("household", "trainings", "certificates", "deductions")),
    ]
    return {
        "nodes": [
            _node("request", "inputNode", {"schema": ""}),
            _household(),
            _trainings(),
            _certificates(),
            _employments(),
            _deductions(),
            _node("response", "outputNode", {"schema": ""}),
        ],
        "edges": [{"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other} for one, other in edges],
    }


def _node(name: str, type_: str, content: Node) -> Node:
    return {"id": name, "type": type_, "name": name, "position": {"x": 0, "y": 0}, "content": content}


def _expressions(name: str, lines: dict[str, str], loop: tuple[str, str] | None = None) -> Node:
    """An expression node; ``loop`` says over which list, and where the results go."""
    return _node(
        name,
        "expressionNode",
        {
            "expressions": [{"id": f"{name}-{key}", "key": key, "value": value} for key, value in lines.items()],
            "passThrough": False,
            "inputField": loop[0] if loop else None,
            "outputPath": loop[1] if loop else None,
            "executionMode": "loop" if loop else "single",
        },
    )


def _table(name: str, path: str, fields: list[str], outputs: list[str], rows: list[tuple[list[str], list[str]]]) -> Node:
    """A decision table that runs for each of a list; the first row that fits decides."""
    columns = [{"id": f"i{i}", "name": field, "field": field} for i, field in enumerate(fields)]
    results = [{"id": f"o{i}", "name": field, "field": field} for i, field in enumerate(outputs)]
    return _node(
        name,
        "decisionTableNode",
        {
            "hitPolicy": "first",
            "inputs": columns,
            "outputs": results,
            "rules": [
                {
                    "_id": f"{name}-{number}",
                    **{f"i{i}": cell for i, cell in enumerate(cells)},
                    **{f"o{i}": cell for i, cell in enumerate(found)},
                }
                for number, (cells, found) in enumerate(rows)
            ],
            "passThrough": False,
            "inputField": path,
            "outputPath": path,
            "executionMode": "loop",
        },
    )


def _household() -> Node:
    """Articles 12 and 15: counts of who reaches which tier, and by Hall's condition the best two of different persons."""
    lines = {
        "listed": f'{IN_FORCE} and poverty_status in ["lifted", "monitored"] and listed_in == "{PLACE}"',
        **{f"n{tier}": f"count(persons, {condition})" for tier, (_, condition) in TIERS.items()},
    }
    values = [f"$.n{tier} > 0 ? {amount} : 0" for tier, (amount, _) in TIERS.items()]
    for one, other in combinations(TIERS, 2):
        (first, condition), (second, alternative) = TIERS[one], TIERS[other]
        lines[f"n{one}{other}"] = f"count(persons, ({condition}) or ({alternative}))"
        values.append(f"$.n{one} > 0 and $.n{other} > 0 and $.n{one}{other} > 1 ? {first + second} : 0")
    lines["tiers"] = f"$.listed ? min([630000, max([{', '.join(values)}])]) : 0"
    enrolled = f"$.listed and #.vocational and #.start >= 20230901 and #.start <= {ON}"
    lines["studies"] = f"map(filter(studies, {enrolled} and floor(#.start / 10000) == floor({ON} / 10000)), #.id)"
    incubated = f'{IN_FORCE} and #.place == "{PLACE}" and #.incubated and #.qualified'
    lines["loans"] = f"map(filter(enterprises, {incubated}), #.id)"
    return _expressions("household", lines)


def _trainings() -> Node:
    """Articles 17 and 21."""
    fields = [
        "course",
        ON,
        "completed",
        "person.resides_in",
        "person.group",
        "person.left_school",
        "floor((start - person.birth) / 10000)",
        "provider.place",
        "provider.kind",
        "months",
        "certified",
    ]
    days, year, here = "[20230404..20231231]", "[20230101..20231231]", f'"{PLACE}"'
    groups = '"graduate", "returning_entrepreneur", "veteran", "disabled"'
    startup = ['"gyb", "syb"', days, year, here, groups, "", "", "", "", "", ""]
    leaver = ['"reserve_skills"', days, year, "", "", "true", "[15..22]", here, '"technical_school"', ">= 4", "true"]
    rows = [(startup, ["id", '"17.1"', "40000", "160000"]), (leaver, ["id", '"21.1"', "600000", "600000"])]
    return _table("trainings", "trainings", fields, ["id", "clause", "low", "high"], rows)


def _certificates() -> Node:
    """Article 19: two groups and three levels."""
    fields = [
        "level",
        ON,
        "person.insured_in",
        "issued",
        f"{ON} - issued",
        "person.employed",
        "person.insured_years",
        "person.drawing_benefit",
    ]
    rows: list[tuple[list[str], list[str]]] = []
    for level, amount in (("junior", 100000), ("intermediate", 150000), ("senior", 200000)):
        start = [f'"{level}"', "[20230404..20231231]", f'"{PLACE}"', "[20220101..20221231]", "<= 10000"]
        found = ["id", str(amount)]
        rows += [([*start, "true", ">= 1", ""], found), ([*start, "", "", "true"], found)]
    return _table("certificates", "certificates", fields, ["id", "amount"], rows)


def _employments() -> Node:
    """Article 10: the quota of each employment by the months of the year."""
    certain = "certified_unemployed and newly_hired and contract_months >= 12"
    return _expressions(
        "employments",
        {
            "employer": "employer",
            "begun": "max([start, insured_from])",
            "first": "floor($.begun / 10000) * 12 + floor($.begun / 100) % 100 - 1",
            "now": f"floor({ON} / 10000) * 12 + floor({ON} / 100) % 100 - 1",
            "last": "min([$.first + 35, floor(end / 10000) * 12 + floor(end / 100) % 100 - 1, $.now])",
            "months": f"$.last - max([$.first, floor({ON} / 10000) * 12]) + 1",
            "due": f"{IN_FORCE} and {certain} and $.begun <= {ON} and floor($.begun / 10000) == 2023 and $.months > 0",
            "quota": "$.due ? 65000 * $.months : 0",
        },
        ("employments", "quotas"),
    )


def _deductions() -> Node:
    """Article 10: the taxes of each enterprise, used up in order."""
    lines = {
        "id": "id",
        "left0": f'place == "{PLACE}" ? sum(map(filter($nodes.employments.quotas, #.employer == $root.id), #.quota)) : 0',
    }
    for i, tax in enumerate(TAXES):
        lines[tax] = f"min([$.left{i}, {tax}])"
        lines[f"left{i + 1}"] = f"$.left{i} - $.{tax}"
    lines["deduction"] = "$.left0 - $.left5"
    return _expressions("deductions", lines, ("$nodes.request.enterprises", "deductions"))
