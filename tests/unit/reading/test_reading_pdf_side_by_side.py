"""The pages of a sheet that is too wide for its paper become one table, however they were printed."""

from collections.abc import Sequence

import pytest

from bot.model import Table
from bot.reading.pdf import document_of
from bot.reading.pdf_lines import Line
from bot.reading.pdf_page import Page
from bot.reading.pdf_tables import Area, PageTable

HEADS = (("序号", "工作任务"), ("责任单位", "完成时限", "备注"))
EDGES = ((50.0, 90.0, 500.0), (50.0, 200.0, 350.0, 500.0))


def _page(number: int, strip: int, rows: Sequence[int], *, tall: float = 20.0) -> Page:
    """A page with the header and `rows` of the strip of columns."""
    words = [HEADS[strip], *(tuple(f"{head}{row}" for head in HEADS[strip]) for row in rows)]
    areas = [
        Area(at, column, 1, 1, EDGES[strip][column + 1], [_line(text, number)])
        for at, row in enumerate(words)
        for column, text in enumerate(row)
    ]
    levels = tuple(60.0 + tall * at for at in range(len(words) + 1))
    table = PageTable(number, (50.0, 60.0, 500.0, levels[-1]), EDGES[strip], len(words), areas, levels)
    return Page(number, 595.0, 842.0, [], [table])


def _line(text: str, page: int) -> Line:
    return Line(text, 52.0, 100.0, 60.0, 70.0, page)


def _tables(pages: list[Page]) -> list[list[list[str]]]:
    blocks = document_of(pages, "a.pdf").blocks
    return [[[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, Table)]


def _whole(rows: Sequence[int]) -> list[list[str]]:
    heads = [*HEADS[0], *HEADS[1]]
    return [heads, *([f"{head}{row}" for head in heads] for row in rows)]


@pytest.mark.parametrize(
    "order",
    [[(0, (1, 2)), (0, (3, 4)), (1, (1, 2)), (1, (3, 4))], [(0, (1, 2)), (1, (1, 2)), (0, (3, 4)), (1, (3, 4))]],
)
def test_pages_beside_one_another_are_one_table(order: list[tuple[int, tuple[int, ...]]]) -> None:
    pages = [_page(number, strip, rows) for number, (strip, rows) in enumerate(order, start=1)]
    first, *rest = _tables(pages)
    assert first == _whole((1, 2, 3, 4))[: len(first)]
    assert [row for table in rest for row in table] in ([], [_whole(())[0], *_whole((3, 4))[1:]])


def test_one_page_of_each() -> None:
    assert _tables([_page(1, 0, (1, 2, 3)), _page(2, 1, (1, 2, 3))]) == [_whole((1, 2, 3))]


def test_tables_whose_rows_stand_elsewhere_stay_apart() -> None:
    assert len(_tables([_page(1, 0, (1, 2, 3)), _page(2, 1, (1, 2, 3), tall=24.0)])) == 2


def test_tables_of_other_heights_stay_apart() -> None:
    assert len(_tables([_page(1, 0, (1, 2, 3)), _page(2, 1, (1, 2))])) == 2


def test_pages_below_one_another_stay_so() -> None:
    assert _tables([_page(1, 0, (1, 2)), _page(2, 0, (3, 4))]) == [
        [list(HEADS[0]), *([f"{head}{row}" for head in HEADS[0]] for row in (1, 2, 3, 4))]
    ]
