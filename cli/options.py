"""The options that commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from subsidies.i18n import N_
from subsidies_cli.output import Format
from subsidies_cli.sections import SectionName


class Lang(StrEnum):
    """The languages to choose from."""

    ZH = "zh"
    EN = "en"


class Encoding(StrEnum):
    """The encodings that a case file may have."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"


CLAUSE = N_("Only this clause, such as 12.1 or xixia-jobs-2023/12.1; an article, such as 12; or a limit.")
SUBJECT = N_("Only for this person, enterprise … of the case: its name or id.")
CaseFile = Annotated[str, typer.Argument(metavar="CASE", help=N_("Case file (YAML or JSON); - reads standard input."))]
Encoded = Annotated[
    Encoding, typer.Option("--encoding", help=N_("Encoding of the case file; gb18030 reads GBK, the ANSI of a Chinese editor."))
]
Clause = Annotated[
    str | None,
    typer.Option(metavar="ID", help=CLAUSE),
]
Subject = Annotated[str | None, typer.Option(metavar="NAME", help=SUBJECT)]
On = Annotated[str | None, typer.Option(metavar="DATE", help=N_("Day on which the question is put, YYYY-MM-DD; beats the file."))]
Year = Annotated[int | None, typer.Option(metavar="YEAR", min=1900, max=2200, help=N_("Calendar year assessed; beats the file."))]
KnownOn = Annotated[
    str | None,
    typer.Option(metavar="DATE", help=N_("Leave out what was published after this day; beats the file.")),
]
Policies = Annotated[
    list[str] | None, typer.Option("--policy", metavar="ID", help=N_("Only this policy; may be given several times."))
]
AsOf = Annotated[
    str | None,
    typer.Option("--version", metavar="V", help=N_("As if this version, released or not, were the latest of its policy.")),
]
Rates = Annotated[
    str | None,
    typer.Option(
        "--rates",
        metavar="FILE",
        help=N_("An office's own figures (YAML or JSON), for what is set outside the documents; they beat the file."),
    ),
]
Readings = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        metavar="ID=ALT",
        help=N_("A reading that the office takes otherwise, among those of the ruleset; may be given several times."),
    ),
]
FullTrace = Annotated[bool, typer.Option("--full", help=N_("The whole trace of every clause, instead of a menu."))]
FullList = Annotated[bool, typer.Option("--full", help=N_("Show everything, what only an office can tell as well."))]
DEFAULT_FEATURES = Path("features")
Features = Annotated[
    Path | None,
    typer.Argument(metavar="[FOLDER]", help=N_("Folder of features, or one file; without it the folder features where you are.")),
]
Rulesets = Annotated[
    Path | None, typer.Option("--rulesets", metavar="DIR", help=N_("Folder of rulesets instead of the bundled ones."))
]
Full = Annotated[bool, typer.Option("--full", help=N_("Everything, section by section, instead of one screen."))]
Sections = Annotated[
    list[SectionName] | None,
    typer.Option("--section", help=N_("Only this section of the full page; may be given several times.")),
]
Output = Annotated[Format, typer.Option("--format", help=N_("How the result is shown."))]
Language = Annotated[
    Lang | None,
    typer.Option(
        "--lang", help=N_("Language; without it SUBSIDIES_LANG or the locale decides, and without a locale it is Chinese.")
    ),
]
