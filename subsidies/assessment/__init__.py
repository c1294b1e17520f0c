"""From a question and a law to the determination."""

from subsidies.assessment.assessing import assess, decide, require_case

__all__ = ["assess", "decide", "require_case"]
