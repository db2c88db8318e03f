"""The reader for what a file really is."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.docx import read_docx
from bot.reading.package import Package
from bot.reading.sniff import package_kind, read_text, signature
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
        package = Package(data, name)
        inner, main = package_kind(package)
        if inner == "docx":
            return read_docx(package, main, progress)
    if kind == "text":
        return read_txt(read_text(data, name), name)
    raise ReadingError("reading.not-a-document", place=name, kind=kind)
