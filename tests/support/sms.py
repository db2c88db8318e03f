"""A text message gateway as many of them are: JSON with a key, an answer that says in its body whether it was taken."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.channels.sms import Gateway
from tests.support.bot_api import serving
from tests.support.http_faults import Fault, Faults, as_middleware

KEY = "k-1f6e"


@dataclass
class SmsServer:
    """`taken` are the messages by number; `url` is where they are posted."""

    faults: Faults
    url: str = ""
    taken: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, *faults: Fault) -> None:
        self.faults.add(*faults)

    def gateway(self, key: str = KEY) -> Gateway:
        """As an office describes it."""
        body = '{"mobile": {{ to | tojson }}, "content": {{ text | tojson }}, "appkey": {{ appkey | tojson }}}'
        return Gateway.model_validate({"url": self.url, "body": body, "appkey": key, "success": r'"code":\s*0\b'})

    async def send(self, request: web.Request) -> web.Response:
        if request.method == "GET":
            self.taken.append((request.query["mobile"], request.query["content"]))
            return web.Response(text="OK")
        body = await request.json()
        if body["appkey"] != KEY:
            return web.json_response({"code": 401, "msg": "bad key"}, status=401)
        if not re.fullmatch(r"1\d{10}", body["mobile"]):
            return web.json_response({"code": 2, "msg": "no such number"})
        self.taken.append((body["mobile"], body["content"]))
        return web.json_response({"code": 0})


@asynccontextmanager
async def sms_server() -> AsyncIterator[SmsServer]:
    """On a loopback socket."""
    box = SmsServer(Faults())
    app = web.Application(middlewares=[as_middleware(box.faults.meet)])
    app.router.add_route("*", "/send", box.send)
    async with serving(app, box.faults) as root:
        box.url = f"{root}/send"
        yield box
