"""The functions of dates that expressions have: one table, read by everybody who treats them.

A new function is its rule on day numbers in :mod:`subsidies.arithmetic.dates` and one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from subsidies.arithmetic import calendar_years, dates
from subsidies.arithmetic.intervals import End, Interval
from subsidies.i18n import N_
from subsidies.types.sorts import DATE, Sort, Type, number
from subsidies.types.units import CALENDAR_YEAR, DAY, MONTH, YEAR

Direction = Literal[1, -1, 0]
"""Whether the result never falls (1) or never rises (-1) as an argument rises; 0 where it may do either."""
DayRule = Callable[..., int]
IntervalRule = Callable[[Sequence[Interval]], Interval]


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands at one place between the brackets of a function."""

    type: Type
    direction: Direction


@dataclass(frozen=True, slots=True)
class DateFunction:
    """A function of dates; dates are day numbers (``date.toordinal``), numbers are in the units of their types.

    Raises ValueError when made with an argument of which no end gives the low end, and without a rule of its own.
    """

    name: str
    arguments: tuple[Argument, ...]
    result: Type
    exactly: DayRule
    """The rule on single days and whole numbers."""
    words: str
    """What a reader sees of a call: a message with a place for each argument."""
    month_end: str
    """What it does where months are of unequal length: a message."""
    ground: str
    """The article or the practice that the rule rests on, said to be a reading where it is one: a message."""
    by_months: bool = False
    """Whether it looks at the months of dates and not at their days as long as these keep their order, so that the smallest
    change of a date is a month."""
    other_end: str | None = None
    """The function that gives the other end of the same period."""
    own_rule: IntervalRule | None = None
    """The rule on intervals, where the directions of the arguments do not say all."""

    def __post_init__(self) -> None:
        if self.own_rule is None and any(argument.direction == 0 for argument in self.arguments):
            raise ValueError(f"{self.name} may rise and fall with one argument: it needs a rule on intervals of its own")

    @property
    def takes(self) -> tuple[Type, ...]:
        """The types of the arguments."""
        return tuple(argument.type for argument in self.arguments)

    @property
    def counts(self) -> bool:
        """Whether the result is a number; one that comes from days is whole."""
        return self.result.sort is Sort.NUMBER

    @property
    def figures(self) -> tuple[int, ...]:
        """The places of the numbers with which the result rises: a comparison of the result turns on them."""
        return tuple(
            index
            for index, argument in enumerate(self.arguments)
            if argument.type.sort is Sort.NUMBER and argument.direction == 1
        )

    def over(self, arguments: Sequence[Interval]) -> Interval:
        """The function on intervals: each end comes from those ends of the arguments that lead there."""
        if self.own_rule is not None:
            return self.own_rule(arguments)
        low: list[End] = []
        high: list[End] = []
        for (first, last), argument in zip(arguments, self.arguments, strict=True):
            low.append(first if argument.direction == 1 else last)
            high.append(last if argument.direction == 1 else first)
        return self._at(low), self._at(high)

    def _at(self, ends: Sequence[End]) -> End:
        # A number of days need not be whole, and a part of a day is none.
        return None if None in ends else int(self.exactly(*ends))


_LATER: Final = Argument(DATE, 1)
"""A date with which the result rises."""
_SINCE: Final = Argument(DATE, -1)
"""A date from which on something is counted: the later it is, the less there is."""

