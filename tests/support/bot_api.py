"""Telegram's Bot API on a real loopback socket: lo-bot-api-emulator with what it lacks."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import CONTRACT, LoBotApiEmulator

from tests.support.http_faults import Fault, Faults, Handler, as_middleware
from tests.support.verdict import telegram_verdict

#: The emulator knows no topics: it takes them, and where a message stands is seen here.
for _method in ("sendMessage", "sendPhoto", "sendDocument"):
    _known = CONTRACT["methods"][_method]["parameters"]
    if "message_thread_id" not in _known:
        _known.append("message_thread_id")

TOKEN = "7:AAEmulatedTokenOfNoBotAtAll0000000000"


@dataclass(frozen=True)
class SentMessage:
    """A message that was stored. `at_s` is the loop's clock on arrival, in seconds.

    `buttons`: row by row what each says and sends back; `edits`: it took the place of the earlier one of its number.
    """

    chat_id: str
    text: str
    parse_mode: str | None
    at_s: float = 0.0
    message_id: int = 0
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    edits: bool = False
    topic: int | None = None

    def token(self, label: str) -> str:
        """What the button sends back that says so, or begins so."""
        found = [token for row in self.buttons for said, token in row]
        named = [token for row in self.buttons for said, token in row if said == label or said.startswith(label)]
        assert named, (label, self.labels, found)
        return named[0]

    @property
    def labels(self) -> list[str]:
        """What its buttons say, in their order."""
        return [said for row in self.buttons for said, _ in row]


@dataclass
class BotApi:
    """`base_url` is the root, without `/bot`. `sent` are the stored text messages, `calls` every method called.

    `toasts`: the words shown over buttons.
    """

    base_url: str
    emulator: Any
    faults: Faults
    token: str = TOKEN
    sent: list[SentMessage] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    documents: list[bytes] = field(default_factory=list)
    photos: list[bytes] = field(default_factory=list)
    calls: list[tuple[str, float]] = field(default_factory=list)
    _update: int = 0

    def fault(self, *faults: Fault) -> None:
        self.faults.add(*faults)

    async def push_update(
        self,
        text: str,
        *,
        user: int = 1001,
        name: str = "张三",
        chat: int | None = None,
        sender_chat: int | None = None,
        about: int | None = None,
        topic: int | None = None,
    ) -> None:
        """A user writes `text`, in private or in the group `chat`. A command is marked as Telegram marks it.

        `sender_chat`: in whose name, the group for an anonymous administrator, else a channel. `about`: the number of
        the bot's message that it replies to. `topic`: of a group that has topics.
        """
        self._update += 1
        where = {"id": user, "type": "private", "first_name": name}
        if chat is not None:
            where = {"id": chat, "type": "supergroup", "title": "群"}
        message: dict[str, Any] = {
            "message_id": self._update,
            "date": 1_600_000_000,
            "chat": where,
            "from": {"id": user, "is_bot": False, "first_name": name, "language_code": "zh-hans"},
            "text": text,
        }
        if sender_chat is not None:
            kind = "supergroup" if sender_chat == chat else "channel"
            message["sender_chat"] = {"id": sender_chat, "type": kind, "title": "某"}
            message["from"] = {"id": user, "is_bot": True, "first_name": "Group"}
        if topic is not None:
            where["is_forum"] = True
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if about is not None:
            message["reply_to_message"] = self._own(about, where)
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        await self.emulator.enqueue_update({"message": message}, token=self.token)

    async def push_file(
        self,
        content: bytes,
        caption: str = "",
        *,
        user: int = 1001,
        name: str | None = None,
        chat: int | None = None,
        size: int | None = None,
        video: bool = False,
        album: str | None = None,
    ) -> None:
        """A user sends a document called `name`, or a video, or without either a photo in two sizes; `size` is what
        Telegram says.
        """
        self._update += 1
        reference = f"file-{self._update}"
        self.emulator.assets[reference] = {"data": content}
        told = {"file_id": reference, "file_unique_id": f"{reference}-unique", "file_size": size or len(content)}
        small = {**told, "file_id": "too-small", "file_size": 1, "width": 90, "height": 90}
        file: dict[str, Any] = (
            {"photo": [small, {**told, "width": 1280, "height": 1280}]}
            if name is None
            else {"document": {**told, "file_name": name}}
        )
        if video:
            file = {"video": {**told, "width": 640, "height": 480, "duration": 9}}
        where: dict[str, Any] = {"id": user, "type": "private", "first_name": "张三"}
        if chat is not None:
            where = {"id": chat, "type": "supergroup", "title": "群"}
        message = {
            "message_id": self._update,
            "date": 1_600_000_000,
            "chat": where,
            "from": {"id": user, "is_bot": False, "first_name": "张三"},
            **({"caption": caption} if caption else {}),
            **({"media_group_id": album} if album else {}),
            **file,
        }
        await self.emulator.enqueue_update({"message": message}, token=self.token)

    async def press(
        self, token: str, message_id: int, *, user: int, name: str = "张三", chat: int | None = None
    ) -> None:
        """A user presses a button under the bot's message."""
        self._update += 1
        where: dict[str, Any] = {"id": user, "type": "private", "first_name": name}
        if chat is not None:
            where = {"id": chat, "type": "supergroup", "title": "群"}
        query = {
            "id": str(self._update),
            "from": {"id": user, "is_bot": False, "first_name": name},
            "message": self._own(message_id, where),
            "chat_instance": "1",
            "data": token,
        }
        await self.emulator.enqueue_update({"callback_query": query}, token=self.token)

    def _own(self, message_id: int, where: dict[str, Any]) -> dict[str, Any]:
        """A message of the bot's, as an update shows it."""
        bot = {"id": int(self.token.partition(":")[0]), "is_bot": True, "first_name": "Duban"}
        return {"message_id": message_id, "date": 1_600_000_000, "chat": where, "from": bot, "text": "…"}

    async def meet(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        self.calls.append((method, asyncio.get_running_loop().time()))
        return await self.faults.meet(request, lambda asked: self._answer(asked, handler, method))

    async def _answer(self, request: web.Request, handler: Handler, method: str) -> web.StreamResponse:
        if f"/bot{self.token}/" not in request.path:
            return web.json_response(_refusal(401, "Unauthorized"), status=401)
        if method == "answerCallbackQuery":
            form = await request.post()
            self.toasts.append(str(form.get("text", "")))
        if method in {"sendMessage", "editMessageText"}:
            return await self._send(request, handler, method)
        answer = await handler(request)
        if method == "sendDocument":
            self.documents = [asset["data"] for asset in self.emulator.assets.values()]
        if method == "sendPhoto":
            self.photos.append([asset["data"] for asset in self.emulator.assets.values()][-1])
        if method == "getMe":
            assert isinstance(answer, web.Response)
            assert isinstance(answer.body, bytes)
            me = json.loads(answer.body)
            me["result"]["username"] = "duban_test_bot"  # the library wants one
            return web.json_response(me)
        return answer

    async def _send(self, request: web.Request, handler: Handler, method: str) -> web.StreamResponse:
        form = await request.post()
        words, mode = str(form.get("text", "")), form.get("parse_mode")
        complaint = telegram_verdict(words) if mode == "HTML" else None
        if complaint is not None:
            return web.json_response(_refusal(400, f"Bad Request: {complaint}"), status=400)
        answer = await handler(request)
        if answer.status == 200:
            assert isinstance(answer, web.Response)
            assert isinstance(answer.body, bytes)
            stored = json.loads(answer.body)["result"]
            at_s = asyncio.get_running_loop().time()
            markup = json.loads(str(form.get("reply_markup") or "{}")).get("inline_keyboard", [])
            buttons = tuple(tuple((one["text"], one["callback_data"]) for one in row) for row in markup)
            chat, name = str(form["chat_id"]), None if mode is None else str(mode)
            edits = method == "editMessageText"
            number = int(str(form["message_id"])) if edits else stored["message_id"]
            topic = int(str(form["message_thread_id"])) if "message_thread_id" in form else None
            self.sent.append(SentMessage(chat, words, name, at_s, number, buttons, edits, topic))
        return answer


@asynccontextmanager
async def bot_api_emulator() -> AsyncIterator[BotApi]:
    """A Bot API at `base_url` that judges HTML as Telegram does and shows the faults that it is told to."""
    api = BotApi("", LoBotApiEmulator(allow_insecure_loopback_webhooks=True), Faults())
    app = api.emulator.app()
    app.middlewares.append(as_middleware(api.meet))
    async with serving(app, api.faults) as base_url:
        api.base_url = base_url
        yield api


@asynccontextmanager
async def serving(app: web.Application, faults: Faults) -> AsyncIterator[str]:
    """`app` on a free port of the loopback, reached without the proxy of the environment; gives its root address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    spared = {name: os.environ.pop(name) for name in list(os.environ) if name.lower().endswith("_proxy")}
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        os.environ.update(spared)
        faults.release()
        await runner.cleanup()


def refused(status: int, description: str, **parameters: object) -> Fault:
    """An answer as the Bot API words its refusals."""
    return Fault(status=status, body=_refusal(status, description, **parameters), path="/sendMessage")


def _refusal(status: int, description: str, **parameters: object) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return {**body, "parameters": parameters} if parameters else body
