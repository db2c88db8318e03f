"""The group robots of WeCom, DingTalk and Feishu on a real loopback socket, answering as their documents say."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.bot_api import serving
from tests.support.http_faults import Fault, Faults, as_middleware

KEY = "693a91f6-7xxx-KEY-4bc4"


@dataclass
class RobotServer:
    """`webhook` is the address, with its secret after `#`; `texts` are the messages taken, `now_s` its clock."""

    kind: str
    secret: str
    now_s: float
    faults: Faults
    webhook: str = ""
    texts: list[str] = field(default_factory=list)

    def fault(self, *faults: Fault) -> None:
        self.faults.add(*faults)

    async def wecom(self, request: web.Request) -> web.Response:
        body = await request.json()
        if request.query.get("key") != KEY:
            return web.json_response({"errcode": 93000, "errmsg": "invalid webhook url"})
        if body.get("msgtype") != "text":
            return web.json_response({"errcode": 40008, "errmsg": "invalid message type"})
        words = body["text"]["content"]
        if len(words.encode()) > 2048:
            return web.json_response({"errcode": 40058, "errmsg": "text.content exceed max length 2048"})
        self.texts.append(words)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def dingtalk(self, request: web.Request) -> web.Response:
        raw = await request.read()
        if request.query.get("access_token") != KEY:
            return web.json_response({"errcode": 300005, "errmsg": "token is not exist"})
        stamp = request.query.get("timestamp", "0")
        digest = hmac.new(self.secret.encode(), f"{stamp}\n{self.secret}".encode(), hashlib.sha256).digest()
        fresh = abs(int(stamp) / 1000 - self.now_s) < 3600
        if not fresh or request.query.get("sign") != base64.b64encode(digest).decode():
            return web.json_response({"errcode": 310000, "errmsg": "sign not match"})
        if len(raw) > 20_000:
            return web.json_response({"errcode": 460101, "errmsg": "message too long"})
        self.texts.append(json.loads(raw)["text"]["content"])
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def feishu(self, request: web.Request) -> web.Response:
        raw = await request.read()
        body: dict[str, Any] = json.loads(raw)
        if request.match_info["key"] != KEY:
            return web.json_response({"code": 19001, "msg": "param invalid: incoming webhook access token invalid"})
        stamp = body.get("timestamp", "0")
        digest = hmac.new(f"{stamp}\n{self.secret}".encode(), b"", hashlib.sha256).digest()
        fresh = abs(int(stamp) - self.now_s) < 3600
        if not fresh or body.get("sign") != base64.b64encode(digest).decode():
            words = "sign match fail or timestamp is not within one hour from current time"
            return web.json_response({"code": 19021, "msg": words})
        if len(raw) > 20 * 1024:
            return web.json_response({"code": 9499, "msg": "Bad Request"})
        self.texts.append(body["content"]["text"])
        return web.json_response({"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"})


@asynccontextmanager
async def robot_server(kind: str, *, now_s: float) -> AsyncIterator[RobotServer]:
    """A robot of one service. DingTalk and Feishu want signing."""
    box = RobotServer(kind, "" if kind == "wecom" else "SECa1b2c3", now_s, Faults())
    app = web.Application(middlewares=[as_middleware(box.faults.meet)])
    app.router.add_post("/cgi-bin/webhook/send", box.wecom)
    app.router.add_post("/robot/send", box.dingtalk)
    app.router.add_post("/open-apis/bot/v2/hook/{key}", box.feishu)
    async with serving(app, box.faults) as root:
        path = {
            "wecom": f"/cgi-bin/webhook/send?key={KEY}",
            "dingtalk": f"/robot/send?access_token={KEY}",
            "feishu": f"/open-apis/bot/v2/hook/{KEY}",
        }[kind]
        box.webhook = f"{root}{path}" + (f"#{box.secret}" if box.secret else "")
        yield box
