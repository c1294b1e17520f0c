"""Clauses and provisions: when they are in force, what they ask, what they give and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from subsidies.expression import nodes as n
from subsidies.files.source import DataPath
from subsidies.ruleset import inforce
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.build_amounts import build_amounts, build_supply, order_lines, table_lines
from subsidies.ruleset.drafting import Draft, behind
from subsidies.ruleset.line_models import LineModel
from subsidies.ruleset.lineage import payee_paths
from subsidies.ruleset.models import ClauseModel, OneOfModel, ProvisionModel, RuleModel
from subsidies.ruleset.rules import AmountRule, Line, Role, Rule
from subsidies.types.sorts import BOOL, DATE, PLACE, number
from subsidies.types.units import MONTH


def build_rules(draft: Draft) -> dict[str, Rule]:
    """Every clause and provision of the file, by its id; findings go to the draft."""
    rules: dict[str, Rule] = {}
    both: tuple[tuple[str, Mapping[str, RuleModel]], ...] = (
        ("clauses", draft.model.clauses),
        ("provisions", draft.model.provisions),
    )
    for section, items in both:
        for id_, model in items.items():
            if id_ in rules:
                draft.report("duplicate_id_in_ruleset", (section, id_), key=True, found=id_)
            elif draft.known_entity(model.for_, (section, id_, "for")):
                rules[id_] = _rule(draft, id_, model, (section, id_))
    return rules


def _rule(draft: Draft, id_: str, model: RuleModel, path: DataPath) -> Rule:
    clause = model if isinstance(model, ClauseModel) else None
    place = _place(draft, model, path)
    scope = draft.scope(model.for_, place)
    at = draft.expression(model.at, scope, (*path, "at"), DATE) if model.at else None
    runs_on = draft.expression(clause.runs_on, scope, (*path, "runs_on"), number(MONTH)) if clause and clause.runs_on else None
    runs_from = draft.expression(clause.runs_from, scope, (*path, "runs_from"), DATE) if clause and clause.runs_from else at
    months = draft.expression(clause.months, scope, (*path, "months"), number(MONTH)) if clause and clause.months else None
    if runs_on is not None and at is None and clause and not clause.at:
        draft.report("missing_key", path, found="at")
    lines = list(_in_force(draft, clause, at, runs_from, runs_on))
    if place is not None:
        within = n.Within(BOOL, place, draft.model.jurisdiction)
        lines.append(Line(within, "place", f"{model.place or 'jurisdiction'} in {draft.model.jurisdiction}"))
    sections: tuple[tuple[Role, str, Sequence[LineModel]], ...] = (
        ("condition", "when", model.when),
        ("exception", "unless", model.unless),
    )
    for role, section, items in sections:
        for index, item in enumerate(items):
            node, text, label = draft.line(item, scope, (*path, section, index))
            if node is not None:
                lines.append(Line(node, role, text, label, (*path, section, index)))
                scope = behind(scope, node, role == "condition")
    amounts: tuple[AmountRule, ...] = ()
    payees: tuple[n.Path, ...] = ()
    if clause:
        amounts = build_amounts(draft, clause, scope, (*path, "amount"))
        payees = _payees(draft, clause, path)
    elif isinstance(model, ProvisionModel):
        amounts = build_supply(draft, model, scope, (*path, "supply"))
    if amounts:
        lines += (*table_lines(amounts, model.for_, draft.definitions), *order_lines(amounts))
    said = [line.node for line in lines if line.role != "in_force"]
    said += [node for node in (at, runs_from, months, *(end for item in amounts for end in item.ends)) if node is not None]
    if clause and not _reads_year(said, draft):
        place_of_it = sum(line.role == "in_force" for line in lines)
        lines[place_of_it:place_of_it] = _year_meant(clause, at, runs_from, runs_on)
    for reading in model.readings:
        if reading not in draft.model.readings:
            draft.report("unknown_name", (*path, "readings"), list(draft.model.readings), found=reading)
    if clause and clause.running:
        named = clause.running.reading
        if named is not None and named not in draft.model.readings:
            draft.report("unknown_name", (*path, "running", "reading"), list(draft.model.readings), found=named)
        if clause.runs_on is None:
            draft.report("running_without_runs_on", (*path, "running"), key=True, found=id_)
    return Rule(
        id_,
        model.for_,
        model,
        tuple(lines),
        model.kind,
        clause.every if clause else "once",
        payees,
        amounts,
        at,
        runs_from,
        runs_on,
        months,
        model if isinstance(model, ProvisionModel) else None,
    )


def _in_force(
    draft: Draft, clause: ClauseModel | None, at: n.Node | None, runs_from: n.Node | None, runs_on: n.Node | None
) -> Iterator[Line]:
    in_time = inforce.in_time(draft.model, clause.every if clause else "once", runs_from, runs_on)
    governed = draft.governed or inforce.sole(draft.model)
    window = clause.window if clause else "none"
    for node, text in inforce.conditions(draft.model, at, in_time, runs_on is not None, window, governed):
        yield Line(node, "in_force", text, inforce.RUNS_STILL if text == inforce.IN_TIME else None)


def _year_meant(clause: ClauseModel, at: n.Node | None, runs_from: n.Node | None, runs_on: n.Node | None) -> Iterator[Line]:
    """Which years a benefit is for, of a clause that does not say it itself; one of counted months is for the year assessed."""
    meant = inforce.year_meant(clause.every, at, runs_from, runs_on)
    if meant is not None and (clause.every != "month" or clause.months is None):
        yield Line(meant, "in_force", inforce.YEAR_MEANT, inforce.IN_ITS_YEAR)


def _reads_year(nodes: Sequence[n.Node], draft: Draft) -> bool:
    """Whether expressions turn on the year assessed, be it by definitions."""
    seen: set[tuple[str, str]] = set()
    waiting = list(nodes)
    while waiting:
        for part in waiting.pop().walk():
            if isinstance(part, n.Context) and part.name == "year":
                return True
            if isinstance(part, n.Definition) and (part.entity, part.name) not in seen:
                seen.add((part.entity, part.name))
                rule = draft.definitions.get((part.entity, part.name))
                waiting += [] if rule is None else [rule.node]
    return False


def _place(draft: Draft, model: RuleModel, path: DataPath) -> n.Node | None:
    if model.place is None:
        return n.Context(PLACE, "jurisdiction")
    return draft.expression(model.place, draft.scope(model.for_), (*path, "place"), PLACE)


def _named(payee: str | OneOfModel) -> str:
    return payee if isinstance(payee, str) else ", ".join(payee.one_of)


def _payees(draft: Draft, clause: ClauseModel, path: DataPath) -> tuple[n.Path, ...]:
    if clause.payee is None:
        return ()
    if BENEFIT_KINDS[clause.kind].duty and draft.rewrite is None:
        draft.report("duty_payee", (*path, "payee"), found=_named(clause.payee))
    ways = payee_paths(clause)
    several = isinstance(clause.payee, OneOfModel)
    spot: DataPath = (*path, "payee", "one_of") if several else (*path, "payee")
    return tuple(way for way in ways if draft.follow(clause.for_, way, spot) is not None)
