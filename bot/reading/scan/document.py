"""Files whose pages are pictures → `Document`: a scanned PDF, photographs, pictures inside a Word file."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import cv2
import numpy as np

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.doubts import Box
from bot.reading.open_file import read_here
from bot.reading.package import Package
from bot.reading.pdf import document_of, read_pages
from bot.reading.pdf_page import Page
from bot.reading.pictures import is_picture_name
from bot.reading.scan.engine import Engine
from bot.reading.scan.page import read_page
from bot.reading.scan.picture import PIXELS, Picture
from bot.reading.scan.rasters import PdfPages, frames
from bot.reading.scan.scan import page_of
from bot.reading.scan.word_pictures import page_images
from bot.reading.sniff import package_kind, signature

Progress = Callable[[float], None]
Announce = Callable[[int], None]
Draw = Callable[[], Picture]

_SHARPNESS = 0.6  # of the page's own: enough for a person to read by
_ROOM = 4.0  # points around what is shown


def read_scanned(data: bytes, name: str, progress: Progress, announce: Announce) -> Document:
    """The document, its pictures recognised. `announce` hears how many pages will be; `progress` the share done.

    ReadingError for what `read_here` refuses, for more than 100 pages, and where nothing at all is made out.
    """
    document = _read(data, name, progress, announce)
    if not document.blocks:
        raise ReadingError("reading.no-text", place=name)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _read(data: bytes, name: str, progress: Progress, announce: Announce) -> Document:
    kind = signature(data, name, pictures=True)
    if kind == "pdf":
        return document_of(_pdf(data, name, progress, announce), name)
    if kind == "zip" and (package := Package(data, name)).has("word/document.xml"):
        return _word(package, data, progress, announce)
    images = [picture for file in _images(data, name, kind) for picture in frames(file, name)]
    return _of_images(images, name, progress, announce)


def _pdf(data: bytes, name: str, progress: Progress, announce: Announce) -> list[Page]:
    """Its pages, those recognised that are pictures."""
    pages = read_pages(data, name)
    drawn = PdfPages(data, name)
    waiting = {page.number: partial(drawn.picture, page.number) for page in pages if page.is_picture}
    read = _recognise(waiting, name, progress, announce)
    return [read.get(page.number, page) for page in pages]


def _of_images(images: Sequence[Picture], name: str, progress: Progress, announce: Announce) -> Document:
    waiting = {at: partial(_same, picture) for at, picture in enumerate(images, start=1)}
    return document_of(list(_recognise(waiting, name, progress, announce).values()), name)


def _word(package: Package, data: bytes, progress: Progress, announce: Announce) -> Document:
    """What a Word file says, and after it what the pictures of pages in it say."""
    own: Document | None = None
    try:
        own = read_here(data, package.name)
    except ReadingError as error:
        if error.key != "reading.pictures":
            raise
    files = page_images(package, package_kind(package)[1])
    images = [picture for file in files for picture in frames(file, package.name)]
    if not images:
        return own or Document(package.name, "docx", ())
    shown = _of_images(images, package.name, progress, announce)
    if own is None:
        return shown
    return replace(own, blocks=own.blocks + shown.blocks, remarks=shown.remarks, doubts=shown.doubts)


def _same(picture: Picture) -> Picture:
    return picture


def _images(data: bytes, name: str, kind: str) -> Iterator[bytes]:
    """The image files in the order of their pages."""
    if kind == "picture":
        yield data
        return
    package = Package(data, name)
    for part in sorted(package.names, key=_natural):
        if is_picture_name(part):
            yield package.read(part)


def _natural(name: str) -> list[Any]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def _recognise(waiting: Mapping[int, Draw], name: str, progress: Progress, announce: Announce) -> dict[int, Page]:
    if len(waiting) > limits.SCAN_PAGES:
        raise ReadingError("reading.scan-pages", place=name, count=len(waiting), most=limits.SCAN_PAGES)
    announce(len(waiting))
    engine = Engine()
    read: dict[int, Page] = {}
    for at, (number, draw) in enumerate(waiting.items(), start=1):
        scan = read_page(draw(), engine)
        read[number] = page_of(scan, number, partial(_cut, scan.picture))
        progress(at / len(waiting))
    return read


def _cut(picture: Picture, box: Box) -> bytes:
    """A JPEG of a place on the page."""
    x0, y0, x1, y1 = (round(value * PIXELS) for value in (*(v - _ROOM for v in box[:2]), *(v + _ROOM for v in box[2:])))
    part = np.ascontiguousarray(picture[max(0, y0) : max(1, y1), max(0, x0) : max(1, x1), ::-1])
    small = cv2.resize(part, None, fx=_SHARPNESS, fy=_SHARPNESS, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 60])[1])
