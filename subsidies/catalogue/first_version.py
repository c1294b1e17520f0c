"""The first version of a policy, begun from a table of the clauses of its document."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from subsidies.catalogue.catalogue import Catalogue
from subsidies.catalogue.clause_table import Row, read_table
from subsidies.catalogue.next_version import version_files
from subsidies.catalogue.policy_files import code_of
from subsidies.catalogue.ruleset_text import VERSION, Identity, ruleset_text
from subsidies.errors import Finding, UsageError, suggestion
from subsidies.errors.finding import shown, visible
from subsidies.files.characters import CONTROL, UNSEEN, named
from subsidies.files.disk import read_bytes, unwritable
from subsidies.files.source import parse
from subsidies.ruleset.ids import POLICIES, POLICY
from subsidies.ruleset.unwritten import unwritten
from subsidies.vocabulary.jurisdictions import Jurisdictions


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that was begun: its rows, and in how many places something is still to be written."""

    path: Path
    rows: list[Row]
    unwritten: int


def begin_first(root: Path, identity: Identity, table: Path, document: Path) -> Begun:
    """Write the first version of a policy into the folder of its place, from a table of clauses.

    The digest of ``document``, the text that was read, is put into the identity. Nothing is written where anything is wrong.

    Raises :class:`UsageError` for an identity that cannot be, a policy that is there already and a folder that cannot be
    written, :class:`InputError` for files that cannot be read and with every finding in the table, and
    :class:`RulesetError` for a vocabulary or list of places that is unsound.
    """
    world = Catalogue(root, check_digests=False).world
    _require_identity(identity, world.jurisdictions)
    if identity.policy in (known := version_files(root)):
        _, first = min(known[identity.policy].items())
        raise _exists(identity.policy, first)
    digest = hashlib.sha256(read_bytes(document, str(document))).hexdigest()
    rows = read_table(read_bytes(table, str(table)), str(table), world.vocabulary)
    text = ruleset_text(replace(identity, text_sha256=digest), rows, world.vocabulary, visible(table.name))
    path = _folder(root, identity.jurisdiction, world.jurisdictions) / identity.policy / f"{VERSION}.yaml"
    open_places = len(unwritten(parse(text, str(path))))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise _exists(identity.policy, path) from None
    except OSError as error:
        raise unwritable(path, error) from None
    return Begun(path, rows, open_places)


def _exists(policy: str, path: Path) -> UsageError:
    return UsageError(Finding("policy_exists", context={"found": policy, "file": visible(str(path))}))


def _require_identity(identity: Identity, places: Jurisdictions) -> None:
    """Raises :class:`UsageError` with everything that is wrong with what was said of a document."""
    found: list[Finding] = []
    if not POLICY.fullmatch(identity.policy):
        found.append(Finding("bad_name", path="POLICY", context={"found": shown(identity.policy)}, allowed=POLICIES))
    code = identity.jurisdiction
    if code not in places:
        called = [other for other, name in places.names.items() if code and (name.zh.endswith(code) or name.en == code)]
        near = called[0] if len(called) == 1 else suggestion(code, places.names)
        found.append(Finding("unknown_jurisdiction", path="--place", context={"found": shown(code)}, suggestion=near))
    for option in ("title", "issuer", "number"):
        text = " ".join(getattr(identity, option).split())
        if odd := CONTROL.search(text) or UNSEEN.search(text):
            found.append(Finding("control_character", path=f"--{option}", context={"found": named(odd[0])}))
    if identity.from_ and identity.to and identity.to < identity.from_:
        context = {"start": str(identity.from_), "to": str(identity.to)}
        found.append(Finding("bad_interval", path="--to", context=context))
    if found:
        raise UsageError(found)


def _folder(root: Path, code: str, places: Jurisdictions) -> Path:
    """The folder of a place: the one that is there, else a new one with the first word of its English name."""
    for path in sorted(root.iterdir()):
        if path.is_dir() and code_of(path.name) == code:
            return path
    word = re.sub(r"[^a-z0-9]", "", places.names[code].en.split()[0].lower())
    return root / (f"{code}-{word}" if word else code)
