"""What a file is by its first bytes, one table for documents that are read and evidence that is kept.

Sources: en.wikipedia.org/wiki/List_of_file_signatures; ISO/IEC 14496-12 §4.3 (ftyp and its brands).
"""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
RTF = b"{\\rtf"
_FIRST_BYTES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\x7fELF", "elf"),
    (b"SQLite format 3\0", "sqlite"),
    (RTF, "rtf"),
    (OLE, "ole"),
    *((magic, "zip") for magic in ZIP),
)
#: Brands of pictures; the others are videos.
_HEIC = {b"heic", b"heix", b"mif1", b"msf1"}
PICTURES = frozenset({"png", "jpg", "gif", "tif", "bmp", "webp", "heic"})


def kind_by_first_bytes(data: bytes) -> str | None:
    """The kind, by the ending that files of it have; None for text and for what is not known."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if (found := next((kind for magic, kind in _FIRST_BYTES if data.startswith(magic)), None)) is not None:
        return found
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _HEIC else "mp4"
    if data.startswith(b"RIFF") and b"\0" in data[:64]:
        return "webp" if data[8:12] == b"WEBP" else "riff"
    # Words begin with BM and MZ too, but hold no zeros.
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return "bmp"
    return "exe" if data.startswith(b"MZ") and b"\0" in data[:64] else None
