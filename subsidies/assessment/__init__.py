"""From a question and a law to the determination."""

from subsidies.assessment.assessing import assess, decide

__all__ = ["assess", "decide"]
