"""Pictures by their first bytes, and parts of a package by a picture's name. Loaded where nothing heavy may be."""

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"RIFF", "WebP"),
)
_PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif")


def picture_kind(data: bytes) -> str | None:
    """What kind of picture the file is; None for another file."""
    for magic, kind in _PICTURES:
        if data.startswith(magic) and (magic not in (b"BM", b"RIFF") or b"\0" in data[:64]):
            return kind
    return "HEIC/MP4" if data[4:8] == b"ftyp" else None


def is_picture_name(part: str) -> bool:
    """Whether a part of a package is called as a picture is."""
    return part.lower().endswith(_PICTURE_NAMES) and "__macosx/" not in part.lower()
