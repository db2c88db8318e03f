"""A formal document as a Word file, in the look that the national standard asks for."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

#: GB/T 9704-2012: title in 小标宋 size 2 (22 pt), body in 仿宋 size 3 (16 pt), 28 pt between lines, margins in cm.
TITLE, BODY, LINE_PT = ("方正小标宋简体", 22), ("仿宋_GB2312", 16), 28
MARGINS_CM = (3.7, 3.5, 2.8, 2.6)  # top, bottom, left, right
SIGNED_LINES = 2


def docx_draft(pages: Sequence[Sequence[str]]) -> bytes:
    """The file: each of `pages` begins on a page of its own; its first line is its title, the last two sign it."""
    document = Document()
    section = document.sections[0]
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Cm, MARGINS_CM)
    for page, lines in enumerate(pages):
        for number, line in enumerate(lines):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.page_break_before = page > 0 and number == 0
            _write(paragraph, line, is_title=number == 0, is_signed=number >= len(lines) - SIGNED_LINES)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _write(paragraph: Paragraph, line: str, *, is_title: bool, is_signed: bool) -> None:
    paragraph.paragraph_format.line_spacing = Pt(LINE_PT)
    paragraph.paragraph_format.space_after = Pt(LINE_PT if is_title else 0)
    if is_title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif is_signed:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif not line.endswith(("：", ":")) or len(line) > LONGEST_ADDRESSEE:
        paragraph.paragraph_format.first_line_indent = Pt(2 * BODY[1])
    _set_font(paragraph.add_run(line), *(TITLE if is_title else BODY))


#: A line that ends with a colon and is no longer addresses somebody; it begins at the margin.
LONGEST_ADDRESSEE = 30


def _set_font(run: object, name: str, size_pt: int) -> None:
    """The font for Latin and for Chinese characters, which Word keeps apart."""
    run.font.name = name  # type: ignore[attr-defined]
    run.font.size = Pt(size_pt)  # type: ignore[attr-defined]
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
