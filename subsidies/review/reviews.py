"""``reviews.yaml`` beside the features of a policy: who approved which clause, in which state, and when. It only ever grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from subsidies.errors import Finding, InputError, suggestion
from subsidies.errors.finding import in_order
from subsidies.files.disk import read
from subsidies.files.schema import Closed, SchemaVersion, Text, validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.ruleset.ids import ClauseId, Digest, PolicyId

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue

FILE: Final = "reviews.yaml"
State = Literal["reviewed", "changed", "never"]


class ReviewModel(Closed):
    """One approval: of which clause, provision or limit in which state (its digest), by whom of which office, on which day."""

    clause: ClauseId
    digest: Digest
    by: Text
    office: Text
    on: date
    note: Text | None = None


class ReviewsModel(Closed):
    """The whole of ``reviews.yaml``."""

    schema_version: SchemaVersion
    policy: PolicyId
    reviews: list[ReviewModel]


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """Whether a clause is approved as it is now; ``review`` is the approval that says so, or else the latest one."""

    state: State
    review: ReviewModel | None = None


NEVER: Final = ReviewStatus("never")


@dataclass(frozen=True, slots=True)
class Reviews:
    """All reviews of a policy, in the order of the file."""

    entries: tuple[ReviewModel, ...] = ()

    def status(self, clause: str, digest: str) -> ReviewStatus:
        """How a clause stands whose digest is now this one."""
        own = [item for item in self.entries if item.clause == clause]
        approved = [item for item in own if item.digest == digest]
        if approved:
            return ReviewStatus("reviewed", _latest(approved))
        return ReviewStatus("changed", _latest(own)) if own else NEVER


def _latest(reviews: Iterable[ReviewModel]) -> ReviewModel:
    return sorted(reviews, key=lambda item: item.on)[-1]


def today() -> date:
    """The latest day that has begun anywhere on earth: nobody has reviewed anything on a later one."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def reviews_beside(files: Iterable[str], policy: str, catalogue: Catalogue, day: date) -> Reviews:
    """The reviews in the folder of a policy's features, none where there is no such file.

    Raises :class:`InputError` as :func:`load_reviews` does.
    """
    folders = list(dict.fromkeys(Path(file).resolve().parent for file in files))
    folder = next((item for item in folders if item.name == policy), folders[0])
    path = folder / FILE
    if not path.exists():
        return Reviews()
    shown_as = next(Path(file).parent for file in files if Path(file).resolve().parent == folder)
    return load_reviews(read(shown_as / FILE), policy, catalogue, day)


def load_reviews(source: Source, policy: str, catalogue: Catalogue, day: date) -> Reviews:
    """The reviews in a file, checked against the policy it lies with; ``day`` is today.

    A digest that no version has is no fault: the clause was approved in another state, perhaps one never released.

    Raises :class:`InputError` with all findings.
    """
    model, found = validated(ReviewsModel, source)
    if model is None:
        raise InputError(found)
    if model.policy != policy:
        names = {"found": model.policy, "expected": policy}
        found.append(Finding("reviews_elsewhere", source.position(("policy",)), "policy", names))
    else:
        found += _faults(model, source, catalogue, day)
    if found:
        raise InputError(in_order(found))
    return Reviews(tuple(model.reviews))


def _faults(model: ReviewsModel, source: Source, catalogue: Catalogue, day: date) -> Iterator[Finding]:
    # A clause that only an older version has may well have been reviewed then.
    versions = catalogue.versions(model.policy)
    known = {id_: None for version in reversed(versions) for id_ in version.model.ids}
    published = min(version.model.published for version in versions)
    first: dict[tuple[str, str, str, date], DataPath] = {}
    for index, item in enumerate(model.reviews):
        path: DataPath = ("reviews", index)
        clause, on = (*path, "clause"), (*path, "on")
        if item.clause not in known:
            context, near = {"found": item.clause}, suggestion(item.clause, known)
            yield Finding("unknown_clause", source.position(clause), dotted(clause), context, suggestion=near)
        if item.on > day:
            yield Finding("review_in_future", source.position(on), dotted(on), {"found": str(item.on)})
        elif item.on < published:
            context = {"found": str(item.on), "published": str(published)}
            yield Finding("review_too_early", source.position(on), dotted(on), context)
        key = (item.clause, item.digest, item.by, item.on)
        if key in first:
            line = str(source.position(first[key]).line)
            yield Finding("review_twice", source.position(path), dotted(path), {"found": item.clause, "first": line})
        first.setdefault(key, path)
