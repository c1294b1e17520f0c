"""Is every figure of the law pinned? Each smallest change of a ruleset is put to the scenarios of its policy."""

from subsidies.mutation.change_kinds import CHANGE_KINDS, ChangeKind
from subsidies.mutation.equivalents import Equivalents
from subsidies.mutation.joint_mutants import JointMutants
from subsidies.mutation.mutants import FileMutants, Mutant
from subsidies.mutation.policy_mutants import Mutants
from subsidies.mutation.report import Fate, Judged, MutationReport, report, score
from subsidies.mutation.report_json import document, read_report, reported_in
from subsidies.mutation.run import judgements
from subsidies.mutation.trial import Judgement, Trial, mutants_of

__all__ = [
    "CHANGE_KINDS",
    "ChangeKind",
    "Equivalents",
    "Fate",
    "FileMutants",
    "JointMutants",
    "Judged",
    "Judgement",
    "Mutant",
    "Mutants",
    "MutationReport",
    "Trial",
    "document",
    "judgements",
    "mutants_of",
    "read_report",
    "report",
    "reported_in",
    "score",
]
