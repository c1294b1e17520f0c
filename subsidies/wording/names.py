"""What readers call what a ruleset names by codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from subsidies.i18n import N_, Language, translate
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.vocabulary import Vocabulary

EVERY: Final = {"once": N_("once"), "month": N_("each month"), "year": N_("each year")}
OUTCOMES: Final = {
    "payable": N_("payable now"),
    "possible": N_("open"),
    "excluded_by_limit": N_("excluded by a limit"),
    "decided_elsewhere": N_("decided elsewhere"),
    "not_in_force": N_("outside the days that count"),
    "elsewhere": N_("not a matter of this place"),
    "not_entitled": N_("not due"),
}
DUTY_KEPT: Final = N_("has to be done")
ROUNDING: Final = {
    "half_up": N_("rounded half up"),
    "down": N_("rounded down"),
    "up": N_("rounded up"),
}
ROUNDED_TO: Final = {
    "fen": N_("to the fen"),
    "jiao": N_("to the jiao"),
    "yuan": N_("to the yuan"),
    "ten_yuan": N_("to 10 yuan"),
    "hundred_yuan": N_("to 100 yuan"),
}
REASONS: Final = {
    "discretionary": N_("the office decides at its discretion"),
    "amount_set_elsewhere": N_("the amount is set in another document"),
}
KEYS: Final = {"year": N_("year"), "clause": N_("clause"), "lifetime": N_("lifetime")}
"""What a limit counts by, besides entities."""


def outcome_in_words(outcome: str, kind: str, lang: Language) -> str:
    """What an outcome means, by the code of the kind of benefit: a duty is done, not paid."""
    due = BENEFIT_KINDS[kind].duty and outcome in ("payable", "decided_elsewhere")
    return translate(DUTY_KEPT if due else OUTCOMES[outcome], lang)


def name_of(path: str, vocabulary: Vocabulary, lang: Language, subjects: Iterable[str] = ()) -> str:
    """What a dotted path ends in: a key of limits, an entity, a relation or a fact; as it stands when it is none of these.

    Entities call some facts otherwise than others: it is said as one of the ``subjects`` (kinds of entity) from which the path
    starts calls it, else as the first that has such a fact.
    """
    *ways, name = path.split(".")
    if path in KEYS:
        return translate(KEYS[path], lang)
    if name in vocabulary.entities:
        return vocabulary.entities[name].label.brief(lang)
    owners = [vocabulary.entities[subject] for subject in subjects]
    for way in ways:
        targets = [target for owner in owners if way in owner.relations for target in owner.relations[way].targets]
        owners = [vocabulary.entities[target] for target in targets]
    for entity in (*owners, *vocabulary.entities.values()):
        for found in (entity.relations.get(name), entity.facts.get(name)):
            if found is not None:
                return found.label[lang]
    return path
