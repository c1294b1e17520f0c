"""Eligibility and subsidy calculation: rulesets of local plans, applicants' cases, and determinations that explain themselves.

>>> from datetime import date
>>> from subsidies import Catalogue, documents
>>> catalogue = Catalogue.bundled()
>>> determination = catalogue.assess(catalogue.read_case("examples/xixia-household.yaml"), on=date(2023, 12, 20))
>>> determination.total("cash").low
>>> documents.to_dict(determination, catalogue.law())

What explains a determination, looks ahead from it or writes it down are functions in ``explanation``, ``advice``, ``documents``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidies import advice, documents, explanation
    from subsidies.case.case import Case
    from subsidies.catalogue import Catalogue
    from subsidies.determination import Determination, Entitlement, Outcome, Total
    from subsidies.errors import (
        CaseError,
        DigestMismatch,
        EngineDisagreement,
        Finding,
        InputError,
        RulesetError,
        SubsidiesError,
        UsageError,
    )
    from subsidies.explanation import Explanation, Missing
    from subsidies.law import Law
    from subsidies.vocabulary.rates import StatedRates

__version__ = "0.1.0"

_HOMES = {
    "Case": "subsidies.case.case",
    "CaseError": "subsidies.errors",
    "Catalogue": "subsidies.catalogue",
    "Determination": "subsidies.determination",
    "DigestMismatch": "subsidies.errors",
    "EngineDisagreement": "subsidies.errors",
    "Entitlement": "subsidies.determination",
    "Explanation": "subsidies.explanation",
    "Finding": "subsidies.errors",
    "InputError": "subsidies.errors",
    "Law": "subsidies.law",
    "Missing": "subsidies.explanation",
    "Outcome": "subsidies.determination",
    "RulesetError": "subsidies.errors",
    "StatedRates": "subsidies.vocabulary.rates",
    "SubsidiesError": "subsidies.errors",
    "Total": "subsidies.determination",
    "UsageError": "subsidies.errors",
}
_ROOMS = ("advice", "documents", "explanation")

__all__ = [
    "Case",
    "CaseError",
    "Catalogue",
    "Determination",
    "DigestMismatch",
    "EngineDisagreement",
    "Entitlement",
    "Explanation",
    "Finding",
    "InputError",
    "Law",
    "Missing",
    "Outcome",
    "RulesetError",
    "StatedRates",
    "SubsidiesError",
    "Total",
    "UsageError",
    "__version__",
    "advice",
    "documents",
    "explanation",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that ``import subsidies`` costs nothing."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _ROOMS:
        return import_module(f"subsidies.{name}")
    raise AttributeError(f"module 'subsidies' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
