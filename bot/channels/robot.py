"""Group robots by webhook. The webhook is an address and a secret in one: it is never told, logged or kept."""

import asyncio
import json
from urllib.parse import urldefrag, urlsplit

import httpx

from bot.channels.base import bad_address, excerpt, repeat_mark
from bot.channels.http_client import NOT_SENT, LazyClient, retry_after
from bot.channels.quiet import hide
from bot.channels.robot_services import SERVICES, Service
from bot.clock import Clock
from bot.errors import ChannelError
from bot.lengths import split_text
from bot.model import Message, Receipt
from bot.texts import text

_DEFAULT_WAIT_S = 60.0
#: Between the posts of one long message: at 20 a minute, which is what the services take, one every three seconds.
BETWEEN_S = 3.0


class RobotChannel:
    """One service's robots: `kind` is wecom, dingtalk or feishu.

    An address is a webhook; where the robot wants signing, its secret follows after `#`. The receipt names only the
    host. A text longer than one message of the service is sent in several, cut between lines, `between_s` apart.
    """

    def __init__(self, kind: str, *, now: Clock, timeout_s: float = 20.0, between_s: float = BETWEEN_S) -> None:
        self.kind = kind
        self._service: Service = SERVICES[kind]
        self._now = now
        self._between_s = between_s
        self._client = LazyClient(timeout_s)

    async def send(self, message: Message, address: str) -> Receipt:
        url, secret = self._read(address)
        words = f"{repeat_mark(message)}{message.subject}\n{message.text}".strip()
        for number, part in enumerate(split_text(words, self._service.limit_bytes)):
            if number:
                await asyncio.sleep(self._between_s)
            fault = await self._post(url, secret, part)
            if fault is not None:
                fault.uncertain = fault.uncertain or number > 0  # the parts before have arrived
                raise fault
        return Receipt(self.kind, hide(url))

    def check_address(self, address: str) -> None:
        """Raises ChannelError (permanent) where the address has not the form of a webhook. Nothing is sent."""
        self._read(address)

    async def close(self) -> None:
        await self._client.close()

    def _read(self, address: str) -> tuple[str, str]:
        url, secret = urldefrag(address.strip())
        try:
            parts = urlsplit(url)
            known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            known = False
        if not known or (secret and self._service.sign is None):
            raise bad_address(self.kind)
        return url, secret

    async def _post(self, url: str, secret: str, words: str) -> ChannelError | None:
        body = self._service.body(words)
        if secret and self._service.sign is not None:
            url, body = self._service.sign(url, body, secret, self._now())
        try:
            answer = await self._client.open().post(url, json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            key = "robot_unreachable" if isinstance(exc, NOT_SENT) else "robot_uncertain"
            return self._error(key, uncertain=not isinstance(exc, NOT_SENT), answer=type(exc).__name__)
        return self._judge(answer)

    def _judge(self, answer: httpx.Response) -> ChannelError | None:
        """None if the service says that it took the message."""
        status = answer.status_code
        if status == 429:
            return self._wait(_seconds(answer), status, answer.reason_phrase)
        code, words = self._read_code(answer)
        if code is None:
            return self._without_code(answer)
        if code == 0 and status < 300:
            return None
        meaning, wait_s = self._service.meaning(code)
        if meaning == "wait":
            return self._wait(wait_s, code, words)
        return self._error(
            f"robot_{meaning}",
            permanent=meaning == "refused",
            settings=meaning == "settings",
            code=code,
            answer=excerpt(hide(words)),
        )

    def _without_code(self, answer: httpx.Response) -> ChannelError:
        """4xx: the address leads nowhere. Anything else may have passed the message on before it failed."""
        told = f"HTTP {answer.status_code}"
        if 400 <= answer.status_code < 500:
            return self._error("robot_refused", permanent=True, code=answer.status_code, answer=answer.reason_phrase)
        return self._error("robot_uncertain", uncertain=True, answer=told)

    def _read_code(self, answer: httpx.Response) -> tuple[int | None, str]:
        try:
            body = json.loads(answer.content)
        except ValueError:
            return None, ""
        if not isinstance(body, dict):
            return None, ""
        codes = [body[key] for key in self._service.code_keys if type(body.get(key)) is int]
        return (codes[0] if codes else None), str(body.get(self._service.words_key, ""))

    def _wait(self, wait_s: float, code: int, words: str) -> ChannelError:
        told = excerpt(hide(words))
        return self._error("robot_wait", retry_after_s=wait_s, code=code, answer=told, seconds=int(wait_s))

    def _error(
        self,
        name: str,
        *,
        permanent: bool = False,
        settings: bool = False,
        uncertain: bool = False,
        retry_after_s: float | None = None,
        **parts: object,
    ) -> ChannelError:
        return ChannelError(
            f"channels.{name}",
            permanent=permanent,
            retry_after_s=retry_after_s,
            moved_to=None,
            settings=settings,
            uncertain=uncertain,
            service=text(f"channels.service_{self.kind}"),
            **parts,
        )


def _seconds(answer: httpx.Response) -> float:
    """How long the service asks to be left alone, by its own or the usual header; a minute where it says nothing."""
    found = retry_after(answer, "x-ogw-ratelimit-reset")
    return found if found is not None else _DEFAULT_WAIT_S
