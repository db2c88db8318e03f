"""Workbooks: merged ranges from their list, values as a reader sees them."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter

from bot.errors import ReadingError
from bot.model import Document, Table
from bot.reading.open_file import read_here
from tests.support.documents import package


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book, book.add_worksheet("台账"))
    book.close()
    return out.getvalue()


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def shown(value: object, number_format: str = "General") -> str:
    """What is read of one cell that holds `value` in `number_format`."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, value, book.add_format({"num_format": number_format}))

    (found,) = tables(read_here(workbook(fill), "a.xlsx"))
    return found.rows[0][0].text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "General", "1"),
        (1.5, "0.00", "1.5"),
        (7590000002, "General", "7590000002"),
        (0.95, "0%", "95%"),
        (True, "General", "TRUE"),
        ("2021年\n12月底前 ", "General", "2021年\n12月底前"),
        (date(2021, 9, 30), "yyyy-mm-dd", "2021年9月30日"),
        (date(2021, 9, 30), 'yyyy"年"m"月"d"日"', "2021年9月30日"),
        (date(2021, 9, 1), 'yyyy"年"m"月"', "2021年9月"),
        (date(2021, 9, 1), "[$-804]yyyy年m月;@", "2021年9月"),
        (date(2021, 9, 30), 'm"月"d"日";@', "2021年9月30日"),
        (datetime(2021, 9, 30, 17, 30), "yyyy/m/d h:mm", "2021年9月30日 17:30"),  # noqa: DTZ001 - as a sheet has it
        (time(17, 30), "h:mm", "17:30"),
    ],
)
def test_a_value_as_its_reader_sees_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_merged_ranges_and_blank_cells() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "2021年工作台账")
        sheet.write_row("A2", ["任务", "单位", "时限"])
        sheet.merge_range("C3:C4", "长期")
        sheet.write_row("A3", ["甲", "市财政局"])
        sheet.write("A4", "乙")

    (found,) = tables(read_here(workbook(fill), "a.xlsx"))
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["2021年工作台账"] * 3,
        ["任务", "单位", "时限"],
        ["甲", "市财政局", "长期"],
        ["乙", "", "长期"],
    ]
    assert found.rows[3][2].origin == (2, 2)
    assert found.rows[3][1].origin == (3, 1)


def test_a_title_merged_over_the_whole_width_does_not_widen_the_table() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:XFD1", "标题")
        sheet.write_row("A2", ["任务", "单位"])

    (found,) = tables(read_here(workbook(fill), "a.xlsx"))
    assert [[cell.text for cell in row] for row in found.rows] == [["标题", "标题"], ["任务", "单位"]]


def test_places_are_those_of_the_sheet() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("C5", "甲")
        book.add_worksheet("联系人").write("A1", "乙")

    first, second = tables(read_here(workbook(fill), "a.xlsx"))
    place = first.rows[4][2].place
    assert (place.sheet, place.table, place.row, place.column) == ("台账", 1, 5, 3)
    assert (second.place.sheet, second.place.table) == ("联系人", 2)


def test_hidden_sheets_are_left_out_and_said() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", "甲")
        hidden = book.add_worksheet("选项")
        hidden.write("A1", "乙")
        hidden.hide()

    document = read_here(workbook(fill), "a.xlsx")
    assert len(document.blocks) == 1
    assert [(key, place.sheet) for key, place in document.remarks] == [("reading.note-hidden-sheet", "选项")]


def key_of(data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read_here(data, "a.xlsx")
    return caught.value.key


def test_a_cell_at_the_far_end_is_refused() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write("A1", "甲")
        sheet.write("XFD1048576", "乙")

    assert key_of(workbook(fill)) == "reading.grid-size"


def test_coloured_empty_cells_are_nothing() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", "甲")
        sheet.write_blank("A90000", None, book.add_format({"bg_color": "red"}))

    (found,) = tables(read_here(workbook(fill), "a.xlsx"))
    assert len(found.rows) == 1


def test_an_empty_workbook_is_refused() -> None:
    assert key_of(workbook(lambda _book, _sheet: None)) == "reading.no-text"


def test_a_workbook_with_entities_is_refused() -> None:
    assert key_of(package({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a/>'})) == "reading.entities"


def test_a_workbook_without_its_parts_is_damaged() -> None:
    assert key_of(package({"xl/workbook.xml": "<workbook/>"})) == "reading.damaged"
