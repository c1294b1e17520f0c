"""The vocabulary that the cost of reading a case is measured with."""

from benchmarks.growing import growing, grown
from benchmarks.peers.ours import case_text
from benchmarks.whole import known
from subsidies.catalogue import Catalogue
from subsidies.files.source import parse
from subsidies.vocabulary import load_vocabulary

BUNDLED = Catalogue.bundled().world.vocabulary


def test_it_has_all_the_bundled_words_and_so_many_facts_more() -> None:
    vocabulary = load_vocabulary([parse(text, name) for name, text in grown(100)])
    assert list(vocabulary.entities) == list(BUNDLED.entities)
    for name, kind in BUNDLED.entities.items():
        assert list(vocabulary.entities[name].facts)[: len(kind.facts)] == list(kind.facts)
    counts = [sum(len(kind.facts) for kind in words.entities.values()) for words in (vocabulary, BUNDLED)]
    assert counts[0] == counts[1] + 100


def test_every_ratio_is_measured() -> None:
    found = growing([case_text(known(BUNDLED, 0))], 1)
    assert min(found.loading, found.first, found.reading, found.question) > 0
