"""Money and other benefits as exact intervals, with the cause of any spread."""

from subsidies.amount.amount import Amount, AmountPart, Cause, evaluate
from subsidies.amount.rounding import Yuan, ends_in_yuan, in_yuan, rounded, yuan

__all__ = ["Amount", "AmountPart", "Cause", "Yuan", "ends_in_yuan", "evaluate", "in_yuan", "rounded", "yuan"]
