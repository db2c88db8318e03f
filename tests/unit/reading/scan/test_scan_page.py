"""Made scans with known truth, read in this process. The recogniser is heavy, so each kind is one small page."""

import io
import zipfile
from collections.abc import Callable

import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed (make ocr)")
pytest.importorskip("cv2", reason="the extra ocr is not installed (make ocr)")

import numpy as np
from PIL import Image

from bot.model import Document, Table
from bot.reading.scan.document import read_scanned
from tests.support.scans import fonts, invented, paper, wear
from tests.support.scans.paper import Layout, Picture, Printer

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif("宋体" not in fonts.installed(), reason="no Chinese letters here (fonts-arphic-gbsn00lp)"),
]
ROWS = invented.ledger(11, 4)
TITLE = "青禾区2026年重点工作任务分解表"


def drawn(layout: Layout | None = None) -> Picture:
    printer = Printer(layout or Layout())
    printer.title(TITLE)
    printer.table(ROWS)
    return printer.close()[0].picture


def png(picture: Picture) -> bytes:
    kept = io.BytesIO()
    Image.fromarray(picture).save(kept, "PNG")
    return kept.getvalue()


def read(data: bytes) -> Document:
    return read_scanned(data, "扫描件", lambda _: None, lambda _: None)


def table_of(document: Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [[cell.text.replace("\n", "") for cell in row] for row in table.rows]


TRUTH = [[text.replace("\n", "") for text in row] for row in paper.grid(ROWS)]


def scanned(picture: Picture) -> Picture:
    return wear.jpeg(wear.noise(wear.blur(wear.turn(picture, 0.9), 0.6), 6, 1), 55)


def photographed(picture: Picture) -> Picture:
    bent = wear.perspective(wear.curl(picture, 16), 0.05, 2)
    return wear.jpeg(wear.noise(wear.shadow(bent, 0.4), 5, 3), 70)


@pytest.mark.parametrize(
    "worn",
    [lambda picture: picture, scanned, photographed, lambda p: np.rot90(p, 2), lambda p: np.rot90(p, 1)],
    ids=["clean", "scanned", "photographed", "upside down", "turned"],
)
def test_a_ruled_table_is_read_cell_by_cell(worn: Callable[[Picture], Picture]) -> None:
    document = read(png(np.ascontiguousarray(worn(drawn()))))
    assert table_of(document) == TRUTH
    assert len(document.doubts) <= 2


def test_a_seal_adds_no_words_and_what_it_covers_is_in_doubt() -> None:
    document = read(png(scanned(wear.seal(drawn(), 0.75, 0.2))))
    table = table_of(document)
    wrong = [(r, c) for r, row in enumerate(TRUTH) for c, text in enumerate(row) if table[r][c] != text]
    doubted = {(d.place.row, d.place.column) for d in document.doubts}
    assert any("colour" in doubt.reasons for doubt in document.doubts)
    assert all((r + 1, c + 1) in doubted for r, c in wrong)


def test_a_table_without_lines_is_read_by_the_white_between_its_columns() -> None:
    rows = invented.ledger(22, 5, merged=False)
    printer = Printer(Layout(ruled=False))
    printer.title(TITLE)
    printer.table(rows)
    found = table_of(read(png(wear.noise(printer.close()[0].picture, 5, 1))))
    assert found == [[text.replace("\n", "") for text in row] for row in paper.grid(rows)]


def test_a_table_over_the_pages_of_a_scanned_pdf_is_one() -> None:
    rows = invented.ledger(21, 12)
    printer = Printer(Layout())
    printer.title(TITLE)
    printer.table(rows, repeat_header=True)
    pages = [Image.fromarray(wear.turn(one.picture, 0.7 - 0.9 * at)) for at, one in enumerate(printer.close())]
    kept = io.BytesIO()
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    assert len(pages) == 2
    assert table_of(read(kept.getvalue())) == [[text.replace("\n", "") for text in row] for row in paper.grid(rows)]


def test_a_page_pasted_into_a_word_file_is_read_after_its_words() -> None:
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = f'<w:document xmlns:w="{words}" xmlns:r="{relations}" xmlns:a="urn:a"><w:body>'
    body = head + "<w:p><w:r><w:t>见下图：</w:t></w:r></w:p>"
    body += '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p></w:body></w:document>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("word/document.xml", body)
        package.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships><Relationship Id="r1" Target="media/1.png"/></Relationships>',
        )
        package.writestr("word/media/1.png", png(drawn()))
    document = read(kept.getvalue())
    assert document.blocks[0].text == "见下图："  # type: ignore[union-attr]
    assert table_of(document) == TRUTH


def test_prose_keeps_its_brackets_and_document_number() -> None:
    said = (
        "青禾政办〔2026〕12号",
        "（一）推进老旧小区加装电梯，制定《实施方案》。（牵头单位：区住建局；完成时限：2026年6月底前）",
        "（二）开展中小学校园食堂“明厨亮灶”，覆盖率达到95%以上。（责任单位：区教育局、区市场监管局；完成时限：9月底前）",
    )
    printer = Printer(Layout("宋体", 16))
    for words in said:
        printer.paragraph(words)
    document = read(png(scanned(printer.close()[0].picture)))
    assert [block.text for block in document.blocks if not isinstance(block, Table)] == list(said)


def test_photographs_in_a_zip_are_pages_in_order() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for at, words in ((10, "第二页的话读在后面。"), (9, "第一页的话读在前面。")):
            printer = Printer(Layout())
            printer.paragraph(words)
            package.writestr(f"{at}.png", png(printer.close()[0].picture))
    assert [block.text for block in read(kept.getvalue()).blocks if not isinstance(block, Table)] == [
        "第一页的话读在前面。",
        "第二页的话读在后面。",
    ]
