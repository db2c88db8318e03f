"""A paper, or a template for it, as a Word file in the layout that the national standard asks for.

Source: GB/T 9704-2012: A4, 22 lines of 28 characters, type area 156 × 225 mm (§5.2); body in 仿宋 size 3, title in
小标宋 size 2, headings 黑体, 楷体, 仿宋 (§7.3.3); page numbers in 宋体 size 4 between lines, odd pages right and even
ones left (§7.5); the date four characters from the right (§7.3.5).
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips

from bot.messages.papers.lines import PaperLine, Rank

SIZE_PT, TITLE_PT, TITLE_LINE_PT, NUMBER_PT = 16, 22, 35, 14
PAGE_CM, MARGINS_CM = (21.0, 29.7), (3.7, 3.5, 2.8, 2.6)  # width, height; top, bottom, left, right
#: 22.5 cm in 22 lines; 15.6 cm in 28 characters, each by so much narrower than 16 pt. In twentieths of a point. A grid
#: of characters would say the same to Word, and in LibreOffice give each the room of two.
LINE_PITCH, NARROWER = "579", "-5"
FONTS = {
    Rank.TITLE: ("方正小标宋简体", TITLE_PT),
    Rank.HEADING: ("黑体", SIZE_PT),
    Rank.SUBHEADING: ("楷体_GB2312", SIZE_PT),
}
BODY, CELL = ("仿宋_GB2312", SIZE_PT), ("仿宋_GB2312", NUMBER_PT)
WIDTH_CM = 15.6  # of the type area
#: How far from the right margin, in characters: the office above its date.
_FROM_RIGHT = {Rank.OFFICE: 4, Rank.DATE: 4, Rank.NUMBER: 0}


def template_of(lines: Sequence[PaperLine]) -> bytes:
    """The Word file: each line a paragraph of its rank, rows of cells a table."""
    document = Document()
    _set_up_page(document)
    _set_up_text(document)
    rows: list[PaperLine] = []
    for line in [*lines, PaperLine(Rank.END)]:
        if line.rank is Rank.ROW:
            rows.append(line)
            continue
        if rows:
            _write_table(document, rows)
            rows = []
        if line.rank is not Rank.END:
            _write(document.add_paragraph(), line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, PAGE_CM)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Cm, MARGINS_CM)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - no public way
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001 - no public way
    for name, value in (("type", "lines"), ("linePitch", LINE_PITCH)):
        grid.set(qn(f"w:{name}"), value)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _set_up_text(document: Any) -> None:
    """Every line as high as the grid's, every character as large as it counts on: by the defaults too, where
    LibreOffice looks.
    """
    normal = document.styles["Normal"]
    _set_font(normal, *BODY)
    normal.paragraph_format.line_spacing = Twips(int(LINE_PITCH))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    narrower = OxmlElement("w:spacing")
    narrower.set(qn("w:val"), NARROWER)
    normal.element.get_or_add_rPr().append(narrower)
    for size in document.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:sz')}"):
        size.set(qn("w:val"), str(2 * SIZE_PT))


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """“— 1 —”, a character from the edge."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(NUMBER_PT)
    for words, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = paragraph.add_run(words)
        _set_font(run, "宋体", NUMBER_PT)
        if field:
            for kind in ("begin", "", "end"):
                part = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    part.set(qn("w:fldCharType"), kind)
                else:
                    part.text = field
                run._element.append(part)  # noqa: SLF001 - no public way


def _write(paragraph: Any, line: PaperLine) -> None:
    shape = paragraph.paragraph_format
    shape.page_break_before = line.is_new_page or None
    if line.rank is Rank.PICTURE:
        shape.line_spacing = 1.0  # in a line of fixed height Word shows a picture's lowest strip alone
    elif line.rank is Rank.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.space_before = shape.space_after = Pt(SIZE_PT)
        shape.line_spacing = Pt(TITLE_LINE_PT)
    elif line.rank in _FROM_RIGHT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = Pt(_FROM_RIGHT[line.rank] * SIZE_PT)
    elif line.rank is not Rank.ADDRESSEE and not line.words.startswith("{%p"):
        shape.first_line_indent = Pt(2 * SIZE_PT)
    _set_font(paragraph.add_run(line.words), *FONTS.get(line.rank, BODY))


def _write_table(document: Any, rows: Sequence[PaperLine]) -> None:
    """The first row is the head; a number behind “=” is how many times as wide its column is as one without."""
    table = document.add_table(rows=0, cols=max(len(row.cells) for row in rows))
    table.style, table.autofit = "Table Grid", False
    shares = [int(words.partition("=")[2] or 1) for words in rows[0].cells]
    for column, share in zip(table.columns, shares, strict=False):
        column.width = Cm(WIDTH_CM * share / sum(shares))
    for row in rows:
        made = table.add_row()
        _keep(made, is_head=row is rows[0])
        for cell, words, share in zip(made.cells, row.cells, shares, strict=False):
            cell.width = Cm(WIDTH_CM * share / sum(shares))
            _set_font(cell.paragraphs[0].add_run(words if row is not rows[0] else words.partition("=")[0]), *CELL)


def _keep(row: Any, *, is_head: bool) -> None:
    """A row stands on one page; the head stands on each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
    for name in ("w:cantSplit", *(["w:tblHeader"] if is_head else [])):
        properties.append(OxmlElement(name))


def _set_font(owner: Any, name: str, size_pt: int) -> None:
    """The font for Latin and for Chinese characters, which Word keeps apart."""
    owner.font.name, owner.font.size = name, Pt(size_pt)
    owner._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)  # noqa: SLF001 - no public way
