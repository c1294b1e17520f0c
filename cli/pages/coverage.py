"""The page of ``subsidies rulesets coverage``: how long rules and their scenarios are, and what no scenario is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.review.lengths import Lengths
from subsidies_cli.page import Mark, Page, Section

TITLE = N_("Lines of rulesets and features")
VERSION = N_("{policy}, version {version}")
RULESET = N_("ruleset: {lines} lines, {each} for each of {count} clauses and provisions")
JOINS = N_("what joins policies: {lines} lines, {each} for each of {count} entries")
FEATURES = N_("features: {lines} lines, {each} for each of them")
RULES = {
    "clauses": N_("a clause: {median} lines; {shortest} to {longest}, the longest is {id}"),
    "entries": N_("an entry: {median} lines; {shortest} to {longest}, the longest is {id}"),
    "provisions": N_("a provision: {median} lines; {shortest} to {longest}, the longest is {id}"),
}
SCENARIOS = {
    "clauses": N_("scenarios about a clause: {median} lines; {shortest} to {longest}, the longest are those of {id}"),
    "entries": N_("scenarios about an entry: {median} lines; {shortest} to {longest}, the longest are those of {id}"),
    "provisions": N_("scenarios about a provision: {median} lines; {shortest} to {longest}, the longest are those of {id}"),
}
MEDIANS = N_(
    "First comes the median. Blank lines and comments do not count, nor does what is said once for several rules; "
    "a line in which several stand counts for each."
)
WITHOUT = N_("without a scenario: {ids}")
ALL = N_("Every clause and provision has scenarios.")
ALL_AND_ENTRIES = N_("Every clause, provision and entry has scenarios.")


def coverage_page(found: Sequence[Lengths], lang: Language) -> Page:
    """A section for each policy."""
    page = Page(translate(TITLE, lang))
    for one in found:
        section = Section(translate(VERSION, lang).format(policy=one.policy, version=one.version))
        count = sum(len(own) for own in one.rules.values())
        for text, lines in ((JOINS if "entries" in one.rules else RULESET, one.ruleset), (FEATURES, one.features)):
            section.add(translate(text, lang).format(lines=lines, each=round(lines / max(count, 1)), count=count))
        for name in one.rules:
            for texts, lengths in ((RULES, one.rules[name]), (SCENARIOS, one.of_scenarios(name))):
                if lengths:
                    section.add(_line(texts[name], lengths, lang), 0, Mark.ITEM)
        if one.without_scenario:
            ids = JOINTS[lang].comma.join(one.without_scenario)
            section.add(translate(WITHOUT, lang).format(ids=ids), 0, Mark.FAILS)
        page.show(section)
    page.closing.add(translate(MEDIANS, lang), style="faint")
    if not any(one.without_scenario for one in found):
        text = ALL_AND_ENTRIES if any("entries" in one.rules for one in found) else ALL
        page.closing.add(translate(text, lang), 0, Mark.HOLDS)
    return page


def _line(text: str, lengths: Mapping[str, int], lang: Language) -> str:
    longest = max(lengths, key=lambda id_: lengths[id_])
    shown = {"shortest": min(lengths.values()), "longest": lengths[longest], "id": longest}
    return translate(text, lang).format(median=f"{median(lengths.values()):g}", **shown)


def coverage_data(one: Lengths) -> dict[str, Any]:
    """The same as plain data, every rule with its lines."""
    return {
        "policy": one.policy,
        "version": one.version,
        "lines": one.ruleset,
        "feature_lines": one.features,
        **{name: dict(one.rules[name]) for name in one.rules},
        "scenarios": dict(one.scenarios),
        "medians": {name: median(one.rules[name].values()) if one.rules[name] else None for name in one.rules},
        "without_scenario": one.without_scenario,
    }
