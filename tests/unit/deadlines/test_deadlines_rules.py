"""Every rule row is its own test: its examples mean what they say, and what it refuses stays unread."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import explain, parse
from bot.deadlines.brief import brief
from bot.deadlines.canonical import Canonical
from bot.deadlines.row import NUMERALS, Row
from bot.deadlines.scanner import ROWS

ISSUED = date(2021, 6, 30)
EXAMPLES = [(row, phrase, answer) for row in ROWS for phrase, answer in row.examples]
CORPUS = Path(__file__).parents[2] / "corpus" / "deadlines"
TEXTS = [
    Canonical(line.split("\t")[0]).text
    for path in sorted(CORPUS.rglob("*.*"))
    for line in path.read_text(encoding="utf-8").splitlines()
] + [Canonical(phrase).text for _, phrase, _ in EXAMPLES]
REFUSED = [phrase for row in ROWS for phrase in row.refuses]
TEXTS += [Canonical(phrase).text for phrase in REFUSED]


@pytest.mark.parametrize(
    ("row", "phrase", "answer"), EXAMPLES, ids=[f"{row.name}|{words}" for row, words, _ in EXAMPLES]
)
def test_an_example_means_what_its_row_says(row: Row, phrase: str, answer: str) -> None:
    assert brief(parse(phrase, issued=ISSUED, year=2021)) == answer
    assert row.name in {taken.rule for taken in explain(phrase, issued=ISSUED, year=2021)}


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_a_row_refuses_is_not_understood(phrase: str) -> None:
    reading = parse(phrase, issued=ISSUED, year=2021)
    assert [one.kind for one in reading.obligations] == ["none"]
    assert "not-understood" in reading.flags
    assert reading.unread


def test_every_row_has_an_example() -> None:
    assert [row.name for row in ROWS if not row.examples and not row.refuses] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.needs], ids=lambda row: row.name)
def test_a_row_takes_nothing_without_the_sign_it_needs(row: Row) -> None:
    """Held against every phrase of the corpus and every example, from every sign of theirs."""
    pattern = re.compile(row.pattern, re.ASCII)
    found = [match for text in TEXTS for at in range(len(text)) if (match := pattern.match(text, at)) is not None]
    assert found
    words = [match.string[match.start() : match.end() + 2] for match in found]
    assert [one for one in words if not set(row.needs) & set(one)] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.after], ids=lambda row: row.name)
def test_a_row_takes_nothing_before_a_sign_that_it_does_not_know(row: Row) -> None:
    """Held against every phrase of the corpus and every example, from every sign with which the row may begin."""
    pattern = re.compile(row.pattern, re.ASCII)
    numbers = set(NUMERALS) & set(row.starts)
    taken = 0
    for text in TEXTS:
        for at, sign in enumerate(text):
            if sign not in (numbers or row.starts) or pattern.match(text, at) is None:
                continue
            run = re.compile(f"[{NUMERALS}]+").match(text, at) if numbers else None
            end = run.end() if run else at + 1
            assert text[end : end + 1] in row.after, text[at : at + 12]
            taken += 1
    assert taken


def test_the_signs_a_row_may_begin_with_cover_its_examples() -> None:
    for row in ROWS:
        assert len(set(row.starts)) > 0
