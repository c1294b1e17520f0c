"""What a scenario can end in besides success: a sentence that cannot be read, or one that is not true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from subsidies.errors import Finding, InputError, Position, SubsidiesError


class FeatureError(InputError):
    """A feature that cannot be read or a step that cannot be carried out; names file and line, in Chinese.

    Line 0 stands for the file as a whole.
    """

    def __init__(self, text: str, file: str, line: int) -> None:
        self.text, self.file, self.line = text, file, line
        position = Position(file, line, 1 if line else 0)
        super().__init__(Finding("bad_feature", position, context={"reason": text}))

    @classmethod
    def of(cls, error: SubsidiesError, file: str, line: int) -> FeatureError:
        """What the library says of a case that a feature describes; ``line`` where it does not say one of this file."""
        texts: list[str] = []
        here = line
        for item in error.findings:
            at = item.position
            if at is None or at.file != file or not at.line:
                texts.append(replace(item, position=None).message("zh"))
                continue
            # The line of the feature says more than the path into a case file that nobody wrote.
            text = replace(item, position=None, path="").message("zh")
            here = here if texts else at.line
            texts.append(text if at.line == here else f"第{at.line}行：{text}")
        return cls("；".join(texts), file, here)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text, self.file, self.line)

    def __str__(self) -> str:
        where = f"{self.file} 第{self.line}行" if self.line else self.file
        return f"{where}：{self.text}"


class Untrue(AssertionError):
    """A step says something that the determination does not; names file, line and clause and shows the trace."""

    def __init__(self, text: str, file: str, line: int, clause: str = "", trace: str = "") -> None:
        self.text, self.file, self.line, self.clause, self.trace = text, file, line, clause, trace
        where = f"{file} 第{line}行" + (f"，条款{clause}" if clause else "")
        super().__init__(f"{where}：{text}" + (f"\n{trace}" if trace else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text, self.file, self.line, self.clause, self.trace)


class Nameless(Untrue):
    """A step names a condition or a limit that the rules do not have (any more), or several of them.

    The rules may have changed, or the feature has a slip: the scenario has failed, but what was decided need not differ.
    """
