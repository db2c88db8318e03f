"""The reader for what a file really is. It alone is loaded: pdfplumber takes longer than a small Word file.

So imports stand in the functions here (PLC0415).
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.csvfile import delimiter_of, read_csv
from bot.reading.decode import Decoded, decode
from bot.reading.html_prepare import html_of_mail
from bot.reading.package import Package
from bot.reading.sniff import is_html, ole_kind, package_kind, read_text, signature
from bot.reading.txt import read_txt

Progress = Callable[[float], None]


def read_here(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """The document that `data` is, read in this very process: only for files that are trusted, and in the child.

    `name` is for messages alone. `progress` is called with the share done, 0 to 1. ReadingError if it is no document.
    """
    if len(data) > limits.FILE_BYTES:
        raise ReadingError("reading.large", place=name, size=len(data) // limits.MEGABYTE)
    document = _read(data, name, signature(data, name), progress)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _read(data: bytes, name: str, kind: str, progress: Progress | None) -> Document:
    if kind == "zip":
        return _package(Package(data, name), data, progress)
    if kind == "ole":
        return _old_office(data, name, progress)
    if kind == "pdf":
        from bot.reading.pdf import read_pdf

        return read_pdf(data, name, progress)
    if kind == "mhtml":
        from bot.reading.html import read_html

        page, charset = html_of_mail(data, name)
        return read_html(decode(page, name, charset), name)
    if kind == "rtf":
        raise ReadingError("reading.needs-office", place=name)
    if kind == "text":
        return _text(read_text(data, name), name)
    raise ReadingError("reading.not-a-document", place=name, kind=kind)  # a signature without a reader


def _package(package: Package, data: bytes, progress: Progress | None) -> Document:
    kind, main = package_kind(package)
    if kind == "docx":
        from bot.reading.docx import read_docx

        return read_docx(package, main, progress)
    from bot.reading.sheets import read_workbook
    from bot.reading.xlsx_scan import scan

    looks = scan(package, main) if kind == "xlsx" else []  # an .xlsb is read without
    return read_workbook(data, package.name, "xlsx", looks, progress)


def _old_office(data: bytes, name: str, progress: Progress | None) -> Document:
    if ole_kind(data, name) == "xls":
        from bot.reading.sheets import read_workbook
        from bot.reading.xls_scan import scan_xls

        return read_workbook(data, name, "xls", scan_xls(data), progress)
    raise ReadingError("reading.needs-office", place=name)


def _text(decoded: Decoded, name: str) -> Document:
    if is_html(decoded):
        from bot.reading.html import read_html

        return read_html(decoded, name)
    if len(decoded.text) > limits.TEXT_CHARACTERS or decoded.text.count("\n") > limits.TEXT_LINES:
        raise ReadingError("reading.long", place=name, count=len(decoded.text))
    delimiter = delimiter_of(decoded.text, name)
    return read_txt(decoded, name) if delimiter is None else read_csv(decoded, name, delimiter)
