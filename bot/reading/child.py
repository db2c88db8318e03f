"""The child process that reads one file: limits first, then the bytes from standard input, then one line of JSON.

It is started by its path, so that it needs nothing but the interpreter; it writes no file, and opens no connection
where the system can deny it that.
"""

import contextlib
import gc
import json
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.errors import ReadingError
from bot.model import Document
from bot.reading import limits
from bot.reading.confinement import deny_network
from bot.reading.open_file import read_here
from bot.reading.wire import dump


def limit_self(*, recognises: bool = False) -> None:
    """Memory, processor time, no files written, no core dump. What a system does not know is left out."""
    _limit(
        (resource.RLIMIT_AS, limits.SCAN_ADDRESSES_BYTES if recognises else limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    if recognises:
        _limit((resource.RLIMIT_DATA, limits.SCAN_MEMORY_BYTES))
        allow_page()
    else:
        _limit((resource.RLIMIT_CPU, limits.CPU_S))


def _limit(*kinds: tuple[int, int]) -> None:
    for kind, value in kinds:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def allow_page() -> None:
    """Gives the next page its processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + limits.SCAN_PAGE_S
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(**message: object) -> None:
    write(json.dumps(message, ensure_ascii=False))


def read(data: bytes, name: str, mode: str) -> Document:
    """The document, what is done of it said meanwhile: {"pages": n}, {"progress": share}."""
    if mode == "recognise":
        from bot.reading.scan.document import read_scanned  # noqa: PLC0415 - of the extra, heavy, seldom wanted

        return read_scanned(data, name, said_page_by_page, lambda pages: say(pages=pages))
    progress = (lambda share: say(progress=round(share, 3))) if mode == "progress" else None
    return read_here(data, name, progress)


def said_page_by_page(share: float) -> None:
    say(progress=round(share, 3))
    allow_page()


def main(name: str, mode: str) -> None:
    """Writes what `read` says, then {"error": key, "parts": …} or the document's line."""
    deny_network()
    limit_self(recognises=mode == "recognise")
    gc.disable()  # the process ends before there is anything to collect
    try:
        data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        line = dump(read(data, name, mode))
    except ReadingError as error:
        say(error=error.key, parts=error.parts)
    except (MemoryError, RecursionError):
        say(error="reading.memory", parts={"place": name})
    except BaseException as error:  # noqa: BLE001 - of a crash the parent must hear the reason
        say(error="reading.crashed", parts={"place": name, "reason": type(error).__name__})
    else:
        say(document=len(line))
        write(line)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
