"""A mutation report as a stable JSON document, and the way back from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from subsidies.errors import Finding, Position, UsageError
from subsidies.files.schema import Label
from subsidies.mutation.change_kinds import ChangeKind
from subsidies.mutation.equivalents import FILE
from subsidies.mutation.mutants import FileMutants, Mutant
from subsidies.mutation.report import Fate, Judged, MutationReport
from subsidies.scenarios import FeatureFile, Scenario
from subsidies.scenarios.folder import NotRun
from subsidies.scenarios.run_json import NotRunDocument

DOCUMENT_VERSION: Final = 1


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class TextDocument(_Model):
    """A text in both languages."""

    zh: str
    en: str


class PlaceDocument(_Model):
    """A scenario, or one row of an outline's examples: its file, its line, and what it is called."""

    file: str
    line: int
    name: str


class ChangeDocument(_Model):
    """One change of the law. ``by`` are the scenarios that fail with it: all for a figure, otherwise the first."""

    id: str
    kind: ChangeKind
    owners: list[str]
    figure: str | None
    change: TextDocument
    fate: Fate
    by: list[PlaceDocument]
    why: TextDocument | None


class PolicyDocument(_Model):
    """All changes of one version of a policy, or of what joins policies; the digests say of which file and of which features."""

    policy: str
    version: str
    digest: str
    features_digest: str
    noticed: int
    survived: int
    equivalent: int
    refused: int
    changes: list[ChangeDocument]


class MutationDocument(_Model):
    """What ``subsidies features mutate --format json`` writes."""

    schema_version: Literal[1]
    policies: list[PolicyDocument]
    not_run: list[NotRunDocument] = []


def features_digest(features: Sequence[FeatureFile]) -> str:
    """SHA-256 of the feature files and of the list of equivalents beside them, whatever folder they lie in."""
    paths = sorted({Path(feature.file) for feature in features}, key=lambda path: path.name)
    lists = sorted({path.parent / FILE for path in paths if (path.parent / FILE).exists()})
    digest = hashlib.sha256()
    for path in (*paths, *lists):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def document(reports: Sequence[tuple[MutationReport, Sequence[FeatureFile]]], apart: Sequence[NotRun] = ()) -> dict[str, Any]:
    """Reports as plain data, with what was left out since it is ``apart``."""
    policies = [_policy(report, features_digest(features)) for report, features in reports]
    left = [NotRunDocument(**one._asdict()) for one in apart]
    return MutationDocument(schema_version=DOCUMENT_VERSION, policies=policies, not_run=left).model_dump(mode="json")


def _policy(report: MutationReport, features: str) -> PolicyDocument:
    return PolicyDocument(
        policy=report.policy,
        version=report.version,
        digest=report.digest,
        features_digest=features,
        noticed=len(report.with_fate("noticed")),
        survived=len(report.with_fate("survived")),
        equivalent=len(report.with_fate("equivalent")),
        refused=len(report.with_fate("refused")),
        changes=[_change(item) for item in report.judged],
    )


def _change(item: Judged) -> ChangeDocument:
    mutant = item.mutant
    return ChangeDocument(
        id=mutant.id,
        kind=mutant.kind,
        owners=list(mutant.owners),
        figure=mutant.figure,
        change=_text(mutant.change),
        fate=item.fate,
        by=[PlaceDocument(file=Path(one.file).as_posix(), line=one.line, name=one.name) for one in item.by],
        why=None if item.why is None else _text(item.why),
    )


def _text(label: Label) -> TextDocument:
    return TextDocument(zh=label.zh, en=label.en)


def read_report(path: Path, mutants: FileMutants, features: Sequence[FeatureFile]) -> MutationReport:
    """The report of a policy in a document, with the scenarios of the features it was made from.

    Raises :class:`UsageError` when there is no such document, or when it is about another ruleset, other features or changes
    other than those made now.
    """
    policy = mutants.name
    found = next((item for item in _document_in(path).policies if item.policy == policy), None)
    made = [mutant.id for mutant in mutants.mutants]
    now = mutants.digest, features_digest(features), made
    if found is None or (found.digest, found.features_digest, [change.id for change in found.changes]) != now:
        raise UsageError(Finding("old_report", Position(str(path)), context={"policy": policy}))
    scenarios = {(Path(one.file).name, one.line): one for feature in features for one in feature.scenarios}
    judged = tuple(_judged(item, scenarios) for item in found.changes)
    return MutationReport(found.policy, found.version, found.digest, judged)


def reported_in(path: Path) -> set[str]:
    """The ids of the policies, and of what joins them, that a document reports.

    Raises :class:`UsageError` when there is no such document.
    """
    return {item.policy for item in _document_in(path).policies}


def _document_in(path: Path) -> MutationDocument:
    try:
        return MutationDocument.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        reason = getattr(error, "strerror", None) or "JSON"
        raise UsageError(Finding("no_report", Position(str(path)), context={"reason": reason})) from None


def _judged(item: ChangeDocument, scenarios: dict[tuple[str, int], Scenario]) -> Judged:
    change = Label(zh=item.change.zh, en=item.change.en)
    mutant = Mutant(item.id, item.kind, tuple(item.owners), item.figure, change)
    by = tuple(scenarios[Path(place.file).name, place.line] for place in item.by)
    return Judged(mutant, item.fate, by, None if item.why is None else Label(zh=item.why.zh, en=item.why.en))
