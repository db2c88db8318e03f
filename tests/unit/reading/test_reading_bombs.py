"""Files made to do harm: refused with a reason, within 5 seconds and 300 MB, the parent untouched."""

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

import bot.reading
from bot.model import Table
from tests.support.documents import W, docx, large_package, pdf

MEGABYTE = 1 << 20
WORD = f'<w:document xmlns:w="{W}"><w:body>'.encode()
END = b"</w:body></w:document>"
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>\xe7\x94\xb2</t></is></c></row>'
)


def book() -> dict[str, bytes]:
    """The parts of an empty workbook, its sheet left out."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.add_worksheet("台账")
    made.close()
    with zipfile.ZipFile(out) as file:
        return {name: file.read(name) for name in file.namelist() if "worksheets/" not in name}


def word_bomb(piece: bytes, megabytes: int) -> bytes:
    count = megabytes * MEGABYTE // len(piece)
    pieces: Iterator[bytes] = (piece for _ in range(count))

    def body() -> Iterator[bytes]:
        yield WORD
        yield from pieces
        yield END

    return large_package("word/document.xml", body(), {})


def text_bomb() -> bytes:
    return word_bomb(b"<w:p><w:r><w:t>" + b"A" * MEGABYTE + b"</w:t></w:r></w:p>", 1024)


def element_bomb() -> bytes:
    return word_bomb(b"<w:p/>" * 100_000, 1024)


def small_element_bomb() -> bytes:
    return word_bomb(b"<w:p><w:r/></w:p>" * 60_000, 40)


def media_bomb() -> bytes:
    pieces = (bytes(MEGABYTE) for _ in range(1024))
    parts = {"word/document.xml": WORD + "<w:p><w:r><w:t>甲</w:t></w:r></w:p>".encode() + END}
    return large_package("word/media/image1.png", pieces, parts)


def lying_bomb() -> bytes:
    """The directory says 5,000 bytes where a gigabyte comes out."""
    data = bytearray(text_bomb())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 5000)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        assert file.getinfo("word/document.xml").file_size == 5000
    return bytes(data)


def nested_tables() -> bytes:
    count = 20_000
    return docx("<w:tbl><w:tr><w:tc>" * count + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * count)


def wide_cell() -> bytes:
    return docx('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>')


def deflated(megabytes: int, layers: int = 1) -> bytes:
    pieces: Iterator[bytes] = (bytes(MEGABYTE) for _ in range(megabytes))
    for _ in range(layers):
        pieces = _deflate(pieces)
    return b"".join(pieces)


def _deflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    deflater = zlib.compressobj(1)
    for piece in pieces:
        yield deflater.compress(piece)
    yield deflater.flush()


def pdf_bomb() -> bytes:
    return pdf(b"", stream=deflated(512))


def twice_deflated_pdf_bomb() -> bytes:
    data = pdf(b"", stream=deflated(512, layers=2))
    return data.replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode /FlateDecode]")


def sheet_bomb() -> bytes:
    return large_package("xl/worksheets/sheet1.xml", (b"<row/>" * 200_000 for _ in range(400)), book())


def styled_rows(count: int) -> bytes:
    def pieces() -> Iterator[bytes]:
        yield SHEET
        for first in range(2, count, 1000):
            rows = (
                f'<row r="{r}" s="2" customFormat="1"><c r="A{r}" s="1"/><c r="B{r}" s="1"/></row>'
                for r in range(first, first + 1000)
            )
            yield "".join(rows).encode()
        yield b"</sheetData></worksheet>"

    return large_package("xl/worksheets/sheet1.xml", pieces(), book())


def drawing_bomb(piece: bytes, megabytes: int) -> Callable[[], bytes]:
    """A small PDF whose only page draws `piece` over and over."""
    return lambda: pdf(piece * (megabytes * MEGABYTE // len(piece)))


def many_pages() -> bytes:
    return pdf(*[b"BT /F 9 Tf (a) Tj ET"] * 30_000)


def broken_sheet(old: bytes, new: bytes) -> Callable[[], bytes]:
    """A small workbook with a part of its sheet replaced."""

    def make() -> bytes:
        sheet = SHEET + b'<row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>'
        return large_package("xl/worksheets/sheet1.xml", iter([sheet.replace(old, new)]), book())

    return make


def long_text() -> bytes:
    return "任务,单位\n修路,".encode() + "市财政局、".encode() * 2_000_000


def many_lines() -> bytes:
    return "修路\t市财政局\n".encode() * 400_000


def many_rows() -> bytes:
    return "任务,单位\n".encode() + b"a,b\n" * 150_000


WEIGHED = """
import json, resource, sys
from pathlib import Path
import bot.reading
from bot.errors import ReadingError
try:
    bot.reading.read(Path(sys.argv[1]))
