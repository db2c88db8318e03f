"""PDF files that carry text: paragraphs and ruled tables in reading order."""

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Place, Table
from bot.reading import limits
from bot.reading.pdf_lines import Glyph, Line, glyphs, is_item, is_wrapped, join, make_lines
from bot.reading.pdf_stitch import Stitched
from bot.reading.pdf_streams import check_streams
from bot.reading.pdf_tables import Box, PageTable, open_sides, page_table

Progress = Callable[[float], None]
_PAGE_NUMBER = re.compile(
    r"^[-—–―·\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:[,，\s]*共\s*\d+\s*页)?[-—–―·\s]*$"
)
_EDGE = 0.09  # of a page's height: where running heads and page numbers stand
_EDGES_OF_A_TABLE = 20_000  # more ruled lines on a page are a drawing


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on a page: lines outside tables, and tables."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    is_picture: bool


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """Paragraphs with the lines joined that a page's width broke; a table over several pages as one table.

    ReadingError for a file that needs a password, is damaged, or whose pages are pictures.
    """
    check_streams(data, name)
    pages = _read_pages(data, name, progress)
    written = [page for page in pages if not page.is_picture and (page.lines or page.tables)]
    if not written:
        key = "reading.pictures" if any(page.is_picture for page in pages) else "reading.no-text"
        raise ReadingError(key, place=name)
    remarks = tuple(("reading.note-picture-pages", Place(name, page=page.number)) for page in pages if page.is_picture)
    return Document(name, "pdf", tuple(_Blocks(name).read(pages)), remarks=remarks)


def _read_pages(data: bytes, name: str, progress: Progress | None) -> list[_Page]:
    pages: list[_Page] = []
    try:
        pdf = pdfplumber.open(io.BytesIO(data))  # not closed: to close it is to list all pages of what is refused
        _check_count(pdf, name)
        count = len(pdf.pages)
        for number, page in enumerate(pdf.pages, start=1):
            pages.append(_read_page(page, number))
            page.close()  # its characters are kept otherwise
            if progress is not None:
                progress(number / count)
    except PdfminerException as error:
        if any(isinstance(arg, MemoryError) for arg in error.args):
            raise MemoryError from error
        locked = any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args)
        raise ReadingError("reading.password" if locked else "reading.damaged", place=name) from error
    except (MemoryError, ReadingError):
        raise
    except Exception as error:
        raise ReadingError("reading.damaged", place=name) from error
    if not pages:
        raise ReadingError("reading.damaged", place=name)
    return _without_running_heads(pages)


def _check_count(pdf: pdfplumber.pdf.PDF, name: str) -> None:
    """ReadingError for more pages than a document has; they are counted no further."""
    pages = PDFPage.create_pages(pdf.doc)
    if next(islice(pages, limits.PDF_PAGES, None), None) is not None:
        raise ReadingError("reading.pages", place=name, count=limits.PDF_PAGES)


def _read_page(page: pdfplumber.page.Page, number: int) -> _Page:
    found = glyphs(page.chars)
    written = sum(1 for glyph in found if glyph.text.strip())
    covered = max((i["width"] * i["height"] for i in page.images), default=0) / (page.width * page.height)
    if written < 10 and covered > 0.4:
        return _Page(number, page.width, page.height, [], [], is_picture=True)
    tables = _tables(page, found, number)
    free = [glyph for glyph in found if not any(_is_inside(glyph, table) for table in tables)]
    return _Page(number, page.width, page.height, make_lines(free, number), tables, is_picture=False)


def _tables(page: pdfplumber.page.Page, found: list[Glyph], number: int) -> list[PageTable]:
    if not 4 <= len(page.edges) <= _EDGES_OF_A_TABLE:
        return []
    drawn = page.find_tables({"explicit_vertical_lines": open_sides(page.edges)})
    outer = [table for table in drawn if not any(_is_within(table.bbox, other.bbox) for other in drawn)]
    tables = [page_table(table.cells, table.bbox, found, number) for table in outer]
    return [table for table in tables if table is not None]


def _is_within(box: Box, other: Box) -> bool:
    """Whether a table stands in a cell of another, whose text it is then part of."""
    return box != other and all(box[at] >= other[at] for at in (0, 1)) and all(box[at] <= other[at] for at in (2, 3))


def _is_inside(glyph: Glyph, table: PageTable) -> bool:
    x0, top, x1, bottom = table.box
    return x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= (glyph.top + glyph.bottom) / 2 <= bottom


