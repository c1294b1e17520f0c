"""The step by which an office reads the text otherwise than the ruleset does."""

from __future__ import annotations

from subsidies.catalogue.office_readings import other_readings
from subsidies.punctuation import FULL_STOPS
from subsidies.scenarios.quotes import NAME
from subsidies.scenarios.state import ScenarioState
from subsidies.scenarios.step_table import STEPS
from subsidies.vocabulary.numbers import Unreadable, near


@STEPS.add("given", rf"办理机关采用理解“({NAME})”", "办理机关采用理解“不满一年的按一年计算”")
def other_reading(state: ScenarioState, words: str) -> None:
    """An alternative of a reading, by what it takes the text to say; the last one of a reading counts."""
    owners = [*state.policies, *(name for name in state.catalogue.cross_files.versions if name not in state.policies)]
    known = [one for owner in owners for one in other_readings(owner, state.catalogue)]
    said = [one.taken.zh.rstrip(FULL_STOPS) for one in known]
    found = {
        (one.reading, one.alternative): one for one, taken in zip(known, said, strict=True) if taken == words.rstrip(FULL_STOPS)
    }
    if not found:
        allowed = "、".join(dict.fromkeys(said)) or "无"
        raise Unreadable(f"没有可以另行采用的理解“{words}”{near(words, said)}，可用的有：{allowed}")
    if len(found) > 1:
        names = "、".join(f"{reading}={alternative}" for reading, alternative in found)
        raise Unreadable(f"有几种理解都写作“{words}”：{names}")
    (one,) = found.values()
    state.readings[one.reading] = one
