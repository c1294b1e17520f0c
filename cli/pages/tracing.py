"""The lines of a clause: in words, with the values they saw, where these come from, and the figures of the law."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.determination import Entitlement
from subsidies.explanation import Seen, TraceRow
from subsidies.expression import nodes as n
from subsidies.i18n import N_
from subsidies.ruleset import DefinitionRule, Ruleset
from subsidies.wording import figure
from subsidies_cli import words
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, PageLine, verdict_mark

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


def trace(item: Entitlement, rows: Sequence[TraceRow], naming: Naming, said: set[str]) -> list[PageLine]:
    """Rows of the trace with all that explains them; definitions, figures and the day are told once (``said``)."""
    lines: list[PageLine] = []
    ruleset = naming.law.ruleset(item.under)
    for row in rows:
        lines.append(PageLine(naming.said(item).line(row.line), 1, verdict_mark(row.verdict)))
        found = naming.explanation.seen(item, row)
        once = [_meaning(rule, item, naming) for rule in naming.explanation.definitions(item, row.line.node)]
        once += [_value(item, one, naming) for one in found if isinstance(one.node, n.Context)]
        once += [parameter_line(ruleset, name, naming) for name in naming.explanation.figures(item, row.line.node)]
        below = [text for text in once if text not in said]
        below += [_value(item, one, naming) for one in found if not isinstance(one.node, n.Context)]
        said.update(once)
        lines += [PageLine(text, 2, Mark.ITEM) for text in dict.fromkeys(below)]
    return lines


def _value(item: Entitlement, one: Seen, naming: Naming) -> str:
    wording = naming.said(item)
    value = naming.value(one.node, one.value)
    if not isinstance(one.node, n.Fact):
        label = wording.node(one.node)
        return naming.t(DERIVED, label=label, value=value) if value else naming.t(DERIVED_UNKNOWN, label=label)
    label = wording.fact_label(one.node.entity, one.node.name)
    if one.entity is None:
        return naming.t(RELATION_UNKNOWN, label=wording.node(one.node))
    names = {"label": label, "entity": naming.entity(one.entity), "fact": one.node.name}
    if not one.applies:
        return naming.t(FACT_OF_OTHERS, **names)
    if one.is_known:
        return naming.t(FACT, value=value, **names)
    if one.narrowed:
        return naming.t(FACT_WITHIN, value=naming.known_so_far(one.entity, one.node.name), **names)
    return naming.t(FACT_UNKNOWN, status=naming.t(words.ASKED if one.asked else words.NOT_ASKED), **names)


def parameter_line(ruleset: Ruleset, name: str, naming: Naming) -> str:
    """A figure of the law with its value, word, citation, and whether the text states it."""
    model = ruleset.model.parameters[name]
    text = PARAMETER_WORD if model.word else PARAMETER
    return naming.t(
        text,
        id=name,
        value=figure(name, ruleset, naming.world, naming.lang),
        word=model.word,
        cite=model.cite,
        source=naming.t(words.SOURCES[model.source]),
    )


def _meaning(rule: DefinitionRule, item: Entitlement, naming: Naming) -> str:
    wording = naming.wording(naming.law.ruleset(item.under), rule.entity)
    text = wording.for_place(rule, wording.node(rule.node))
    return naming.t(DEFINITION, label=rule.label[naming.lang], text=text, cite=rule.cite)
