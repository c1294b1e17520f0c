"""The closed catalogue of kinds of findings, each with its message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidies.i18n import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its stable code, the English template, and in what sort of input it arises."""

    code: str
    template: str
    room: str


def _catalogue(room: str, templates: dict[str, str]) -> dict[str, Kind]:
    return {code: Kind(code, template, room) for code, template in templates.items()}


FILES: Final = _catalogue(
    "file",
    {
        "file_missing": N_("there is no file {file}"),
        "file_unreadable": N_("the file cannot be read: {reason}"),
        "file_too_large": N_("the file has more than {limit} bytes"),
        "not_utf8": N_("the file is not UTF-8 text (byte {offset})"),
        "is_gb18030": N_("the file is not UTF-8 text, but seems to be GB18030 (GBK, the ANSI of a Chinese editor)"),
        "not_gb18030": N_("the file is not GB18030 text (byte {offset})"),
        "control_character": N_("control character {found} is not allowed in the text"),
        "line_end_character": N_("{found} would end this line for the parser, but not in an editor: remove it"),
        "comment_glued": N_("# begins a comment here although no space stands before it: put one there"),
        "full_width_sign": N_("a full-width {found} stands where YAML needs {needed}"),
        "tab_character": N_("a tab can neither indent nor be part of a text without quotation marks: use spaces"),
        "not_yaml": N_("this is not YAML: {reason}"),
        "empty_file": N_("the file holds nothing"),
        "several_documents": N_("the file holds more than one YAML document"),
        "yaml_alias": N_("anchors and aliases are not allowed: write the value out"),
        "yaml_tag": N_("YAML tag {found} is not allowed"),
        "too_deep": N_("nested more than {limit} levels deep"),
        "duplicate_key": N_("key {found} stands twice; first on line {first}"),
        "key_not_text": N_("a key must be text, found {found}"),
        "not_finite": N_("{found} is no number that can be computed with"),
        "number_too_long": N_("a number of {found} digits; at most {limit} are allowed"),
        "impossible_date": N_("there is no day {found}"),
        "bad_feature": N_("this feature cannot be carried out as it stands: {reason}"),
    },
)

SHAPES: Final = _catalogue(
    "schema",
    {
        "unknown_key": N_("unknown key {found}"),
        "missing_key": N_("key {found} is missing"),
        "wrong_type": N_("expected {expected}, found {found}"),
        "unknown_value": N_("unknown value {found}"),
        "out_of_range": N_("{found} is outside the range {low} to {high}"),
        "too_many_decimals": N_("{found} has more than {limit} decimal places"),
        "bad_name": N_("{found} is no valid name"),
        "unsupported_schema_version": N_("schema version {found} is not supported"),
        "too_few": N_("there are {found} entries; at least {low} are needed"),
        "empty_text": N_("the text must not be empty"),
        "reserved_name": N_("{found} has a fixed meaning and cannot be a name"),
        "wrong_form": N_("this does not fit together: {reason}"),
    },
)

TABLES: Final = _catalogue(
    "table",
    {
        "not_csv": N_("this is not CSV: {reason}"),
        "unknown_column": N_("unknown column {found}"),
        "missing_column": N_("column {found} is missing"),
        "column_twice": N_("column {found} stands twice"),
        "too_many_cells": N_("the row has more cells than the table has columns: {found}"),
        "unreadable_amount": N_("{found} cannot be read as an amount"),
    },
)

CASES: Final = _catalogue(
    "case",
    {
        "dangling_reference": N_("{found} refers to no {entity} in this case"),
        "duplicate_id": N_("id {found} is used twice among {entity}"),
        "ambiguous_word": N_("{found} stands for several things here"),
        "value_elsewhere": N_("{found} is not entered here, but in the list {entity}"),
        "unknown_jurisdiction": N_("unknown jurisdiction {found}"),
        "date_after_question": N_("{fact} lies in the past by its nature, but {found} is after the day of the question, {on}"),
        "spell_ends_early": N_("{end} {last} lies before {start} {first}"),
        "spell_length": N_("{fact} {found} does not fit the days: from {start} {first} to {end} {last}, both counted"),
        "spell_length_range": N_("from {start} {first} to {end} {last} are {found} months, more or fewer than {fact} can be"),
        "sum_apart": N_("{fact} is {found}, but {parts} come to {sum}"),
        "months_not_begun": N_("{fact} says {found} months of {year}, more than had begun on the day of the question, {on}"),
        "days_not_begun": N_("{fact} says {found} days of {year}, more than had begun on the day of the question, {on}"),
        "prior_award_clause": N_("there is no clause {found}"),
        "prior_award_version": N_("version {version} of policy {policy} has no clause {found}"),
        "prior_award_subject": N_("clause {clause} is decided for a {entity}; {found} is none"),
        "prior_award_payee": N_("clause {clause} pays {expected}; {found} is none"),
        "prior_award_relation": N_("an award under clause {clause} is of no {found}"),
        "prior_award_place": N_("policy {policy} gives nothing in {found}"),
        "prior_award_twice": N_("payee {found} and {relation} {expected} of one award contradict each other"),
        "award_after_question": N_("an award of {found} lies after the day of the question, {on}"),
        "award_month": N_("month {found} of no year: say the year, or the day of the award"),
        "award_correction": N_("a correction says nothing else of award {found} than the award itself: {expected}"),
        "award_below_zero": N_("award {found} and its corrections come to {sum} yuan, less than nothing"),
        "too_many_entities": N_("{found} entities in one case; at most {limit} are allowed"),
    },
)

