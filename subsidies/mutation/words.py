"""What a change of a ruleset says in the reader's words: ‹if 3 months became 4›."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath
from subsidies.i18n import LANGUAGES, N_, Language, translate
from subsidies.mutation.change_kinds import MEASURES
from subsidies.mutation.operators import LEFT_OUT, Edit
from subsidies.mutation.usage import Usage
from subsidies.punctuation import JOINTS
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.wording import AT_LEAST, AT_MOST, EVERY, REASONS, ROUNDED_TO, ROUNDING, Wording, day, figure, name_of
from subsidies.wording.conditions import CONTEXTS

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue

BECAME: Final = N_("if “{before}” became “{after}”")
OF_BECAME: Final = N_("if {what} became “{after}” instead of “{before}”")
OMITTED: Final = N_("if “{before}” were left out")
OF_OMITTED: Final = N_("if {what} left out “{before}”")
ADDED: Final = N_("if {what} also held “{after}”")
EITHER: Final = N_("if only one were needed of “{before}” and “{after}”")
ALL_NEEDED: Final = N_("if all were needed of “{before}”")
ONE_NEEDED: Final = N_("if one were enough of “{before}”")
NEVER: Final = N_("if clause {clause} were never met")
NO_LIMIT: Final = N_("if there were no limit “{before}”")
NOT_OVER: Final = N_("if the limit “{what}” did not bind clause {before}")
OVER_TOO: Final = N_("if the limit “{what}” bound clause {after} too")
NOT_PER: Final = N_("if the limit “{what}” were not counted by {before}")
PER_TOO: Final = N_("if the limit “{what}” were counted by {after} too")
PER_OTHER: Final = N_("if the limit “{what}” were counted by {after} instead of {before}")
FOR_ALL: Final = N_("if the limit “{what}” were one for everybody together")
OTHER_ORDER: Final = N_("if the limit “{what}” were used up in another order")
PAYEE: Final = N_("the payee")
NOBODY: Final = N_("nobody")
KIND: Final = N_("the kind of benefit")
PERIOD: Final = N_("how often it is due")
PLACE: Final = N_("the place that counts")
STATUS: Final = N_("the status of the document")
DRAFT: Final = N_("draft")
ISSUED: Final = N_("issued")
WHY_ELSEWHERE: Final = N_("what decides instead of the plan")
ROUNDED: Final = N_("rounding")
ACCRUES: Final = N_("if what was paid before were taken off instead of ending the claim of clause {clause}")
ACCRUES_NOT: Final = N_("if what was paid before ended the claim of clause {clause} instead of being taken off")
RUNNING_CHANGES: Final = N_("if benefits of clause {clause} that already run got the new figure instead of keeping theirs")
RUNNING_KEEPS: Final = N_("if benefits of clause {clause} that already run kept their figure instead of getting the new one")
WINDOW: Final = N_("if a late claim of clause {clause} were refused instead of left open")
WINDOW_NOT: Final = N_("if a late claim of clause {clause} were left open instead of refused")
MEASURE: Final = N_("if the limit “{what}” no longer counted {before}")
DATES: Final = {
    "published": N_("the day of publication"),
    "recorded": N_("the day on which it was recorded"),
    "from": N_("the first day of the plan"),
    "to": N_("the last day of the plan"),
    "facts_from": N_("the first day from which facts count"),
}

In = Callable[[Language], str]


class Saying:
    """Puts the changes of one file into words, in both languages."""

    def __init__(self, model: Any, usage: Usage, catalogue: Catalogue) -> None:
        """``model`` is what the file says."""
        self.usage = usage
        self.world = catalogue.world
        self.vocabulary = catalogue.world.vocabulary
        self.names = catalogue.world.jurisdictions.names
        self.model = model
        self.wordings = {lang: Wording(usage.ruleset, catalogue.world, lang) for lang in LANGUAGES}

    def label(self, message: str, **parts: In | str) -> Label:
        """A message in both languages, its parts too."""

        def said(lang: Language) -> str:
            return translate(message, lang).format(**{k: v if isinstance(v, str) else v(lang) for k, v in parts.items()})

        return Label(zh=said("zh"), en=said("en"))

    def expression(self, path: DataPath, root: n.Node, changed: n.Node) -> Label:
        """An expression that reads otherwise."""
        return self.label(BECAME, before=self.node(path, root), after=self.node(path, changed))

    def node(self, path: DataPath, node: n.Node) -> In:
        def said(lang: Language) -> str:
            wording = self.wordings[lang]
            wording.subject = self.subject(path)
            return wording.node(node)

        return said

    def subject(self, path: DataPath) -> str:
        """The kind of entity that an expression is about."""
        if path[0] in ("clauses", "provisions", "definitions"):
            return str(getattr(self.model, str(path[0]))[path[1]].for_)
        return ""

    def edit(self, edit: Edit) -> Label:
        """A field that says otherwise."""
        section, field = edit.path[0], next((part for part in reversed(edit.path) if isinstance(part, str)), "")
        if section == "parameters":
            return self.figure(edit)
        if section == "limits" and "unless" not in edit.path:
            return self.limit(edit)
        if field in DATES and section in ("published", "recorded", "effective"):
            return self.days(edit, field)
        if field in ("when", "unless", "any", "is"):
            return self.lines(edit)
        if "round" in edit.path[:-1]:
            return self._coded(ROUNDED_TO if field == "to" else ROUNDING, ROUNDED, edit)
        method: Callable[[Edit, str], Label] = getattr(self, f"_{field}", self._amount)
        return method(edit, field)

    def figure(self, edit: Edit) -> Label:
        name = str(edit.path[1])
        model = self.model.parameters[name]
        value: Any = model.value
        named = model.label
        if edit.path[-1] == "word":
            return self.label(OF_OMITTED, what=self.named(name), before=str(model.word))
        if edit.value is LEFT_OUT:
            key: Any = edit.path[3]
            left: Any = [value[key]] if isinstance(value, list) else {key: value[key]}
            return self.label(OF_OMITTED, what=self.named(name), before=self.shown(name, left))
        if edit.path[-1] == "value" and isinstance(value, list):
            return self.label(ADDED, what=self.named(name), after=self.shown(name, edit.value[-1:]))
        before, after = value, edit.value
        if len(edit.path) > 3 and isinstance(value, list):
            before, after = [value[int(edit.path[3])]], [edit.value]
        elif len(edit.path) > 3:
            before, after = {edit.path[3]: value[edit.path[3]]}, {edit.path[3]: edit.value}
        if named is None:
            return self.label(BECAME, before=self.shown(name, before), after=self.shown(name, after))
        return self.label(OF_BECAME, what=self.named(name), before=self.shown(name, before), after=self.shown(name, after))

    def named(self, parameter: str) -> In:
        label = self.model.parameters[parameter].label
        return lambda lang: parameter if label is None else label[lang]

    def shown(self, name: str, value: Any) -> In:
        return lambda lang: figure(name, self.usage.ruleset, self.world, lang, value)

    def days(self, edit: Edit, field: str) -> Label:
        before: date = self.usage.data(edit.path)
        what: In = lambda lang: translate(DATES[field], lang)  # noqa: E731
        return self.label(OF_BECAME, what=what, before=lambda lang: day(before, lang), after=lambda lang: day(edit.value, lang))

    def lines(self, edit: Edit) -> Label:
        path = edit.path
        if edit.value is LEFT_OUT:
            return self.label(OMITTED, before=self.line(path))
        if edit.name == "never":
            return self.label(NEVER, clause=str(path[1]))
        if edit.name.startswith("or-"):
            index = int(edit.name.removeprefix("or-"))
            return self.label(EITHER, before=self.line((*path, index)), after=self.line((*path, index + 1)))
        return self.label(ALL_NEEDED if edit.name == "all" else ONE_NEEDED, before=self.line(path))

    def line(self, path: DataPath) -> In:
        """A line of a condition as the file has it at a path."""

        def said(lang: Language, at: DataPath = path) -> str:
            if at in self.usage.expressions:
                return self.node(at, self.usage.expressions[at])(lang)
            data = self.usage.data(at)
            if isinstance(data, dict) and "test" in data:
                return str(data["label"][lang])
            if isinstance(data, dict) and "any" in data:
                return JOINTS[lang].either.join(said(lang, (*at, "any", index)) for index in range(len(data["any"])))
            return JOINTS[lang].both.join(said(lang, (*at, index)) for index in range(len(data)))

        return said

    def limit(self, edit: Edit) -> Label:
        path = edit.path
        model = getattr(self.model, str(path[0]))[int(path[1])]
        title: In = lambda lang: model.title[lang]  # noqa: E731
        subjects = dict.fromkeys(self.usage.ruleset.rules[clause].subject for clause in model.over)
        if len(path) == 2:
            return self.label(NO_LIMIT, before=title)
        if path[2] == "over" and edit.value is not LEFT_OUT:
            return self.label(OVER_TOO, what=title, after=edit.name.removeprefix("+"))
        if path[2] == "over":
            return self.label(NOT_OVER, what=title, before=str(model.over[int(path[3])]))
        if path[2] == "per":
            if edit.name == "everybody":
                return self.label(FOR_ALL, what=title)
            if edit.name.startswith("+"):
                return self.label(PER_TOO, what=title, after=self.name(edit.name.removeprefix("+"), subjects))
            if edit.value is not LEFT_OUT:
                was = self.name(model.per[int(path[3])], subjects)
                return self.label(PER_OTHER, what=title, before=was, after=self.name(edit.value, subjects))
            return self.label(NOT_PER, what=title, before=self.name(model.per[int(path[3])], subjects))
        if edit.name.startswith("swapped"):
            return self.label(OTHER_ORDER, what=title)
        data = self.usage.data(path)
        if isinstance(edit.value, list):
            data = next((text for text in data["of"] if text not in edit.value), data["total"])
        elif len(path) == 4:
            return self.label(MEASURE, what=title, before=lambda lang: translate(MEASURES[str(path[3])], lang))
        return self.label(MEASURE, what=title, before=self.name(data, subjects))

    def listed(self, names: Sequence[str]) -> In:
        return lambda lang: JOINTS[lang].comma.join(names)

    def name(self, path: str, subjects: Collection[str]) -> In:
        return lambda lang: name_of(path, self.vocabulary, lang, subjects)

    def _coded(self, names: dict[str, str], what: str, edit: Edit) -> Label:
        before = str(self.usage.data(edit.path))
        return self.label(
            OF_BECAME,
            what=lambda lang: translate(what, lang),
            before=lambda lang: translate(names[before], lang),
            after=lambda lang: translate(names[edit.value], lang),
        )

    def _kind(self, edit: Edit, field: str) -> Label:
        return self.label(
            OF_BECAME,
            what=lambda lang: translate(KIND, lang),
            before=BENEFIT_KINDS[self.usage.data(edit.path)].words.__getitem__,
            after=BENEFIT_KINDS[edit.value].words.__getitem__,
        )

    def _every(self, edit: Edit, field: str) -> Label:
        return self._coded(EVERY, PERIOD, edit)

    def _reason(self, edit: Edit, field: str) -> Label:
        return self._coded(REASONS, WHY_ELSEWHERE, edit)

    def _status(self, edit: Edit, field: str) -> Label:
        return self._coded({"draft": DRAFT, "issued": ISSUED}, STATUS, edit)

    def _payee(self, edit: Edit, field: str) -> Label:
        return self.label(
            OF_BECAME,
            what=lambda lang: translate(PAYEE, lang),
            before=self.payees(self.usage.data(edit.path), self.subject(edit.path)),
            after=self.payees(edit.value, self.subject(edit.path)),
        )

    def payees(self, data: Any, subject: str) -> In:
        subjects = (subject,) if subject else ()
        names = data["one_of"] if isinstance(data, dict) else [data]

        def said(lang: Language) -> str:
            words = (
                translate(NOBODY, lang) if name is None else name_of(name, self.vocabulary, lang, subjects) for name in names
            )
            return JOINTS[lang].choice.join(words)

        return said

    def _place(self, edit: Edit, field: str) -> Label:
        if edit.value is LEFT_OUT:
            return self._amount(edit, field)
        before = self.amount(edit.path, self.usage.data(edit.path))
        return self.label(BECAME, before=before, after=lambda lang: translate(CONTEXTS["jurisdiction"], lang))

    def _jurisdiction(self, edit: Edit, field: str) -> Label:
        return self.label(
            OF_BECAME,
            what=lambda lang: translate(PLACE, lang),
            before=lambda lang: self.names[self.model.jurisdiction][lang],
            after=lambda lang: self.names[edit.value][lang],
        )

    def _accrues(self, edit: Edit, field: str) -> Label:
        return self.label(ACCRUES if edit.value else ACCRUES_NOT, clause=str(edit.path[1]))

    def _running(self, edit: Edit, field: str) -> Label:
        return self.label(RUNNING_CHANGES if edit.value["figure"] == "changes" else RUNNING_KEEPS, clause=str(edit.path[1]))

    def _window(self, edit: Edit, field: str) -> Label:
        return self.label(WINDOW if edit.value == "stated" else WINDOW_NOT, clause=str(edit.path[1]))

    def _amount(self, edit: Edit, field: str) -> Label:
        """A part of an amount, or an expression of a rule that may be left out."""
        before = self.amount(edit.path, self.usage.data(edit.path))
        if edit.value is LEFT_OUT:
            return self.label(OMITTED, before=before)
        return self.label(BECAME, before=before, after=self.amount(edit.path, edit.value))

    def amount(self, path: DataPath, data: Any) -> In:
        """An amount as the file has it, or would have it."""

        def said(lang: Language) -> str:
            if not isinstance(data, dict):
                return self.text(path, str(data))(lang)
            if path[-2] == "steps":
                return self.step(path[:-2], int(path[-1]), lang)
            forms = {"at_least": AT_LEAST, "at_most": AT_MOST}
            words = [self.text((*path, key), str(data[key]))(lang) for key in ("exact", "from", "to", "amount") if key in data]
            words += [
                translate(message, lang).format(self.text((*path, form), str(data[form]))(lang))
                for form, message in forms.items()
                if form in data
            ]
            named = [data["label"][lang]] if data.get("label") else []
            return JOINTS[lang].colon.join([*named, *([" – ".join(words)] if words else [])]) or str(data)

        return said

    def step(self, path: DataPath, index: int, lang: Language) -> str:
        """A row of the table of steps that stands at a path."""
        table: Any = self.usage.expressions[path]
        for _ in range(index):
            table = table.other
        wording = self.wordings[lang]
        wording.subject = self.subject(path)
        return wording.step(table.test, table.then)

    def text(self, path: DataPath, text: str) -> In:
        """An expression in words, wherever in the file the same one stands."""
        own = self.usage.expressions.get(path)
        if own is None:
            found = [at for at in self.usage.expressions if at[:2] == path[:2] and self._written(at) == text]
            own = self.usage.expressions[found[0]] if found else None
        return (lambda lang: text) if own is None else self.node(path, own)

    def _written(self, path: DataPath) -> str:
        return str(self.usage.data(path))
