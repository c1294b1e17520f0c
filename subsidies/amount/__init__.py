"""Money and other benefits as exact intervals, with the cause of any spread."""

from subsidies.amount.amount import Amount, Cause, evaluate
from subsidies.amount.rounding import in_yuan, rounded, yuan

__all__ = ["Amount", "Cause", "evaluate", "in_yuan", "rounded", "yuan"]
