"""Money and other benefits as exact intervals, with the cause of any spread."""

from subsidies.amount.amount import Amount, AmountPart, Cause, evaluate
from subsidies.amount.rounding import in_yuan, rounded, yuan

__all__ = ["Amount", "AmountPart", "Cause", "evaluate", "in_yuan", "rounded", "yuan"]