RULESETS: Final = _catalogue(
    "ruleset",
    {
        "expression_syntax": N_("the expression cannot be read from character {column} on: {found}"),
        "expression_construct": N_("{found} is not allowed in an expression"),
        "expression_too_long": N_("an expression of {found}; at most {limit} are allowed"),
        "unknown_name": N_("unknown name {found}"),
        "not_shared": N_("{found} does not mean the same for each of {entities}"),
        "unknown_function": N_("unknown function {found}"),
        "wrong_arguments": N_("{function} takes {expected}"),
        "type_mismatch": N_("{operation} needs {expected}, found {found}"),
        "unit_mismatch": N_("units differ: {left} and {right}"),
        "bare_figure": N_(
            "figure {found} stands in an expression; make it a parameter with a citation, and write p.NAME for it here"
        ),
        "place_compared": N_("{operation} does not compare places; write {instead}, a figure of the law with unit place"),
        "unknown_enum_value": N_("{found} is no value of {fact}"),
        "not_a_list": N_("{found} is not a list of related entities"),
        "division_by_zero": N_("the divisor {found} can be zero for some fact values"),
        "unknown_unit": N_("unknown unit {found}"),
        "unknown_entity": N_("unknown entity {found}"),
        "unknown_clause": N_("unknown clause {found}"),
        "unknown_rate": N_("there is no rate table {found}"),
        "figure_without_place": N_("{found} depends on the place, and none is said here; a definition may say one under place"),
        "place_in_vain": N_("the definition takes no figure that depends on a place"),
        "unknown_figure": N_("there is no figure {found} that is set outside the documents"),
        "outside_band": N_(
            "{found} is outside what the law leaves to the office: {low} to {high}, by {cite} of {policy} {version} "
            "(for {clauses})"
        ),
        "unused_parameter": N_("parameter {found} is used nowhere"),
        "unused_definition": N_("definition {found} is used nowhere"),
        "unused_reading": N_("reading {found} is used nowhere"),
        "unused_alternative": N_("no expression asks whether an office takes {found}"),
        "reading_not_named": N_("{found} turns on the reading {reading}: name it under its readings"),
        "other_jurisdiction": N_("a policy is about one place: {found} is not {place}, that of version {other}"),
        "not_written": N_("still to be written"),
        "no_place": N_("no place is said: write it under places for {kind}, or here (null is the place of the case)"),
        "said_in_vain": N_("no clause or provision takes this up"),
        "duplicate_id_in_ruleset": N_("id {found} is used twice"),
        "article_twice": N_("article {found} is listed as giving nothing, and again or as that of a clause"),
        "long_chain": N_("{found} depends on more than {limit} others, one after another"),
        "circular": N_("{found} depends on itself"),
        "about_so_much": N_(
            "{parameter} has the word {word}, and nobody is owed about so much: tell it as supply of a provision"
        ),
        "word_on_exact": N_("the amount is exact, but {parameter} has the word {word}: write at_least or at_most"),
        "word_contradicts": N_("comparator {found} contradicts the word {word} of parameter {parameter}"),
        "missing_word": N_("parameter {parameter} is a threshold, but has no boundary word"),
        "misplaced_file": N_("nothing reads a file at this place; a ruleset lies at place/policy/version.yaml"),
        "path_and_content": N_("the file lies at {found}, but its content says {expected}"),
        "bad_interval": N_("the interval ends on {to}, before it begins on {start}"),
        "version_tie": N_("versions {found} cover the same days and were published on the same day"),
        "supersedes_unknown": N_("there is no version {found} to supersede"),
        "running_missing": N_(
            "clause {found} runs on, and its figure is not that of version {version}: say running, keeps or changes, "
            "with a citation or reading"
        ),
        "running_without_runs_on": N_("clause {found} does not run on, so there is no running benefit to speak of"),
        "running_unlike": N_(
            "clause {found} has another subject, kind, period, unit or form of amount than in version {version}: "
            "the figure of a running benefit cannot change to it"
        ),
        "benefit_unit": N_("an amount of kind {benefit} must be in {expected}, found {found}"),
        "limit_key": N_("key {found} leads to no single entity from clause {clause}"),
        "limit_allowance": N_("the allowance {found} may differ inside a group of limit {limit}: reach its facts through a key"),
        "limit_total": N_("{found} in limit {limit} is no sum that the vocabulary knows"),
        "limit_parts": N_("the list of limit {limit} has to hold each part of {total} once, and nothing else"),
        "negative_amount": N_("the amount {found} can be negative for some fact values; use max(0, …)"),
        "ends_cross": N_("the amount runs from {low} to {high}, but the first is greater than the second whatever the facts"),
        "steps_order": N_("nothing falls into this step: its bound {found} lies no higher than {before} of the step before it"),
        "counted_twice": N_("an amount in {found} is told in that unit: counted_in is a word for one of what is counted (count)"),
        "items_of_money": N_("benefits of kind {benefit} are one sum of money, not several items"),
        "limit_months": N_("clause {clause} under limit {limit} has to say which months it is for: months_of_year_within(…)"),
        "limit_by_the_month": N_("clause {clause} gives a sum each month: under limit {limit} it has to say for how many months"),
        "warning_unseen": N_("nobody ever sees the warning of reading {found}: no clause or provision names the reading"),
        "duty_payee": N_("a duty is paid to nobody, so its payee is null; found {found}"),
        "cross_tie": N_("versions of {found} do not supersede one another in a row: {version} stands beside another"),
        "cross_recorded": N_("{version}, recorded on {found}, does not come after {before}, which it supersedes"),
        "cross_named": N_("{found} is the id of a policy: what joins policies needs an id of its own"),
        "cross_provision": N_("{found} is decided elsewhere: whether it gives anything is not known here"),
        "same_apart": N_("the grounds of {found} are no one benefit: they are for different periods or payees ({periods})"),
        "cross_one_policy": N_("entry {found} joins clauses of {policy} alone: it belongs into that policy"),
        "cross_own_clause": N_("{found} is of {policy}, as is {first}: how they stand to one another belongs into that policy"),
        "limit_mixes_kinds": N_("limit {found} binds clauses of different kinds: {kinds}"),
        "caps_cross": N_("caps {left} and {right} overlap without one containing the other"),
        "group_subjects": N_("group {group}: its clauses are decided for {entities}, not for one entity"),
        "join_overlap": N_("group {group}: {found} hold at the same time, for example at {example}"),
        "join_gap": N_("group {group}: none holds, for example at {example}"),
        "unguarded": N_("{found} has no value where no member counts, and no condition beside it decides that case"),
        "tautology": N_("the line is always {found}, so it decides nothing"),
        "word_twice": N_("{found} stands twice; first at {first}"),
        "label_twice": N_("{found} is what something else here is called too; first at {first}"),
        "label_near": N_("{found} can hardly be told from {other}, which is written at {first}: call one of them otherwise"),
        "alias_collides": N_("alias {found} is also the name of another fact"),
        "rates_overlap": N_("entries for {place} overlap on {found}"),
        "jurisdiction_parent": N_("parent {found} of the jurisdiction is not in the list"),
    },
)

