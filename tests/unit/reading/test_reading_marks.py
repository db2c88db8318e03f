"""What a file takes out of force: struck through, in a hidden row or column; and the time stamps of systems."""

from typing import Any

import pytest

from bot.model import Cell, Document, Paragraph, Table
from bot.reading.open_file import read_here
from bot.reading.stamps import spell_stamp
from bot.reading.wire import dump, load
from tests.support.documents import cell, docx, paragraph, row, run, table
from tests.unit.reading.test_reading_sheets import workbook

STRIKE = "<w:strike/>"


def cells(document: Document) -> dict[str, Cell]:
    """The cells of the only table, by their words."""
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return {one.text: one for line in found.rows for one in line}


def test_struck_cells_and_hidden_rows_and_columns_of_a_workbook() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["修路", "修桥", "修渠", "修站"])
        sheet.write("A2", "种树", book.add_format({"font_strikeout": True}))
        sheet.write("A3", "种草")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    document = read_here(workbook(fill), "a.xlsx")
    marks = {text: one.mark for text, one in cells(document).items() if text}
    assert marks == {"修路": "", "修桥": "", "修渠": "hidden", "修站": "", "种树": "struck", "种草": "hidden"}
    assert cells(load(dump(document))) == cells(document)


def test_struck_words_of_a_word_document() -> None:
    document = read_here(
        docx(
            table(
                row(cell(paragraph(run("修路", STRIKE))), "市交通局"),
                row(cell(paragraph(run("5月底前", STRIKE), run("6月底前"))), "修桥"),
            ),
            paragraph(run("市司法局", STRIKE), run("请办理。")),
            paragraph(run("作废。", STRIKE)),
        ),
        "a.docx",
    )
    marks = {text: one.mark for text, one in cells(document).items()}
    assert marks == {"修路": "struck", "市交通局": "", "6月底前": "", "修桥": ""}
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["请办理。"]
    assert [key for key, _ in document.remarks] == ["reading.note-struck"]


def test_a_word_table_of_one_column_is_a_frame() -> None:
    document = read_here(docx(table(row("一、总则"), row(cell(paragraph(run("甲")), paragraph(run("乙")))))), "a.docx")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["一、总则", "甲", "乙"]


@pytest.mark.parametrize(
    ("stamp", "text"),
    [
        ("2025-06-30 00:00:00", "2025年6月30日"),
        ("2025-06-30T00:00", "2025年6月30日"),
        ("2025-06-30T00:00:00.000", "2025年6月30日"),
        ("2025/6/30 0:00", "2025年6月30日"),
        ("2025-06-30 23:59:59", "2025年6月30日 23:59"),
        ("2025-06-30 09:30", "2025年6月30日 09:30"),
        ("2025-06-29T16:00:00Z", "2025-06-29T16:00:00Z"),
        ("2025-06-31 00:00:00", "2025-06-31 00:00:00"),
        ("2025-06-30", "2025-06-30"),
        ("2025-06-30 00:00:00 前", "2025-06-30 00:00:00 前"),
    ],
)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_time_stamps_of_systems(stamp: str, text: str, encoding: str) -> None:
    assert spell_stamp(stamp) == text
    assert text in cells(read_here(f"任务,时限\n修路,{stamp}\n".encode(encoding), "a.csv"))


def test_gb18030_with_a_byte_mark() -> None:
    data = b"\x84\x31\x95\x33" + "任务,时限\n修路,6月底前\n".encode("gb18030")
    assert "任务" in cells(read_here(data, "a.csv"))
