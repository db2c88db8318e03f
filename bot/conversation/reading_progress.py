"""How far the recognising of a document is, for whoever sent it: what it takes before it begins, then page by page."""

from bot.conversation.answer import Hear
from bot.messages import render
from bot.reading.recognition import minutes_for
from bot.work.office import Office


class ReadingProgress:
    """Hears of pages from the thread that reads, and tells in words; of few pages nothing."""

    def __init__(self, office: Office, name: str) -> None:
        self._office, self._name = office, name
        self._hear: Hear | None = None
        self._minutes: int | None = None
        self._pages = self._told = 0

    def tell_to(self, hear: Hear) -> None:
        """Whom to tell from now on."""
        self._hear = hear

    def announce(self, pages: int) -> None:
        """So many pages are to be recognised."""
        self._pages, self._minutes = pages, minutes_for(pages)
        self._tell(0)

    def progress(self, share: float) -> None:
        """So much of it is done, 0 to 1."""
        page = round(share * self._pages)
        if self._told < page < self._pages:
            self._tell(page)

    def _tell(self, page: int) -> None:
        self._told = page
        if self._hear is not None and self._minutes is not None:
            facts = {"name": self._name, "pages": self._pages, "page": page, "minutes": self._minutes}
            self._hear(render("chat/recognising.html", self._office.config, **facts))
