"""Phrases of many offices, labelled by the rules before they were read: what each means, or that it must be asked."""

from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

FRESH = Path(__file__).resolve().parents[2] / "corpus" / "deadlines" / "fresh"


def _lines(pattern: str) -> list[str]:
    files = sorted(FRESH.glob(pattern))
    return [line for path in files for line in path.read_text(encoding="utf-8").split("\n") if line]


def _meanings(reading: Reading) -> str:
    return "; ".join(brief(Reading((one,))) for one in reading.obligations)


@pytest.mark.parametrize("line", _lines("*.tsv"))
def test_a_phrase_of_a_column_means_what_its_label_says(line: str) -> None:
    issued, words, answer = line.split("\t")
    day = date.fromisoformat(issued) if issued != "-" else None
    reading = parse(words.replace("⏎", "\n"), issued=day, year=day.year if day else None)
    if answer.endswith("?") and QUESTION_FLAGS & set(reading.flags):
        return
    assert _meanings(reading) == answer.removesuffix(" | ?")


def _texts() -> list[tuple[str, list[str]]]:
    """Every line of sentences (day of issue, tab, text) with the meanings that stand below it."""
    texts: list[tuple[str, list[str]]] = []
    for line in _lines("*.txt"):
        if line.startswith("\t"):
            texts[-1][1].append(line[1:])
        else:
            texts.append((line, []))
    return texts


@pytest.mark.parametrize(("line", "answers"), _texts())
def test_in_a_sentence_all_that_binds_is_found(line: str, answers: list[str]) -> None:
    issued, text = line.split("\t")
    day = date.fromisoformat(issued)
    assert [_meanings(Reading(one.obligations)) for one in find(text, day, day.year)] == answers


@pytest.mark.parametrize("line", [line for line, _ in _texts()])
def test_what_is_found_reads_the_same_alone(line: str) -> None:
    issued, text = line.split("\t")
    day, last = date.fromisoformat(issued), 0
    for one in find(text, day, day.year):
        assert one.start >= last
        last = one.end
        alone = parse(one.phrase, issued=day, year=day.year, where="prose", context=text)
        assert _meanings(Reading(alone.obligations)) == _meanings(Reading(one.obligations))
