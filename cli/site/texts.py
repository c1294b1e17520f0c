"""The texts of the pages, in English; the Chinese ones are in the message catalogue like all others."""

from __future__ import annotations

from typing import Final

from subsidies.i18n import N_
from subsidies_cli import words

# The frame of every page
SITE_TITLE: Final = N_("Plans in clauses, figures and scenarios")
SKIP: Final = N_("Skip to the content")
CONTENTS: Final = N_("On this page")
LANGUAGES: Final = N_("Language")
WHERE: Final = N_("Where you are")
ALL_PLANS: Final = N_("All plans")
THE_PLAN: Final = N_("The plan")
OTHER_ARTICLES: Final = N_("Other articles")
BEFORE: Final = N_("Before: {title}")
NEXT: Final = N_("Next: {title}")
FOOT: Final = N_("{policy}, version {version}, digest {digest}")
READ_ON: Final = N_(
    "Pages for people who check a plan against its text: what each clause gives, to whom and on which conditions, "
    "every figure with its place in the text, and the scenarios that hold it fast."
)

# The plan
NUMBER: Final = N_("Document number")
NO_NUMBER: Final = N_("none stated")
ISSUER: Final = N_("Issued by")
JURISDICTION: Final = N_("Place")
PUBLISHED: Final = N_("Published")
KNOWN_FROM: Final = N_("Counted as known from")
IN_FORCE: Final = N_("In force")
DAYS: Final = N_("{from_} to {to}")
DAYS_OPEN: Final = N_("from {from_}, no end stated")
FACTS_FROM: Final = N_("facts count from {day}")
STATUS: Final = N_("Status")
VERSION: Final = N_("Version of the encoding")
VERSION_RELEASED: Final = N_("{version}, released")
VERSION_NOT_RELEASED: Final = N_("{version}, not released yet")
DIGEST: Final = N_("Digest")
DIGEST_TEXT: Final = N_("Digest of the text it was read from")
CONFIRMED: Final = N_("Last found to be in force")
CONFIRMED_BY: Final = N_("{day}, by {by}, against {against}")
NOT_CONFIRMED: Final = N_("nobody has checked yet")
COUNTS: Final = N_("What is in it")
COUNTED: Final = N_(
    "{clauses} clauses, {provisions} decided elsewhere, {limits} limits, {definitions} definitions, {figures} "
    "figures, {readings} readings"
)
SCENARIOS: Final = N_("Scenarios")
SCENARIOS_PASSED: Final = N_("{passed} of {all}, all as stated")
SCENARIOS_FAILED: Final = N_("{passed} of {all} as stated, {failed} not so")
NO_SCENARIOS: Final = N_("no scenario yet")
REVIEW: Final = N_("Review")
ARTICLES: Final = N_("Articles")
ARTICLE: Final = N_("Article")
ARTICLE_N: Final = N_("Article {number}")
CONTENT: Final = N_("Content")
CHANGES: Final = N_("Smallest changes noticed")
IN_DOUBT: Final = N_("What is in doubt")
NO_DOUBT: Final = N_("Nothing is in doubt.")
HOW_TO_READ: Final = N_("How to read these pages")
HOW_CLAUSES: Final = N_(
    "A clause is told in our own words; next to it stand its conditions, each on a line of its own, as the "
    "calculator tests them. Check these against the text."
)
HOW_FIGURES: Final = N_(
    "Every figure stands with its unit, the word of the text that says whether the figure itself counts, and the "
    "article it comes from. A reading is what we take the text to mean where it does not say."
)
HOW_SCENARIOS: Final = N_(
    "A scenario tells a case and what follows from it. ✓ says that the calculator comes to the same result, ✗ that it does not."
)
HOW_CHANGES: Final = N_(
    "To see whether the scenarios hold the plan fast, every figure, comparison and condition is changed by the "
    "smallest step; a scenario that then no longer holds has noticed. A figure is pinned by the scenarios that "
    "notice its change."
)
HOW_REVIEW: Final = N_(
    "Whoever has checked a clause adds the line shown with it to reviews.yaml beside the features, with name, office "
    "and day filled in. It counts for the clause as it is now: after a change the page asks for a new review."
)

