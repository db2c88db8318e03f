"""Words for who does something, labelled before they were read, and sentences that name hardly anybody."""

from pathlib import Path

import pytest

from bot.roster.unit_words import UnitWords, read_units
from bot.vocabulary.roles import ROLES

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "units"


def _lines(name: str) -> list[str]:
    return [line for line in (CORPUS / name).read_text(encoding="utf-8").split("\n") if line]


def _said(read: UnitWords) -> str:
    order = ("lead", "responsible", "assisting", "supervising")
    assert set(order) == set(ROLES)
    return "; ".join(f"{role} {' '.join(names)}" for role in order if (names := getattr(read, role)))


@pytest.mark.parametrize("line", [line for path in sorted(CORPUS.glob("fresh*.tsv")) for line in _lines(path.name)])
def test_who_is_meant_or_that_it_must_be_asked(line: str) -> None:
    words, answer = line.split("\t")
    read = read_units(words.replace("⏎", "\n"))
    if answer.endswith("?") and (read.doubtful or not read.all):
        return
    assert _said(read) == answer.removesuffix(" | ?")


@pytest.mark.parametrize("line", _lines("sentences.txt"))
def test_a_sentence_gives_no_unit_that_is_none(line: str) -> None:
    words, _, units = line.partition("\t")
    read = read_units(words)
    assert {*read.all, *read.supervising} <= set(units.split())