# ------------------------------------------------- heads and page numbers
def _without_running_heads(pages: list[_Page]) -> list[_Page]:
    """Pages without their numbers, and without lines that stand at the edge of most of them."""
    seen = Counter(_head_key(line) for page in pages for line in page.lines if _at_edge(line, page))
    often = {key for key, count in seen.items() if count >= 3 and 2 * count > len(pages)}

    def keeps(line: Line, page: _Page) -> bool:
        return not (_at_edge(line, page) and (_PAGE_NUMBER.match(line.text) or _head_key(line) in often))

    return [
        _Page(p.number, p.width, p.height, [line for line in p.lines if keeps(line, p)], p.tables, p.is_picture)
        for p in pages
    ]


def _at_edge(line: Line, page: _Page) -> bool:
    return line.top < _EDGE * page.height or line.bottom > (1 - _EDGE) * page.height


def _head_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


# ------------------------------------------------------------ paragraphs
class _Blocks:
    def __init__(self, name: str) -> None:
        self._name = name
        self._blocks: list[Paragraph | Stitched] = []
        self._held: list[Line] = []
        self._left = self._right = 0.0

    def read(self, pages: list[_Page]) -> list[Paragraph | Table]:
        lines = [line for page in pages for line in page.lines]
        self._left = _common([line.x0 for line in lines], smallest=True)
        self._right = _right_edge([line.x1 for line in lines], self._left, max(page.width for page in pages))
        for page in pages:
            blocks: list[Line | PageTable] = [*page.lines, *page.tables]
            for block in sorted(blocks, key=_top):
                if isinstance(block, Line):
                    self._line(block)
                else:
                    self._table(block)
        self._flush()
        return self._finish()

    def _line(self, line: Line) -> None:
        if self._held and not self._follows(self._held[-1], line):
            self._flush()
        self._held.append(line)

    def _follows(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on with the paragraph of `before`: same size, near below, no room was left for it."""
        if abs(before.size - line.size) > 0.12 * before.size or line.page > before.page + 1:
            return False
        if line.page == before.page and line.top - before.bottom > 1.8 * line.size:
            return False
        if self._is_centred(before) and self._is_centred(line) and line.x0 > self._left + line.size:
            room = before.x0 - self._left + self._right - before.x1
            return room < line.first_width
        # A wrapped line begins at the margin or is indented a little; a signature stands far to the right.
        starts = before.x0 < self._left + 4 * before.size and line.x0 < self._left + 1.2 * line.size
        return starts and is_wrapped(before, line, self._right) and not is_item(before, line)

    def _is_centred(self, line: Line) -> bool:
        return abs(line.x0 + line.x1 - self._left - self._right) < 0.8 * line.size

    def _flush(self) -> None:
        if self._held:
            text = ""
            for line in self._held:
                text = join(text, line.text)
            self._blocks.append(Paragraph(text, Place(self._name, page=self._held[0].page)))
        self._held = []

    def _table(self, part: PageTable) -> None:
        self._flush()
        last = self._blocks[-1] if self._blocks else None
        if not (isinstance(last, Stitched) and last.take(part)):
            self._blocks.append(Stitched(part))

    def _finish(self) -> list[Paragraph | Table]:
        blocks: list[Paragraph | Table] = []
        count = paragraphs = 0
        for block in self._blocks:
            if isinstance(block, Paragraph):
                paragraphs += 1
                blocks.append(Paragraph(block.text, Place(self._name, block.place.page, line=paragraphs)))
                continue
            count += 1
            table = block.table(Place(self._name, block.page, table=count))
            if table is not None:
                blocks.append(table)
        if sum(len(cell.text) for b in blocks if isinstance(b, Table) for row in b.rows for cell in row) > (
            limits.TEXT_CHARACTERS
        ):
            raise ReadingError("reading.long", place=self._name, count=limits.TEXT_CHARACTERS)
        return blocks


def _top(block: Line | PageTable) -> float:
    return block.top if isinstance(block, Line) else block.box[1]


def _right_edge(ends: list[float], left: float, width: float) -> float:
    """Where lines end; as far from the paper's edge as they begin, where too few or too short ones tell."""
    common = _common(ends, smallest=False)
    return common if len(ends) >= 8 and common > 0.6 * width else max(common, width - left)


def _common(values: list[float], *, smallest: bool) -> float:
    """The outermost edge at which at least a tenth of the lines stand, to within two points."""
    counts = Counter(round(value / 2) * 2 for value in values)
    often = [value for value, count in counts.items() if 10 * count >= len(values)]
    return float((min if smallest else max)(often)) if often else max(values, default=0.0)
