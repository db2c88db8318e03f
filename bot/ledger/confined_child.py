"""The child process that extracts one large document: limits first, then the request, then one line of JSON.

It is started by its path; it writes no file, and opens no connection where the system can deny it that.
"""

import gc
import json
import pickle
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.errors import BotError
from bot.ledger.extraction import extract
from bot.ledger.record.json_form import to_record
from bot.reading.child import limit_self
from bot.reading.confinement import deny_network
from bot.texts import set_language


def answer(request: bytes) -> dict[str, object]:
    """{"ledger": record}, or {"error": key, "parts": …}."""
    language, document, given = pickle.loads(request)  # noqa: S301 - of our parent, who made it
    set_language(language)
    try:
        return {"ledger": to_record(extract(document, **given))}
    except BotError as error:
        return {"error": error.key, "parts": {name: str(part) for name, part in error.parts.items()}}
    except (MemoryError, RecursionError):
        return {"error": "reading.memory", "parts": {}}


def main() -> None:
    """Answers the request on standard input."""
    deny_network()
    limit_self()
    gc.disable()  # the process ends before there is anything to collect
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read()), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
