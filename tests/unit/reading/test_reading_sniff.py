"""A file is what its bytes say, whatever it is called."""

import pytest

from bot.errors import ReadingError
from bot.reading.open_file import read_here
from tests.support.documents import docx, package, pdf, text_at

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx("甲"), "docx"),
        (b"<html><body>a</body></html>", "html"),
        (b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html><p>a", "html"),
        (b"<table><tr><td>a</td><td>b</td></tr></table>", "html"),
        ("甲".encode(), "txt"),
        (pdf(text_at(50, 400, "some words on it")), "pdf"),
    ],
)
@pytest.mark.parametrize("name", ["a.doc", "b.xls", "c"])
def test_read_by_what_it_is(data: bytes, kind: str, name: str) -> None:
    assert read_here(data, name).format == kind


@pytest.mark.parametrize(
    ("data", "key", "says"),
    [
        (b"", "reading.empty", ""),
        (bytes(4096), "reading.empty", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "reading.picture", "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "reading.picture", "JPEG"),
        (b"Rar!\x1a\x07" + bytes(50), "reading.not-a-document", "RAR"),
        (b"MZ" + bytes(100), "reading.not-a-document", "EXE"),
        (package({"readme.txt": "hi"}), "reading.not-a-document", "ZIP"),
        (package({"OFD.xml": "<x/>"}), "reading.not-a-document", "OFD"),
        (package({"ppt/presentation.xml": "<x/>"}), "reading.not-a-document", "PowerPoint"),
        (docx("甲")[:-200], "reading.damaged-zip", ""),
        (stream("EncryptedPackage"), "reading.password", ""),
        (stream("WordDocument"), "reading.needs-office", "LibreOffice"),
        (OLE + b"\xec\xa5" + bytes(9) + b"\x01" + stream("WordDocument"), "reading.password", ""),
        (stream("PowerPoint Document"), "reading.not-a-document", "PowerPoint"),
        (stream("Workbook"), "reading.damaged", ""),
        (b"{\\rtf1 a}", "reading.needs-office", "LibreOffice"),
        (b"%PDF-1.4\nnothing", "reading.damaged", ""),
        (b"\x00\x01\x02\x03 binary", "reading.damaged", ""),
    ],
)
def test_refused_by_what_it_is(data: bytes, key: str, says: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_here(data, "台账.docx")
    assert caught.value.key == key
    assert caught.value.exit_code == 3
    assert "台账.docx" in str(caught.value)
    assert says in str(caught.value)


def test_the_digest_is_of_the_whole_file() -> None:
    assert read_here(b"abc", "a.txt").sha256.startswith("ba7816bf")
