"""How far the compressed streams of a PDF inflate and how much they draw, found out without keeping what they say."""

import re
import zlib
from collections.abc import Iterator

from bot.errors import ReadingError
from bot.reading import limits

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(?:FlateDecode|Fl)\b")
#: Streams that draw nothing: fonts, tables of the file itself, descriptions.
_DRAWS_NOTHING = re.compile(rb"/(?:Length1|Type1C|CIDFontType0C|OpenType|XRef|ObjStm|Metadata|CMapName)\b")
_OPENING = (b"[", b"(", b"<", b"/")
_HEAD = 1024
_CHUNK = 1 << 18
_READ = 1 << 14  # bytes looked at together: a file of many small streams is not copied for each
_LAYERS = 5


def check_streams(data: bytes, name: str) -> None:
    """ReadingError where the streams together inflate beyond what a document holds, or one draws more than a page.

    Pictures are left out: nothing here unpacks them.
    """
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b"obj") + 1 :]
        layers = len(_FILTER.findall(head))
        if b"/Image" in head:
            continue
        drawing = _Drawing(name, counts=not _DRAWS_NOTHING.search(head))
        for piece in _pieces(data, match.end(), min(layers, _LAYERS)):
            drawing.add(piece)
            total += len(piece) if layers else 0
            if total > limits.PDF_STREAM_BYTES:
                raise ReadingError("reading.inflates", place=name, size=total // limits.MEGABYTE)


class _Drawing:
    """Counts what one stream draws."""

    def __init__(self, name: str, *, counts: bool) -> None:
        self._name = name
        self._counts = counts
        self._tokens = self._bytes = 0

    def add(self, piece: bytes) -> None:
        """ReadingError once there is more than a page holds."""
        if not self._counts:
            return
        self._bytes += len(piece)
        self._tokens += len(piece.split()) + sum(map(piece.count, _OPENING))
        if self._tokens > limits.PDF_PAGE_TOKENS or self._bytes > limits.PDF_PAGE_BYTES:
            raise ReadingError("reading.page-full", place=self._name, count=self._tokens)


def _pieces(data: bytes, start: int, layers: int) -> Iterator[bytes]:
    """What comes out of the stream at `start`, piece by piece; a broken stream ends early."""
    end = len(data) if layers else max(start, data.find(b"endstream", start))
    pieces: Iterator[bytes] = (data[at : min(at + _READ, end)] for at in range(start, end, _READ))
    for _ in range(layers):
        pieces = _inflate(pieces)
    try:
        yield from pieces
    except zlib.error:
        return


def _inflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not inflater.eof:
            yield inflater.decompress(rest, _CHUNK)
            rest = inflater.unconsumed_tail
        if inflater.eof:
            return
