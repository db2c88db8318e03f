"""Reading a file beside what this process does meanwhile, such as loading what the ledger is made with."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from bot.model import Document
from bot.reading import read

Tell = Callable[[float], None]


class Reading:
    """A file that is being read from now on. At the end of the `with` block nothing of it goes on."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        self._tell: Tell | None = None
        self._read: Document | BaseException | None = None
        self._thread = Thread(target=self._run, args=(file,), daemon=True)
        self._thread.start()

    def _run(self, file: Path) -> None:
        try:
            self._read = read(file, progress=self._hear)
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.join()
