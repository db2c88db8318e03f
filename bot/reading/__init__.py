"""Bytes of one file → `Document`: paragraphs and tables, merged cells resolved, every cell with its place.

`read` is for files of any origin: it parses in a child process. `bot.reading.open_file.read_here` does the same
in this process and loads the libraries for it; it is what the child calls.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits, recognition
from bot.reading.office import convert, find_office
from bot.reading.sandbox import read_bytes, read_file, recognise_bytes

__all__ = ["read", "read_data", "read_pictures"]

Progress = Callable[[float], None]
Announce = Callable[[int], None]


def read(path: Path, *, progress: Progress | None = None, announce: Announce | None = None) -> Document:
    """The document in the file `path`. `progress` is called with the share done, 0 to 1.

    `announce` hears, before it begins, of how many pages pictures are recognised. ReadingError if the file is
    missing, is no document, or is beyond what a document may be.
    """
    try:
        _check_size(path)
        with path.open("rb") as file:
            document = read_file(file, path.name, progress)
        if not _wants_eyes(document):
            return document
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError("reading.missing", place=str(path)) from error
    except ReadingError as error:
        return _otherwise(path, error, progress, announce)
    return recognise_bytes(data, path.name, progress, announce)


def _otherwise(path: Path, error: ReadingError, progress: Progress | None, announce: Announce | None) -> Document:
    """The document by way of LibreOffice or of the recogniser; `error` where neither would help or is here."""
    if error.key == "reading.needs-office":
        return _by_office(path.read_bytes(), path.name, error, progress)
    if _wants_eyes(error):
        return recognise_bytes(path.read_bytes(), path.name, progress, announce)
    raise error


def _wants_eyes(found: Document | ReadingError) -> bool:
    return recognition.is_for_pictures(found) and recognition.is_installed()


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise ReadingError("reading.large", place=path.name, size=size // limits.MEGABYTE)


def read_data(
    data: bytes, name: str, *, progress: Progress | None = None, announce: Announce | None = None
) -> Document:
    """As `read`, for a file that came in a message; `name` is what the sender called it."""
    try:
        document = read_bytes(data, name, progress)
    except ReadingError as error:
        if error.key == "reading.needs-office":
            return _by_office(data, name, error, progress)
        if not _wants_eyes(error):
            raise
        return recognise_bytes(data, name, progress, announce)
    return recognise_bytes(data, name, progress, announce) if _wants_eyes(document) else document


def read_pictures(
    paths: Sequence[Path], *, progress: Progress | None = None, announce: Announce | None = None
) -> Document:
    """Several photographs as the pages of one document, in the order given. ReadingError as `read`."""
    for path in paths:
        if path.is_file():
            _check_size(path)
    return read_data(recognition.bundle_files(paths), paths[0].name, progress=progress, announce=announce)


def _by_office(data: bytes, name: str, error: ReadingError, progress: Progress | None) -> Document:
    """The document by way of LibreOffice; `error` where that is not installed."""
    office = find_office()
    if office is None:
        raise error
    document = read_bytes(convert(data, name, office), name, progress)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())
