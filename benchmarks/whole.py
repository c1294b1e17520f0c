"""Cases for the bundled rulesets: households of four with everything known, and the same with some facts unknown."""

from __future__ import annotations

from random import Random

from benchmarks.peers.households import Case, household

EMPTY_LISTS = ("projects", "recruitments", "villages", "recognitions")
_PERSON = {
    "unemployed": False,
    "assistance_group": "low_income_household",
    "wants_work": True,
    "able_to_work": True,
}
_EMPLOYMENT = {"graduate": False}
_TRAINING = {
    "organised_by": "other",
    "subsidised": True,
    "contract_months": 0,
    "post_change": "other",
    "target_level": "junior",
    "months_trained_in_year": 0,
}


def known(seed: int) -> Case:
    """A household of four persons with every fact that its rows can have."""
    case = household(seed, 4)
    case |= {name: [] for name in EMPTY_LISTS}
    for name, facts in (("persons", _PERSON), ("employments", _EMPLOYMENT), ("trainings", _TRAINING)):
        for row in case[name]:
            row |= facts
    return case


def partly_known(seed: int) -> Case:
    """The same where one fact in five was not given."""
    random = Random(seed)
    case = known(seed)
    for name in ("households", "persons", "enterprises", "employments", "trainings", "certificates", "studies"):
        for row in case[name]:
            for fact in [key for key in row if key not in ("id", "household", "person", "employer", "provider")]:
                if random.random() < 0.2:
                    del row[fact]
    return case
