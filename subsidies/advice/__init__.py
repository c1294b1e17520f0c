"""What to do with a determination: what to ask next, in which order, and what claiming now may cost."""

from subsidies.advice.entitlement_ranks import Rank, money_first, of_rank, rank
from subsidies.advice.inquiries import Inquiries, Inquiry
from subsidies.advice.losses import LaterLoss, later_losses

__all__ = ["Inquiries", "Inquiry", "LaterLoss", "Rank", "later_losses", "money_first", "of_rank", "rank"]
