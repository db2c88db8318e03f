"""Reading in a child process, so that no file can take the bot down."""

import contextlib
import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.wire import load

Progress = Callable[[float], None]
_GRACE_S = 5
_CHILD = Path(__file__).with_name("child.py")


def read_file(file: IO[bytes], name: str, progress: Progress | None = None) -> Document:
    """The document in an open file. ReadingError if it is none, or if reading it went beyond the limits."""
    command = [sys.executable, "-I", "-X", "utf8", str(_CHILD), name, "progress" if progress else "silent"]
    # The command is this interpreter and a file of this package; the name is data to it.
    with subprocess.Popen(  # noqa: S603 - as above
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as child:
        late = threading.Event()
        timer = threading.Timer(limits.WALL_S, _kill, (child, late))
        timer.daemon = True
        timer.start()
        try:
            assert child.stdout is not None
            document = _listen(child.stdout, name, progress)
            if document is None:  # let it end, for how it ends is the reason
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(_GRACE_S)
        finally:
            timer.cancel()
            child.kill()
    if document is None:
        raise _broken_off(child.returncode, name, late.is_set())
    return document


def read_bytes(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """As `read_file`, for what came in a message."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return read_file(file, name, progress)


def _kill(child: "subprocess.Popen[str]", late: threading.Event) -> None:
    late.set()
    child.kill()


def _listen(lines: IO[str], name: str, progress: Progress | None) -> Document | None:
    """What the child says; None where it fell silent before it was done."""
    for line in lines:
        try:
            message = json.loads(line)
            if "error" in message:
                raise ReadingError(str(message["error"]), **{**message["parts"], "place": name})
            if "document" in message:
                return load(lines.readline())
            if progress is not None:
                progress(float(message["progress"]))
        except (ValueError, KeyError, TypeError):
            return None
    return None


def _broken_off(code: int, name: str, late: bool) -> ReadingError:
    """The error for a child that ended without a word: killed for time or memory, or crashed."""
    if late or code == -signal.SIGXCPU:
        return ReadingError("reading.time", place=name, seconds=limits.WALL_S if late else limits.CPU_S)
    reason = signal.Signals(-code).name if code < 0 else f"exit {code}"
    return ReadingError("reading.crashed", place=name, reason=reason)
