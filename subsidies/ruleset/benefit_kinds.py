"""The kinds of benefits: all that the project says and knows of a kind stands in its row of one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from subsidies.files.schema import Label


@dataclass(frozen=True, slots=True)
class BenefitKind:
    """A kind of benefit.

    ``words`` are what every page and feature calls it; features leave out what stands in brackets or after a comma.
    ``combines`` says what several benefits of the kind come to for one claimant: their sum, the highest of them alone, or
    nothing that could be said in one figure. ``each`` says whether the highest is that of a claimant, whatever it is for, or that
    of each subject and period: a minimum for pay is one of each employment, and who has two has both.
    ``standing`` says that it is owed all the time: it is no sum of money, and having been given before does not use it up.
    ``duty`` says that somebody has to keep it: nobody is paid and nobody claims it.
    """

    words: Label
    combines: Literal["sum", "max", "none"] = "sum"
    each: Literal["claimant", "subject"] = "claimant"
    standing: bool = False
    duty: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether what several payees get can be said in one sum."""
        return self.combines != "max"


BENEFIT_KINDS: Final[Mapping[str, BenefitKind]] = {
    "cash": BenefitKind(Label(zh="现金", en="cash")),
    "tax_deduction": BenefitKind(Label(zh="税费扣减", en="tax deduction")),
    "loan_ceiling": BenefitKind(Label(zh="贷款额度（要归还，不是补贴）", en="loan ceiling (a loan, not a grant)"), "max"),
    "interest_subsidy": BenefitKind(Label(zh="贷款贴息", en="interest subsidy")),
    "insurance_subsidy": BenefitKind(Label(zh="社会保险补贴", en="insurance subsidy")),
    "fee_reduction": BenefitKind(Label(zh="费用减免", en="fee reduction")),
    "reimbursement": BenefitKind(Label(zh="费用报销", en="reimbursement")),
    "wage_floor": BenefitKind(Label(zh="用工和报酬的下限", en="minimum for pay and workforce"), "max", "subject", standing=True),
    # Take-home pay (实发) is no part of gross pay (应发) and no whole of it: a minimum of the one stands beside one of the other.
    "take_home_floor": BenefitKind(Label(zh="实发工资下限", en="minimum for take-home pay"), "max", "subject", standing=True),
    "institution_funding": BenefitKind(Label(zh="机构经费", en="funding of the institution")),
    "service": BenefitKind(Label(zh="服务或岗位，不发钱", en="service or post, no money"), "none", standing=True),
    "duty": BenefitKind(
        Label(zh="义务（应做到的下限，不发钱）", en="duty (a minimum to be kept, no payment)"), "none", standing=True, duty=True
    ),
}
"""Every kind by the code that rulesets and documents use, in the order in which the codes are listed."""

if TYPE_CHECKING:
    BenefitCode: TypeAlias = str
else:
    BenefitCode = Literal[tuple(BENEFIT_KINDS)]
"""A code of the table: the only values that a ruleset may write."""
