"""Around every request: what a browser may do with the page, how large a request may be, how long it may take."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A body must come within this time, whatever the client's line; answers are small.
BODY_S = 60.0
MEGABYTE = 1024 * 1024
#: A page that says why a request comes to nothing, by its status.
Refuse = Callable[[Request, int], Awaitable[Response]]
#: Beside the files of a form, for its words.
WORDS_MB = 2

#: Nothing is loaded but our own files, nothing runs or is styled in a page itself, nobody may frame it.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), microphone=(), payment=()",
}


class Guard:
    """An ASGI application around another. `most_mb`: of one request, as the settings have it now; `refuse`: the page
    for a request of more.
    """

    def __init__(self, app: ASGIApp, most_mb: Callable[[], int], refuse: Refuse) -> None:
        self._app, self._most_mb, self._refuse = app, most_mb, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, unless it is too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = (self._most_mb() + WORDS_MB) * MEGABYTE
        if _told_size(scope) > most:
            answer = await self._refuse(Request(scope), 413)
            await answer(scope, receive, _with_headers(send, scope))
            return
        await self._app(scope, _patient(receive, most), _with_headers(send, scope))


def _told_size(scope: Scope) -> int:
    told = dict(scope["headers"]).get(b"content-length", b"0")
    return int(told) if told.isdigit() else 0


def _patient(receive: Receive, most: int) -> Receive:
    end_s = asyncio.get_running_loop().time() + BODY_S
    left = [most]

    async def receive_in_time() -> Message:
        try:
            async with asyncio.timeout_at(end_s):
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        left[0] -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if left[0] < 0 else message

    return receive_in_time


def _with_headers(send: Send, scope: Scope) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            # Our own files have another address whenever they change.
            is_ours = "/static/" in scope["path"]
            headers.setdefault("cache-control", "public, max-age=604800" if is_ours else "no-store")
        await send(message)

    return send_with_headers
