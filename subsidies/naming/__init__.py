"""Results in words, in one language: names of people and clauses, awards, questions, sums, and what conditions saw."""

from subsidies.naming.awards import awarded, given, one_of, payees, period, subject
from subsidies.naming.naming import Naming
from subsidies.naming.questions import known_so_far, proof, question
from subsidies.naming.sums import between
from subsidies.naming.trace import beside

__all__ = [
    "Naming",
    "awarded",
    "beside",
    "between",
    "given",
    "known_so_far",
    "one_of",
    "payees",
    "period",
    "proof",
    "question",
    "subject",
]
