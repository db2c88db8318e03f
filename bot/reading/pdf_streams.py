"""How far the compressed streams of a PDF inflate, found out without keeping what they say."""

import re
import zlib
from collections.abc import Iterator

from bot.errors import ReadingError
from bot.reading import limits

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(?:FlateDecode|Fl)\b")
_HEAD = 1024
_CHUNK = 1 << 18
_LAYERS = 5


def check_streams(data: bytes, name: str) -> None:
    """ReadingError where the streams together inflate beyond what a document holds.

    Pictures are left out: nothing here unpacks them.
    """
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b"obj") + 1 :]
        layers = len(_FILTER.findall(head))
        if b"/Image" in head or not layers:
            continue
        for size in _sizes(data, match.end(), min(layers, _LAYERS)):
            total += size
            if total > limits.PDF_STREAM_BYTES:
                raise ReadingError("reading.inflates", place=name, size=total // limits.MEGABYTE)


def _sizes(data: bytes, start: int, layers: int) -> Iterator[int]:
    """The sizes of the pieces that come out of the stream at `start`; a broken stream ends early."""
    pieces: Iterator[bytes] = (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
    for _ in range(layers):
        pieces = _inflate(pieces)
    try:
        for piece in pieces:
            yield len(piece)
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
