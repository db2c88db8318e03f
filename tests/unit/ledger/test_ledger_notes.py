"""Notes beside a table are duties of the notice; titles are in the file's own words; numbers are unique."""

import io

import pytest
import xlsxwriter

from bot.ledger import extract
from bot.ledger.items.item import Item
from bot.ledger.items.numbers import number_all
from bot.model import Ledger
from bot.reading.open_file import read_here

HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROW = ("1", "清淤", "县水利局", "2025年3月底前")


def book(**sheets: list[tuple[str, ...]]) -> Ledger:
    """The ledger of a workbook; a row of one cell is merged over all columns."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for at, row in enumerate(rows):
            if len(row) == 1:
                sheet.merge_range(at, 0, at, len(HEAD) - 1, row[0])
            else:
                sheet.write_row(at, 0, row)
    made.close()
    return extract(read_here(out.getvalue(), "表.xlsx"))


NOTES = (
    "注：各责任单位每月25日前将进展情况报县整改办。",
    "备注：1.打“✓”的为重点；2.各责任单位每月25日前将进展情况报县整改办。",
    "填表说明：各责任单位每月25日前将进展情况报县整改办。",
    "各责任单位每月25日前将进展情况报县整改办。",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("where", ["below", "above", "sheet"])
def test_a_note_that_asks_for_reports_is_a_duty(note: str, where: str) -> None:
    rows = {"台账": [("清淤台账",), HEAD, ROW]}
    if where == "sheet":
        rows["填表说明"] = [(note,)]
    else:
        rows["台账"].insert(3 if where == "below" else 1, (note,))
    got = book(**rows)
    assert [task.text for task in got.tasks] == ["清淤"]
    (duty,) = got.duties
    assert (duty.who, duty.to) == (("各责任单位",), "县整改办")
    assert [one.rrule for one in duty.obligations] == ["FREQ=MONTHLY;BYMONTHDAY=25"]


@pytest.mark.parametrize(
    "above", ["附件2", "附件2：", "附表", "填报单位：县整改办  填报日期：2025年6月10日", "2025年6月", "单位：万元"]
)
@pytest.mark.parametrize("first", [True, False])
def test_what_stands_beside_a_title_is_none(above: str, first: bool) -> None:
    title = ("青渡县环保督察整改台账",)
    got = book(台账=[(above,), title, HEAD, ROW] if first else [title, (above,), HEAD, ROW])
    assert got.title == title[0]


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ([("一", "1"), ("一", "2")], ["1", "2"]),
        ([("一、甲", "1"), ("二、乙", "1")], ["一.1", "二.1"]),
        ([("一、甲", "（一）"), ("二、乙", "（一）")], ["一（一）", "二（一）"]),
        (
            [("一、甲/（一）子", "1"), ("一、甲/（二）丑", "1"), ("二、乙", "1"), ("二、乙/（一）寅", "1")],
            ["一（一）1", "一（二）1", "二.1", "二（一）1"],
        ),
        ([("", "1"), ("", "1")], ["1", "1-2"]),
    ],
)
def test_numbers_are_unique_and_as_a_reader_says_them(items: list[tuple[str, str]], numbers: list[str]) -> None:
    made = [
        Item(number.strip("（）"), "甲", printed=number, section=tuple(filter(None, path.split("/"))))
        for path, number in items
    ]
    assert number_all(made) == numbers
