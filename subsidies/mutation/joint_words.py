"""What a change of what joins policies says in the reader's words."""

from __future__ import annotations

from typing import Final

from subsidies.files.schema import Label
from subsidies.i18n import N_
from subsidies.mutation.operators import LEFT_OUT, Edit
from subsidies.mutation.words import Saying

APART: Final = N_("if what “{before}” joins were several benefits")
NO_GROUND: Final = N_("if clause {before} were no ground of “{what}”")
NOT_BEFORE: Final = N_("if clause {first} did not come before {over}")
HOWEVER_READ: Final = N_("if “{what}” held however an office reads it")
NOT_UNDER: Final = N_("if limit {limit} were not over {over} too")
BEFORE_INSTEAD: Final = N_("if clause {first} came before {over} instead of the other way round")


class JointSaying(Saying):
    """Puts the changes of one file that joins policies into words, in both languages."""

    def edit(self, edit: Edit) -> Label:
        section = edit.path[0]
        if edit.path[2:] == ("not_under",):
            said = getattr(self.model, str(section))[int(edit.path[1])]
            return self.label(HOWEVER_READ, what=said.title.__getitem__)
        if section == "same" and len(edit.path) == 2:
            return self.label(APART, before=self.model.same[int(edit.path[1])].title.__getitem__)
        if section == "same" and edit.path[2] == "over":
            entry = self.model.same[int(edit.path[1])]
            return self.label(NO_GROUND, what=entry.title.__getitem__, before=entry.over[int(edit.path[3])])
        if section == "same":
            return self.limit(edit)
        if section == "prevails":
            return self._order(edit)
        if section == "widens":
            entry = self.model.widens[int(edit.path[1])]
            over = entry.over if len(edit.path) == 2 else [entry.over[int(edit.path[3])]]
            return self.label(NOT_UNDER, limit=entry.limit, over=self.listed(over))
        return Saying.edit(self, edit)

    def _order(self, edit: Edit) -> Label:
        entry = self.model.prevails[int(edit.path[1])]
        if edit.value is not LEFT_OUT:
            return self.label(BEFORE_INSTEAD, first=edit.value["clause"], over=entry.clause)
        over = entry.over if len(edit.path) == 2 else [entry.over[int(edit.path[3])]]
        return self.label(NOT_BEFORE, first=entry.clause, over=self.listed(over))
