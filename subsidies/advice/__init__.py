"""What to do with a determination: what to ask next, what that is worth, what claiming now may cost; and how to begin a case."""

from subsidies.advice.answerable import Answerable, Apart, Asking, Turning, asking
from subsidies.advice.answers import Answer
from subsidies.advice.applicants import Applicant, applicant, applicants
from subsidies.advice.blank_case import blank_case
from subsidies.advice.entitlement_ranks import Rank, money_first, of_rank, rank
from subsidies.advice.inquiries import Inquiries, Inquiry
from subsidies.advice.losses import LaterLoss, later_losses
from subsidies.advice.only_named import is_apart, only_named
from subsidies.advice.worth import Money, Pool

__all__ = [
    "Answer",
    "Answerable",
    "Apart",
    "Applicant",
    "Asking",
    "Inquiries",
    "Inquiry",
    "LaterLoss",
    "Money",
    "Pool",
    "Rank",
    "Turning",
    "applicant",
    "applicants",
    "asking",
    "blank_case",
    "is_apart",
    "later_losses",
    "money_first",
    "of_rank",
    "only_named",
    "rank",
]
