"""The command ``subsidies``."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from subsidies.i18n import N_
from subsidies_cli.commands import assess, explain, features, missing, new, rulesets, schema, vocabulary
from subsidies_cli.exit_codes import INTERRUPTED
from subsidies_cli.help import Command, Group
from subsidies_cli.options import Language
from subsidies_cli.output import emit

HELP = N_("Works out, clause by clause, which subsidies a case is entitled to under local plans, and explains why.")
EPILOG = N_(
    "Exit codes: 0 done; 1 a check found something; 2 wrong usage or input; 3 a released file changed or the engines disagree."
)
ASSESS = N_("What a case is entitled to: amounts, open questions, limits, reasons, what to bring and where.")
EXPLAIN = N_("Why: every condition of a clause in words, the value it saw, and where that came from.")
MISSING = N_("What is still to be found out: each unknown that can change something, what it is worth, and who can tell.")
NEW = N_("Begin a case: a file to fill in, with a line for each fact that can matter to whoever asks.")
RULESETS = N_("The rulesets: list, show, validate, new, draft, freeze.")
RULESETS_LIST = N_("All policies with their versions.")
RULESETS_SHOW = N_("One policy: clauses, figures with their citations, readings, limits.")
RULESETS_VALIDATE = N_("Check a folder of rulesets and show every finding (exit code 1 when there are any).")
RULESETS_COVERAGE = N_("Show how many lines each rule and its scenarios take, and which rule has none.")
RULESETS_NEW = N_("Begin a policy from a table of its clauses (CSV): its file, with … where something is still to be written.")
RULESETS_DRAFT = N_("Begin the next version of a policy: a copy of the last one that supersedes it, not released.")
RULESETS_FREEZE = N_("Release the files of a folder: write their digests to digests.lock. Released rulesets never change.")
FEATURES = N_("The features: the law in scenarios, as policy staff review it.")
FEATURES_RUN = N_("Run features and show every scenario that is not so, with the reason (exit code 1 when there are any).")
FEATURES_MUTATE = N_(
    "Change every figure, comparator, condition and limit by its smallest step and show what no scenario notices (exit code 1)."
)
FEATURES_RENDER = N_(
    "Write the law, its scenarios and its reviews as pages in Chinese and English (exit code 1 when a scenario is not so)."
)
VOCABULARY = N_("The words that cases and rulesets share.")
VOCABULARY_SEARCH = N_(
    "Find entities, facts and relations by parts of their names, labels, questions or values (exit code 1: none)."
)
FEATURES_STEPS = N_("The sentences that scenarios may use, each by an example.")
SCHEMA = N_("JSON Schemas of cases, rulesets, determinations and runs of features.")
SCHEMA_CASE = N_("JSON Schema of a case file.")
SCHEMA_RATES = N_("JSON Schema of a file in which an office states its figures, for --rates.")
SCHEMA_RULESET = N_("JSON Schema of a ruleset file.")
SCHEMA_DETERMINATION = N_("JSON Schema of what `assess --format json` writes.")
SCHEMA_MISSING = N_("JSON Schema of what `missing --format json` writes.")
SCHEMA_FEATURES_RUN = N_("JSON Schema of what `features run --format json` writes.")
SCHEMA_FEATURES_MUTATE = N_("JSON Schema of what `features mutate --format json` writes.")


def _group(help_: str) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        help=help_,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


app = _group(HELP)
app.command("new", cls=Command, help=NEW)(new.new)
app.command("assess", cls=Command, help=ASSESS)(assess.assess)
app.command("missing", cls=Command, help=MISSING)(missing.missing)
app.command("explain", cls=Command, help=EXPLAIN)(explain.explain)
_rulesets = _group(RULESETS)
_rulesets.command("list", cls=Command, help=RULESETS_LIST)(rulesets.list_)
_rulesets.command("show", cls=Command, help=RULESETS_SHOW)(rulesets.show)
_rulesets.command("validate", cls=Command, help=RULESETS_VALIDATE)(rulesets.validate)
_rulesets.command("coverage", cls=Command, help=RULESETS_COVERAGE)(rulesets.coverage)
_rulesets.command("new", cls=Command, help=RULESETS_NEW)(rulesets.new)
_rulesets.command("draft", cls=Command, help=RULESETS_DRAFT)(rulesets.draft)
_rulesets.command("freeze", cls=Command, help=RULESETS_FREEZE)(rulesets.freeze)
app.add_typer(_rulesets, name="rulesets")
_features = _group(FEATURES)
_features.command("run", cls=Command, help=FEATURES_RUN)(features.run)
_features.command("steps", cls=Command, help=FEATURES_STEPS)(features.steps)
_features.command("mutate", cls=Command, help=FEATURES_MUTATE)(features.mutate)
_features.command("render", cls=Command, help=FEATURES_RENDER)(features.render)
app.add_typer(_features, name="features")
_vocabulary = _group(VOCABULARY)
_vocabulary.command("search", cls=Command, help=VOCABULARY_SEARCH)(vocabulary.search)
app.add_typer(_vocabulary, name="vocabulary")
_schema = _group(SCHEMA)
_schema.command("case", cls=Command, help=SCHEMA_CASE)(schema.case)
_schema.command("rates", cls=Command, help=SCHEMA_RATES)(schema.rates)
_schema.command("ruleset", cls=Command, help=SCHEMA_RULESET)(schema.ruleset)
_schema.command("determination", cls=Command, help=SCHEMA_DETERMINATION)(schema.determination)
_schema.command("missing", cls=Command, help=SCHEMA_MISSING)(schema.missing)
_schema.command("features-run", cls=Command, help=SCHEMA_FEATURES_RUN)(schema.features_run)
_schema.command("features-mutate", cls=Command, help=SCHEMA_FEATURES_MUTATE)(schema.features_mutate)
app.add_typer(_schema, name="schema")


def _show_version(wanted: bool) -> None:
    if wanted:
        from subsidies import __version__

        emit(f"subsidies {__version__}\n")
        raise typer.Exit


@app.callback(epilog=EPILOG)
def root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=N_("Show the version."))
    ] = False,
    lang: Language = None,
) -> None:
    """Take the options that stand before the command; the language is read from the arguments as a whole."""


def main() -> None:
    """The console script."""
    # A command ends soon: collecting garbage while thousands of definitions load costs it a sixth of its time.
    gc.disable()
    try:
        app(prog_name="subsidies")
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
