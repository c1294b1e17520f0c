"""A case to be filled in: a line for each fact that can matter to an applicant, as a comment, in the words of its reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from unicodedata import east_asian_width

from subsidies.advice.applicants import Applicant, Member
from subsidies.i18n import N_, Language, translate
from subsidies.intake import words
from subsidies.punctuation import JOINTS
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.numbers import ASKED, TRUTHS
from subsidies.wording.values import number, unit_name

OF: Final = N_("New case: {kind}.")
HOW: Final = N_("To fill in a line, remove its #; leave out what was not asked. Asked, not known: {unknown}.")
ORDER: Final = N_("What can decide most comes first. If only part of a number or day is known: {parts}.")
MORE: Final = N_("{count} more facts matter only for what other offices and documents decide: add --all.")
FURTHER: Final = N_("only for what other offices and documents decide")
WHOLE: Final = N_("the list may not be complete: delete this line once all are in it")
THINGS: Final = N_("if there is one: first remove # from the list and the lines that begin it")
EARLIER: Final = N_("{nothing} if never, or a line for each earlier award")
YEAR: Final = N_("the year the figures are about, if not the year of the date")
TEXT: Final = N_("text")
DATE: Final = N_("date, as {example}")
PLACE: Final = N_("place, as {example}")
COUNT: Final = N_("number")
UP_TO: Final = N_("up to {most}")
PROOF: Final = N_("proof: {evidence}")
SPECIAL: Final = tuple("!&*?|>@`%#,[]{}'\"-:")
"""Signs with which no plain text of YAML begins."""
WIDTH: Final = 34


def blank_case(applicant: Applicant, places: Jurisdictions, place: str, on: date, lang: Language, *, every: bool = False) -> str:
    """A case file in YAML of an applicant at a place, asked on a day; with ``every`` also what decides nothing here.

    As it stands it says nothing but that there is one; a line without its comment sign says nothing either until a value is
    written.
    """
    every = every or not any(member.facts for member in applicant.members)
    return _Writer(applicant, places.names[place].zh if lang == "zh" else _quoted(place), lang, every).text(on)


class _Writer:
    def __init__(self, applicant: Applicant, place: str, lang: Language, every: bool) -> None:
        self.applicant = applicant
        self.place = place
        self.lang = lang
        self.every = every
        self.ids = _ids([member.kind.name for member in applicant.members])

    def t(self, message: str, **arguments: str) -> str:
        return translate(message, self.lang).format(**arguments)

    def own(self, key: str) -> str:
        """A key of a case itself."""
        return words.CASE[key][0] if self.lang == "zh" else "asked_on" if key == "on" else key

    def text(self, on: date) -> str:
        return "".join(f"{line.rstrip()}\n" for line in self.lines(on))

    def lines(self, on: date) -> Iterator[str]:
        chinese = self.lang == "zh"
        first, *rest = self.applicant.members
        unknown = ASKED[1] if chinese else words.UNKNOWN
        parts = "在3个月至9个月之间、2023年6月" if chinese else "{at_least: 3, at_most: 9}, 2023-06"
        yield f"# {self.t(OF, kind=first.kind.label[self.lang])}"
        yield f"# {self.t(HOW, unknown=unknown)}"
        yield f"# {self.t(ORDER, parts=parts)}"
        hidden = 0 if self.every else sum(len(member.others) for member in self.applicant.members)
        if hidden:
            yield f"# {self.t(MORE, count=str(hidden))}"
        yield f"{self.own('schema_version')}: 1"
        yield f"{self.own('jurisdiction')}: {self.place}"
        yield f"{self.own('on')}: {f'{on.year}年{on.month}月{on.day}日' if chinese else on.isoformat()}"
        yield self.line("", self.own("year"), self.t(YEAR))
        for member in [first, *(one for one in rest if one.is_part)]:
            yield ""
            yield from self.member(member, "")
        parts_ = [member.kind for member in rest if member.is_part]
        if parts_:
            no = "否" if chinese else "false"
            lists = ", ".join(f"{kind.label.brief('zh') if chinese else kind.list}: {no}" for kind in parts_)
            yield ""
            yield f"{self.own('complete')}: {{{lists}}}  # {self.t(WHOLE)}"
        yield ""
        yield self.line("", self.own("prior_awards"), self.t(EARLIER, nothing=words.NOTHING[0] if chinese else "[]"))
        things = [member for member in rest if not member.is_part and (member.facts or (self.every and member.others))]
        if things:
            yield ""
            yield f"# {self.t(THINGS)}"
        for member in things:
            yield from self.member(member, "# ")

    def member(self, member: Member, sign: str) -> Iterator[str]:
        """The list of a kind with one entity in it; ``sign`` stands before what says that there is one."""
        chinese, kind = self.lang == "zh", member.kind
        yield f"{sign}{kind.label.brief('zh') if chinese else kind.list}:"
        yield f"{sign}  - {words.ID if chinese else 'id'}: {self.ids[kind.name]}"
        if member.owner:
            relation = kind.relations[member.relation]
            yield f"{sign}    {_plain(relation.label.zh) if chinese else relation.name}: {self.ids[member.owner]}"
        given = self.applicant.given
        if given is not None and given[0].entity == kind.name:
            fact, value = given
            said = _plain((fact.model.values or {})[value].zh) if chinese else value
            yield f"{sign}    {_plain(fact.label.zh) if chinese else fact.name}: {said}"
        for fact in member.facts:
            if given is None or fact is not given[0]:
                yield self.fact(sign, fact)
        if self.every and member.others:
            yield f"{sign}    # {self.t(FURTHER)}"
            for fact in member.others:
                if given is None or fact is not given[0]:
                    yield self.fact(sign, fact)

    def fact(self, sign: str, fact: FactType) -> str:
        chinese = self.lang == "zh"
        joints = JOINTS[self.lang]
        hints = [] if chinese else [fact.label.en]
        hints.append(self.allowed(fact))
        if fact.model.evidence is not None:
            hints.append(self.t(PROOF, evidence=fact.model.evidence[self.lang]))
        return self.line(f"{sign}    ", _plain(fact.label.zh) if chinese else fact.name, joints.semicolon.join(hints))

    def line(self, before: str, key: str, hint: str) -> str:
        start = f"{before}# {key}:"
        return f"{start}{' ' * max(2, WIDTH - _width(start))}# {hint}"

    def allowed(self, fact: FactType) -> str:
        """What may be written: all words where they are few, the unit, or an example."""
        chinese, sort, model = self.lang == "zh", fact.type.sort, fact.model
        if sort is Sort.BOOL:
            return " | ".join(TRUTHS if chinese else ("true", "false"))
        if sort is Sort.ENUM:
            values = {value: label for value, label in (model.values or {}).items() if value not in model.elsewhere}
            return " | ".join(_plain(label.zh) if chinese else value for value, label in values.items())
        if sort is Sort.DATE:
            others = [*(words.STILL[:1] if chinese else [words.ONGOING])] if model.open_ended else []
            others += [*(words.NOT_AT_ALL[:1] if chinese else [words.NEVER])] if model.never else []
            return " | ".join([self.t(DATE, example="2023年12月20日" if chinese else "2023-12-20"), *others])
        if sort is Sort.PLACE:
            return self.t(PLACE, example=self.place)
        if sort is Sort.TEXT:
            return self.t(TEXT)
        if fact.high is not None:
            return self.t(UP_TO, most=number(fact.high, fact.type, self.lang))
        return unit_name(fact.type.unit, self.lang) or self.t(COUNT)


def _ids(kinds: Sequence[str]) -> dict[str, str]:
    """A short id for each kind: its first letter, or as many as tell it from those before it."""
    found: dict[str, str] = {}
    for kind in kinds:
        length = next(length for length in range(1, len(kind) + 1) if f"{kind[:length]}1" not in found.values())
        found[kind] = f"{kind[:length]}1"
    return found


def _quoted(text: str) -> str:
    return f'"{text}"'


def _plain(text: str) -> str:
    """A text as YAML reads it back, in quotation marks where it needs them."""
    if text.startswith(SPECIAL) or ": " in text or " #" in text or text.endswith(":"):
        return "'" + text.replace("'", "''") + "'"
    return text


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
