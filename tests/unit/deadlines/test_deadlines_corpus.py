"""The corpus: phrases with what they mean, and phrases that must stay unread."""

from datetime import date
from pathlib import Path

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import Reading

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "deadlines"
ISSUED = date(2021, 6, 30)


def _lines(name: str) -> list[str]:
    return [line for line in (CORPUS / name).read_text(encoding="utf-8").split("\n") if line]


def _pairs(where: str) -> list[tuple[str, str, str]]:
    return [(where, *line.split("\t")) for line in _lines(f"valid/{where}.tsv")]  # type: ignore[misc]


@pytest.mark.parametrize(("where", "phrase", "answer"), _pairs("column") + _pairs("prose"))
def test_a_phrase_means_what_the_corpus_says(where: str, phrase: str, answer: str) -> None:
    assert brief(parse(phrase, issued=ISSUED, year=2021, where=where)) == answer


@pytest.mark.parametrize("line", _lines("valid/issued.tsv"))
def test_a_phrase_counts_from_the_issue_of_its_document(line: str) -> None:
    issued, where, phrase, answer = line.split("\t")
    day = date.fromisoformat(issued)
    assert brief(parse(phrase, issued=day, year=day.year, where=where)) == answer


@pytest.mark.parametrize("line", _lines("valid/context.tsv"))
def test_the_words_around_a_phrase_tell_whether_it_binds(line: str) -> None:
    sentence, answer = line.split("\t")
    before, _, rest = sentence.partition("[")
    phrase, _, after = rest.partition("]")
    reading = parse(phrase, issued=ISSUED, year=2021, where="prose", context=before + phrase + after)
    assert brief(reading) == answer


def _texts() -> list[tuple[str, list[str]]]:
    """Every text of the file with the deadlines that are to be found in it: the lines below it that are indented."""
    texts: list[tuple[str, list[str]]] = []
    for line in _lines("valid/found.txt"):
        if line.startswith("\t"):
            texts[-1][1].append(line[1:])
        else:
            texts.append((line, []))
    return texts


@pytest.mark.parametrize(("text", "expected"), _texts())
def test_what_binds_in_a_paragraph_is_found_and_nothing_else(text: str, expected: list[str]) -> None:
    found = find(text, ISSUED, 2021)
    assert [f"{one.phrase}\t{brief(Reading(one.obligations, one.flags))}" for one in found] == expected


@pytest.mark.parametrize("phrase", _lines("invalid/unread.txt"))
def test_an_impossible_or_unknown_phrase_is_never_a_nearby_date(phrase: str) -> None:
    reading = parse(phrase, issued=ISSUED, year=2021)
    assert [one.kind for one in reading.obligations] == ["none"]
    assert "not-understood" in reading.flags
    assert [phrase[left.start : left.end] for left in reading.unread] == [left.text for left in reading.unread]
    assert all(left.text for left in reading.unread)
