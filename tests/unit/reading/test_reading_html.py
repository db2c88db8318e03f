"""Saved pages: the grid of HTML, what is shown and what is not, the date of publication."""

from datetime import date

import pytest

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Table
from bot.reading.open_file import read_here


def read(body: str, head: str = "") -> Document:
    return read_here(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def grid(body: str) -> list[list[str]]:
    found = [block for block in read(body).blocks if isinstance(block, Table)]
    assert len(found) == 1
    return [[cell.text for cell in row] for row in found[0].rows]


def lines(document: Document) -> list[tuple[str, str, int | None]]:
    return [(b.label, b.text, b.heading) for b in document.blocks if isinstance(b, Paragraph)]


def test_spans_reach_right_and_down() -> None:
    body = (
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
        "<tr><td>戊</td></tr></table>"
    )
    assert grid(body) == [["甲", "乙", "乙"], ["甲", "丙", "丁"], ["戊", "", ""]]


def test_a_span_ends_with_the_table_and_zero_means_to_the_end() -> None:
    assert grid("<table><tr><td rowspan=9>甲</td><td rowspan=0>乙</td></tr><tr></tr></table>") == [["甲", "乙"]] * 2


def test_paragraphs_of_a_cell_are_lines_and_source_lines_are_not() -> None:
    body = "<table><tr><td><p>市财\n  政局</p>市司<b>法</b>局<br>甲 乙</td><td>&nbsp;</td></tr>"
    assert grid(body + "<tr><td>丙</td><td>丁</td></tr></table>")[0] == ["市财政局\n市司法局\n甲 乙", ""]


def test_what_is_not_shown_is_not_read() -> None:
    body = (
        "<script>evil()</script><style>td{}</style><!-- 秘 --><p style='display: none'>密</p><p hidden>隐</p>"
        "<table><tr><td onclick=x>1.做好<script>evil()</script>公开</td>"
        "<td><img src=x onerror=y>区财政局</td></tr></table>"
    )
    assert [type(block) for block in read(body).blocks] == [Table]
    assert grid(body) == [["1.做好公开", "区财政局"]]


def test_headings_and_lists() -> None:
    body = "<h2>通知</h2><p><strong>一、总则</strong></p><ol start=3><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>"
    assert lines(read(body)) == [
        ("", "通知", 2),
        ("", "一、总则", 6),
        ("3.", "甲", None),
        ("4.", "乙", None),
        ("", "丙", None),
    ]


def test_a_table_that_only_arranges_the_page() -> None:
    body = "<table><tr><td>导航</td><td><p>通知</p><table><tr><td>任务</td><td>单位</td></tr></table></td></tr></table>"
    document = read(body)
    assert [text for _, text, _ in lines(document)] == ["导航", "通知"]
    assert grid(body) == [["任务", "单位"]]


def test_a_small_table_within_a_cell_stays_in_it() -> None:
    body = (
        "<table><tr><td>这是一项很长很长很长很长的工作任务</td><td>附<table><tr><td>初稿</td><td>5月</td></tr></table>"
        "</td></tr></table>"
    )
    assert grid(body)[0][1].split() == ["附", "初稿", "5月"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="PubDate" content="2021-06-30 16:20">', "甲"),
        ('<meta property="article:published_time" content="2021-06-30T16:20:00+08:00">', "甲"),
        ("", "<p>来源：区政府办 发布时间：2021年6月30日</p>"),
    ],
)
def test_the_date_of_publication(head: str, body: str) -> None:
    assert read(body, head).published == date(2021, 6, 30)


@pytest.mark.parametrize("body", ["甲", "<p>发布日期：2021-13-45</p>"])
def test_no_date_of_publication(body: str) -> None:
    assert read(body).published is None


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_a_page_in_another_encoding_than_it_says(charset: str) -> None:
    text = f'<html><head><meta charset="{charset}"></head><body>各县（市、区）人民政府</body></html>'
    for encoding in ("gb18030", "utf-8"):
        document = read_here(text.encode(encoding), "a.doc")
        assert [line for _, line, _ in lines(document)] == ["各县（市、区）人民政府"]


def test_a_web_archive() -> None:
    page = "<html><body><table><tr><td>任务</td><td>单位</td></tr></table></body></html>".encode("gb18030")
    quoted = "".join(f"={byte:02X}" for byte in page)
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        f"Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n--x--\n"
    )
    (block,) = read_here(data.encode("ascii"), "a.doc").blocks
    assert isinstance(block, Table)
    assert [cell.text for cell in block.rows[0]] == ["任务", "单位"]


@pytest.mark.parametrize("tag", ["div", "span", "font"])
def test_a_table_below_a_mountain_of_boxes_is_not_lost(tag: str) -> None:
    body = f"<{tag}>" * 20_000 + "<table><tr><td>任务</td><td>单位</td></tr></table>" + f"</{tag}>" * 20_000
    assert grid(body) == [["任务", "单位"]]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("<table><tr><td rowspan=1000000 colspan=1000>任务</td><td>单位</td></tr></table>", "reading.grid-size"),
        ("<table><tr>" + "<td colspan=999>a</td>" * 3 + "</tr></table>", "reading.grid-size"),
        ("<table><tr><td>" * 20_000 + "任务", "reading.html-lost"),
        ("<img src=x>", "reading.pictures"),
        ("<script>x</script>", "reading.no-text"),
    ],
)
def test_pages_that_are_refused(body: str, key: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(body)
    assert caught.value.key == key
