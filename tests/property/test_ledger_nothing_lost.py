"""Whatever breaks, merges and shortens the rows of a task table: each is a task, or a part of one, or asked about."""

import csv
import io
import json
from dataclasses import dataclass
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from bot.errors import LedgerError
from bot.ledger import extract, to_json
from bot.reading.open_file import read_here
from tests.support.documents import cell, docx, row, table

_HEADS = {
    "number": ("序号", "编号"),
    "section": ("类别", "工作领域"),
    "task": ("工作任务", "重点工作", "任务内容"),
    "measure": ("工作措施", "具体要求"),
    "lead": ("牵头单位", "主办单位"),
    "units": ("责任单位", "配合单位"),
    "time": ("完成时限", "时间节点"),
    "person": ("责任领导", "联系人及电话"),
    "note": ("备注",),
}
_OFFICES = ("市财政局", "市教育局", "县统计局", "区民政局", "市住建局", "各乡镇人民政府")
_SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


@dataclass(frozen=True)
class Made:
    """A table: its header words, its rows cell by cell, and the sign that only row n's task bears."""

    kinds: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...]


@st.composite
def tables(draw: st.DrawFn) -> Made:
    """A table of 3 to 7 columns in any order and up to 8 rows, with line breaks in any of its cells."""
    others = draw(
        st.lists(
            st.sampled_from([k for k in _HEADS if k not in ("task", "units")]), min_size=1, max_size=5, unique=True
        )
    )
    kinds = tuple(draw(st.permutations(["task", "units", *others])))
    header = tuple(draw(st.sampled_from(_HEADS[kind])) for kind in kinds)
    count = draw(st.integers(2, 8))
    signs = tuple(f"{_SIGNS[at]}{_SIGNS[at]}字工程" for at in range(count))
    rows = tuple(tuple(_cell(draw, kind, at, signs[at]) for kind in kinds) for at in range(count))
    return Made(kinds, header, rows, signs)


def _cell(draw: st.DrawFn, kind: str, at: int, sign: str) -> str:
    breaks = st.sampled_from(["", "\n"])
    offices = draw(st.lists(st.sampled_from(_OFFICES), min_size=1, max_size=3, unique=True))
    return {
        "number": str(at + 1),
        "section": f"第{sign[0]}类",
        "task": f"{draw(st.sampled_from(['', f'{at + 1}.']))}推进{sign}建设，{draw(breaks)}完成年度任务。",
        "measure": f"细化方案，{draw(breaks)}明确措施。",
        "lead": offices[0],
        "units": draw(st.sampled_from(["、", "\n", "，", "；"])).join(offices),
        "time": draw(st.sampled_from(["2024年6月底前", "2024年\n12月底前", "", "长期坚持"])),
        "person": f"张某{draw(breaks)}某",
        "note": draw(st.sampled_from(["", "按季\n调度"])),
    }[kind]


def _check(data: bytes, name: str, made: Made) -> None:
    """Every task's sign stands in an item, or rows that became none are asked about."""
    try:
        read = to_json(extract(read_here(data, name)))
    except LedgerError:
        raise AssertionError(name) from None
    said = json.dumps([read["tasks"], read["title"]], ensure_ascii=False)
    lost = [sign for sign in made.signs if sign not in said]
    asked = any(one["flag"] == "unplaced" for one in read["questions"])
    assert not lost or asked, lost
    assert len(lost) * 2 <= len(made.signs), lost


@given(tables())
def test_text_with_tabs(made: Made) -> None:
    lines = ["某市2024年重点工作任务分解表", *("\t".join(cells) for cells in (made.header, *made.rows)), ""]
    _check("\n".join(lines).encode(), "a.txt", made)


@given(tables(), st.sampled_from(["utf-8-sig", "gb18030"]))
def test_csv_with_quoted_breaks(made: Made, encoding: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([made.header, *made.rows])
    _check(out.getvalue().encode(encoding), "a.csv", made)


@given(tables())
def test_text_with_tabs_and_quoted_breaks(made: Made) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows([made.header, *made.rows])
    _check(out.getvalue().encode(), "a.txt", made)


@given(tables(), st.data())
def test_html_with_merged_cells(made: Made, data: st.DataObject) -> None:
    """Cells of one column, the tasks' own aside, stand over several rows at random."""
    over = data.draw(st.integers(0, len(made.kinds) - 1).filter(lambda at: made.kinds[at] not in ("task", "number")))
    reach = data.draw(st.integers(1, len(made.rows)))
    rows = ["".join(f"<th>{word}</th>" for word in made.header)]
    for at, cells in enumerate(made.rows):
        inside = ""
        for c, words in enumerate(cells):
            if c != over or at % reach == 0:
                span = f' rowspan="{reach}"' if c == over else ""
                inside += f"<td{span}>{escape(words).replace(chr(10), '<br>')}</td>"
        rows.append(inside)
    page = "<html><body><table>" + "".join(f"<tr>{one}</tr>" for one in rows) + "</table></body></html>"
    _check(page.encode(), "a.html", made)


@given(tables(), st.integers(1, 7))
def test_docx_with_a_table_on_each_page(made: Made, rows_a_page: int) -> None:
    """The header stands on the first page only."""
    pages = [made.rows[at : at + rows_a_page] for at in range(0, len(made.rows), rows_a_page)]
    made_pages = [
        table(
            *(
                row(*(cell(*words.split("\n")) for words in cells))
                for cells in ([made.header] if not at else []) + list(page)
            )
        )
        for at, page in enumerate(pages)
    ]
    _check(docx("某市2024年重点工作任务分解表", *"|".join(made_pages).split("|")), "a.docx", made)
