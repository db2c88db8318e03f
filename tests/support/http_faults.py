"""Faults that a web server can be told to show, one request each."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Fault:
    """What happens to one request: `answer` with `status` and `body` (JSON or raw bytes), `hang` without an answer,
    `reset` the connection, `lost`: do it and reset the connection before the answer, `pass`: none, it goes as usual.
    """

    kind: str = "answer"
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    path: str = ""  # only requests whose path ends with it


def as_middleware(meet: Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]) -> Any:
    """A method as a middleware; aiohttp marks the function that it is given, which a method does not allow."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await meet(request, handler)

    return middleware


class Faults:
    """A queue of faults, as a middleware. Requests that no fault meets are handled as usual."""

    def __init__(self) -> None:
        self.waiting: deque[Fault] = deque()
        self._over = asyncio.Event()

    def add(self, *faults: Fault) -> None:
        self.waiting.extend(faults)

    def release(self) -> None:
        """Lets hanging requests end, so that the server can."""
        self._over.set()

    async def meet(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self.waiting or not request.path.endswith(self.waiting[0].path):
            return await handler(request)
        fault = self.waiting.popleft()
        await request.read()
        if fault.kind == "pass":
            return await handler(request)
        if fault.kind == "lost":
            await handler(request)
        if fault.kind in {"reset", "lost"}:
            assert request.transport is not None
            request.transport.abort()
        if fault.kind == "hang":
            await self._over.wait()
        if isinstance(fault.body, bytes):
            return web.Response(body=fault.body, status=fault.status, headers=fault.headers)
        return web.json_response(fault.body, status=fault.status, headers=fault.headers)
