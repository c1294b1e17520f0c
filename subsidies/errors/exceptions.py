"""The exceptions of the library. Each carries findings; none is raised with part of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.errors.finding import Finding
from subsidies.i18n import Language
from subsidies.reprs import cut


class SubsidiesError(Exception):
    """Base of all errors of the library; ``exit_code`` is what a command ends with."""

    exit_code = 2

    def __init__(self, findings: Sequence[Finding] | Finding) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(self.message("en"))

    def __reduce__(self) -> tuple[type[SubsidiesError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)

    def __repr__(self) -> str:
        more = f" and {len(self.findings) - 1} more" if len(self.findings) > 1 else ""
        return cut(
            f"<{type(self).__name__}: {cut(' '.join(self.findings[0].message().split()) if self.findings else '-')}{more}>"
        )

    def message(self, lang: Language = "en") -> str:
        """All findings, one a line."""
        return "\n".join(finding.message(lang) for finding in self.findings)


class UsageError(SubsidiesError):
    """A question that cannot be put: an unknown policy, a date that is none, a flag without sense."""


class InputError(SubsidiesError):
    """A file that cannot be read as what it should be."""


class CaseError(InputError):
    """A case that breaks the vocabulary or contradicts itself."""


class RulesetError(InputError):
    """A ruleset, vocabulary, rate table or jurisdiction list that breaks its schema or cannot mean anything."""


class DigestMismatch(SubsidiesError):
    """A released file is not what it was when it was released."""

    exit_code = 3


class EngineDisagreement(SubsidiesError):
    """Two engines decided a clause differently, or one could not decide; no amount is issued."""

    exit_code = 3
