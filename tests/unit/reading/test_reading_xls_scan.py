"""How cells look by the records of an .xls."""

import struct

from bot.reading.formats import Shown
from bot.reading.xls_scan import looks_of, scan_xls

MONTH = 'yyyy"年"m"月"'


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_cells_that_show_a_month_only() -> None:
    wide = struct.pack("<HHB", 164, len(MONTH), 1) + MONTH.encode("utf-16-le")
    styles = b"".join(record(0x00E0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 164, 9))
    cells = (
        record(0x0203, struct.pack("<HHHd", 4, 3, 1, 44440.0))
        + record(0x027E, struct.pack("<HHHI", 5, 3, 0, 0))
        + record(0x00BD, struct.pack("<HHHIHIH", 6, 2, 1, 0, 2, 0, 3))
    )
    head = record(0x0809) + record(0x041E, wide) + styles
    start = len(head) + len(record(0x0085, bytes(8))) + len(record(0x000A))
    stream = head + record(0x0085, struct.pack("<II", start, 0)) + record(0x000A)
    stream += record(0x0809) + cells + record(0x000A)
    month = Shown(year=True, month=True)
    (look,) = looks_of(stream)
    assert {at: style.parts for at, style in look.styles.items()} == {
        (4, 3): month, (6, 2): month, (6, 3): Shown(percent=True)
    }  # fmt: skip


def test_struck_cells_hidden_rows_and_columns() -> None:
    fonts = b"".join(record(0x0031, struct.pack("<HH", 200, flags) + bytes(10)) for flags in (0, 0, 0, 0, 8))
    styles = b"".join(record(0x00E0, struct.pack("<HH", font, 0) + bytes(16)) for font in (0, 5))
    cells = (
        record(0x007D, struct.pack("<HHHHH", 6, 7, 0, 0, 1))
        + record(0x0208, struct.pack("<HHHHHHHH", 9, 0, 4, 0, 0, 0, 0x20, 0))
        + record(0x0208, struct.pack("<HHHHHHHH", 8, 0, 4, 0, 0, 0, 0, 0))
        + record(0x00FD, struct.pack("<HHHI", 2, 1, 1, 0))
        + record(0x00FD, struct.pack("<HHHI", 2, 2, 0, 0))
    )
    head = record(0x0809) + fonts + styles
    start = len(head) + len(record(0x0085, bytes(8))) + len(record(0x000A))
    stream = head + record(0x0085, struct.pack("<II", start, 0)) + record(0x000A)
    (look,) = looks_of(stream + record(0x0809) + cells + record(0x000A))
    assert (look.mark((2, 1)), look.mark((2, 2)), look.mark((9, 0)), look.mark((8, 7))) == (
        "struck",
        "",
        "hidden",
        "hidden",
    )


def test_a_file_of_unknown_layout_has_no_formats() -> None:
    assert scan_xls(b"\xd0\xcf\x11\xe0" + bytes(700)) == []
    assert scan_xls(b"short") == []
