"""Reading a file beside what this process does meanwhile, such as loading what the ledger is made with."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from bot.cli.terminal import say
from bot.model import Document, Place
from bot.reading import read, read_pictures
from bot.reading.recognition import minutes_for

Tell = Callable[[float], None]


def _say_cost(pages: int) -> None:
    """What recognising will take, before it begins."""
    minutes = minutes_for(pages)
    if minutes is not None:
        say("reading.recognising", pages=pages, minutes=minutes)


class Reading:
    """A file that is being read from now on. At the end of the `with` block nothing of it goes on.

    Several files are photographs of the pages of one document.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self.name = files[0].name
        self._tell: Tell | None = None
        self._read: Document | BaseException | None = None
        self._thread = Thread(target=self._run, args=(files,), daemon=True)
        self._thread.start()

    def _run(self, files: Sequence[Path]) -> None:
        try:
            if len(files) > 1:
                self._read = read_pictures(files, progress=self._hear, announce=_say_cost)
            else:
                self._read = read(files[0], progress=self._hear, announce=_say_cost)
        except BaseException as error:  # noqa: BLE001 - it is raised where the document is asked for
            self._read = error

    def _hear(self, share: float) -> None:
        if self._tell is not None:
            self._tell(share)

    def document(self, tell: Tell) -> Document:
        """The document when it is there; `tell` hears the share read until then, 0 to 1. Raises what `read` raises."""
        self._tell = tell
        self._thread.join()
        if isinstance(self._read, BaseException):
            raise self._read
        assert self._read is not None
        return self._read

    def pictures(self) -> dict[Place, bytes]:
        """What the places in doubt look like, once the document was read."""
        return self._read.pictures if isinstance(self._read, Document) else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.join()
