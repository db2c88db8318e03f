"""How the sheets of an .xls look: calamine gives the values, the rest stands in the records of the workbook stream.

Sources: [MS-CFB] for the file of streams, [MS-XLS] 2.4 for the records.
"""

import struct
from collections.abc import Iterator

from bot.reading.formats import shown
from bot.reading.sheet_marks import SheetMarks, Style

_NO_SECTOR = 0xFFFFFFFA  # from here on the numbers are marks, not sectors
_FORMAT, _XF, _FONT, _SHEET, _END = 0x041E, 0x00E0, 0x0031, 0x0085, 0x000A
_NUMBER, _RK, _FORMULA, _LABEL, _SHARED, _MANY_RK = 0x0203, 0x027E, 0x0006, 0x0204, 0x00FD, 0x00BD
_ROW, _COLUMNS = 0x0208, 0x007D
_STRIKEOUT, _ROW_HIDDEN, _COLUMN_HIDDEN = 0x0008, 0x0020, 0x0001
_NO_FONT = 4  # fonts are counted without this number
_STREAMS = ("Workbook", "Book")
_Record = tuple[int, bytes]


def scan_xls(data: bytes) -> list[SheetMarks]:
    """The look of each sheet in workbook order.

    Empty where the file is laid out in a way that is not known: its dates are then shown whole.
    """
    try:
        return looks_of(_stream(data))
    except (struct.error, IndexError, ValueError):
        return []


# ---------------------------------------------------------------- streams
def _stream(data: bytes) -> bytes:
    """The workbook stream; empty where there is none outside the small sectors."""
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << min(shift, 12)
    count, first_directory, _, cutoff = struct.unpack_from("<IIII", data, 44)
    heads = struct.unpack_from("<109I", data, 76)[: min(count, 109)]
    table = [entry for head in heads for entry in struct.unpack_from(f"<{size // 4}I", data, (head + 1) * size)]
    directory = _chain(data, table, first_directory, size)
    for at in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        start, total = struct.unpack_from("<II", directory, at + 116)
        if name in _STREAMS and total >= cutoff:
            return _chain(data, table, start, size)[:total]
    return b""


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes:
    pieces: list[bytes] = []
    while sector < _NO_SECTOR and len(pieces) <= len(table):
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(pieces)


# ---------------------------------------------------------------- records
def looks_of(stream: bytes) -> list[SheetMarks]:
    """The look that the records of a workbook stream give to cells, sheet by sheet."""
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    styles: list[tuple[int, int]] = []
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _code(body)
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRIKEOUT))
        elif kind == _XF:
            styles.append(struct.unpack_from("<HH", body))
        elif kind == _SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    known = {
        index: Style(shown(number, codes.get(number)), _is_struck(fonts, font))
        for index, (font, number) in enumerate(styles)
    }
    telling = {index: style for index, style in known.items() if not style.is_plain}
    return [_sheet(stream, start, telling) for start in starts]


def _is_struck(fonts: list[bool], font: int) -> bool:
    at = font - (font > _NO_FONT)
    return at < len(fonts) and fonts[at]


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """The records from `at` to the end of their substream."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _code(body: bytes) -> str:
    length, wide = struct.unpack_from("<HB", body, 2)
    return body[5:].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:length]


def _sheet(stream: bytes, start: int, styles: dict[int, Style]) -> SheetMarks:
    look = SheetMarks()
    for kind, body in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _ROW_HIDDEN:
            look.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", body)
            look.hidden_columns.update(range(first, last + 1))
        for row, column, style in _cells(kind, body):
            if style in styles:
                look.styles[row, column] = styles[style]
    return look


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """(row, column, style) of the cells in one record, 0-based."""
    if kind in (_NUMBER, _RK, _FORMULA, _LABEL, _SHARED):
        yield struct.unpack_from("<HHH", body)
    elif kind == _MANY_RK:
        row, first = struct.unpack_from("<HH", body)
        for at in range((len(body) - 6) // 6):
            yield row, first + at, struct.unpack_from("<H", body, 4 + 6 * at)[0]
