"""``subsidies rulesets``: what is encoded, whether it is sound, and its release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from subsidies.i18n import N_
from subsidies_cli.asked import catalogue, date_if_given, date_of, language
from subsidies_cli.exit_codes import FOUND
from subsidies_cli.options import DEFAULT_FEATURES, AsOf, Features, Language, Output, Policies, Rulesets
from subsidies_cli.output import Format, emit, json_text, rendered

if TYPE_CHECKING:
    from subsidies.catalogue.versions import Version

INTEGRITY = frozenset({"digest_mismatch", "released_file_missing"})
POLICY = N_("Id of the policy, such as xixia-jobs-2023.")
VERSION = N_("Version, released or not; the latest released one without it.")
FOLDER = N_("Folder of rulesets; the bundled ones without it.")
FOLDER_TO_FREEZE = N_("Folder of rulesets.")
ONLY = N_("Release this version (policy/version), or all of a policy, and no other; may be given several times.")
DRAFT_POLICY = N_("Id of the policy, or of what joins policies, of which the next version is begun.")
NEW_POLICY = N_("Id of the new policy, such as xixia-jobs-2023.")
TABLE = N_("Table of its clauses (CSV, UTF-8).")
PLACE = N_("Code of the place whose document it is, such as 640105.")
TEXT = N_("File of the text that was read; its SHA-256 is noted.")
PUBLISHED = N_("Day of publication, YYYY-MM-DD.")
FROM = N_("First day on which it holds, YYYY-MM-DD.")
TO = N_("Last day on which it holds, YYYY-MM-DD.")
TITLE = N_("Title of the document, in Chinese.")
ISSUER = N_("Who issued it, in Chinese.")
NUMBER = N_("Number of the document.")
FOR_REVIEW = N_("It is a draft for review, and decides nothing.")
SHARED = N_("Release no ruleset, only renew the digests of what rulesets share: words, places, rates, confirmations.")


def list_(ctx: typer.Context, rulesets: Rulesets = None, format_: Output = Format.TABLE, lang: Language = None) -> None:
    """Show all policies with their versions."""
    rules = catalogue(rulesets)
    if format_ is Format.JSON:
        from subsidies_cli.pages.joins import joins_data

        data = [_summary(version) for policy in rules.policies for version in rules.versions(policy)]
        data += [_unread(policy, version) for policy, versions in rules.unreleased.items() for version in versions]
        apart = [(name, one) for name, versions in rules.cross_files.unreleased.items() for one in versions]
        data += [*joins_data(rules), *({"cross": name, "version": one, "released": False} for name, one in apart)]
        text = json_text(data)
    else:
        from subsidies_cli.pages.lawbook import list_page

        text = rendered(list_page(rules, language(ctx, lang)), format_)
    emit(text)


def show(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="POLICY", help=POLICY)],
    version: Annotated[str | None, typer.Option("--version", metavar="V", help=VERSION)] = None,
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Show one version of a policy."""
    rules = catalogue(rulesets)
    if version is not None and version in rules.unreleased.get(policy, ()):
        rules = rules.as_of(policy, version)
    found = rules.version(policy, version)
    rules.built(found, None)
    if format_ is Format.JSON:
        model = found.model.model_dump(mode="json", by_alias=True, exclude_none=True)
        text = json_text({**model, "digest": found.digest, "released": found.released})
    else:
        from subsidies_cli.pages.lawbook import show_page

        text = rendered(show_page(rules, found, language(ctx, lang)), format_)
    emit(text)


def validate(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help=FOLDER)] = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Check every file of a folder."""
    from subsidies.catalogue.catalogue import Catalogue
    from subsidies.catalogue.validation import validate_folder
    from subsidies_cli.pages.findings import findings_data, findings_page

    root = folder or Catalogue.bundled().root
    _require_folder(root)
    checked = validate_folder(root)
    speaking = language(ctx, lang)
    if format_ is Format.JSON:
        text = json_text(findings_data(root, checked, speaking))
    else:
        text = rendered(findings_page(root, checked, speaking), format_)
    emit(text)
    if checked.findings:
        raise typer.Exit(FOUND)


def freeze(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=FOLDER_TO_FREEZE)],
    shared: Annotated[bool, typer.Option("--shared", help=SHARED)] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help=ONLY)] = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Release the files of a folder, or those that are named; where these have findings nothing is released."""
    from subsidies.catalogue import digest_lock
    from subsidies.catalogue.next_version import named
    from subsidies.catalogue.validation import validate_folder
    from subsidies.errors import RulesetError
    from subsidies_cli.pages.findings import frozen_page

    _require_folder(folder)
    wanted = [path.relative_to(folder).as_posix() for path in named(folder, only or ())]
    found = validate_folder(folder, apart=not shared and not wanted, also=wanted).findings
    if found := [item for item in found if item.kind not in INTEGRITY]:
        raise RulesetError(found)
    added = digest_lock.freeze(folder, shared=shared, only=wanted or None)
    if format_ is Format.JSON:
        text = json_text({"schema_version": 1, "folder": str(folder), "added": added})
    else:
        text = rendered(frozen_page(folder, added, language(ctx, lang)), format_)
    emit(text)


