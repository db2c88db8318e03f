"""Encodings: read what is certain, refuse what would give garbage."""

import pytest

from bot.errors import ReadingError
from bot.reading.decode import decode

NOTICE = "各县（市、区）人民政府：\n请于2021年12月底前报送工作情况。市财政局、市司法局按职责分工落实。\n"
TRADITIONAL = "各縣市政府：請於二○二一年十二月底前報送工作情況，財政局、教育局依權責辦理。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gb2312"]
)
def test_chinese_text_in_every_encoding_that_is_used(encoding: str) -> None:
    assert decode(NOTICE.encode(encoding), "a.txt").text == NOTICE


def test_a_short_line_of_gb18030() -> None:
    assert decode("1.做好公开。\t区财政局\t长期".encode("gb18030"), "a.txt").text == "1.做好公开。\t区财政局\t长期"


def test_rare_characters_of_four_bytes() -> None:
    assert decode(("㐂𠮷镇\n" + NOTICE).encode("gb18030"), "a.txt").text.startswith("㐂𠮷镇")


def test_big5_is_read_as_big5() -> None:
    found = decode(TRADITIONAL.encode("big5"), "a.txt")
    assert (found.text, found.encoding) == (TRADITIONAL, "big5")


def test_plain_ascii() -> None:
    assert decode(b"by 31 Dec 2021", "a.txt").text == "by 31 Dec 2021"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ((NOTICE * 2).encode() + NOTICE.encode("gb18030"), "reading.mixed-encoding"),
        (NOTICE.encode("gb18030") + NOTICE.encode(), "reading.mixed-encoding"),
        (bytes(range(256)) * 8, "reading.binary"),
        ("Приказ о сроках исполнения".encode("koi8-r") * 9, "reading.encoding"),
    ],
)
def test_what_would_be_garbage_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(ReadingError) as caught:
        decode(data, "a.txt")
    assert caught.value.key == key


def test_a_cut_character_at_the_end_is_left_out() -> None:
    found = decode(NOTICE.strip().encode()[:-1], "a.txt")
    assert found.cut
    assert found.text == NOTICE.strip()[:-1]
