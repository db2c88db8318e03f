"""Each threshold has an example on each side of it, so that none moves without somebody noticing."""

from dataclasses import replace

import pytest

from bot.ledger.columns.header import _enough
from bot.ledger.columns.kinds import Column
from bot.ledger.record.comparison import pairs_of
from bot.ledger.tables.headings import _is_short
from bot.ledger.tables.leftovers import _tells_task
from bot.model import Cell, Place, Task


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
