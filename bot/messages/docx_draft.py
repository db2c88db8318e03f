"""A formal document as a Word file, in the look that the national standard asks for."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

#: GB/T 9704-2012: title in 小标宋 size 2 (22 pt), body in 仿宋 size 3 (16 pt), 28 pt between lines, margins in cm.
TITLE, BODY, LINE_PT = ("方正小标宋简体", 22), ("仿宋_GB2312", 16), 28
MARGINS_CM = (3.7, 3.5, 2.8, 2.6)  # top, bottom, left, right
SIGNED_LINES = 2


def docx_draft(lines: list[str]) -> bytes:
    """The file: the first line is its title, the last two sign it."""
    document = Document()
    section = document.sections[0]
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Cm, MARGINS_CM)
    for number, line in enumerate(lines):
        signed = number >= len(lines) - SIGNED_LINES
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(LINE_PT)
        paragraph.paragraph_format.space_after = Pt(LINE_PT if number == 0 else 0)
        if number == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif signed:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif not line.endswith(("：", ":")):
            paragraph.paragraph_format.first_line_indent = Pt(2 * BODY[1])
        _set_font(paragraph.add_run(line), *(TITLE if number == 0 else BODY))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_font(run: object, name: str, size_pt: int) -> None:
    """The font for Latin and for Chinese characters, which Word keeps apart."""
    run.font.name = name  # type: ignore[attr-defined]
    run.font.size = Pt(size_pt)  # type: ignore[attr-defined]
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
