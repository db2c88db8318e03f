"""Plain text: lines as they stand, tables where tabs make them."""

import pytest

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Table
from bot.reading.open_file import read_here


def read(text: str) -> Document:
    return read_here(text.encode(), "a.txt")


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_paragraph_a_line_with_its_number() -> None:
    found = read("关于印发方案的通\n\n知\n")
    assert [(block.text, block.place.line) for block in found.blocks if isinstance(block, Paragraph)] == [
        ("关于印发方案的通", 1),
        ("知", 3),
    ]


def test_page_marks_are_pages_and_no_lines() -> None:
    found = read("甲\n# Page 12:\n乙\n\x0c丙")
    assert [block.place.page for block in found.blocks] == [None, 12, 13]
    assert lines(found) == ["甲", "乙", "丙"]


def test_heading_marks_and_ruled_lines() -> None:
    found = read("## 关于印发的通知\n---\n附件")
    assert [(block.text, block.heading) for block in found.blocks if isinstance(block, Paragraph)] == [
        ("关于印发的通知", 2),
        ("附件", None),
    ]


def test_cells_parted_by_tabs_over_empty_lines() -> None:
    found = read("标题\n\n任务\t单位\t时限\n甲\t市财政局\t长期\n\n乙\t\t6月底\n说明")
    assert tables(found) == [[["任务", "单位", "时限"], ["甲", "市财政局", "长期"], ["乙", "", "6月底"]]]
    assert lines(found) == ["标题", "说明"]


def test_rows_know_their_lines() -> None:
    (block,) = read("# Page 3:\n任务\t单位\n甲\t乙\n\n丙\t丁\n").blocks
    assert isinstance(block, Table)
    assert [(row[0].place.page, row[0].place.line) for row in block.rows] == [(3, 2), (3, 3), (3, 5)]


def test_another_number_of_cells_begins_another_table() -> None:
    found = read("任务\t单位\n甲\t乙\n姓名\t职务\t电话\n子\t丑\t寅\n")
    assert [len(rows[0]) for rows in tables(found)] == [2, 3]


def test_markup_left_in_cells_goes_and_its_paragraphs_stay() -> None:
    found = read("任务\t要求\n<b>（三）财政</b>\t<p>7.持续深化。</p> <p>8.加大力度。</p>\n")
    assert tables(found)[0][1] == ["（三）财政", "7.持续深化。\n8.加大力度。"]


def test_angle_brackets_that_are_no_markup_stay() -> None:
    assert lines(read("a<b 见 <http://x.cn> 详情")) == ["a<b 见 <http://x.cn> 详情"]


def test_an_indented_line_is_no_table() -> None:
    assert lines(read("\t各县政府：\n正文\t见附件\n")) == ["各县政府：", "正文\t见附件"]


CELLS = """\t某区2021年政务公开工作台账
\t工作任务
\t牵头单位
\t时限要求

\t一、公开
\t（一）规划
\t1.甲
\t区政府办公室
区发改局
\t2021年
12月底前

\t
\t
\t2.乙
\t区教育局

区住建局

\t2021年

\t
\t
\t3.丙
\t
\t
"""


def test_a_cell_a_line() -> None:
    found = read(CELLS)
    assert lines(found) == ["某区2021年政务公开工作台账"]
    assert tables(found) == [
        [
            ["工作任务", "工作任务", "工作任务", "牵头单位", "时限要求"],
            ["一、公开", "（一）规划", "1.甲", "区政府办公室\n区发改局", "2021年\n12月底前"],
            ["", "", "2.乙", "区教育局\n区住建局", "2021年"],
            ["", "", "3.丙", "", ""],
        ]
    ]


def test_a_header_word_over_the_columns_left_is_merged() -> None:
    block = next(block for block in read(CELLS).blocks if isinstance(block, Table))
    assert [cell.origin for cell in block.rows[0]] == [(0, 0), (0, 0), (0, 0), (0, 3), (0, 4)]
    assert block.rows[3][4].origin == (3, 4)


def test_a_row_cut_by_the_end_of_the_file_is_left_out_and_said() -> None:
    found = read("任务\t单位\t时限\n甲\t市财政局\t长期\n乙\t市财")
    assert len(tables(found)[0]) == 2
    assert [(key, place.line) for key, place in found.remarks] == [("reading.note-cut", 3)]


def test_a_short_row_that_ends_with_its_line_is_no_cut() -> None:
    assert read("任务\t单位\t时限\n甲\t市财政局\t长期\n注：\t见附件\n").remarks == ()


def test_a_character_cut_by_the_end_of_the_file_is_said() -> None:
    found = read_here("市财政局按季度公开".encode("gb18030")[:-1], "a.txt")
    assert lines(found) == ["市财政局按季度公"]
    assert [key for key, _ in found.remarks] == ["reading.note-cut"]


def test_empty_text_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read(" \n\ufeff\n")
    assert caught.value.key in {"reading.empty", "reading.no-text"}


def test_a_break_within_a_cell_leaves_the_row_whole() -> None:
    found = read(
        "序号\t任务\t单位\t时限\n1\t普查\t县统计局\n各乡镇\t6月底前\n2\t公开，\n说明\n办好\t县政府办\t长期\n说明\n"
    )
    assert tables(found) == [
        [
            ["序号", "任务", "单位", "时限"],
            ["1", "普查", "县统计局\n各乡镇", "6月底前"],
            ["2", "公开，\n说明\n办好", "县政府办", "长期"],
        ]
    ]
    assert lines(found) == ["说明"]
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [row[0].place.line for row in table.rows] == [1, 2, 4]


def test_a_break_within_the_header_leaves_it_whole() -> None:
    found = read("序号\t工作\n任务\t单位\t时限\n1\t普查\t县统计局\t6月底前\n2\t公开\t县政府办\t长期\n")
    assert [row[1] for row in tables(found)[0]] == ["工作\n任务", "普查", "公开"]


def test_quotation_marks_around_a_cell_of_lines() -> None:
    found = read('序号\t任务\t单位\n1\t普查\t"县统计局\n各乡镇"\n"2"\t"按""双随机""\n要求"\t县府办\n')
    assert tables(found)[0][1:] == [["1", "普查", "县统计局\n各乡镇"], ['"2"', '按"双随机"\n要求', "县府办"]]


def test_a_counted_row_without_its_last_cells_is_a_row() -> None:
    found = read("序号\t任务\t单位\t时限\n1\t普查\t县统计局\t长期\n2\t公开\t县府办\n3\t评议\t县府办\t长期\n")
    assert tables(found)[0][2] == ["2", "公开", "县府办", ""]


def test_a_broken_row_at_the_end_of_the_file_is_not_cut() -> None:
    found = read("序号\t任务\t单位\t时限\n1\t普查\t县统计局\n各乡镇\t长期")
    assert (found.remarks, len(tables(found)[0])) == ((), 2)


def test_rows_that_are_all_broken_tell_their_width_by_their_sum() -> None:
    text = (
        "号\t任务\t地点\t投资\t单位\t\n领导\t时限\n1\t修路\t东\n村\t9\t甲\t乙\t6月\n2\t建桥\t西村\t8\t甲\n局\t丙\t7月\n"
    )
    assert tables(read(text)) == [
        [
            ["号", "任务", "地点", "投资", "单位", "领导", "时限"],
            ["1", "修路", "东\n村", "9", "甲", "乙", "6月"],
            ["2", "建桥", "西村", "8", "甲\n局", "丙", "7月"],
        ]
    ]
