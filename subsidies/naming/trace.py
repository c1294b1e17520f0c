"""What the lines of a clause saw, in words: values and where they come from, the figures of the law, what definitions mean."""

from __future__ import annotations

from subsidies.determination import Entitlement
from subsidies.explanation import Seen, TraceRow
from subsidies.expression import nodes as n
from subsidies.i18n import N_
from subsidies.naming import words
from subsidies.naming.naming import Naming
from subsidies.ruleset import DefinitionRule, Ruleset
from subsidies.wording import figure

FACT = N_("{label} = {value}  ({entity}, {fact})")
FACT_WITHIN = N_("{label}, as far as known: {value}  ({entity}, {fact})")
FACT_UNKNOWN = N_("{label}: {status}  ({entity}, {fact})")
FACT_OF_OTHERS = N_("{label}: {entity} has no such thing")
RELATION_UNKNOWN = N_("{label}: it is not stated whom this is about")
DERIVED = N_("{label} = {value}")
DERIVED_UNKNOWN = N_("{label}: not known")
PARAMETER = N_("figure {id} = {value}; {cite}; {source}")
PARAMETER_WORD = N_("figure {id} = {value}, {word}; {cite}; {source}")
DEFINITION = N_("{label} means: {text} ({cite})")


def beside(item: Entitlement, row: TraceRow, naming: Naming) -> list[str]:
    """All that explains a line: what is the same for every line that it stands beside, then the values of facts; each once."""
    shared, own = explaining(item, row, naming)
    return list(dict.fromkeys([*shared, *own]))


def explaining(item: Entitlement, row: TraceRow, naming: Naming) -> tuple[list[str], list[str]]:
    """What explains a line: definitions, the day and figures, which other lines may share; and the values that it saw."""
    found = naming.explanation.seen(item, row)
    shared = [*_of_the_law(item, row.line.node, naming)]
    shared += [value(item, one, naming) for one in found if isinstance(one.node, n.Context)]
    return shared, [value(item, one, naming) for one in found if not isinstance(one.node, n.Context)]


def _of_the_law(item: Entitlement, node: n.Node, naming: Naming) -> list[str]:
    """The definitions and figures that a line turns on; many are under one clause, so it is put into words once."""
    if id(node) not in naming.of_the_law:
        ruleset = naming.law.ruleset(item.under)
        told = [meaning(rule, item, naming) for rule in naming.explanation.definitions(item, node)]
        told += [parameter(ruleset, name, naming) for name in naming.explanation.figures(item, node)]
        naming.of_the_law[id(node)] = told
    return naming.of_the_law[id(node)]


def value(item: Entitlement, one: Seen, naming: Naming) -> str:
    """One value that a line saw, with whose it is; what is known of it where it is open."""
    wording = naming.said(item)
    said = naming.value(one.node, one.value)
    if not isinstance(one.node, n.Fact):
        label = wording.node(one.node)
        return naming.t(DERIVED, label=label, value=said) if said else naming.t(DERIVED_UNKNOWN, label=label)
    label = wording.fact_label(one.node.entity, one.node.name)
    if one.entity is None:
        return naming.t(RELATION_UNKNOWN, label=wording.node(one.node))
    names = {"label": label, "entity": naming.entity(one.entity), "fact": one.node.name}
    if not one.applies:
        return naming.t(FACT_OF_OTHERS, **names)
    if one.is_known:
        return naming.t(FACT, value=said, **names)
    if one.narrowed:
        return naming.t(FACT_WITHIN, value=naming.known_so_far(one.entity, one.node.name), **names)
    return naming.t(FACT_UNKNOWN, status=naming.t(words.ASKED if one.asked else words.NOT_ASKED), **names)


def parameter(ruleset: Ruleset, name: str, naming: Naming) -> str:
    """A figure of the law with its value, word, citation, and whether the text states it."""
    model = ruleset.model.parameters[name]
    return naming.t(
        PARAMETER_WORD if model.word else PARAMETER,
        id=name,
        value=figure(name, ruleset, naming.world, naming.lang),
        word=model.word,
        cite=model.cite,
        source=naming.t(words.SOURCES[model.source]),
    )


def meaning(rule: DefinitionRule, item: Entitlement, naming: Naming) -> str:
    """What a definition means."""
    wording = naming.wording(naming.law.ruleset(item.under), rule.entity)
    text = wording.for_place(rule, wording.node(rule.node))
    return naming.t(DEFINITION, label=rule.label[naming.lang], text=text, cite=rule.cite)
