"""Real ledgers as offices exchange them, and difficult files, where their folder stands beside the project."""

import re
from pathlib import Path

import pytest

import bot.reading
from bot.errors import ReadingError
from bot.model import Cell, Document, Paragraph, Table
from bot.reading.office import find_office

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "ledgers"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real ledgers, ../shared/ledgers, is absent")
OFFICE = SHARED / "office"
BAD = SHARED / "bad"


def grid(path: Path) -> list[list[str]]:
    """The largest table of a file, white space aside."""
    return [[bare(cell) for cell in row] for row in largest(bot.reading.read(path)).rows]


def largest(document: Document) -> Table:
    return max((block for block in document.blocks if isinstance(block, Table)), key=lambda table: len(table.rows))


def bare(cell: Cell) -> str:
    return re.sub(r"\s", "", cell.text)


def origins(path: Path) -> list[list[tuple[int, int]]]:
    return [[cell.origin for cell in row] for row in largest(bot.reading.read(path)).rows]


@pytest.mark.parametrize("name", ["zhanjiang-2021", "quanzhou-2018"])
def test_pdf_and_docx_agree_cell_by_cell(name: str) -> None:
    assert grid(OFFICE / f"{name}.pdf") == grid(OFFICE / f"{name}.docx")
    assert origins(OFFICE / f"{name}.pdf") == origins(OFFICE / f"{name}.docx")


def test_csv_says_what_docx_says_but_for_merging() -> None:
    said = [
        [bare(cell) if cell.origin == (r, c) else "" for c, cell in enumerate(row)]
        for r, row in enumerate(largest(bot.reading.read(OFFICE / "zhanjiang-2021.docx")).rows)
    ]
    assert grid(OFFICE / "zhanjiang-2021.csv")[1:] == said


def test_xls_and_both_xlsx_agree() -> None:
    one = grid(OFFICE / "zhanjiang-2021.xlsx")
    assert grid(OFFICE / "zhanjiang-2021-shared.xlsx") == one
    assert grid(OFFICE / "zhanjiang-2021.xls") == one
    assert origins(OFFICE / "zhanjiang-2021.xls") == origins(OFFICE / "zhanjiang-2021.xlsx")


def test_xlsx_items_say_what_docx_cells_say() -> None:
    """A row an item there, several items in a cell here."""
    items = [row[2] for row in grid(OFFICE / "zhanjiang-2021.xlsx")[3:]]
    cells = [row[1] for row in grid(OFFICE / "zhanjiang-2021.docx")[1:]]
    assert "".join(items) == "".join(cells)


def test_html_in_both_encodings_and_xlsx_agree() -> None:
    page = grid(OFFICE / "quangang-2021.html")
    assert grid(OFFICE / "quangang-2021.gb.html") == page
    assert grid(OFFICE / "quangang-2021.xlsx")[1:] == page
    assert grid(OFFICE / "quangang-2021-shared.xlsx")[1:] == page


def test_text_of_a_cell_a_line_says_what_docx_says_but_for_merging() -> None:
    table = largest(bot.reading.read(OFFICE / "chengzihe-2021.docx"))
    found = grid(next(SHARED.glob("004_*.txt")))
    assert found[0] == [bare(cell) for cell in table.rows[0]]
    for r, row in enumerate(table.rows[1:], start=1):
        # The chapter is printed again on each page there.
        said = [bare(cell) if cell.origin == (r, c) else "" for c, cell in enumerate(row)]
        assert found[r][1:] == said[1:]
    blank = table.rows[18][5]
    assert blank.text == ""
    assert blank.origin == (18, 5)


def test_prose_of_pdf_and_docx_agree_paragraph_by_paragraph() -> None:
    def said(name: str) -> list[str]:
        blocks = bot.reading.read(OFFICE / name).blocks
        lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.text.split("\n")]
        return [re.sub(r"\s", "", line) for line in lines]

    assert said("licheng-2020.pdf") == said("licheng-2020.docx")


