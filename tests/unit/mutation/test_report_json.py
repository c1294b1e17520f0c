"""A report as a document, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from small_policy import RULES

from subsidies.errors import UsageError
from subsidies.mutation import Equivalents, Mutants, MutationReport, Trial, document, judgements, read_report, report
from subsidies.mutation.report_json import MutationDocument

Make = Callable[..., Trial]


def made(trial: Trial) -> MutationReport:
    feature = Path(trial.features[0].file)
    return report(trial, judgements(trial, feature.parents[2], 1), Equivalents.beside(trial.features, trial.policy))


def test_a_report_comes_back_from_its_document(trial: Make, tmp_path: Path) -> None:
    one = trial()
    before = made(one)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(document([(before, one.features)])), encoding="utf-8")
    after = read_report(path, one.mutants, one.features)
    assert document([(after, one.features)]) == document([(before, one.features)])
    assert after.pinning("months") == before.pinning("months") != []
    assert after.score == before.score


def test_the_document_is_what_its_schema_says(trial: Make) -> None:
    one = trial()
    data = document([(made(one), one.features)])
    assert TypeAdapter(MutationDocument).validate_python(data).schema_version == 1
    policy = data["policies"][0]
    counts = {fate: sum(item["fate"] == fate for item in policy["changes"]) for fate in ("noticed", "survived", "refused")}
    assert counts == {fate: policy[fate] for fate in counts}


def test_a_report_of_other_features_or_rules_is_refused(trial: Make, mutants: Callable[..., Mutants], tmp_path: Path) -> None:
    one = trial()
    path = tmp_path / "report.json"
    path.write_text(json.dumps(document([(made(one), one.features)])), encoding="utf-8")
    other = mutants(RULES.replace("value: 6,", "value: 7,").replace("value: 1500", "value: 1501"))
    with pytest.raises(UsageError) as caught:
        read_report(path, other, one.features)
    assert [item.kind for item in caught.value.findings] == ["old_report"]
    feature = Path(one.features[0].file)
    feature.write_text(feature.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(UsageError):
        read_report(path, one.mutants, one.features)


def test_a_report_of_other_changes_is_refused(trial: Make, tmp_path: Path) -> None:
    """The operators may have grown since the report was made."""
    one = trial()
    data = document([(made(one), one.features)])
    del data["policies"][0]["changes"][0]
    path = tmp_path / "report.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_report(path, one.mutants, one.features)
    assert [item.kind for item in caught.value.findings] == ["old_report"]


def test_a_list_of_equivalents_belongs_to_the_features(trial: Make, tmp_path: Path) -> None:
    one = trial()
    path = tmp_path / "report.json"
    path.write_text(json.dumps(document([(made(one), one.features)])), encoding="utf-8")
    (Path(one.features[0].file).parent / "equivalents.yaml").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError):
        read_report(path, one.mutants, one.features)


@pytest.mark.parametrize("text", [None, "", "{}", '{"schema_version": 2, "policies": []}', "\xff"])
def test_what_is_no_report_is_refused(text: str | None, trial: Make, tmp_path: Path) -> None:
    one = trial()
    path = tmp_path / "report.json"
    if text is not None:
        path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError) as caught:
        read_report(path, one.mutants, one.features)
    assert [item.kind for item in caught.value.findings] == ["no_report"]
