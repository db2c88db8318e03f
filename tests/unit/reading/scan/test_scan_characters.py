"""What becomes of the recogniser's characters: places in their order, and none of another script in silence."""

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed (make ocr)")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.pdf_lines import make_lines
from bot.reading.scan.char import Char, settled
from bot.reading.scan.characters import Written, glyphs_of
from bot.reading.scan.script import in_one_script, is_foreign

WORDS = "各县（市、区）政府（管委会）；市政府办公室、12月底前《方案》：“一件事”，"


def written(text: str, steps: list[float]) -> Written:
    """`steps`: by how much each character's middle lies behind the one before, in widths of a character."""
    ends = np.cumsum(steps)
    width = float(ends[-1]) + 0.5
    quad = np.array([(100, 50), (100 + 33 * width, 50), (100 + 33 * width, 90), (100, 90)], np.float32)
    return Written(quad, tuple(Char(one, 1.0, float(at / width)) for one, at in zip(text, ends, strict=True)))


@given(st.data())
def test_characters_stay_in_the_order_in_which_they_were_read(data: st.DataObject) -> None:
    """However close marks are set: ）； take a width of one where print is pressed together."""
    start = data.draw(st.integers(0, len(WORDS) - 2))
    text = WORDS[start : data.draw(st.integers(start + 1, len(WORDS)))]
    steps = data.draw(st.lists(st.floats(0.3, 1.2), min_size=len(text), max_size=len(text)))
    (line,) = make_lines(glyphs_of(written(text, steps), 33.0))
    assert line.text.replace(" ", "") == text


def chars(text: str, simplified: str = "") -> list[Char]:
    return [Char(one, 0.99, 0.5, simplified if is_foreign(one) else "") for one in text]


@pytest.mark.parametrize("odd", ["粵", "銜", "責", "點"])
@pytest.mark.parametrize("other", ["粤", ""])
def test_a_lone_character_of_another_script_is_doubtful(odd: str, other: str) -> None:
    lines = [chars("对接港澳大湾区建设有关工作")] * 8 + [chars(f"对接{odd}港", other)]
    read = in_one_script(lines)
    assert [char.text for char in read[-1]] == ["对", "接", other or odd, "港"]
    assert [char.score < 0.8 for char in read[-1]] == [False, False, True, False]
    assert all(char.score == 0.99 for line in read[:-1] for char in line)


def test_a_page_in_traditional_characters_stays_as_it_is() -> None:
    lines = [chars("各單位應於十二月底前完成責任事項", "单")] * 4
    assert in_one_script(lines) == [tuple(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "is_doubtful"), [("提升.改造", True), ("公园．完成", True), ("12.5亿元", False), ("3.完成", False)]
)
def test_a_point_between_chinese_characters_is_a_comma_in_part_lost(text: str, *, is_doubtful: bool) -> None:
    assert any(char.score < 0.8 for char in settled(chars(text))) == is_doubtful