def test_traps() -> None:
    document = bot.reading.read(OFFICE / "traps.docx")
    rows = [[cell.text for cell in row] for row in largest(document).rows]
    assert [row[0] for row in rows[1:]] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert rows[2][3] == "2021年9月底前"
    assert rows[3][2] == "区司法局"
    assert rows[6][2:] == ["〃", "〃"]
    assert rows[7][1] == "整行在内容控件中。"
    assert document.blocks[-1] == Paragraph("文本框：请于7月31日前报送。", document.blocks[-1].place)


@pytest.mark.peer
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("path", [OFFICE / "zhanjiang-2021.doc", BAD / "really-doc.docx"], ids=lambda path: path.name)
def test_an_old_document_by_way_of_libreoffice(path: Path) -> None:
    assert grid(path) == grid(OFFICE / "zhanjiang-2021.docx")


REFUSED = {
    "empty.docx": "empty", "empty.pdf": "empty", "empty.xlsx": "empty", "truncated.docx": "damaged-zip",
    "truncated.pdf": "damaged", "not-office.docx": "not-a-document", "photo.png": "picture",
    "photo-as.docx": "picture", "password-docx.docx": "password", "password-xlsx.xlsx": "password",
    "encrypted-user.pdf": "password", "scanned.pdf": "pictures", "xxe.docx": "entities", "xxe.xlsx": "entities",
    "laughs.docx": "entities", "far-cell.xlsx": "grid-size", "rowspan-bomb.html": "grid-size",
    "mixed.txt": "mixed-encoding",
}  # fmt: skip
READ = {
    "encrypted-owner-only.pdf": "pdf", "zipslip.docx": "docx", "million-empty-rows-small.xlsx": "xlsx",
    "deep.html": "html", "script.html": "html", "really-docx.doc": "docx", "really-html.doc": "html",
    "really-html.xls": "html", "no-table.docx": "docx", "no-header.docx": "docx", "utf8-bom.txt": "txt",
    "utf16.txt": "txt", "utf16le-nobom.txt": "txt", "gb18030.txt": "txt", "gb18030-4byte.txt": "txt",
    "gb18030-short.txt": "txt", "gb18030-cut.txt": "txt", "big5.txt": "txt",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_must_be_refused(name: str) -> None:
    with pytest.raises(ReadingError) as caught:
        bot.reading.read(BAD / name)
    assert caught.value.key == f"reading.{REFUSED[name]}"
    assert name in str(caught.value)


@pytest.mark.parametrize("name", sorted(READ))
def test_what_must_be_read(name: str) -> None:
    assert bot.reading.read(BAD / name).format == READ[name]


def test_every_difficult_file_is_judged() -> None:
    assert {path.name for path in BAD.iterdir()} <= {*REFUSED, *READ, "README.md", "really-doc.docx"}


@pytest.mark.parametrize("name", ["utf8-bom.txt", "utf16.txt", "utf16le-nobom.txt", "gb18030.txt"])
def test_the_same_text_in_every_encoding(name: str) -> None:
    found = [row for row in grid(BAD / name) if row[0] != "工作任务"]
    whole = [row for row in grid(next(SHARED.glob("003_*.txt"))) if row[0] != "工作任务"]
    assert found == whole[: len(found)]
    assert len(found) > 20


def test_what_is_cut_is_said() -> None:
    document = bot.reading.read(BAD / "gb18030-cut.txt")
    assert [key for key, _ in document.remarks] == ["reading.note-cut"]
    assert grid(BAD / "gb18030-cut.txt")[-2][1].startswith("22.")


def test_a_table_below_a_mountain_of_boxes() -> None:
    assert grid(BAD / "deep.html") == [["工作任务", "责任单位"]]


def test_no_script_is_read() -> None:
    assert grid(BAD / "script.html") == [["工作任务", "责任单位", "完成时限"], ["1.做好公开", "区财政局", "长期"]]


def test_the_date_of_a_saved_page() -> None:
    assert str(bot.reading.read(OFFICE / "quangang-2021.html").published) == "2021-06-30"