# Doubts
DRAFT: Final = N_("The document is a draft for review: nothing of it is in force.")
UNCONFIRMED: Final = N_("Nobody has checked yet whether the plan is in force.")
UNRELEASED: Final = N_("This version is not released yet and may still change.")
READINGS_COUNT: Final = N_("The text leaves {count} questions open; how each is read stands with the clauses it is about.")
DOUBT_FAILING: Final = N_("Scenarios that are not so ({count})")
DOUBT_UNNOTICED: Final = N_("Changes that no scenario notices ({count})")
DOUBT_OPEN: Final = N_("Left open by the text ({count})")
DOUBT_FIGURE: Final = N_("Figures that are a reading ({count})")
DOUBT_BOUND: Final = N_("Figures of which the text does not say whether they count themselves ({count})")
DOUBT_LIMIT: Final = N_("Limits that are a reading ({count})")
DOUBT_PAYEE: Final = N_("Payee open among several ({count})")
DOUBT_AMOUNT: Final = N_("Amounts set in another document ({count})")
DOUBT_ELSEWHERE: Final = N_("Decided elsewhere ({count})")
SURVIVED_OF: Final = N_("{survived} of {counted} changes")

# Clauses
CLAUSES: Final = N_("Clauses")
PROVISIONS: Final = N_("Decided elsewhere")
LIMITS: Final = N_("Limits")
DEFINITIONS: Final = N_("Definitions")
FOR_WHOM: Final = N_("For each")
KIND: Final = N_("Kind")
HOW_OFTEN: Final = N_("How often")
PLACE: Final = N_("Place that counts")
PAYEE: Final = N_("Payee")
NO_PAYEE: Final = N_("nobody: no payment to a person or body")
ONE_OF: Final = N_("one of: {names}")
AMOUNT: Final = N_("Amount")
CONTENT_DUE: Final = N_("What is due")
TO_DO: Final = N_("What has to be done")
QUALIFYING_DAY: Final = N_("Qualifying day")
RUNS_FROM: Final = N_("Runs from")
RUNS_ON: Final = N_("Runs for")
MONTHS: Final = N_("Months counted")
RUNNING: Final = N_("Benefits that began under an earlier version")
RUNNING_KEEPS: Final = N_("keep their figure to their end ({ground})")
RUNNING_CHANGES: Final = N_("get the figure of this version from {day} on ({ground})")
ACCRUES: Final = N_("What was paid earlier in the period is taken off")
FROM_TO: Final = N_("{low} to {high}")
SET_BY: Final = N_("set by: {what}")
SET_ELSEWHERE: Final = N_("set in another document")
BY_TABLE: Final = N_("by {key}: {rows}")
ROUNDING: Final = N_("rounded {to}, {mode} ({cite})")
ROUND_HALF_UP: Final = N_("half up")
ROUND_DOWN: Final = N_("down")
ROUND_UP: Final = N_("up")
CONDITIONS: Final = N_("Conditions")
ALL_HOLD: Final = N_("All of these must hold.")
NO_CONDITIONS: Final = N_("No condition besides place and time.")
ANY_OF: Final = N_("at least one of these:")
ALL_OF: Final = N_("all of these:")
IN_TIME: Final = N_("Time")
EXCEPTIONS: Final = N_("Exceptions")
NONE_HOLDS: Final = N_("Where one of these holds, the clause does not apply.")
ON_OFFER: Final = N_("On offer in all")
MISSING: Final = N_("What is missing here")
REASON: Final = N_("Why it is not computed")
OFFICE: Final = N_("Office")
LEADS: Final = N_("leads: {names}")
SHARES: Final = N_("with: {names}")
EVIDENCE: Final = N_("To bring")
BOUND_BY: Final = N_("Limits that bind it")
JOINED_BY: Final = N_("What joins it with other policies")
USES_WORDS: Final = N_("Words with a fixed meaning")
USED_BY: Final = N_("Used by")
OVER: Final = N_("Binds")
PER: Final = N_("Counted for each")
AT_MOST: Final = N_("At most")
MOST_AWARDS: Final = N_("{value} award(s)")
MOST_PERSONS: Final = N_("{value} person(s)")
MOST_SUBJECTS: Final = N_("{value} thing(s) that awards are for")
MOST_MONTHS: Final = N_("{value} in time")
MOST_YUAN: Final = N_("{value} in all")
MOST_YUAN_A_MONTH: Final = N_("{value} for each month that they are for together")
MOST_ORDER: Final = N_("used up in this order: {value}")
MOST_TOTAL: Final = N_("{total}, used up in this order: {value}")
LIMITED: Final = N_("for each {keys} at most {most}")
UNLESS: Final = N_("Unless")
STATED: Final = N_("Basis")
CITED: Final = N_("Article in the text")
FIGURES: Final = N_("Figures")
FIGURE: Final = N_("Figure")
VALUE: Final = N_("Value")
WORD: Final = N_("Word")
NO_WORD: Final = N_("none")
NO_WORD_BOUND: Final = N_("none; that the figure itself counts is a reading")
PINNED_BY: Final = N_("Scenarios that pin it")
NOT_PINNED: Final = N_("✗ no scenario notices a change")
NOT_MEASURED: Final = N_("? not measured")
ROWS: Final = N_("row {rows}")
READINGS: Final = N_("Readings")
QUESTION: Final = N_("Question")
TAKEN: Final = N_("Taken to mean")
READ_OTHERWISE: Final = words.READ_OTHERWISE
WHY: Final = N_("Why")
TO_TELL: Final = N_("To be told: {what}")