except ReadingError as error:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {"key": error.key, "exit_code": error.exit_code}
    print(json.dumps(found | {"cpu_s": used.ru_utime + used.ru_stime, "kilobytes": used.ru_maxrss}))
"""


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (text_bomb, "reading.inflates"),
        (element_bomb, "reading.inflates"),
        (small_element_bomb, "reading.elements"),
        (media_bomb, "reading.inflates"),
        (lying_bomb, "reading.damaged-zip"),
        (nested_tables, "reading.too-deep"),
        (wide_cell, "reading.grid-size"),
        (pdf_bomb, "reading.page-full"),
        (twice_deflated_pdf_bomb, "reading.page-full"),
        (sheet_bomb, "reading.inflates"),
        (drawing_bomb(b"0 0 m 9 9 l S\n", 8), "reading.page-full"),
        (drawing_bomb(b"0 0 9 9 re f\n", 8), "reading.page-full"),
        (drawing_bomb(b"q ", 8), "reading.page-full"),
        (drawing_bomb(b"[", 8), "reading.page-full"),
        (drawing_bomb(b"BT /F 9 Tf (aaaa) Tj ET ", 8), "reading.page-full"),
        (drawing_bomb(b"BT /F 9 Tf (" + b"a" * MEGABYTE + b") Tj ET ", 3), "reading.page-full"),
        (many_pages, "reading.pages"),
        (broken_sheet(b'<row r="2"', b'<row r="-2"'), "reading.damaged"),
        (broken_sheet(b'r="A2"', b'r="A-2"'), "reading.damaged"),
        (broken_sheet(b'r="A2"', b'r="A0"'), "reading.damaged"),
        (broken_sheet(b"</worksheet>", b'<mergeCell ref="A1:B2"/>' * 60_000 + b"</worksheet>"), "reading.elements"),
        (broken_sheet(b"<v>1</v>", b"<v>" + b"1" * 4 * MEGABYTE + b"</v>"), "reading.long"),
        (long_text, "reading.long"),
        (many_lines, "reading.long"),
        (many_rows, "reading.grid-size"),
    ],
)
def test_a_bomb_is_refused_in_little_time_and_memory(make: Callable[[], bytes], key: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv"
    path.write_bytes(make())
    # In a process of its own, whose largest child is the one that reads.
    done = subprocess.run([sys.executable, "-c", WEIGHED, path], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert (found["key"], found["exit_code"]) == (key, 3)
    assert found["cpu_s"] < 5
    assert found["kilobytes"] * 1024 < 300 * MEGABYTE


def test_a_million_styled_empty_rows_are_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(styled_rows(1_000_000))
    (found,) = bot.reading.read(path).blocks
    assert isinstance(found, Table)
    assert [[cell.text for cell in row] for row in found.rows] == [["甲"]]


def test_names_that_climb_out_of_the_package_write_nothing(tmp_path: Path) -> None:
    target = tmp_path / "evil.txt"
    data = large_package("../" * 20 + str(target)[1:], iter([b"x"]), {"word/document.xml": WORD + b"<w:p><w:r><w:t>a"
                         b"</w:t></w:r></w:p>" + END})  # fmt: skip
    assert len(bot.reading.read_data(data, "a.docx").blocks) == 1
    assert not target.exists()
