"""A service that Apprise knows, on a real loopback socket: ntfy's publishing, and Apprise's own JSON."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.bot_api import serving
from tests.support.http_faults import Fault, Faults, as_middleware


@dataclass
class ServiceServer:
    """`ntfy` and `json` are addresses as Apprise writes them; `posts` the bodies taken, in order."""

    faults: Faults
    host: str = ""
    posts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def ntfy(self) -> str:
        return f"ntfy://{self.host}/duban-secret-topic?mode=private"

    @property
    def json(self) -> str:
        return f"json://someone:secret@{self.host}/hook"

    def fault(self, *faults: Fault) -> None:
        self.faults.add(*faults)

    async def take(self, request: web.Request) -> web.Response:
        self.posts.append(await request.json())
        return web.json_response({"id": f"m{len(self.posts)}"})


@asynccontextmanager
async def service_server() -> AsyncIterator[ServiceServer]:
    """Takes every message, unless told otherwise."""
    box = ServiceServer(Faults())
    app = web.Application(middlewares=[as_middleware(box.faults.meet)])
    app.router.add_post("/", box.take)
    app.router.add_post("/hook", box.take)
    async with serving(app, box.faults) as root:
        box.host = root.removeprefix("http://")
        yield box
