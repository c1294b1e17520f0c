"""One clause through the versions of its policy: which ids of which versions are the same clause, and what an award may name.

An award is read by the version that gave it. A clause keeps its lineage under its id from version to version; where it was given
another, the later version says ``formerly``. Limits with one id are one limit, over everything that any version puts under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from subsidies.expression.nodes import Path
from subsidies.ruleset.models import ClauseModel, OneOfModel, RuleModel, RulesetModel
from subsidies.ruleset.references import ClauseRef
from subsidies.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GivenUnder:
    """What an award under a clause of one version is: of which lineage, for what kind of subject, paid to whom.

    A lineage is named by the full id (``policy/clause``) that the clause has in the latest version that has it. ``payees`` are
    the ways from the subject to whom it may be paid, each with the kinds of entities at its end.
    """

    lineage: str
    subject: str
    payees: tuple[tuple[Path, tuple[str, ...]], ...]


class Lineages:
    """The clauses and limits of some policies through all of their versions, oldest first."""

    def __init__(self, models: Iterable[RulesetModel], vocabulary: Vocabulary) -> None:
        self._given: dict[str, dict[tuple[str, str], GivenUnder]] = {}
        self._over: dict[tuple[str, str], frozenset[str]] = {}
        policies: dict[str, list[RulesetModel]] = {}
        for model in models:
            policies.setdefault(model.policy, []).append(model)
        for policy, versions in policies.items():
            names = _names(versions)
            self._given[policy] = {
                (model.version, id_): GivenUnder(
                    f"{policy}/{names[model.version, id_]}",
                    rule.for_,
                    tuple((path, vocabulary.kinds_at(rule.for_, path)) for path in payee_paths(rule)),
                )
                for model in versions
                for id_, rule in _rules(model).items()
            }
            for model in versions:
                for limit in model.limits:
                    own = {names[model.version, id_] for id_ in limit.over if (model.version, id_) in names}
                    own |= {names[older, id_] for older, id_ in names if id_ in limit.over and (model.version, id_) not in names}
                    key = policy, limit.id
                    self._over[key] = self._over.get(key, frozenset()) | {f"{policy}/{name}" for name in own}

    def of(self, ref: ClauseRef) -> str:
        """The lineage of a clause."""
        return self.of_clause(ref.ruleset.policy, ref.ruleset.version, ref.id)

    def of_clause(self, policy: str, version: str, id_: str) -> str:
        """The lineage of the clause with an id in a version."""
        return self._given[policy][version, id_].lineage

    def named(self, clause: str, version: str | None, subject: str | None = None) -> tuple[GivenUnder, ...]:
        """What an award that names a clause (``policy/clause``) may be: several where no version is said.

        ``subject`` is the kind of its subject, None for any.
        """
        policy, _, id_ = clause.rpartition("/")
        found = [
            given
            for (own, name), given in self._given.get(policy, {}).items()
            if name == id_ and version in (None, own) and subject in (None, given.subject)
        ]
        return tuple(dict.fromkeys(found))

    def versions(self, policy: str) -> tuple[str, ...]:
        """The versions of a policy, oldest first; none where it is not known."""
        return tuple(dict.fromkeys(version for version, _ in self._given.get(policy, {})))

    def clauses(self, policy: str) -> tuple[str, ...]:
        """Every id that a clause of a policy ever had."""
        return tuple(dict.fromkeys(id_ for _, id_ in self._given.get(policy, {})))

    def limits(self, policy: str) -> tuple[str, ...]:
        """Every id that a limit of a policy ever had."""
        return tuple(limit for own, limit in self._over if own == policy)

    def over(self, policy: str, limit: str) -> frozenset[str]:
        """The lineages under a limit, by whatever version put them there."""
        return self._over[policy, limit]


def _rules(model: RulesetModel) -> Mapping[str, RuleModel]:
    return {**model.clauses, **model.provisions}


def _names(versions: Sequence[RulesetModel]) -> dict[tuple[str, str], str]:
    """The lineage of each clause of each version: first as a number, then by the latest id it has."""
    numbers: dict[tuple[str, str], int] = {}
    known: dict[str, int] = {}
    latest: dict[int, str] = {}
    for model in versions:
        rules = _rules(model)
        before = {id_: next((known[name] for name in rule.formerly if name in known), None) for id_, rule in rules.items()}
        taken = {number for number in before.values() if number is not None}
        for id_ in rules:
            number = before[id_]
            if number is None:
                number = known[id_] if id_ in known and known[id_] not in taken else len(latest)
            latest[number] = id_
            numbers[model.version, id_] = number
        known |= {id_: numbers[model.version, id_] for id_ in rules}
    return {key: latest[number] for key, number in numbers.items()}


def successor(later: RulesetModel, id_: str) -> str | None:
    """The id that a later version has for a clause of an earlier one; None where it has it no more."""
    renamed = next((name for name, rule in later.clauses.items() if id_ in rule.formerly), None)
    return renamed or (id_ if id_ in later.clauses else None)


def payee_paths(rule: RuleModel) -> tuple[Path, ...]:
    """The ways from the subject of a rule to whom it pays."""
    if not isinstance(rule, ClauseModel) or rule.payee is None:
        return ()
    names = rule.payee.one_of if isinstance(rule.payee, OneOfModel) else [rule.payee]
    return tuple(() if name == rule.for_ else tuple(name.split(".")) for name in names)
