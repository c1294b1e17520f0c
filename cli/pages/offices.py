"""Where to go and what to bring: the offices that lead what is payable, each of one place."""

from __future__ import annotations

from collections import Counter

from subsidies.i18n import N_
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.payable import payable_items

OFFICES = N_("Where to go and what to bring")
OFFICE = N_("{office}: {clauses}")
BRING = N_("bring: {evidence}")
NO_PROOF = N_("no proof is named")


def offices(naming: Naming) -> Section:
    """For each lead office: the clauses it decides and the proofs to bring.

    Those that documents of several places call by one name are several, and are told apart by the place of the document.
    """
    section = Section(naming.t(OFFICES))
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for item in payable_items(naming):
        place = naming.law.ruleset(item.ruleset).model.jurisdiction
        clauses, proofs = found.setdefault((naming.office(item), place), ({}, {}))
        clauses[item.clause] = None
        proofs.update(dict.fromkeys(label[naming.lang] for label in naming.explanation.evidence(item)))
    called = Counter(office for office, _ in found)
    for (office, place), (clauses, proofs) in found.items():
        name = office if called[office] == 1 else f"{office}{naming.bracket(naming.place(place))}"
        section.add(naming.t(OFFICE, office=name, clauses=naming.clauses(clauses)), 0, Mark.ITEM)
        text = naming.comma.join(proofs) if proofs else naming.t(NO_PROOF)
        section.add(naming.t(BRING, evidence=text), 1)
    return section
