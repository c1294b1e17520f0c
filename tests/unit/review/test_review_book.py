"""The book of a policy: what stands where, what pins what, how scenarios went."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.files.schema import Label
from subsidies.files.source import parse
from subsidies.mutation import Judged, Mutant, MutationReport
from subsidies.review import Book, Place, Reviews, bind, load_reviews
from subsidies.review.articles import cited, number_of
from subsidies.scenarios import Ran

POLICY = "work-2023"
Run = Callable[[Catalogue], list[Ran]]


@pytest.fixture
def catalogue(rulesets: Path) -> Catalogue:
    return Catalogue(rulesets, check_digests=False)


@pytest.fixture
def book(catalogue: Catalogue, run: Run) -> Book:
    return bind(catalogue, POLICY, run(catalogue), Reviews())


@pytest.mark.parametrize(
    ("article", "number"),
    [
        ("二（二）12", 12),
        ("第12条", 12),
        ("第二条", 2),
        ("第十条", 10),
        ("第二十一条", 21),
        ("第一百零五条", 105),
        ("附则", None),
    ],
)
def test_articles_have_numbers(article: str, number: int | None) -> None:
    assert number_of(article) == number


def test_a_citation_may_name_several() -> None:
    assert cited("二（一）2、二（二）10") == ["二（一）2", "二（二）10"]


def test_everything_stands_with_its_article(book: Book) -> None:
    found = {article.slug: [(entry.sort, entry.id) for entry in article.entries] for article in book.articles}
    assert found == {
        "article-2": [("clause", "2"), ("limit", "5"), ("definition", "listed")],
        "article-3": [("clause", "3")],
        "article-4": [("clause", "4"), ("definition", "job_months")],
        "article-6": [("provision", "6")],
        "plan": [],
    }
    assert [len(article.sheets) for article in book.articles] == [1, 0, 1, 0, 1]
    assert book.articles[-1].names == ("办法本身", "适用的地方")


def test_an_entry_has_what_it_rests_on(book: Book) -> None:
    clause = book.articles[0].entries[0]
    assert [figure.name for figure in clause.figures] == ["months", "income", "groups", "grant"]
    assert [definition.name for definition in clause.definitions] == ["listed"]
    assert [limit.id for limit in clause.limits] == ["5"]
    assert [name for name, _ in clause.readings] == ["both"]
    limit, definition = book.articles[0].entries[1:]
    assert [figure.name for figure in limit.figures] == ["cap"]
    assert definition.users == ("2",)
    assert [figure.name for figure in definition.figures] == ["groups"]


def test_scenarios_are_as_they_are_written(book: Book) -> None:
    sheet = book.articles[0].sheets[0]
    assert sheet.description == ("务工满六个月、收入达到一万元的，补贴1500元。", "月数和收入都含本数。")
    assert [sentence.keyword for sentence in sheet.background] == ["假如", "而且"]
    outline = sheet.parts[0].scenarios[0]
    assert outline.clauses == ("2",)
    assert outline.sentences[0].table[1][2:4] == ("<月数>", "<收入>")
    assert [sentence.kind for sentence in outline.sentences] == ["given", "when", "then", "then", "then"]
    assert [(part.columns[0], [row.number for row in part.rows]) for part in outline.examples] == [
        ("月数", [1, 2, 3]),
        ("条件", [4]),
    ]
    assert all(result.passed for result in book.results)
    assert len(book.results) == 8


def test_a_book_shows_the_features_as_they_were_when_they_were_read(catalogue: Catalogue, features: Path, run: Run) -> None:
    ran = run(catalogue)
    (path,) = features.rglob("article-02.feature")
    path.write_text("# language: zh-CN\n功能: 第二条 另一件\n", encoding="utf-8")
    (sheet,) = bind(catalogue, POLICY, ran, Reviews()).articles[0].sheets
    assert (sheet.title, len(sheet.results)) == (ran[0].feature.title, len(ran[0].results))
    assert sheet.title != "第二条 另一件"


def test_a_scenario_that_fails_is_shown_with_its_row(catalogue: Catalogue, features: Path, run: Run) -> None:
    path = features / "article-02.feature"
    path.write_text(
        path.read_text(encoding="utf-8").replace("5.99个月 | 10000元 | 不符合 | 无  ", "6.01个月 | 10000元 | 不符合 | 无  "),
        encoding="utf-8",
    )
    book = bind(catalogue, POLICY, run(catalogue), Reviews())
    outline = book.articles[0].sheets[0].scenarios[0]
    assert not outline.passed
    assert [row.number for row in outline.examples[0].rows if not row.result.passed] == [2]


def test_reviews_are_counted(catalogue: Catalogue, run: Run, book: Book) -> None:
    assert book.reviewed == {"reviewed": 0, "changed": 0, "never": 5}
    text = f"""schema_version: 1
policy: {POLICY}
reviews:
  - {{clause: "2", digest: {book.articles[0].entries[0].digest}, by: 张三, office: 人社局, on: 2023-05-01}}
  - {{clause: "5", digest: {"0" * 64}, by: 张三, office: 人社局, on: 2023-05-01}}
"""
    reviews = load_reviews(parse(text, "reviews.yaml"), POLICY, catalogue, date(2024, 1, 1))
    reviewed = bind(catalogue, POLICY, run(catalogue), reviews)
    assert reviewed.reviewed == {"reviewed": 1, "changed": 1, "never": 3}
    assert reviewed.articles[0].reviewed == {"reviewed": 1, "changed": 1, "never": 0}


def test_figures_and_scenarios_name_each_other(catalogue: Catalogue, run: Run) -> None:
    ran = run(catalogue)
    rows, (alone,) = ran[0].feature.scenarios[:2], ran[0].feature.scenarios[4:]
    say = Label(zh="若改为", en="if it became")

    def judged(id_: str, fate: str, figure: str | None, owner: str, *by: object) -> Judged:
        why = say if fate == "equivalent" else None
        return Judged(Mutant(id_, "figure", (owner,) if owner else (), figure, say), fate, tuple(by), why)  # type: ignore[arg-type]

    report = MutationReport(
        POLICY,
        "1.0.0",
        "0" * 64,
        (
            judged("a", "noticed", "months", "2", *rows, alone),
            judged("b", "survived", "cap", "5"),
            judged("c", "equivalent", None, "2"),
            judged("d", "refused", None, "2"),
            judged("e", "noticed", None, "", alone),
        ),
    )
    book = bind(catalogue, POLICY, ran, Reviews(), report)
    article = book.articles[0]
    outline, single = article.sheets[0].scenarios
    assert book.figures["months"].pinned_by == (
        Place("article-2", 1, 1, 1),
        Place("article-2", 1, 1, 2),
        Place("article-2", 1, 2),
    )
    assert book.figures["cap"].pinned_by == ()
    assert [figure.name for figure in book.pinned(article, 1, single)] == ["months"]
    assert [figure.name for figure in book.pinned(article, 1, outline, outline.examples[0].rows[0])] == ["months"]
    assert book.pinned(article, 1, outline, outline.examples[0].rows[2]) == ()
    score = article.entries[0].score
    assert score is not None
    assert (score.noticed, score.counted, len(score.equivalents), score.refused) == (1, 1, 1, 1)
    assert book.whole is not None
    assert book.whole.noticed == 1
    assert book.score is not None
    assert (book.score.noticed, book.score.counted) == (2, 3)


def test_nobody_looked_is_not_the_same_as_nothing_pins(book: Book) -> None:
    assert {figure.pinned_by for figure in book.figures.values()} == {None}
    assert book.score is None