EQUIVALENTS: Final = _catalogue(
    "equivalents",
    {
        "equivalent_unknown": N_("the ruleset has no change {found}"),
        "equivalent_twice": N_("the change {found} stands here twice"),
        "equivalent_noticed": N_("the change {found} makes a difference: the scenario at {scenario} fails with it"),
        "equivalent_refused": N_("the change {found} is refused when the ruleset is loaded, so nothing is to be explained"),
    },
)

REVIEWS: Final = _catalogue(
    "reviews",
    {
        "reviews_elsewhere": N_("the file lies with the features of {expected}, but is about {found}"),
        "review_in_future": N_("nobody can have reviewed anything on {found} yet"),
        "review_too_early": N_("the plan was only published on {published}; it cannot have been reviewed on {found}"),
        "review_twice": N_("the same review of clause {found} stands twice; first on line {first}"),
    },
)

USAGE: Final = _catalogue(
    "usage",
    {
        "unknown_policy": N_("unknown policy {found}"),
        "policy_exists": N_("policy {found} is there already: {file}; subsidies rulesets draft {found} begins the next version"),
        "unknown_version": N_("policy {policy} has no version {found}"),
        "unknown_kind": N_("there is no kind of benefit {found}"),
        "unknown_outcome": N_("there is no outcome {found}"),
        "unknown_period": N_("there is no period {found}"),
        "unknown_language": N_("there is no language {found}"),
        "unknown_entitlement": N_("clause {clause} is not decided for {found}"),
        "wrong_argument": N_("{argument} takes {expected}, not {found}"),
        "bad_year": N_("{found} is no year"),
        "other_law": N_("{found} is not in the law at hand, which is another one than decided"),
        "not_of_this": N_("{found} is no entitlement of this determination"),
        "several_payees": N_("what {found} are paid of kind {kind} is not one sum: name the payee"),
        "ambiguous_clause": N_("{found} stands for several clauses: name the one that is meant"),
        "several_periods": N_("what is paid of kind {kind} is for several periods and no one sum: say the period"),
        "policy_waits": N_("{found} is of {policy}, which is not released yet: release {policy} first, then what joins it"),
        "version_begun": N_("{policy} {version} is begun and not released yet: go on with {file}, or release it first"),
        "policy_unreleased": N_(
            "no version of policy {policy} is released: {found} cannot decide anything yet; "
            "release with subsidies rulesets freeze {folder}, or name one with --version where the command has it"
        ),
        "version_of_what": N_("--version names a version of one policy: say which with one --policy"),
        "unknown_subject": N_("there is no {found} in this case"),
        "no_such_command": N_("there is no command {found}"),
        "no_such_option": N_("there is no option {found}"),
        "argument_missing": N_("{found} is missing on the command line"),
        "argument_too_many": N_("{found} is more than the command takes"),
        "command_missing": N_("a command is missing on the command line"),
        "command_line": N_("the command line cannot be taken: {reason}"),
        "option_takes_no_value": N_("option {found} takes no value"),
        "option_without_value": N_("option {found} needs a value"),
        "option_value": N_("option {option} does not take {found}"),
        "reading_form": N_("{found} takes no reading: write READING=ALTERNATIVE"),
        "unknown_reading": N_("there is no reading {found} that an office may take otherwise"),
        "ambiguous_reading": N_("several policies have a reading {found}: name the one that is meant"),
        "unknown_alternative": N_("reading {reading} names no alternative {found}"),
        "read_twice": N_("of reading {found} one alternative can be taken"),
        "bad_date": N_("{found} is no date of the form YYYY-MM-DD"),
        "no_features": N_("there is no {found}; give the folder that holds the features, as in: subsidies features run FOLDER"),
        "no_feature_files": N_("there is no .feature file below {found}; its features lie at place/policy/article.feature"),
        "policy_without_features": N_("policy {policy} has no feature below {found}"),
        "failing_scenarios": N_("{count} scenarios of {policy} fail as the law stands: see subsidies features run"),
        "no_report": N_("this is no report of features mutate: {reason}"),
        "old_report": N_("the report is not about policy {policy} and its features as they are now; make it again"),
        "site_is_a_file": N_("{found} is a file; give the folder for the pages"),
        "file_exists": N_("{found} is there already, and nothing is written over it"),
        "unknown_applicant": N_("the policies asked have nothing for {found}"),
        "no_applicant": N_("the policies asked have nothing for anybody"),
        "unwritable": N_("{found} cannot be written: {reason}"),
        "site_of_others": N_("{found} was not made by this command and would be overwritten; give a folder of its own"),
        "no_question_date": N_("the case says no date and none was given"),
        "group_at_run_time": N_("group {group}: {found} of its clauses hold for {subject}; {expected} was declared"),
    },
)

