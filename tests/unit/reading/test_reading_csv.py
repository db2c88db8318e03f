"""Delimited text."""

import pytest

from bot.errors import ReadingError
from bot.model import Table
from bot.reading.open_file import read_here


def grid(data: bytes, name: str = "a.csv") -> list[list[str]]:
    (block,) = read_here(data, name).blocks
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    text = '任务,单位,时限\r\n"1.做好公开,\n及时更新",市财政局,长期\r\n2.甲,,\r\n,,\r\n'
    assert grid(text.encode(encoding)) == [
        ["任务", "单位", "时限"],
        ["1.做好公开,\n及时更新", "市财政局", "长期"],
        ["2.甲", "", ""],
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    assert grid(f"任务{mark}单位\n甲{mark}乙\n".encode()) == [["任务", "单位"], ["甲", "乙"]]


def test_rows_of_different_length_are_filled() -> None:
    assert grid("标题\n任务,单位\n".encode()) == [["标题", ""], ["任务", "单位"]]


def test_a_quote_that_nothing_closes_swallows_nothing() -> None:
    assert grid('任务,单位\n"甲,乙\n丙,丁\n'.encode())[-1] == ["丙", "丁"]


def test_a_table_is_a_table_under_another_name() -> None:
    assert len(grid("任务,单位,时限\n甲,乙,丙\n丁,戊,己\n".encode(), "a.txt")) == 3


def test_prose_with_commas_is_no_table() -> None:
    blocks = read_here("甲,乙\n丙,丁,戊\n己\n".encode(), "a.txt").blocks
    assert not any(isinstance(block, Table) for block in blocks)


def test_nothing_but_delimiters_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_here(b",,\n,,\n", "a.csv")
    assert caught.value.key == "reading.no-text"
