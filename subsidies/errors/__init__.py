"""What can be wrong with an input, as one closed catalogue of kinds, and the exceptions that carry findings."""

from subsidies.errors.finding import Finding, Position, suggestion
from subsidies.errors.kinds import KINDS, Kind
from subsidies.errors.raised import (
    CaseError,
    DigestMismatch,
    EngineDisagreement,
    InputError,
    RulesetError,
    SubsidiesError,
    UsageError,
)

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