INTEGRITY: Final = _catalogue(
    "integrity",
    {
        "digest_mismatch": N_("the released file has changed: SHA-256 {found}, released as {expected}; {advice}"),
        "no_version_line": N_("{file} does not say its version in a line of its own: write the next version by hand"),
        "lock_line": N_("{found} is no line of digests.lock"),
        "word_gone": N_("{found} ({was}) is frozen and is gone: put it back, frozen words only grow"),
        "word_changed": N_(
            "{found} was {was} and is {now}: what is frozen keeps what it says; put it back, "
            "and say what is new under a name of its own"
        ),
        "label_gone": N_("this was called {was} and is called {now}: keep the old name too, under formerly of the label"),
        "words_apart": N_("these are not the frozen words of which digests.lock has the digest: put both back as they were"),
        "released_file_missing": N_("the released file is missing"),
        "engine_fault": N_("an engine could not decide, so nothing is issued: {reason}"),
        "engines_disagree": N_(
            "clause {clause} for {subject}: {reference} by the reference engine, {other} by {engine}; facts: {facts}"
        ),
    },
)

KINDS: Final[dict[str, Kind]] = {**FILES, **SHAPES, **TABLES, **CASES, **RULESETS, **EQUIVALENTS, **REVIEWS, **USAGE, **INTEGRITY}
