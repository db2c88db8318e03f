"""Pages as the recogniser gave them, kept in `tests/corpus/scans`: what is read of them, and what is asked about it."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import extract
from bot.model import Document, Table
from bot.reading.doubts import Spot
from bot.reading.pdf import document_of
from bot.reading.pdf_lines import Glyph
from bot.reading.scan.rule import Rule
from bot.reading.scan.scan import Scan, page_of

FOLDER = Path(__file__).parents[3] / "corpus" / "scans"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
DEADLINE, MOST_ASKED = 3, 0.15
Place = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """A recorded page as it is read: what is wrong, what is asked about, by row and column from 0."""

    cells: list[list[str]]
    truth: list[list[str]]
    asked: set[Place]

    @property
    def wrong(self) -> set[Place]:
        return {
            (r, c) for r, row in enumerate(self.truth) for c, text in enumerate(row) if self.cells[r][c] != text
        }  # fmt: skip

    @property
    def right_and_asked(self) -> float:
        right = [(r, c) for r, row in enumerate(self.truth) for c in range(len(row)) if (r, c) not in self.wrong]
        return len(self.asked & set(right)) / len(right)


@lru_cache
def recorded(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def document(name: str, **changed: Any) -> Document:
    page = {**recorded(name), **changed}
    glyphs = (Glyph(text, *box) for text, box in zip(page["text"], page["boxes"], strict=True))
    levels, uprights = (tuple(Rule(*one) for one in page[kind]) for kind in ("levels", "uprights"))
    width, height = page["size"]
    spots = tuple(Spot(tuple(box), reason, score) for box, reason, score in page["spots"])
    scan = Scan(width, height, tuple(glyphs), levels, uprights, spots, picture=None)
    return document_of([page_of(scan, 1, lambda box: repr(box).encode())], name)


@lru_cache
def read(name: str) -> Read:
    found = document(name)
    (table,) = (block for block in found.blocks if isinstance(block, Table))
    cells = [[cell.text.replace("\n", "") for cell in row] for row in table.rows]
    places = [one.source for question in extract(found).questions for one in question.doubtful]
    asked = {(place.row - 1, place.column - 1) for place in places if place.row and place.column}
    return Read(cells, recorded(name)["truth"], asked)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_table_is_one_and_the_seal_adds_none(name: str) -> None:
    assert [len(row) for row in read(name).cells] == [len(row) for row in read(name).truth]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_in_silence_and_little_that_is_right_is_asked(name: str) -> None:
    found = read(name)
    assert not found.wrong - found.asked, sorted(found.wrong - found.asked)
    assert found.right_and_asked <= MOST_ASKED


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_right(name: str) -> None:
    assert not [place for place in read(name).wrong if place[1] == DEADLINE]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reason", ["colour", "ink", "columns"])
def test_whatever_covers_a_cell_it_is_asked_about_with_its_picture(name: str, reason: str) -> None:
    """Every deadline of the page in turn, however sure its characters were."""
    table = next(block for block in document(name).blocks if isinstance(block, Table))
    page = recorded(name)
    for row in range(1, len(table.rows)):
        cell = table.rows[row][DEADLINE]
        if cell.origin != (row, DEADLINE) or not cell.text or cell.origin[1] != DEADLINE:
            continue
        at = next(k for k in range(len(page["text"])) if _begins_at(page, k, cell.text))
        x0, x1, top, bottom = page["boxes"][at]
        spots = [[[x0, top, x1, bottom], reason, 1.0]]
        found = document(name, spots=spots)
        (doubt,) = found.doubts
        assert (doubt.place.row, doubt.place.column) == (row + 1, DEADLINE + 1)
        assert doubt.picture
        (question,) = (one for one in extract(found).questions if one.flag == "recognition")
        assert question.doubtful[0].part == "deadline"
        break


def _begins_at(page: dict[str, Any], at: int, text: str) -> bool:
    """Whether the first line of the cell's words begins with this character, in the last column."""
    last = sorted(rule[0] for rule in page["uprights"])[-2]
    head = text[:3]
    return page["boxes"][at][0] > last - 3 and "".join(page["text"][at : at + 3]) == head
