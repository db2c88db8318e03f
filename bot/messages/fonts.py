"""Fonts of this machine that have Chinese characters."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

#: Where systems keep fonts, and what those are called that have Chinese characters, the easier to read first.
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "~/.fonts")
NAMES = (
    *("NotoSansCJK-Regular*", "NotoSansSC*", "SourceHanSans*", "PingFang*", "Hiragino Sans GB*", "STHeiti*"),
    *("wqy-*", "DroidSansFallback*", "NotoSerifCJK-Regular*", "NotoSansCJK*", "NotoSerifCJK*", "SourceHanSerif*"),
)
_KINDS = {".ttf", ".ttc", ".otf"}


@lru_cache(maxsize=1)
def known_font() -> Path | None:
    """The same, looked for once."""
    return find_font()


def find_font(folders: Iterable[str] = FOLDERS) -> Path | None:
    """The best of them; None where none is installed."""
    known = [path for folder in folders if (place := Path(folder).expanduser()).is_dir() for path in place.rglob("*")]
    fonts = sorted(path for path in known if path.suffix.lower() in _KINDS)
    return next((path for name in NAMES for path in fonts if path.match(name)), None)
