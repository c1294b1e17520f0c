"""The households that the bundled rulesets are measured on."""

from benchmarks.peers.ours import case_text
from benchmarks.whole import known, partly_known
from subsidies.catalogue import Catalogue
from subsidies.files.source import parse

CATALOGUE = Catalogue.bundled()


def test_no_fact_is_unknown() -> None:
    """Whatever facts and entities the vocabulary has by now."""
    for seed in range(10):
        case = known(CATALOGUE.world.vocabulary, seed)
        for kind in CATALOGUE.world.vocabulary.entities.values():
            assert all(kind.facts.keys() <= row.keys() for row in case[kind.list])
        CATALOGUE.read_case(parse(case_text(case), "bench"))


def test_about_one_fact_in_five_is_unknown() -> None:
    kinds = CATALOGUE.world.vocabulary.entities.values()
    given = asked = 0
    for seed in range(20):
        case = partly_known(CATALOGUE.world.vocabulary, seed)
        CATALOGUE.read_case(parse(case_text(case), "bench"))
        for kind in kinds:
            asked += len(kind.facts) * len(case[kind.list])
            given += sum(len(kind.facts.keys() & row.keys()) for row in case[kind.list])
    assert 0.75 < given / asked < 0.85
