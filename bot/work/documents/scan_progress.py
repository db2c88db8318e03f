"""How far the recognising of a document is, in words: what it takes before it begins, then page by page."""

from collections.abc import Callable

from bot.reading.recognition import minutes_for
from bot.texts import text


class ScanProgress:
    """Hears of pages from whatever reads, and tells in the language set; of few pages nothing."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._is_long = False
        self._pages = self._told = 0

    def announce(self, pages: int) -> None:
        """So many pages are to be recognised."""
        minutes = minutes_for(pages)
        self._pages, self._is_long = pages, minutes is not None
        if minutes is not None:
            self._tell(text("reading.recognising", pages=pages, minutes=minutes))

    def progress(self, share: float) -> None:
        """So much of it is done, 0 to 1. The last page is told by what was read."""
        page = round(share * self._pages)
        if self._is_long and self._told < page < self._pages:
            self._told = page
            self._tell(text("reading.recognised-pages", page=page, pages=self._pages))
