"""Why a result is as it is: functions over a determination and the law that decided it.

Each call here reads the determination afresh; who asks for much of one determination keeps an :class:`Explanation`.
"""

from collections.abc import Mapping

from subsidies.determination import Determination, Entitlement
from subsidies.explanation.alike import Alike
from subsidies.explanation.excluded_awards import Alternative
from subsidies.explanation.explanation import Explanation
from subsidies.explanation.limit_uses import LimitUse
from subsidies.explanation.proofs import Paper
from subsidies.explanation.trace_rows import TraceRow
from subsidies.explanation.trace_values import Seen
from subsidies.explanation.unknowns import Missing
from subsidies.explanation.warnings import Caution
from subsidies.files.schema import Label
from subsidies.law import Law

__all__ = [
    "Alike",
    "Alternative",
    "Caution",
    "Explanation",
    "LimitUse",
    "Missing",
    "Paper",
    "Seen",
    "TraceRow",
    "alike",
    "evidence",
    "limit_uses",
    "missing",
    "tightened",
    "trace",
    "warnings",
]


def missing(law: Law, determination: Determination, item: Entitlement) -> tuple[Missing, ...]:
    """What is unknown and may still change an entitlement of a determination, each thing once.

    Raises :class:`UsageError` where another law decided.
    """
    return Explanation(law, determination).missing(item)


def trace(law: Law, determination: Determination, item: Entitlement) -> list[tuple[TraceRow, list[Seen]]]:
    """Every line of an entitlement's rule with what it saw; errors as for :func:`missing`."""
    explanation = Explanation(law, determination)
    return [(row, explanation.seen(item, row)) for row in explanation.rows(item)]


def alike(law: Law, determination: Determination) -> tuple[Alike, ...]:
    """Rows of the case that may have been written twice, each group of them once; errors as for :func:`missing`."""
    return Explanation(law, determination).alike


def limit_uses(law: Law, determination: Determination, item: Entitlement) -> list[LimitUse]:
    """How much of the limits over an entitlement is used, where earlier awards used some or nothing may be left.

    Errors as for :func:`missing`.
    """
    return Explanation(law, determination).limit_uses(item)


def evidence(law: Law, determination: Determination, item: Entitlement) -> list[Label]:
    """The proofs that an entitlement needs, each once; errors as for :func:`missing`."""
    return Explanation(law, determination).evidence(item)


def warnings(law: Law, determination: Determination, item: Entitlement) -> list[Label]:
    """What has to be told beside an entitlement: the warnings of readings it rests on; errors as for :func:`missing`."""
    return Explanation(law, determination).warnings(item)


def tightened(law: Law, determination: Determination) -> Mapping[tuple[str, str], bool]:
    """Verdicts that follow although facts are unknown, because no value that is left can change them.

    Keys are (policy/clause, subject's id); values True or False. Errors as for :func:`missing`.
    """
    return Explanation(law, determination).tightened