def draft(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="POLICY", help=DRAFT_POLICY)],
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Begin the next version of a policy: a copy of the last one that supersedes it."""
    from subsidies.catalogue.catalogue import Catalogue
    from subsidies.catalogue.next_version import begin_next
    from subsidies_cli.pages.begun import begun_page

    root = rulesets or Catalogue.bundled().root
    _require_folder(root)
    path = begin_next(root, policy)
    if format_ is Format.JSON:
        text = json_text({"schema_version": 1, "policy": policy, "version": path.stem, "file": str(path)})
    else:
        text = rendered(begun_page(policy, path, language(ctx, lang)), format_)
    emit(text)


def new(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="POLICY", help=NEW_POLICY)],
    table: Annotated[Path, typer.Argument(metavar="TABLE", help=TABLE)],
    place: Annotated[str, typer.Option("--place", metavar="CODE", help=PLACE)],
    text: Annotated[Path, typer.Option("--text", metavar="FILE", help=TEXT)],
    published: Annotated[str, typer.Option("--published", metavar="DATE", help=PUBLISHED)],
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=FROM)] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=TO)] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help=TITLE)] = "",
    issuer: Annotated[str, typer.Option("--issuer", metavar="TEXT", help=ISSUER)] = "",
    number: Annotated[str, typer.Option("--number", metavar="TEXT", help=NUMBER)] = "",
    for_review: Annotated[bool, typer.Option("--draft", help=FOR_REVIEW)] = False,
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Begin a policy from a table of its clauses: what only reading the law tells is left to write."""
    from subsidies.catalogue.catalogue import Catalogue
    from subsidies.catalogue.first_version import begin_first
    from subsidies.catalogue.ruleset_text import Identity
    from subsidies_cli.pages.begun import first_data, first_page

    root = rulesets or Catalogue.bundled().root
    _require_folder(root)
    identity = Identity(
        policy,
        place,
        date_of(published),
        title=title,
        issuer=issuer,
        number=number,
        from_=date_if_given(from_),
        to=date_if_given(to),
        status="draft" if for_review else "issued",
    )
    begun = begin_first(root, identity, table, text)
    if format_ is Format.JSON:
        shown = json_text(first_data(policy, begun))
    else:
        shown = rendered(first_page(policy, begun, language(ctx, lang)), format_)
    emit(shown)


def coverage(
    ctx: typer.Context,
    folder: Features = None,
    policy: Policies = None,
    version: AsOf = None,
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Show how many lines each rule and its scenarios take, and which rule has none."""
    from subsidies.review.lengths import joint_lengths, lengths
    from subsidies.scenarios import measured, read_features
    from subsidies_cli.asked import catalogue_as_of
    from subsidies_cli.pages.coverage import coverage_data, coverage_page

    rules = catalogue_as_of(rulesets, policy or [], version)
    features = read_features(folder or DEFAULT_FEATURES, rules, policy or [])
    found = []
    for one in policy or [*rules.policies, *rules.cross_files.versions]:
        own = [item.written for item in features if any(one in measured(scenario, rules) for scenario in item.scenarios)]
        if one in rules.cross_files.versions:
            found.append(joint_lengths(rules.cross_files.latest(one), own))
        else:
            found.append(lengths(rules.current(one), own))
    if format_ is Format.JSON:
        text = json_text({"schema_version": 1, "policies": [coverage_data(one) for one in found]})
    else:
        text = rendered(coverage_page(found, language(ctx, lang)), format_)
    emit(text)
    if any(one.without_scenario for one in found):
        raise typer.Exit(FOUND)


def _require_folder(folder: Path) -> None:
    """Raises :class:`InputError` where there is no such folder."""
    if not folder.is_dir():
        from subsidies.errors import Finding, InputError

        raise InputError(Finding("file_missing", context={"file": str(folder)}))


def _unread(policy: str, version: str) -> dict[str, Any]:
    """What is known of a version that is not released without reading it."""
    return {"policy": policy, "version": version, "released": False}


def _summary(version: Version) -> dict[str, Any]:
    model = version.model
    return {
        "policy": model.policy,
        "version": model.version,
        "title": {"zh": model.title.zh, "en": model.title.en},
        "number": model.number,
        "jurisdiction": model.jurisdiction,
        "published": model.published.isoformat(),
        "effective": model.effective.model_dump(mode="json", by_alias=True),
        "status": model.status,
        "supersedes": model.supersedes,
        "released": version.released,
        "clauses": len(model.clauses),
        "provisions": len(model.provisions),
        "without_conditions": [id_ for id_, rule in model.provisions.items() if not rule.when],
        "digest": version.digest,
    }
