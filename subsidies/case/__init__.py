"""The applicant's case: entities, relations, facts and prior awards."""

from subsidies.case.case import Case
from subsidies.case.entities import Entity, PriorAward, Question

__all__ = ["Case", "Entity", "PriorAward", "Question"]
