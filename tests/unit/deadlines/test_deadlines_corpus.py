"""The corpus: phrases with what they mean, and phrases that must stay unread."""

from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import parse
from bot.deadlines.brief import brief

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "deadlines"
ISSUED = date(2021, 6, 30)


def _lines(name: str) -> list[str]:
    return [line for line in (CORPUS / name).read_text(encoding="utf-8").split("\n") if line]


def _pairs(where: str) -> list[tuple[str, str, str]]:
    return [(where, *line.split("\t")) for line in _lines(f"valid/{where}.tsv")]  # type: ignore[misc]


@pytest.mark.parametrize(("where", "phrase", "answer"), _pairs("column") + _pairs("prose"))
def test_a_phrase_means_what_the_corpus_says(where: str, phrase: str, answer: str) -> None:
    assert brief(parse(phrase, issued=ISSUED, year=2021, where=where)) == answer


@pytest.mark.parametrize("phrase", _lines("invalid/unread.txt"))
def test_an_impossible_or_unknown_phrase_is_never_a_nearby_date(phrase: str) -> None:
    reading = parse(phrase, issued=ISSUED, year=2021)
    assert [one.kind for one in reading.obligations] == ["none"]
    assert "not-understood" in reading.flags
    assert [phrase[left.start : left.end] for left in reading.unread] == [left.text for left in reading.unread]
    assert all(left.text for left in reading.unread)
