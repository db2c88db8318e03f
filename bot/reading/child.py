"""The child process that reads one file: limits first, then the bytes from standard input, then one line of JSON.

It is started by its path, so that it needs nothing but the interpreter; it writes no file and opens no connection.
"""

import contextlib
import gc
import json
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.dispatch import read_here
from bot.reading.wire import dump


def limit_self() -> None:
    """Memory, processor time, no files written, no core dump. What a system does not know is left out."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(**message: object) -> None:
    write(json.dumps(message, ensure_ascii=False))


def main(name: str, wants_progress: bool) -> None:
    """Writes {"progress": share} while it reads, if asked, then {"error": key, "parts": …} or the document's line."""
    limit_self()
    gc.disable()  # the process ends before there is anything to collect
    progress = (lambda share: say(progress=round(share, 3))) if wants_progress else None
    try:
        data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        line = dump(read_here(data, name, progress))
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
    main(sys.argv[1], sys.argv[2] == "progress")
