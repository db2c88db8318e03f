"""Pages of a PDF that are pictures: letters drawn as outlines, nonsense under a scan; what is text stays text."""

import pytest

from bot.errors import ReadingError
from bot.reading.open_file import read_here
from tests.support.documents import pdf, text_at
from tests.support.pdf_pages import render_pdf


def picture(width: int, height: int) -> bytes:
    """One grey pixel over so many points from the lower left corner on."""
    return b"q %d 0 0 %d 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n" % (width, height)


def outlines(count: int) -> bytes:
    """So many strokes of letters, each a curve."""
    return b"".join(
        b"%d %d m %d %d %d %d %d %d c f\n" % (x, y, x + 2, y + 5, x + 4, y + 5, x + 6, y)
        for x, y in ((20 + 7 * (at % 50), 460 - 12 * (at // 50)) for at in range(count))
    )


def refusal(data: bytes) -> str:
    with pytest.raises(ReadingError) as refused:
        read_here(data, "a.pdf")
    return refused.value.key


NONSENSE = "".join(text_at(40, 450 - 14 * at, "qX7 !pk zW Lm}0 vJ").decode() for at in range(20)).encode()
SENTENCE = "各责任单位于2026年6月底前报送进展情况，由区政府办公室汇总。"


def test_letters_drawn_as_outlines_are_a_picture() -> None:
    assert refusal(pdf(outlines(900))) == "reading.pictures"


def test_a_figure_without_letters_is_no_picture_of_a_page() -> None:
    assert refusal(pdf(outlines(60))) == "reading.no-text"


def test_nonsense_under_a_scan_is_not_taken_for_its_words() -> None:
    assert refusal(pdf(picture(400, 500) + NONSENSE)) == "reading.pictures"


@pytest.mark.parametrize("below", [picture(595, 842), picture(200, 100), b""])
def test_chinese_words_under_a_scan_are_read(below: bytes) -> None:
    """A scan that somebody made searchable, and a letter with a logo."""
    (block,) = read_here(render_pdf([SENTENCE], below), "a.pdf").blocks
    assert SENTENCE in getattr(block, "text", "")


def test_words_beside_a_small_picture_are_read_whatever_they_are() -> None:
    assert read_here(pdf(picture(100, 80) + NONSENSE), "a.pdf").blocks
