"""Paragraphs and ruled tables as the pages of a PDF, in a Chinese font that every reader knows (Adobe-GB1)."""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tests.support.documents import pdf_of

Grid = list[list[str]]
_Draw = Callable[[float], list[str]]
_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LINE = 595, 842, 50, 10, 15
_TOKEN = re.compile(r"[A-Za-z0-9_.:+]+-?\s?|\s|.")
_INSIDE = _WIDTH - 2 * _MARGIN
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def render_pdf(blocks: Sequence[str | Grid], below: bytes = b"") -> bytes:
    """The blocks from the top of the first page on; a row of a table is never cut.

    `below`: drawn first on each page.
    """
    pages: list[list[str]] = [[]]
    top = float(_HEIGHT - _MARGIN)
    for block in blocks:
        for height, draw in _paragraph(block) if isinstance(block, str) else _rows(block):
            if top - height < _MARGIN:
                pages.append([])
                top = _HEIGHT - _MARGIN
            pages[-1] += draw(top)
            top -= height
        top -= _LINE
    contents = [zlib.compress(below + "\n".join(page).encode("ascii")) for page in pages]
    return pdf_of(contents, font=_FONT, box=(_WIDTH, _HEIGHT))


def _wrapped(text: str, width: float) -> list[str]:
    """The lines of a text: Latin words and numbers stay whole where they fit, and break behind a hyphen."""
    fits = max(1, int(width // _SIZE))
    lines = []
    for line in text.split("\n"):
        out = ""
        for token in _TOKEN.findall(line):
            if out and len(out) + len(token.rstrip()) > fits:
                lines.append(out.rstrip())
                out = ""
            out += token
            while len(out) > fits and not out[fits:].isspace():
                lines.append(out[:fits])
                out = out[fits:]
        lines.append(out.rstrip())
    return lines


def _paragraph(text: str) -> Iterator[tuple[float, _Draw]]:
    for line in _wrapped(text, _INSIDE):
        yield _LINE, partial(_line, line)


def _rows(grid: Grid) -> Iterator[tuple[float, _Draw]]:
    """A row at a time; cells are not merged."""
    width = _INSIDE / len(grid[0])
    for cells in grid:
        lines = [_wrapped(cell, width - 8) for cell in cells]
        height = max(map(len, lines)) * _LINE + 8.0
        yield height, partial(_row, lines, width, height)


def _line(text: str, top: float) -> list[str]:
    return [_words(_MARGIN, top - _SIZE, text)]


def _row(lines: Sequence[Sequence[str]], width: float, height: float, top: float) -> list[str]:
    out = []
    for at, words in enumerate(lines):
        left = _MARGIN + at * width
        out.append(f"{left:.2f} {top - height:.2f} {width:.2f} {height:.2f} re S")
        out += [_words(left + 4, top - 4 - _SIZE - n * _LINE, line) for n, line in enumerate(words) if line]
    return out


def _words(x: float, y: float, text: str) -> str:
    return f"BT /F {_SIZE} Tf {x:.2f} {y:.2f} Td <{text.encode('utf-16-be').hex()}> Tj ET"
