"""PDF files: those that carry text by what they say of it, pages that are pictures by whoever can read pictures."""

import io
import unicodedata
from collections.abc import Callable
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from bot.errors import ReadingError
from bot.model import Document, Place
from bot.reading import limits
from bot.reading.doubts import NO_DOUBTS
from bot.reading.pdf_blocks import Blocks, without_running_heads
from bot.reading.pdf_lines import Glyph, glyphs
from bot.reading.pdf_page import Page, make_page
from bot.reading.pdf_side_by_side import join_side_by_side
from bot.reading.pdf_streams import check_streams

Progress = Callable[[float], None]
_FEW_LETTERS = 10  # of a page that is written by something else
_LARGE = 0.4  # of the page: a picture that is more than a figure in the text
_WHOLE = 0.8  # of the page: the text lies under a picture
_OUTLINES = 400  # curves on a page without letters: the letters themselves, drawn


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """Paragraphs with the lines joined that a page's width broke; a table over several pages as one table.

    ReadingError for a file that needs a password, is damaged, or whose pages are pictures.
    """
    pages = read_pages(data, name, progress)
    if not any(page.lines or page.tables for page in pages):
        key = "reading.pictures" if any(page.is_picture for page in pages) else "reading.no-text"
        raise ReadingError(key, place=name)
    return document_of(pages, name)


def document_of(pages: list[Page], name: str) -> Document:
    """What the pages say; a remark for each that is a picture still."""
    blocks = Blocks(name)
    read = tuple(blocks.read(without_running_heads(join_side_by_side(pages))))
    remarks = tuple((note, Place(name, page=page.number)) for page in pages if (note := _note(page)))
    return Document(name, "pdf", read, remarks=remarks, doubts=tuple(blocks.doubts))


def _note(page: Page) -> str | None:
    if page.is_recognised:
        return "reading.note-recognised"
    return "reading.note-picture-pages" if page.is_picture else None


def read_pages(data: bytes, name: str, progress: Progress | None = None) -> list[Page]:
    """The pages as they stand; ReadingError as `read_pdf`, but for pages that are pictures."""
    check_streams(data, name)
    pages: list[Page] = []
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
    return pages


def _check_count(pdf: pdfplumber.pdf.PDF, name: str) -> None:
    """ReadingError for more pages than a document has; they are counted no further."""
    pages = PDFPage.create_pages(pdf.doc)
    if next(islice(pages, limits.PDF_PAGES, None), None) is not None:
        raise ReadingError("reading.pages", place=name, count=limits.PDF_PAGES)


def _read_page(page: pdfplumber.page.Page, number: int) -> Page:
    found = glyphs(page.chars)
    if _is_picture(page, found):
        return Page(number, page.width, page.height, [], [], is_picture=True)
    return make_page(number, (page.width, page.height), found, page.edges, NO_DOUBTS)


def _is_picture(page: pdfplumber.page.Page, found: list[Glyph]) -> bool:
    """Whether the page's letters are a picture, or outlines, or nonsense under a picture."""
    letters = [glyph.text for glyph in found if glyph.text.strip()]
    covered = max((i["width"] * i["height"] for i in page.images), default=0) / (page.width * page.height)
    if len(letters) < _FEW_LETTERS:
        return covered > _LARGE or (not letters and len(page.curves) > _OUTLINES)
    return covered > _WHOLE and _is_nonsense(letters)


def _is_nonsense(letters: list[str]) -> bool:
    """Whether most of what stands under a picture is no text of any office: codes without a letter, or no Chinese."""
    unknown = sum(text.startswith("(cid:") or unicodedata.category(text[0]) in ("Co", "Cn", "Cc") for text in letters)
    chinese = sum("\u4e00" <= text[0] <= "\u9fff" for text in letters)
    return unknown > 0.2 * len(letters) or chinese < 0.2 * len(letters)
