"""Lines and paragraphs of a page: what the width broke is joined, what the writer parted is not."""

import pytest

from bot.reading.pdf_lines import Glyph, join, join_wrapped, make_lines

SIZE = 12.0


def lines_of(*texts: str) -> list[Glyph]:
    """Each text as a line of square characters from x = 0, half as wide for ASCII."""
    found = []
    for at, text in enumerate(texts):
        x = 0.0
        for character in text:
            width = SIZE / 2 if character.isascii() else SIZE
            found.append(Glyph(character, x, x + width, at * 20.0, at * 20.0 + SIZE))
            x += width
    return found


@pytest.mark.parametrize(
    ("texts", "right", "joined"),
    [
        (("市政府办", "公室牵头"), 48, "市政府办公室牵头"),
        (("市财政局", "市司法局"), 60, "市财政局\n市司法局"),
        (("各县（市、", "区）"), 60, "各县（市、区）"),
        (("政府（管委", "会）；市政"), 84, "政府（管委会）；市政"),  # “会）；” is not parted
        (("信息公", "开，2021年"), 78, "信息公开，2021年"),  # nor is a digit from the mark before it
        (("企业和群", "众“知晓”"), 66, "企业和群众“知晓”"),  # nor a quotation mark from either side
        (("详情见", "https://a.cn/b"), 80, "详情见https://a.cn/b"),
        (("in the", "districts"), 40, "in the districts"),
        (("公开工作。", "2.加强审查"), 60, "公开工作。\n2.加强审查"),  # a full line, but a new item
        (("2021年", "12月底前"), 60, "2021年\n12月底前"),
    ],
)
def test_lines_of_a_cell(texts: tuple[str, ...], right: float, joined: str) -> None:
    assert join_wrapped(make_lines(lines_of(*texts)), right) == joined


def test_a_gap_is_a_space_and_bold_drawn_twice_is_once() -> None:
    one, two = Glyph("甲", 0, 12, 0, 12), Glyph("乙", 30, 42, 0, 12)
    twice = Glyph("甲", 0.3, 12.3, 0, 12)
    assert [line.text for line in make_lines([two, one, twice])] == ["甲 乙"]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("2025-12-", "15", "2025-12-15"),
        ("2025-12-2", "6", "2025-12-26"),
        ("2025-12", "-15", "2025-12-15"),
        ("2025/3/", "7", "2025/3/7"),
        ("In 2025", "12 units", "In 2025 12 units"),
        ("2025-12", "15", "2025-12 15"),
        ("page 12-", "15", "page 12- 15"),
    ],
)
def test_a_date_that_a_narrow_cell_cut_is_one_and_other_numbers_are_two(first: str, second: str, whole: str) -> None:
    assert join(first, second) == whole
