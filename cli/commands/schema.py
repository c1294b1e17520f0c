"""``subsidies schema``: the shapes of the files as JSON Schema."""

from __future__ import annotations

from typing import Any

import typer

from subsidies_cli.asked import catalogue
from subsidies_cli.options import Language, Rulesets
from subsidies_cli.output import emit, json_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case(ctx: typer.Context, rulesets: Rulesets = None, lang: Language = None) -> None:
    """Write the JSON Schema of a case, made from the vocabulary."""
    from subsidies.case.case_schema import case_schema

    _write(case_schema(catalogue(rulesets).world))


def rates(ctx: typer.Context, lang: Language = None) -> None:
    """Write the JSON Schema of a file in which an office states its figures."""
    from subsidies.vocabulary.rates import OfficeRatesModel

    _write(OfficeRatesModel.model_json_schema())


def ruleset(ctx: typer.Context, lang: Language = None) -> None:
    """Write the JSON Schema of a ruleset file."""
    from subsidies.ruleset.articles import file_schema

    _write(file_schema())


def determination(ctx: typer.Context, lang: Language = None) -> None:
    """Write the JSON Schema of a determination."""
    from subsidies.documents import DeterminationDocument

    _write(DeterminationDocument.model_json_schema(mode="serialization"))


def missing(ctx: typer.Context, lang: Language = None) -> None:
    """Write the JSON Schema of what is still to be found out."""
    from subsidies.documents.missing_json import AskingDocument

    _write(AskingDocument.model_json_schema(mode="serialization"))


def features_run(ctx: typer.Context, lang: Language = None) -> None:
    """Write the JSON Schema of a run of features."""
    from subsidies.scenarios.run_json import RunDocument

    _write(RunDocument.model_json_schema(mode="serialization"))


def features_mutate(ctx: typer.Context, lang: Language = None) -> None:
    """Write the JSON Schema of a mutation report."""
    from subsidies.mutation.report_json import MutationDocument

    _write(MutationDocument.model_json_schema(mode="serialization"))


def _write(schema: dict[str, Any]) -> None:
    emit(json_text({"$schema": DIALECT, **schema}))
