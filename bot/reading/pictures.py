"""Pictures by their first bytes, and parts of a package by a picture's name. Loaded where nothing heavy may be."""

from bot.signatures import kind_by_first_bytes

#: What a picture is called in a sentence.
_CALLED = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "bmp": "BMP", "tif": "TIFF", "webp": "WebP"}
_CALLED |= {"heic": "HEIC/MP4", "mp4": "HEIC/MP4"}
_PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif")


def picture_kind(data: bytes) -> str | None:
    """What kind of picture the file is; None for another file."""
    return _CALLED.get(kind_by_first_bytes(data) or "")


def is_picture_name(part: str) -> bool:
    """Whether a part of a package is called as a picture is."""
    return part.lower().endswith(_PICTURE_NAMES) and "__macosx/" not in part.lower()
