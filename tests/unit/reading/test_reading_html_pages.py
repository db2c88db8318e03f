"""Pages as sites serve them: tables for layout, a card above, menus and share bars around the document."""

import pytest

from bot.model import Document, Paragraph, Table
from bot.reading.open_file import read_here

TASKS = (
    "<table border=1><tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"
    "<tr><td>1</td><td>修路</td><td>市交通局</td><td>6月底前</td></tr></table>"
)
TEXT = "<p>云川市修路方案</p><p>各县区：</p><p>现印发给你们。</p><p>一、总则</p><p>（一）修路。（市交通局负责）</p>"
CARD = (
    "<table><tr><td>索引号：</td><td>0001</td><td>发文机关：</td><td>国务院</td></tr>"
    "<tr><td>成文日期：</td><td>2024年3月4日</td><td>发文字号：</td><td>国发〔2024〕1号</td></tr></table>"
)
MENU = '<ul class="top"><li><a href="/">首页</a></li><li><a href="/z">政务公开</a></li></ul>'


def read(body: str, encoding: str = "utf-8", head: str = "") -> Document:
    return read_here(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "a.html")


def words(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


LAYOUTS = {
    "plain": "{}",
    "one cell": "<table><tr><td>{}</td></tr></table>",
    "blank rows": "<table><tr><td height=30>&nbsp;</td></tr><tr><td>{}</td></tr><tr><td></td></tr></table>",
    "nested": "<table><tbody><tr><td><table><tr><td>{}</td></tr></table></td></tr></tbody></table>",
    "a menu beside": "<table><tr><td>" + MENU + "</td><td>{}</td></tr></table>",
    "a line above": "<table><tr><td>发布时间：2024-03-05</td><td>来源：办公室</td></tr>"
    "<tr><td colspan=2>{}</td></tr></table>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
@pytest.mark.parametrize("content", [TEXT, TEXT + TASKS, CARD + TEXT, CARD + TEXT + TASKS])
def test_a_table_for_layout_is_read_as_what_it_holds(layout: str, content: str) -> None:
    got, plain = read(layout.format(content)), read(content)
    assert words(got)[-5:] == words(plain)
    assert [[[cell.text for cell in row] for row in table.rows] for table in tables(got)] == [
        [[cell.text for cell in row] for row in table.rows] for table in tables(plain)
    ]


def test_a_form_for_one_matter_is_no_layout() -> None:
    steps = "".join(f"<p>{n}.做好第{n}步。</p>" for n in range(1, 6))
    form = (
        "<table><tr><td>交办事项</td><td>修路</td></tr>"
        f"<tr><td>责任单位</td><td>市交通局</td></tr><tr><td>要求</td><td>{steps}</td></tr></table>"
    )
    assert len(tables(read(form))) == 1


@pytest.mark.parametrize(
    "around",
    [
        MENU,
        "<nav><span>首页</span></nav>",
        '<div class="crumb">当前位置：首页 &gt; 政务公开</div>',
        '<div><a href="/">首页</a> | <a href="/g">公开</a></div>',
        "<div>【打印】【关闭】</div>",
        "<p>字体：大 中 小</p>",
        '<ul><li><a href="/1">市政府办公室关于印发2023年方案的通知</a> 2023-03-15</li></ul>',
        "<div class='share-box'>分享到：微信 微博</div>",
        "<p>上一篇：<a href='/2'>关于停水的通知</a></p>",
        "<footer><p>主办：云川市人民政府</p></footer>",
        "<div id='footer'>版权所有 云川市人民政府 云ICP备00000000号</div>",
    ],
)
def test_what_a_site_puts_around_a_document_is_not_read(around: str) -> None:
    assert words(read(around + TEXT + around)) == words(read(TEXT))


def test_links_within_a_text_and_its_annexes_stay() -> None:
    body = '<p>请登录<a href="/x">填报系统</a>填写。</p><p>附件：<a href="/a.xls">任务清单</a></p>'
    assert words(read(body)) == ["请登录填报系统填写。", "附件：任务清单"]


@pytest.mark.parametrize("rows", ["<tbody>{}</tbody>", "{}", "<thead>{}"])
def test_rows_without_their_table(rows: str) -> None:
    inner = TASKS.partition("<tr>")[2].rpartition("</table>")[0]
    (table,) = tables(read_here(rows.format(f"<tr>{inner}").encode(), "a.html"))
    assert [cell.text for cell in table.rows[1]] == ["1", "修路", "市交通局", "6月底前"]


@pytest.mark.parametrize("head", ["", '<meta charset="gb2312">', '<meta charset="gbk">', '<meta charset="utf-8">'])
def test_gb_pages_whatever_they_declare(head: str) -> None:
    assert words(read(TEXT * 3, "gb18030", head)) == words(read(TEXT * 3))


def test_struck_cells_are_marked_and_struck_words_left_out() -> None:
    body = TASKS.replace("<td>修路</td>", "<td><s>修路</s></td>").replace("6月底前", "<del>6月底前</del>9月底前")
    (table,) = tables(read(body))
    assert [(cell.text, cell.mark) for cell in table.rows[1][1:]] == [
        ("修路", "struck"), ("市交通局", ""), ("9月底前", "")
    ]  # fmt: skip
    document = read("<p>请于<span style='text-decoration: line-through'>5月</span>6月底前办结。</p>")
    assert words(document) == ["请于6月底前办结。"]
    assert [key for key, _ in document.remarks] == ["reading.note-struck"]