ADD_MONTHS: Final = DateFunction(
    "add_months",
    (_LATER, Argument(number(MONTH), 1)),
    DATE,
    dates.add_months,
    N_("{0} plus {1}"),
    N_("the same day of the month, or its last day where it has none such"),
    N_("Civil Code art. 200 to 202: by calendar months, the first day not counted; that a plan counts so is a reading"),
)
PERIOD_END: Final = DateFunction(
    "period_end",
    (_LATER, Argument(number(MONTH), 1)),
    DATE,
    dates.period_end,
    N_("last day of {1} from {0}, the first day counted"),
    N_("the day before the same day of the month, or the month's last day where it has none such"),
    N_("Civil Code art. 200, 202; that the first day counts, unlike art. 201, is a reading of benefits that run from a day"),
)
ADD_DAYS: Final = DateFunction(
    "add_days",
    (_LATER, Argument(number(DAY), 1)),
    DATE,
    dates.add_days,
    N_("{0} plus {1}"),
    N_("runs on into the next month"),
    N_("Civil Code art. 200, 201: by calendar days, the first day not counted; that a plan counts so is a reading"),
)
FIRST_OF_MONTH: Final = DateFunction(
    "first_of_month",
    (_LATER,),
    DATE,
    dates.first_of_month,
    N_("first day of the month of {0}"),
    N_("a last day goes back to the first of its own month"),
    N_("Civil Code art. 200: the calendar month"),
    other_end="last_of_month",
)
LAST_OF_MONTH: Final = DateFunction(
    "last_of_month",
    (_LATER,),
    DATE,
    dates.last_of_month,
    N_("last day of the month of {0}"),
    N_("a last day stays; February ends on the 29th in leap years"),
    N_("Civil Code art. 200: the calendar month"),
    other_end="first_of_month",
)
YEAR_OF: Final = DateFunction(
    "year_of",
    (_LATER,),
    number(CALENDAR_YEAR),
    dates.year_of,
    N_("year of {0}"),
    N_("31 December is in the old year, 1 January in the new one"),
    N_("Civil Code art. 200: the calendar year"),
)
YEARS_BETWEEN: Final = DateFunction(
    "years_between",
    (_SINCE, _LATER),
    number(YEAR),
    dates.years_between,
    N_("full years from {0} to {1}"),
    N_("full on the anniversary, and for 29 February on 28 February of other years"),
    N_("full years of age as counted in practice, at the birthday; 28 February for the 29th is a reading of Civil Code art. 202"),
)
MONTHS_BETWEEN: Final = DateFunction(
    "months_between",
    (_SINCE, _LATER),
    number(MONTH),
    dates.months_between,
    N_("full months from {0} to {1}"),
    N_("full on the same day of the month, or on its last day where it has none such"),
    N_("Civil Code art. 200 to 202: by calendar months, the first day not counted; that a plan counts so is a reading"),
)
DAYS_BETWEEN: Final = DateFunction(
    "days_between",
    (_SINCE, _LATER),
    number(DAY),
    dates.days_between,
    N_("days from {0} to {1}"),
    N_("every day of either month counts"),
    N_("Civil Code art. 200, 201: by calendar days, the first day not counted; that a plan counts so is a reading"),
)
MONTHS_OF_YEAR_WITHIN: Final = DateFunction(
    "months_of_year_within",
    (Argument(number(CALENDAR_YEAR), 0), _SINCE, _LATER, _LATER),
    number(MONTH),
    dates.months_of_year_within,
    N_("months of {0} from {1} until before {2}, to {3} at the latest"),
    N_("a month with one day in the spell counts in full; none where the spell ends before it starts"),
    N_("Civil Code art. 200: calendar months; that a month begun counts in full is a reading"),
    by_months=True,
    own_rule=calendar_years.months_of_year_within,
)
YEARS_COMPLETED_IN: Final = DateFunction(
    "years_completed_in",
    (Argument(number(CALENDAR_YEAR), 0), Argument(DATE, 0), _LATER),
    number(YEAR),
    dates.years_completed_in,
    N_("full years from {1} that end within {0}, up to {2}"),
    N_("ends on the day before the anniversary; what began on 29 February or 1 March ends on the last day of February"),
    N_("Civil Code art. 200, 202; that the first day counts, unlike art. 201, and a year counts where it ends, are readings"),
    own_rule=calendar_years.years_completed_in,
)

DATE_FUNCTIONS: Final[Mapping[str, DateFunction]] = {
    function.name: function
    for function in (
        ADD_MONTHS,
        PERIOD_END,
        ADD_DAYS,
        FIRST_OF_MONTH,
        LAST_OF_MONTH,
        YEAR_OF,
        YEARS_BETWEEN,
        MONTHS_BETWEEN,
        DAYS_BETWEEN,
        MONTHS_OF_YEAR_WITHIN,
        YEARS_COMPLETED_IN,
    )
}
