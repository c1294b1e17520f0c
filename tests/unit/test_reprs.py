"""Whatever is printed of a value of ours is one line, however large the case."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import subsidies
from subsidies import (
    Case,
    CaseError,
    Catalogue,
    DigestMismatch,
    EngineDisagreement,
    Finding,
    InputError,
    RulesetError,
    StatedRates,
    SubsidiesError,
    UsageError,
)
from subsidies.advice import Apart, Inquiries, LaterLoss, applicant, asking, later_losses
from subsidies.case import PriorAward
from subsidies.determination import Exclusion, Shared, Together, UsedUp
from subsidies.documents import DeterminationDocument, to_dict
from subsidies.errors import Position
from subsidies.explanation import Alternative, Caution, Explanation, LimitUse
from subsidies.files.disk import read
from subsidies.files.schema import Label
from subsidies.naming import Naming
from subsidies.reprs import LONGEST
from subsidies.ruleset.references import LimitRef

ROOT = Path(__file__).parents[2]
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"
ROOMS = ("advice", "amount", "case", "catalogue", "determination", "documents", "errors", "explanation", "law", "naming")
PERSONS = 40
OF_ONE_LINE_ANYWAY = {"Kind", "Position"}


def public() -> dict[str, Any]:
    """Every public name, by the room that has it."""
    found = {f"subsidies.{name}": getattr(subsidies, name) for name in subsidies.__all__}
    for room in ROOMS:
        module = import_module(f"subsidies.{room}")
        found |= {f"{room}.{name}": getattr(module, name) for name in module.__all__}
    return found


@cache
def large_case() -> Case:
    """A household of many, with names and ids that go on and on."""
    data = dict(read(HOUSEHOLD).data)
    first = data["persons"][0]
    data["persons"] = list(data["persons"])
    data["id"] = "X" * 60
    for number in range(PERSONS):
        data["persons"].append({**first, "id": f"{'q' * 30}{number}", "name": "王" * 90, "wage_income": None})
    return Catalogue.bundled().read_case(data)


@cache
def large() -> Explanation:
    return Explanation(Catalogue.bundled().law(), Catalogue.bundled().assess(large_case()))


def reached(value: Any, depth: int = 0) -> Iterator[Any]:
    """The values of ours that a value holds, a few of each sort and so deep."""
    if type(value).__module__.startswith("subsidies."):
        yield value
    if depth > 5:
        return
    names = getattr(value, "__dataclass_fields__", None) or getattr(value, "_fields", None) or ()
    inner: Iterable[Any] = (getattr(value, name) for name in names)
    if not names and isinstance(value, tuple | list):
        inner = value[:200]
    for one in inner:
        yield from reached(one, depth + 1)


def made() -> Iterator[Any]:
    """Values of as many public classes as a large case brings about."""
    explanation = large()
    yield from (large_case(), *islice(large().question, 5))
    law, found = explanation.law, explanation.determination
    yield from (
        law,
        law.compiled[0],
        Catalogue.bundled(),
        explanation,
        Naming(explanation, "zh"),
        law.world.vocabulary,
        law.world,
    )
    yield from reached(found)
    yield from explanation.alike
    yield from explanation.cautions()
    yield from explanation.papers(found.entitlements)
    yield from later_losses(law, found)
    inquiries = Inquiries(explanation, found.with_outcome("possible"), found.with_outcome("payable"))
    yield from (inquiries, *(inquiry for _, inquiry in inquiries.main))
    yield from reached(asking(explanation))
    yield applicant(law, "household")
    for item in found.entitlements[:400]:
        yield from explanation.missing(item)
        yield from explanation.limit_uses(item)
        for row in explanation.rows(item):
            yield row
            yield from explanation.seen(item, row)
    excluded = found.with_outcome("excluded_by_limit")
    yield from (explanation.alternative(item) for item in excluded[:20])
    yield from found.recommended()
    yield DeterminationDocument.model_validate(to_dict(found, law, lang="zh", only="payable"))
    data = {"schema_version": 1, "jurisdiction": "640105", "persons": [{"id": f"p{n}", "nmae": "x"} for n in range(500)]}
    with pytest.raises(CaseError) as refused:
        Catalogue.bundled().read_case(data)
    yield from (refused.value, *refused.value.findings)


def by_hand() -> Iterator[Any]:
    """What hardly a case brings about, with much in it."""
    found = large().determination
    names, items = tuple(found.question.by_id) * 9, found.entitlements
    clause = items[0].under
    limit = LimitRef(clause.ruleset, "x" * 300)
    yield Alternative(1, tuple((item, 1) for item in items))
    yield Apart(tuple(item.subject for item in items), names, 9)
    yield Caution(Label(zh="文" * 300, en="text " * 300), items)
    yield Exclusion(limit, names, "yuan")
    yield LimitUse(limit, names, "yuan", (0, 1), (0, 1), (0, 1), (0, 1))
    yield Shared(9, tuple(range(999)), (0, None))
    yield Together(tuple(range(999)), "cash", "year", Decimal(0), None, {frozenset(range(99)): None})
    yield UsedUp(limit, names, tuple((name, 0, None) for name in names))
    yield StatedRates(Label(zh="局" * 300, en="office"), "0" * 64, dict.fromkeys(names, ()))
    yield LaterLoss("cash", names, Decimal(1), names)
    yield PriorAward("12.1", found.question.by_id["p1"], carried=(("household", found.question.by_id["h1"]),) * 99)
    findings = [Finding("unknown_key", Position("case.yaml", n, 1), "persons", {"found": "x" * 300}) for n in range(500)]
    for kind in (SubsidiesError, UsageError, InputError, RulesetError, DigestMismatch, EngineDisagreement):
        yield kind(findings)


@cache
def longest() -> dict[str, tuple[int, str]]:
    """The longest line that is printed of each class."""
    found: dict[str, tuple[int, str]] = {}
    for value in (*made(), *by_hand()):
        if value is None:
            continue
        name = type(value).__name__
        text = max((repr(value), str(value) if not isinstance(value, Exception | str) else ""), key=len)
        assert "\n" not in text, name
        found[name] = max(found.get(name, (0, "")), (len(text), text))
    return found


def test_nothing_is_printed_at_length() -> None:
    inner = {"Award", "Bound", "Candidate", "Solution"}
    too_long = {name: line for name, line in longest().items() if line[0] > LONGEST and name not in inner}
    assert too_long == {}


def test_every_public_class_of_results_was_printed() -> None:
    classes = {value.__name__ for value in public().values() if inspect.isclass(value)}
    assert classes - longest().keys() == OF_ONE_LINE_ANYWAY


def test_a_line_says_what_it_is_of() -> None:
    catalogue = Catalogue.bundled()
    found = catalogue.assess(catalogue.read_case(HOUSEHOLD), policies="xixia-jobs-2023")
    assert repr(found).startswith("<Determination of case XX-2023-0107 on 2023-12-20: ")
    assert repr(found.of("12.3", "p2")) == "<Entitlement xixia-jobs-2023/12.3 for person p2: payable>"
    assert repr(found.total("cash", "h1")).startswith(
        "Total(kind='cash', payees=('h1',), period='year', low=Decimal('4000.00'), "
    )
    assert repr(catalogue).endswith(f"rulesets: {len(catalogue.policies)} policies>")
