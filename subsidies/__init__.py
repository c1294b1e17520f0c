"""Eligibility and subsidy calculation: rulesets of local plans, applicants' cases, and determinations that explain themselves.

>>> from datetime import date
>>> from subsidies import Catalogue, documents
>>> catalogue = Catalogue.bundled()
>>> determination = catalogue.assess(catalogue.read_case("examples/xixia-household.yaml"), on=date(2023, 12, 20))
>>> determination.total("cash").low
>>> documents.to_dict(determination, catalogue.law())

What explains a determination, looks ahead from it or writes it down are functions in ``explanation``, ``advice`` and
``documents``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidies.case.case import Case
    from subsidies.catalogue import Catalogue
    from subsidies.determination import Determination, Outcome
    from subsidies.errors import (
        CaseError,
        DigestMismatch,
        EngineDisagreement,
        InputError,
        RulesetError,
        SubsidiesError,
        UsageError,
    )
    from subsidies.law import Law

__version__ = "0.1.0"

_HOMES = {
    "Case": "subsidies.case.case",
    "Catalogue": "subsidies.catalogue",
    "Determination": "subsidies.determination",
    "Outcome": "subsidies.determination",
    "CaseError": "subsidies.errors",
    "DigestMismatch": "subsidies.errors",
    "EngineDisagreement": "subsidies.errors",
    "InputError": "subsidies.errors",
    "Law": "subsidies.law",
    "RulesetError": "subsidies.errors",
    "SubsidiesError": "subsidies.errors",
    "UsageError": "subsidies.errors",
}

__all__ = [
    "Case",
    "CaseError",
    "Catalogue",
    "Determination",
    "DigestMismatch",
    "EngineDisagreement",
    "InputError",
    "Law",
    "Outcome",
    "RulesetError",
    "SubsidiesError",
    "UsageError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that ``import subsidies`` costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'subsidies' has no attribute {name!r}")
