"""What can be wrong with an input, as one closed catalogue of kinds, and the exceptions that carry findings."""

from subsidies.errors.exceptions import (
    CaseError,
    DigestMismatch,
    EngineDisagreement,
    InputError,
    RulesetError,
    SubsidiesError,
    UsageError,
)
from subsidies.errors.finding import Finding, Position, suggestion
from subsidies.errors.finding_kinds import KINDS, Kind

__all__ = [
    "KINDS",
    "CaseError",
    "DigestMismatch",
    "EngineDisagreement",
    "Finding",
    "InputError",
    "Kind",
    "Position",
    "RulesetError",
    "SubsidiesError",
    "UsageError",
    "suggestion",
]
