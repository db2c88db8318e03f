"""Reading in a child process, so that no file can take the bot down."""

import contextlib
import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.confinement import bare_environment
from bot.reading.wire import load

Progress = Callable[[float], None]
Announce = Callable[[int], None]
_GRACE_S = 5
_CHILD = Path(__file__).with_name("child.py")


def read_file(file: IO[bytes], name: str, progress: Progress | None = None) -> Document:
    """The document in an open file. ReadingError if it is none, or if reading it went beyond the limits."""
    return _run(file, name, "progress" if progress else "silent", limits.WALL_S, Heard(name, progress))


def read_bytes(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """As `read_file`, for what came in a message."""
    with _as_file(data) as file:
        return read_file(file, name, progress)


def recognise_bytes(data: bytes, name: str, progress: Progress | None, announce: Announce | None) -> Document:
    """As `read_bytes`, its pictures recognised. `announce` hears how many pages; each has time of its own."""
    with _as_file(data) as file:
        return _run(file, name, "recognise", limits.SCAN_WALL_S, Heard(name, progress, announce))


@contextlib.contextmanager
def _as_file(data: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def _run(file: IO[bytes], name: str, mode: str, patience_s: float, heard: "Heard") -> Document:
    """What the child makes of the file; it may be silent for `patience_s` seconds and no longer."""
    command = [sys.executable, "-I", "-X", "utf8", str(_CHILD), name, mode]
    # The command is this interpreter and a file of this package; the name is data to it.
    with subprocess.Popen(  # noqa: S603 - as above
        command,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=bare_environment(),
    ) as child:
        watch = Watch(child, patience_s, renews=mode == "recognise")
        try:
            assert child.stdout is not None
            document = heard.document(child.stdout, watch)
            if document is None:  # let it end, for how it ends is the reason
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(_GRACE_S)
        finally:
            watch.stop()
            child.kill()
    if document is None:
        raise _broken_off(child.returncode, name, watch.is_late)
    return document


class Watch:
    """Kills a child whose time is over. Where it `renews`, every word of the child begins the time anew."""

    def __init__(self, child: "subprocess.Popen[str]", patience_s: float, *, renews: bool) -> None:
        self._child = child
        self._patience_s = patience_s
        self._renews = renews
        self._late = threading.Event()
        self._timer = self._started()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._patience_s, self._kill)
        timer.daemon = True
        timer.start()
        return timer

    def _kill(self) -> None:
        self._late.set()
        self._child.kill()

    @property
    def is_late(self) -> bool:
        return self._late.is_set()

    def hear(self) -> None:
        if self._renews:
            self._timer.cancel()
            self._timer = self._started()

    def stop(self) -> None:
        self._timer.cancel()


class Heard:
    """What a child says while it reads, passed on."""

    def __init__(self, name: str, progress: Progress | None, announce: Announce | None = None) -> None:
        self._name = name
        self._progress = progress
        self._announce = announce

    def document(self, lines: IO[str], watch: Watch) -> Document | None:
        """The document in the end; None where the child fell silent before it was done."""
        for line in lines:
            watch.hear()
            try:
                message = json.loads(line)
                if "error" in message:
                    raise ReadingError(str(message["error"]), **{**message["parts"], "place": self._name})
                if "document" in message:
                    return load(lines.readline())
                self._pass_on(message)
            except (ValueError, KeyError, TypeError):
                return None
        return None

    def _pass_on(self, message: dict[str, float]) -> None:
        if "pages" in message and self._announce is not None:
            self._announce(int(message["pages"]))
        if "progress" in message and self._progress is not None:
            self._progress(float(message["progress"]))


def _broken_off(code: int, name: str, late: bool) -> ReadingError:
    """The error for a child that ended without a word: killed for time or memory, or crashed."""
    if late or code == -signal.SIGXCPU:
        return ReadingError("reading.time", place=name, seconds=limits.WALL_S if late else limits.CPU_S)
    reason = signal.Signals(-code).name if code < 0 else f"exit {code}"
    return ReadingError("reading.crashed", place=name, reason=reason)
