"""Tables without ruling lines: columns by the white between them, or none where letters stand in it."""

import pytest

from bot.reading.pdf_lines import Glyph
from bot.reading.scan.unruled import unruled

LEFTS = (50.0, 100.0, 260.0, 380.0)
HEADER = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = [[str(at), "整治河道岸线\n并组织验收", "区水务局", f"{at + 3}月底前"] for at in range(1, 5)]


def page(rows: list[list[str]], lefts: tuple[float, ...] = LEFTS, height: float = 44) -> list[Glyph]:
    found = []
    for at, row in enumerate([list(HEADER), *rows]):
        for x, text in zip(lefts, row, strict=True):
            for line, words in enumerate(text.split("\n")):
                y = 100 + at * height + 14 * line
                found += [Glyph(char, x + 10 * k, x + 10 * k + 10, y, y + 10) for k, char in enumerate(words)]
    return found


def test_columns_and_rows_are_told_by_the_white_between_them() -> None:
    levels, uprights = unruled(page(ROWS))
    assert len(levels) == len(ROWS) + 2
    assert len(uprights) == len(HEADER) + 1
    assert all(one.at < left < other.at for one, other, left in zip(uprights, uprights[1:], LEFTS, strict=False))


@pytest.mark.parametrize(
    ("rows", "lefts"),
    [
        (ROWS[:2], LEFTS),  # too few rows to be sure of a table
        ([["甲", *row[1:]] for row in ROWS], LEFTS),  # no numbers
        ([[str(9 - at), *row[1:]] for at, row in enumerate(ROWS)], LEFTS),  # numbers that do not run on
        ([[row[0], "字" * 17, *row[2:]] for row in ROWS], LEFTS),  # words run through to the next column
    ],
)
def test_what_is_not_certain_stays_text(rows: list[list[str]], lefts: tuple[float, ...]) -> None:
    assert unruled(page(rows, lefts)) == ([], [])


def test_rows_without_white_between_them_are_no_table() -> None:
    tight = [[row[0], "\n".join("整治河道" for _ in range(4)), *row[2:]] for row in ROWS]
    assert unruled(page(tight, height=56)) == ([], [])


def test_an_empty_page_has_no_table() -> None:
    assert unruled([]) == ([], [])


@pytest.mark.parametrize("lower", [4, 7, 12])
def test_the_title_of_the_numbers_may_stand_on_two_lines(lower: float) -> None:
    """序 above 号: they are read as one word somewhat lower than the other titles."""
    found = page(ROWS)
    low = [Glyph(g.text, g.x0, g.x1, g.top + lower, g.bottom + lower) if g.text in "序号" else g for g in found]
    levels, uprights = unruled(low)
    assert (len(levels), len(uprights)) == (len(ROWS) + 2, len(HEADER) + 1)
