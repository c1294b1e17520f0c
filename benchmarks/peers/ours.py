"""This library on the seven articles: both engines, the best combination and the full trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.peers.amounts import Amounts, payable
from benchmarks.peers.households import Case as CaseData
from subsidies.assessment import assess
from subsidies.case import Case
from subsidies.catalogue import Catalogue
from subsidies.determination import Determination
from subsidies.files.source import parse

ROOT: Final = Path(__file__).parent / "rulesets"


class _Dumper(yaml.SafeDumper):
    """A case file has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def case_text(data: CaseData) -> str:
    """The text of a case file."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return text


class Ours:
    """A complete determination; what is timed is from a case that was read to the result with its trace."""

    name = "subsidies"

    def __init__(self) -> None:
        self.catalogue = Catalogue(ROOT)
        self.law = self.catalogue.law()

    def read(self, data: CaseData) -> Case:
        return self.catalogue.read_case(parse(case_text(data), "bench"))

    def prepare(self, case: CaseData) -> Case:
        prepared = self.read(case)
        prepared.question()
        return prepared

    def run(self, prepared: Case) -> Determination:
        return assess(self.law, prepared)

    def amounts(self, prepared: Case, result: Determination) -> Amounts:
        found: dict[str, tuple[int, int]] = {}
        for award in result.recommended():
            item = award.entitlement
            if not item.is_money or award.high is None:
                continue
            clause, subject = item.id, item.subject.id
            if clause in ("12.1", "12.2", "12.3", "12.4"):
                clause, subject = "12.5", _payee(item)
            elif clause == "10.1":
                subject = _payee(item)
            low, high = found.get(f"{clause} {subject}", (0, 0))
            found[f"{clause} {subject}"] = (low + award.low, high + award.high)
        for used in result.used_up:
            for text, low, most in used.items:
                assert most is not None
                found[f"10.1 {used.group[0]} {text.rpartition('.')[2]}"] = (low, most)
        return payable(found)


def _payee(item: Any) -> str:
    payee = item.payees[0]
    assert payee is not None
    return str(payee.id)