# What joins policies
WHAT_JOINS: Final = N_("What joins plans")
WHAT_JOINS_SAID: Final = N_("What these plans have to do with one another, which is law of none of them.")
JOINED_PLANS: Final = N_("Plans that it joins")
CODE: Final = N_("Code")
RECORDED: Final = N_("Recorded")
RECORDED_INSTEAD: Final = N_("{day}, in the place of version {version}")
SAME: Final = N_("One benefit by several clauses")
PREVAILS: Final = N_("What comes before others")
WIDENS: Final = N_("Limits of a plan that are over clauses of others too")
GROUNDS: Final = N_("Due by any one of")
ONCE_FOR: Final = N_("Given once for each")
COMES_FIRST: Final = N_("What comes first")
COMES_AFTER: Final = N_("Does not hold beside it")
WIDENED: Final = N_("The limit")
OVER_TOO: Final = N_("Binds too")
READ_SO: Final = N_("an office takes it so: {taken}")
WHOLE_FILE: Final = N_("The file as a whole")
UNMEASURED_NOT_REPORTED: Final = N_(
    "The report that was given says nothing of this file: how fast the scenarios hold it is not known."
)

# Changes and reviews
NOTICED: Final = N_("{noticed} of {counted} changes noticed by a scenario ({percent})")
NONE_TO_NOTICE: Final = N_("there is nothing to change")
WHOLE_PLAN: Final = N_("The plan as a whole")
UNMEASURED: Final = N_("not measured")
UNMEASURED_WANTED: Final = N_(
    "These pages were made without putting changes of the plan to the scenarios (--no-mutation): how fast the "
    "scenarios hold it is not known."
)
UNMEASURED_FAILING: Final = N_(
    "While scenarios are not so, changes of the plan cannot be put to them: how fast they hold it is not known."
)
SURVIVORS: Final = N_("Not noticed by any scenario")
SURVIVOR: Final = N_("{change}, no scenario would notice")
EQUIVALENTS: Final = N_("No difference to any case ({count})")
BECAUSE: Final = N_("because: {why}")
REFUSED: Final = N_("Changes refused when the file is read, and so not counted: {count}")
REVIEWED: Final = N_("reviewed")
CHANGED: Final = N_("changed since review")
NEVER: Final = N_("never reviewed")
REVIEWED_BY: Final = N_("{by} ({office}), {day}")
CHANGED_SINCE: Final = N_("{by} ({office}) approved the state with digest {digest} on {day}; it has been changed since.")
NOTE: Final = N_("note: {note}")
REVIEW_COUNT: Final = N_("{count} {state}")
OF_ITS_USERS: Final = N_("Reviewed with the clauses that use it.")
REVIEW_LINE: Final = N_("Line for reviews.yaml")
REVIEW_HINT: Final = N_("Fill in name, office and day (such as 2026-01-31).")
DIGEST_OF: Final = N_("Digest of this clause")
DIGEST_OF_LIMIT: Final = N_("Digest of this limit")

# Scenarios
SCENARIO: Final = N_("Scenario {number}")
PASSED: Final = N_("as stated")
FAILED: Final = N_("not so")
ROWS_PASSED: Final = N_("all {count} rows as stated")
ROWS_FAILED: Final = N_("{failed} of {count} rows not so")
BACKGROUND: Final = N_("Given in every scenario")
BACKGROUND_HERE: Final = N_("Given in every scenario below")
ROW: Final = N_("Row")
RESULT: Final = N_("Check")
EXAMPLES: Final = N_("Rows of scenario {number}")
STEPS_TABLE: Final = N_("Data of the step")
PINS: Final = N_("Pins")
FOUND_INSTEAD: Final = N_("What the rules give instead")
NO_FEATURE: Final = N_("There is no feature about this article.")

# The command
WRITTEN: Final = N_("{count} files in {folder}")
SOME_FAILED: Final = N_("{policy}: scenarios that are not so: {count}; the pages show which")
