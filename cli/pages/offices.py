"""Where to go and what to bring: the offices that lead what is payable, each of one place."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.payable import payable_items

OFFICES = N_("Where to go and what to bring")
OFFICE = N_("{office}: {clauses}")
BRING = N_("bring: {evidence}")
NO_PROOF = N_("no proof is named")


class Errand(NamedTuple):
    """Offices that lead together, their place where others are called the same, their clauses, and what to bring."""

    offices: tuple[str, ...]
    place: str
    clauses: tuple[str, ...]
    proofs: tuple[str, ...]


def errands(naming: Naming) -> list[Errand]:
    """For each lead office: the clauses it decides and the proofs to bring.

    Those that documents of several places call by one name are several, and are told apart by the place of the document.
    """
    found: dict[tuple[tuple[str, ...], str], tuple[dict[str, None], dict[str, None]]] = {}
    for item in payable_items(naming):
        place = naming.law.ruleset(item.ruleset).model.jurisdiction
        lead = tuple(naming.law.rule(item.under).model.office.lead)
        clauses, proofs = found.setdefault((lead, place), ({}, {}))
        clauses[item.clause] = None
        proofs.update(dict.fromkeys(label[naming.lang] for label in naming.explanation.evidence(item)))
    called = Counter(lead for lead, _ in found)
    return [
        Errand(lead, "" if called[lead] == 1 else naming.place(place), tuple(clauses), tuple(proofs))
        for (lead, place), (clauses, proofs) in found.items()
    ]


def offices(naming: Naming) -> Section:
    """Every errand in full."""
    section = Section(naming.t(OFFICES))
    for one in errands(naming):
        name = naming.comma.join(one.offices) + (naming.bracket(one.place) if one.place else "")
        section.add(naming.t(OFFICE, office=name, clauses=naming.clauses(one.clauses)), 0, Mark.ITEM)
        text = naming.comma.join(one.proofs) if one.proofs else naming.t(NO_PROOF)
        section.add(naming.t(BRING, evidence=text), 1)
    return section
