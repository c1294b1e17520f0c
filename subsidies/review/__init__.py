"""The law as policy staff review it: who approved which clause in which state, and all that a page says of a policy."""

from subsidies.review.bind import bind
from subsidies.review.bind_joint import bind_joint
from subsidies.review.book import Article, Book, Entry, Figure, FileBook, JointBook, Place, Score
from subsidies.review.digest import clause_digests, entry_digests
from subsidies.review.reviews import Reviews, ReviewStatus, load_reviews, reviews_beside, today
from subsidies.review.sheets import Sheet, sheet

__all__ = [
    "Article",
    "Book",
    "Entry",
    "Figure",
    "FileBook",
    "JointBook",
    "Place",
    "ReviewStatus",
    "Reviews",
    "Score",
    "Sheet",
    "bind",
    "bind_joint",
    "clause_digests",
    "entry_digests",
    "load_reviews",
    "reviews_beside",
    "sheet",
    "today",
]
