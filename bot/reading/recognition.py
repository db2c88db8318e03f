"""Whether what was found wants recognising, and can be: pictures are read where the extra `ocr` is installed."""

import io
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.errors import ReadingError
from bot.model import Document
from bot.reading.pictures import picture_kind

_PARTS = ("rapidocr", "onnxruntime", "cv2")
_REFUSED = frozenset({"reading.picture", "reading.pictures"})
_REMARKED = frozenset({"reading.note-picture-pages", "reading.note-pictures"})
#: What a page takes, as measured on two cores: said before many are read.
PAGE_S = 7
#: Fewer pages are recognised before anybody wonders.
MANY_PAGES = 3


def minutes_for(pages: int) -> int | None:
    """About how many minutes recognising so many pages takes; None where it is not worth saying."""
    return max(1, round(pages * PAGE_S / 60)) if pages >= MANY_PAGES else None


def is_installed() -> bool:
    """Whether the extra `ocr` is there; nothing of it is loaded."""
    return all(find_spec(name) is not None for name in _PARTS)


def is_for_pictures(found: Document | ReadingError) -> bool:
    """Whether something was left unread because it is a picture."""
    if isinstance(found, ReadingError):
        return found.key in _REFUSED
    return any(key in _REMARKED for key, _ in found.remarks)


def bundle_files(files: Sequence[Path]) -> bytes:
    """Several pictures as one file, in the order given. ReadingError for one that is missing or no picture."""
    pictures = []
    for file in files:
        try:
            pictures.append((str(file), file.read_bytes()))
        except OSError as error:
            raise ReadingError("reading.missing", place=str(file)) from error
    return bundle(pictures)


def bundle(pictures: Sequence[tuple[str, bytes]]) -> bytes:
    """The same of pictures that are here, each with its name; the same ones give the same file."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as package:
        for at, (name, picture) in enumerate(pictures, start=1):
            if picture_kind(picture) is None:
                raise ReadingError("reading.not-pictures", place=name)
            package.writestr(zipfile.ZipInfo(f"{at}.png"), picture)  # what it really is its bytes say
    return kept.getvalue()
