"""A time whose kind no header tells: beside a limit it is none, and is asked about; alone it is the limit."""

import pytest

from bot.ledger import extract
from bot.model import Kind
from bot.reading.open_file import read_here

_BOTH = [["2026-06-30"], ["2026-07-31"]]


def days(header: str, *rows: str) -> tuple[list[list[str]], list[str]]:
    """(the last days of each item, the flags of what is asked) of a table."""
    cells = ("".join(f"<td>{cell.strip()}</td>" for cell in row.strip("|").split("|")) for row in (header, *rows))
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = f"<html><body><p>关于2026年重点工作的通知</p><table>{table}</table></body></html>"
    got = extract(read_here(page.encode(), "t.html"))
    due = [[str(one.last_day) for one in task.obligations if one.kind is Kind.DUE] for task in got.tasks]
    return due, [question.flag for question in got.questions]


@pytest.mark.parametrize("name", ["登账时间", "挂网日期", "立账时间"])
def test_an_unknown_time_beside_a_limit_is_asked_about(name: str) -> None:
    due, asked = days(
        f"| 序号 | 工作任务 | 责任单位 | {name} | 完成时限 |",
        "| 1 | 疏浚河道 | 县水利局 | 2026年3月2日 | 2026年6月30日 |",
        "| 2 | 开展普查 | 县统计局 | 2026年3月3日 | 2026年7月31日 |",
    )
    assert due == _BOTH
    assert asked == ["column"]


@pytest.mark.parametrize("name", ["进度", "时间"])
def test_a_column_of_limits_alone_holds_them(name: str) -> None:
    due, _ = days(
        f"| 序号 | 工作任务 | 责任单位 | {name} |",
        "| 1 | 疏浚河道 | 县水利局 | 2026年6月底前 |",
        "| 2 | 开展普查 | 县统计局 | 2026年7月31日前 |",
    )
    assert due == _BOTH


def test_progress_beside_a_limit_is_no_limit() -> None:
    due, _ = days(
        "| 序号 | 工作任务 | 责任单位 | 时限 | 进度 |",
        "| 1 | 疏浚河道 | 县水利局 | 2026年6月底前 | 3月5日完成招标，正在施工 |",
        "| 2 | 开展普查 | 县统计局 | 2026年7月31日前 | 已清理23件，剩余6件 |",
    )
    assert due == _BOTH


def test_a_column_of_a_pasted_table_is_asked_about() -> None:
    table = """关于2026年重点工作的通知
| 序号 | 工作任务 | 责任单位 | 登账时间 | 完成时限 |
| 1 | 疏浚河道 | 县水利局 | 2026年3月2日 | 2026年6月30日 |
| 2 | 开展普查 | 县统计局 | 2026年3月3日 | 2026年7月31日 |
"""
    got = extract(read_here(table.encode(), "t.txt"))
    assert [question.flag for question in got.questions] == ["column"]
