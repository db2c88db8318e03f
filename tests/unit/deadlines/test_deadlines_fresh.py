"""Phrases of many offices, labelled by the rules before they were read: what each means, or that it must be asked."""

from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

FRESH = Path(__file__).resolve().parents[2] / "corpus" / "deadlines" / "fresh"
ISSUED = date(2025, 3, 5)


def _lines(name: str) -> list[str]:
    return [line for line in (FRESH / name).read_text(encoding="utf-8").split("\n") if line]


def _meanings(reading: Reading) -> str:
    return "; ".join(brief(Reading((one,))) for one in reading.obligations)


@pytest.mark.parametrize("line", _lines("column.tsv"))
def test_a_phrase_of_a_column_means_what_its_label_says(line: str) -> None:
    issued, words, answer = line.split("\t")
    day = date.fromisoformat(issued)
    reading = parse(words.replace("⏎", "\n"), issued=day, year=day.year)
    if answer == "?":
        assert QUESTION_FLAGS & set(reading.flags)
    else:
        assert _meanings(reading) == answer


def _texts() -> list[tuple[str, list[str]]]:
    texts: list[tuple[str, list[str]]] = []
    for line in _lines("prose.txt"):
        if line.startswith("\t"):
            texts[-1][1].append(line[1:])
        else:
            texts.append((line, []))
    return texts


@pytest.mark.parametrize(("text", "answers"), _texts())
def test_in_a_sentence_all_that_binds_is_found(text: str, answers: list[str]) -> None:
    found = find(text, ISSUED, ISSUED.year)
    assert [_meanings(Reading(one.obligations)) for one in found] == answers


@pytest.mark.parametrize("text", [text for text, _ in _texts()])
def test_what_is_found_reads_the_same_alone(text: str) -> None:
    last = 0
    for one in find(text, ISSUED, ISSUED.year):
        assert one.start >= last
        last = one.end
        alone = parse(one.phrase, issued=ISSUED, year=ISSUED.year, where="prose", context=text)
        assert _meanings(Reading(alone.obligations)) == _meanings(Reading(one.obligations))
