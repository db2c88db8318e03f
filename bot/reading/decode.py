"""Bytes of a text become characters: byte order mark, UTF-16, UTF-8, GB18030, Big5, and never a guess beyond that."""

import codecs
from dataclasses import dataclass

from bot.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000
_PUNCTUATION = frozenset(range(0x3000, 0x3040)) | frozenset(range(0xFF00, 0xFFF0)) | frozenset(range(0x2000, 0x2070))
#: Of the characters outside ASCII so many must be everyday ones for a text to be believed.
_CERTAIN, _POSSIBLE = 0.85, 0.5


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding that it had, and whether its last character was cut off."""

    text: str
    encoding: str
    cut: bool = False


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text of `data`. `declared` is what the file says of itself (a meta charset); it is tried, not trusted.

    ReadingError where two encodings are mixed or none makes sense.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _refuse("reading.encoding", name)
    if b"\0" in data:
        return _utf16(data) or _refuse("reading.binary", name)
    whole = _strict(data, "utf-8")
    if whole is not None:
        return whole
    if _is_mixed(data):
        _refuse("reading.mixed-encoding", name)
    return _legacy(data, declared) or _utf16(data) or _refuse("reading.encoding", name)


def _refuse(key: str, name: str) -> Decoded:
    raise ReadingError(key, place=name)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    """The text, without the beginning of a character that the end of the file cut off; None if it does not fit."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if error.end < len(data) or error.start < len(data) - 3 or error.start == 0:
            return None
        return Decoded(data[: error.start].decode(encoding), encoding, cut=True)


def _utf16(data: bytes) -> Decoded | None:
    found = [_strict(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    scored = [(_everyday(one.text, "gb2312", 0xB0, 0xD7), one) for one in found if one is not None]
    scored = [(score, one) for score, one in scored if "\0" not in one.text]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _CERTAIN else None


def _legacy(data: bytes, declared: str | None) -> Decoded | None:
    """GB18030 or Big5, by which of the two yields everyday characters."""
    mainland, island = _strict(data, "gb18030"), _strict(data, "big5") or _strict(data, "big5hkscs")
    sense = _everyday(mainland.text, "gb2312", 0xB0, 0xD7) if mainland else 0.0
    other = _everyday(island.text, "big5", 0xA4, 0xC6) if island else 0.0
    if sense >= _CERTAIN and sense >= other:
        return mainland
    if other >= _CERTAIN and other > sense:
        return island
    says_so = declared is not None and declared.lower().startswith("gb")
    return mainland if sense >= _POSSIBLE and (island is None or says_so) else None


def _everyday(text: str, encoding: str, first: int, last: int) -> float:
    """The share of everyday characters among those outside ASCII: the first level of a national set, and marks."""
    strange = [character for character in text[:_SAMPLE] if character > "\x7f"]
    if not strange:
        return 1.0
    return sum(_is_everyday(character, encoding, first, last) for character in strange) / len(strange)


def _is_everyday(character: str, encoding: str, first: int, last: int) -> bool:
    if ord(character) in _PUNCTUATION:
        return True
    try:
        return first <= character.encode(encoding)[0] <= last
    except UnicodeEncodeError:
        return False


def _is_mixed(data: bytes) -> bool:
    """Whether some lines are UTF-8 and others are not. A short line may fit both, so it says nothing."""
    valid = broken = 0
    for line in data.split(b"\n"):
        strange = sum(byte > 0x7F for byte in line)
        if strange < 9:
            continue
        fits = _strict(line, "utf-8") is not None
        valid += fits
        broken += not fits
    return bool(valid and broken)
