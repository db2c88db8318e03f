"""What is written into a document is what is read from it."""

import csv
import io
import string

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model import Document, Paragraph, Place, Table
from bot.reading.grid import Span, build_table
from bot.reading.open_file import read_here
from bot.reading.wire import dump, load
from tests.support.documents import cell, docx, row, table

WORDS = st.text("甲乙丙市财政局，。1年月（）" + string.ascii_letters, max_size=8)


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[Span]]:
    """A grid of up to 6 by 5 whose cells are merged at random, none over another."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    spans = []
    for r in range(height):
        for c in range(width):
            if (r, c) in taken:
                continue
            rows, columns = draw(st.integers(1, height - r)), draw(st.integers(1, width - c))
            area = {(r + i, c + j) for i in range(rows) for j in range(columns)}
            if area & taken:
                rows = columns = 1
                area = {(r, c)}
            taken |= area
            spans.append(Span(r, c, draw(WORDS), rows, columns))
    return height, width, spans


def is_table(height: int, spans: list[Span]) -> bool:
    """Whether some row has two cells: a table of one column is read as what it holds."""
    return any(sum(span.row == r for span in spans) > 1 for r in range(height))


def as_docx(height: int, spans: list[Span]) -> bytes:
    rows = []
    for r in range(height):
        cells = []
        for span in sorted(spans, key=lambda one: one.column):
            if span.row <= r < span.row + span.rows:
                merge = "" if span.rows == 1 else f'<w:vMerge w:val="{"restart" if r == span.row else "continue"}"/>'
                properties = f'<w:gridSpan w:val="{span.columns}"/>{merge}'
                cells.append(cell(span.text if r == span.row else "", properties=properties))
        rows.append(row(*cells))
    return docx("题", table(*rows))


def as_html(height: int, spans: list[Span]) -> bytes:
    rows = [
        "".join(f"<td rowspan={s.rows} colspan={s.columns}>{s.text}</td>" for s in spans if s.row == r)
        for r in range(height)
    ]
    return ("<html><body>题<table>" + "".join(f"<tr>{one}</tr>" for one in rows) + "</table></body></html>").encode()


@given(merged_grids())
def test_merged_tables_of_word(made: tuple[int, int, list[Span]]) -> None:
    height, width, spans = made
    assume(is_table(height, spans))
    found = [block for block in read_here(as_docx(height, spans), "a.docx").blocks if isinstance(block, Table)]
    assert found == [build_table(spans, Place("a.docx", table=1), height, width)]


@given(merged_grids())
def test_merged_tables_of_html(made: tuple[int, int, list[Span]]) -> None:
    height, width, spans = made
    assume(is_table(height, spans))
    found = [block for block in read_here(as_html(height, spans), "a.html").blocks if isinstance(block, Table)]
    wanted = [build_table(spans, Place("a.html", table=1), height, width)] if any(s.text for s in spans) else []
    assert found == wanted


@given(merged_grids())
def test_a_merged_cell_says_the_same_wherever_it_stands(made: tuple[int, int, list[Span]]) -> None:
    height, width, spans = made
    built = build_table(spans, Place("a"), height, width)
    assert built is not None
    assert {len(line) for line in built.rows} == {width}
    for line in built.rows:
        for one in line:
            first = built.rows[one.origin[0]][one.origin[1]]
            assert (first.text, first.origin) == (one.text, one.origin)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=6), st.sampled_from(["utf-8", "gb18030"]))
def test_csv(rows: list[list[str]], encoding: str) -> None:
    rows = [["任务", "单位"], *rows, ["末", "行"]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (found,) = read_here(out.getvalue().encode(encoding), "a.csv").blocks
    assert isinstance(found, Table)
    width = max(len(one) for one in rows)
    assert [[one.text for one in line] for line in found.rows] == [one + [""] * (width - len(one)) for one in rows]


PLACES = st.builds(
    Place,
    file=st.just("a"),
    page=st.none() | st.integers(1, 9),
    sheet=st.none() | WORDS.filter(bool),
    table=st.none() | st.integers(1, 9),
    line=st.none() | st.integers(1, 99),
)
PARAGRAPHS = st.builds(Paragraph, WORDS, PLACES, label=WORDS, heading=st.none() | st.integers(1, 9))
TABLES = st.tuples(merged_grids(), PLACES).map(lambda made: build_table(made[0][2], made[1], *made[0][:2]))


@given(
    st.builds(
        Document,
        name=WORDS,
        format=st.just("docx"),
        blocks=st.lists(PARAGRAPHS | TABLES, max_size=4).map(tuple),
        sha256=WORDS,
        published=st.none() | st.dates(),
        remarks=st.lists(st.tuples(WORDS, PLACES), max_size=2).map(tuple),
    )
)
def test_the_wire(document: Document) -> None:
    assert load(dump(document)) == document
