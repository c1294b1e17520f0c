"""Every message of the library and of the command line has a Chinese text that says as much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from subsidies.errors.finding import Phrase, in_language
from subsidies.i18n import LANGUAGES, translate

ROOT = Path(__file__).parents[2]
ROOMS = ("subsidies", "cli")
PO = ROOT / "subsidies" / "locales" / "zh" / "LC_MESSAGES" / "subsidies.po"
FIELD = re.compile(r"{(\w*)}")
CHINESE = re.compile("[\u4e00-\u9fff]")
NAMED_IN_CHINESE = {
    "the {kind} of {name}",
    "{entities}: {question} ({status}; for {clauses})",
    "{question} (for {clauses})",
    "{title} (article {article})",
}
"""What is left of these is a bracket, or nothing: what they hold is named in Chinese already."""
LETTERS = re.compile(r"[A-Za-z]")


def marked() -> Iterator[tuple[str, str]]:
    """Every message marked with N_(), with the place it stands."""
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, method_map=[("**.py", "python")], keywords={"N_": None})
        for file, line, message, _, _ in found:
            yield str(message), f"{room}/{file}:{line}"


MARKED = dict(marked())


def catalogue() -> Catalog:
    with PO.open("rb") as source:
        return read_po(source, locale="zh", abort_invalid=True)


TRANSLATED: dict[str, Message] = {str(item.id): item for item in catalogue() if item.id}


def test_messages_are_found_in_both_rooms() -> None:
    places = set(MARKED.values())
    assert all(any(place.startswith(f"{room}/") for place in places) for room in ROOMS)


def test_no_message_lacks_a_chinese_text() -> None:
    missing = {message: place for message, place in MARKED.items() if message not in TRANSLATED}
    assert missing == {}


def test_no_chinese_text_is_left_over_or_in_doubt() -> None:
    assert TRANSLATED.keys() - MARKED.keys() == set()
    assert catalogue().obsolete == {}
    assert [message for message, item in TRANSLATED.items() if item.fuzzy or not item.string] == []


def text_of(message: str) -> str:
    return str(TRANSLATED[message].string)


def test_a_chinese_text_has_the_fields_of_the_message() -> None:
    fields = {message: (set(FIELD.findall(message)), set(FIELD.findall(text_of(message)))) for message in MARKED}
    assert {message: both for message, both in fields.items() if both[0] != both[1]} == {}


def test_a_chinese_text_is_chinese() -> None:
    worded = [message for message in MARKED if LETTERS.search(FIELD.sub("", message))]
    assert sorted(message for message in worded if not CHINESE.search(text_of(message))) == sorted(NAMED_IN_CHINESE)


def test_sentences_end_alike() -> None:
    ends = {".": "。", "?": "？", ":": "："}
    sentences = [message for message in MARKED if message[-1] in ends and not message.endswith(" .")]
    assert [message for message in sentences if text_of(message)[-1] != ends[message[-1]]] == []


def test_what_is_shown_is_what_the_catalogue_says() -> None:
    assert [message for message in MARKED if translate(message, "zh") != text_of(message)] == []
    assert [message for message in MARKED if translate(message, "en") != message] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_without_a_translation_stands_for_itself(lang: str) -> None:
    assert translate("no such message", lang) == "no such message"  # type: ignore[arg-type]


def test_a_phrase_reads_as_english_and_is_translated_when_shown() -> None:
    inner = Phrase("text {value}", value="unknown")
    phrase = Phrase("{one} or {other}", one=inner, other="ongoing")
    assert phrase == "text unknown or ongoing"
    assert phrase.in_language("en") == phrase
    assert phrase.in_language("zh") == "文本 unknown 或 ongoing"
    assert in_language({"a": phrase, "b": "text"}, "zh") == {"a": "文本 unknown 或 ongoing", "b": "text"}
