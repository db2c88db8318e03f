"""Each threshold has an example on each side of it, so that none moves without somebody noticing."""

from dataclasses import replace

import pytest

from bot.ledger.columns.header import _enough
from bot.ledger.columns.kinds import Column
from bot.ledger.line_tables import line_columns
from bot.ledger.line_tables.weights import WEIGHTS
from bot.ledger.record.comparison import pairs_of
from bot.ledger.tables.headings import _is_short
from bot.ledger.tables.item_columns import _runs_on
from bot.ledger.tables.leftovers import _tells_task, leftover_table
from bot.model import Cell, Place, Table, Task


def row(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, Place(), (0, k)) for k, text in enumerate(words))


@pytest.mark.parametrize(("characters", "is_heading"), [(39, True), (40, True), (41, False)])
def test_a_heading_that_nothing_marks_has_forty_characters_at_most(characters: int, is_heading: bool) -> None:
    assert _is_short("推" * characters, numbered=False) is is_heading


@pytest.mark.parametrize(("words", "is_task"), [("开展检查工作", True), ("开展检查事", False)])
def test_a_task_beside_its_units_has_six_characters_at_least(words: str, is_task: bool) -> None:
    assert _tells_task(row("市财政局", words)) is is_task


@pytest.mark.parametrize(
    ("known", "unknown", "is_header"),
    [(2, 2, True), (2, 3, False), (3, 4, True), (3, 9, True)],
)
def test_half_of_the_columns_or_three_of_them_make_a_header(known: int, unknown: int, is_header: bool) -> None:
    columns = ((Column.TASK, Column.LEAD, Column.DEADLINE)[:known]) + (None,) * unknown
    assert _enough(columns, row(*("词" for _ in columns))) is is_header


OLD = Task(number="1", text="甲乙丙丁戊己庚辛壬癸")


@pytest.mark.parametrize(("kept", "is_one"), [(10, True), (6, True), (5, False), (0, False)])
def test_items_are_one_from_six_characters_of_ten_on(kept: int, is_one: bool) -> None:
    new = replace(OLD, number="2", text=OLD.text[:kept] + "子丑寅卯辰巳午未申酉"[kept:])
    assert bool(pairs_of([OLD], [new], lambda item: item.number)) is is_one


def column(*numbers: int) -> list[tuple[Cell, ...]]:
    """Rows of two columns, the first with an item and its number."""
    texts = [(f"{number}.推进工程建设", f"县第{number}局") for number in numbers]
    return [tuple(Cell(text, Place(), (r, c)) for c, text in enumerate(cells)) for r, cells in enumerate(texts)]


@pytest.mark.parametrize(
    ("numbers", "has_numbers", "runs_on"),
    [
        ((1, 2, 3, 4, 5, 9), True, True),  # 4 of 5 steps count on
        ((1, 2, 3, 4, 8, 9, 20), True, False),  # 4 of 6
        ((1, 2, 9), False, True),  # 1 of 2
        ((1, 2, 9, 20), False, False),  # 1 of 3
    ],
)
def test_numbers_of_a_column_are_the_items_own_where_enough_of_them_count_on(
    numbers: tuple[int, ...], has_numbers: bool, runs_on: bool
) -> None:
    assert _runs_on(column(*numbers), 0, has_numbers=has_numbers) is runs_on


@pytest.mark.parametrize(("dated", "asked"), [(3, True), (2, False)])
def test_a_table_without_a_header_is_asked_about_where_most_rows_hold_a_time(dated: int, asked: bool) -> None:
    rows = tuple(row("张某", "2025年3月1日" if at < dated else "电话") for at in range(4))
    found = leftover_table(Table(rows, Place()), apart=False, alike=True)
    assert found is not None
    assert (found.note == "") is asked


#: What a line is to a column that holds `before`: the longest that it may be, and its grades at that length and beyond.
_LENGTHS = [
    (Column.DEADLINE, "", "2024年6月底前", 40, WEIGHTS.certain, WEIGHTS.excluded),  # a time alone
    (Column.DEADLINE, "序时推", "报", 10, WEIGHTS.plausible, WEIGHTS.excluded),  # the rest of a time in words
    (Column.LEAD, "", "省某", 16, WEIGHTS.possible, WEIGHTS.unlikely),  # the beginning of a name
    (Column.TASK, "", "推", 9, WEIGHTS.possible, 2 * WEIGHTS.possible),  # words that are long for a text
    (Column.TASK, "", "2024年6月底前", 14, 2 * WEIGHTS.possible + WEIGHTS.unlikely, 2 * WEIGHTS.possible),
]


@pytest.mark.parametrize("example", _LENGTHS)
def test_a_line_has_another_grade_beyond_its_length(
    example: tuple[Column, str, str, int, float, float],
) -> None:
    column, before, begin, length, within, beyond = example
    lines = [begin + begin[-1] * (size - len(begin)) for size in (length, length + 1)]
    assert [line_columns._fit(column, before, line) for line in lines] == pytest.approx([within, beyond])


@pytest.mark.parametrize(("characters", "goes_on"), [(7, False), (8, True)])
def test_words_go_on_that_were_cut_off_from_eight_characters_on(characters: int, goes_on: bool) -> None:
    grade = line_columns._fit(Column.TASK, "推" * characters, "进去")
    assert (grade > WEIGHTS.possible) is goes_on


_WIDE = [Column.NUMBER, Column.TASK, Column.MEASURE, Column.LEAD, Column.ASSISTING, Column.DEADLINE]
_CUT_LINES = ["1 县城 河道", "疏浚 一批 县水利", "工程 处 财政局 6月底前"]


@pytest.mark.parametrize(("kept", "is_same"), [(240, True), (1, False)])
def test_as_many_ways_are_followed_up_as_more_would_find(
    kept: int, is_same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    dealt = line_columns.deal(_CUT_LINES, _WIDE, in_line=True)
    monkeypatch.setattr(line_columns, "_BEAM", kept)
    assert (line_columns.deal(_CUT_LINES, _WIDE, in_line=True) == dealt) is is_same
