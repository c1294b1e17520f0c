"""``confirmations.yaml``: who last checked that a policy is in force, and when. Entries are only ever added."""

from __future__ import annotations

from datetime import date

from subsidies.errors import Finding, RulesetError, suggestion
from subsidies.files.schema import Closed, Label, SchemaVersion, validated
from subsidies.files.source import Source, dotted
from subsidies.ruleset.ids import PolicyId


class ConfirmationModel(Closed):
    """One check: of which policy, on which day, by whom, against what."""

    policy: PolicyId
    on: date
    by: Label
    against: Label


class ConfirmationsModel(Closed):
    """The whole of ``confirmations.yaml``."""

    schema_version: SchemaVersion
    confirmations: list[ConfirmationModel]


def load_confirmations(source: Source, policies: list[str]) -> dict[str, ConfirmationModel]:
    """The latest confirmation of each policy that has one.

    Raises :class:`RulesetError` with all findings, unknown policies among them.
    """
    model, found = validated(ConfirmationsModel, source)
    if model is None:
        raise RulesetError(found)
    latest: dict[str, ConfirmationModel] = {}
    for index, item in enumerate(model.confirmations):
        path = ("confirmations", index, "policy")
        if item.policy not in policies:
            found.append(
                Finding(
                    "unknown_policy",
                    source.position(path),
                    dotted(path),
                    {"found": item.policy},
                    suggestion=suggestion(item.policy, policies),
                )
            )
        elif item.policy not in latest or latest[item.policy].on < item.on:
            latest[item.policy] = item
    if found:
        raise RulesetError(found)
    return latest
