"""What is said of a request that comes to no handler: why, and how to go on."""

from collections.abc import Callable

from starlette.responses import JSONResponse, Response

from bot.board.call import Call, fault_page
from bot.settings import Settings

#: So many files a form may hold.
MOST_FILES = 10
_PAGE_WORDS = {404: "missing", 405: "missing", 413: "large"}
_JSON_WORDS = {404: "not-found", 405: "read-only", 413: "too-large"}


def refusal(status: int) -> Callable[[Call], Response]:
    """Its page; for a program JSON."""

    def say(call: Call) -> Response:
        if call.here.startswith("/api/"):
            return JSONResponse({"error": _JSON_WORDS.get(status, "bad-request")}, status)
        key = _PAGE_WORDS.get(status, "garbled")
        most = {"large": most_mb(call.office.settings), "garbled": MOST_FILES}.get(key, "")
        return fault_page(call, key, status, str(most))

    return say


def most_mb(settings: Settings) -> int:
    """How much the files of one form may hold together, in megabytes."""
    return settings.evidence_mb * MOST_FILES
