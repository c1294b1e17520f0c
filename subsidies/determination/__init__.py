"""What a case is entitled to: clause by clause, with amounts, reasons and what is still unknown."""

from subsidies.determination.determination import Determination
from subsidies.determination.entitlement import Entitlement, Missing, Outcome, TraceRow
from subsidies.determination.totals import Total

__all__ = ["Determination", "Entitlement", "Missing", "Outcome", "Total", "TraceRow"]
