"""Money and other benefits as exact intervals, with the cause of any spread."""

from subsidies.amount.amount import Amount, Cause, Part, evaluate
from subsidies.amount.rounding import in_yuan, rounded, yuan

__all__ = ["Amount", "Cause", "Part", "evaluate", "in_yuan", "rounded", "yuan"]
