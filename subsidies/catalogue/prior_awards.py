"""Prior awards of a case, held against all versions of all policies: an award may be of one that no longer decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from subsidies.case.awards import CARRIED, PriorAwardModel
from subsidies.case.case import Case
from subsidies.errors import Finding, suggestion
from subsidies.errors.finding import Phrase, shown
from subsidies.files.source import DataPath, dotted
from subsidies.i18n import N_
from subsidies.ruleset.lineage import GivenUnder, Lineages
from subsidies.vocabulary import Vocabulary


def require_known_awards(
    case: Case,
    lineages_of: Callable[[str], Lineages],
    clauses_named: Callable[[str], list[str]],
    jurisdiction_of: Callable[[str], str],
) -> None:
    """Prior awards must name clauses that some version has, for subjects of their kind, paid to whom the clause pays.

    ``lineages_of`` gives all versions of a policy (none where there is no such policy), ``clauses_named`` the full ids of every
    clause with a short id, ``jurisdiction_of`` the code of the place that a policy is for.

    Raises :class:`CaseError` with all findings.
    """
    checking = _Checking(case, lineages_of, clauses_named, jurisdiction_of)
    for index, line in enumerate(case.awards):
        checking.line(index, line)
    if checking.found:
        raise case.refused(checking.found)


class _Checking:
    def __init__(
        self,
        case: Case,
        lineages_of: Callable[[str], Lineages],
        clauses_named: Callable[[str], list[str]],
        jurisdiction_of: Callable[[str], str],
    ) -> None:
        self.case = case
        self.lineages_of = lineages_of
        self.clauses_named = clauses_named
        self.jurisdiction_of = jurisdiction_of
        self.kinds = case.kinds
        self.found: list[Finding] = []

    def report(self, kind: str, index: int, key: str, near: str = "", allowed: str = "", **context: str | Phrase) -> None:
        path: DataPath = ("prior_awards", index, key)
        position = self.case.source.position(path)
        self.found.append(Finding(kind, position, dotted(path), context, suggestion=near, allowed=allowed))

    def line(self, index: int, line: PriorAwardModel) -> None:
        """Report what is wrong with a line in view of the law."""
        policy, _, id_ = line.clause.rpartition("/")
        lineages = self.lineages_of(policy)
        versions = lineages.versions(policy)
        if not lineages.named(line.clause, None):
            self.unknown(index, line.clause, [f"{policy}/{name}" for name in lineages.clauses(policy)], id_)
            return
        if line.version is not None and line.version not in versions:
            near = suggestion(line.version, versions)
            self.report("unknown_version", index, "version", near, ", ".join(versions), policy=policy, found=shown(line.version))
            return
        named = lineages.named(line.clause, line.version)
        if not named:
            having = ", ".join(name for name in versions if lineages.named(line.clause, name))
            told = {"policy": policy, "version": shown(str(line.version)), "found": shown(id_)}
            self.report("prior_award_version", index, "version", allowed=having, **told)
            return
        kind = self.kinds[line.subject]
        under = [given for given in named if given.subject == kind]
        if not under:
            entity = "/".join(dict.fromkeys(given.subject for given in named))
            self.report(
                "prior_award_subject", index, "subject", clause=line.clause, entity=entity, found=f"{kind} {line.subject}"
            )
            return
        self.payee(index, line, under)
        self.carried(index, line, kind)
        jurisdictions = self.case.world.jurisdictions
        own = self.jurisdiction_of(policy)
        if line.place is not None and not jurisdictions.overlap(line.place, own):
            self.report("prior_award_place", index, "place", policy=policy, found=line.place)

    def unknown(self, index: int, clause: str, known: Sequence[str], id_: str) -> None:
        known = known or self.clauses_named(id_)
        of_id = [name for name in known if name.endswith(f"/{id_}")]
        near = suggestion(clause, of_id or known) if "/" in clause or not of_id else ", ".join(of_id)
        self.report("prior_award_clause", index, "clause", near, found=shown(clause))

    def payee(self, index: int, line: PriorAwardModel, under: Sequence[GivenUnder]) -> None:
        """A payee has to be one that the clause can pay: of its kind, and where it pays the subject, the subject."""
        if line.payee is None:
            return
        kind = self.kinds[line.payee]
        ways = [(path, kinds) for given in under for path, kinds in given.payees]
        fitting = {path for path, kinds in ways if kind in kinds and (path or line.payee == line.subject)}
        if not fitting:
            names = dict.fromkeys(name for path, kinds in ways for name in (kinds if path else (line.subject,)))
            expected = "/".join(names) or Phrase(N_("nobody"))
            self.report("prior_award_payee", index, "payee", clause=line.clause, expected=expected, found=f"{kind} {line.payee}")
            return
        for name in CARRIED:
            target = getattr(line, name)
            if target not in (None, line.payee) and all(path and path[-1] == name for path in fitting):
                self.report("prior_award_twice", index, "payee", found=line.payee, relation=name, expected=target)

    def carried(self, index: int, line: PriorAwardModel, kind: str) -> None:
        """What a line carries has to be something that its subject has."""
        for name in CARRIED:
            if getattr(line, name) is not None and name not in set(_relations(self.case.world.vocabulary, kind)):
                self.report("prior_award_relation", index, name, clause=line.clause, found=name)


def _relations(vocabulary: Vocabulary, kind: str) -> Iterator[str]:
    """The names of all relations on the ways from a kind of entity."""
    fringe, seen = [kind], {kind}
    while fringe:
        for relation in vocabulary.entities[fringe.pop()].relations.values():
            yield relation.name
            fringe += [target for target in relation.targets if target not in seen]
            seen |= set(relation.targets)
