"""Bytes of one file → `Document`: paragraphs and tables, merged cells resolved, every cell with its place.

`read` is for files of any origin: it parses in a child process. `bot.reading.dispatch.read_here` does the same
in this process and loads the libraries for it; it is what the child calls.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.office import convert, find_office
from bot.reading.sandbox import read_bytes, read_file

__all__ = ["read", "read_data"]

Progress = Callable[[float], None]


def read(path: Path, *, progress: Progress | None = None) -> Document:
    """The document in the file `path`. `progress` is called with the share done, 0 to 1.

    ReadingError if the file is missing, is no document, or is beyond what a document may be.
    """
    try:
        _check_size(path)
        with path.open("rb") as file:
            return read_file(file, path.name, progress)
    except OSError as error:
        raise ReadingError("reading.missing", place=str(path)) from error
    except ReadingError as error:
        if error.key != "reading.needs-office":
            raise
        return _by_office(path.read_bytes(), path.name, error, progress)


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise ReadingError("reading.large", place=path.name, size=size // limits.MEGABYTE)


def read_data(data: bytes, name: str, *, progress: Progress | None = None) -> Document:
    """As `read`, for a file that came in a message; `name` is what the sender called it."""
    try:
        return read_bytes(data, name, progress)
    except ReadingError as error:
        if error.key != "reading.needs-office":
            raise
        return _by_office(data, name, error, progress)


def _by_office(data: bytes, name: str, error: ReadingError, progress: Progress | None) -> Document:
    """The document by way of LibreOffice; `error` where that is not installed."""
    office = find_office()
    if office is None:
        raise error
    document = read_bytes(convert(data, name, office), name, progress)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())
