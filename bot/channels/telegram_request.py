"""Requests to the Bot API by httpx's connections alone: what its client adds (cookies, redirects, sign-on) nobody needs
here, and it costs a third of a request.
"""

import json
from functools import lru_cache
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.updates import readable

#: Seconds, None for no limit, or the library's sign for “as it was set up”.
Limit = Any


class QuietRequest(BaseRequest):
    """Connections that open when they are needed; an unreadable answer is raised, and not also written to the log with
    a traceback.

    `timeout_s` bounds each of connecting, writing, waiting for the answer and for a free connection. `proxy`:
    `http://…`, `https://…` or `socks5://…`; None leaves it to the environment. Raises ValueError where it is none.
    """

    def __init__(self, *, timeout_s: float, connections: int, proxy: str | None = None) -> None:
        self._timeout_s, self._proxy = timeout_s, proxy
        self._limits = httpx.Limits(max_connections=connections)
        self._transport: httpx.AsyncHTTPTransport | None = None
        if proxy is not None:
            self._transport = httpx.AsyncHTTPTransport(limits=self._limits, proxy=proxy)

    @property
    def read_timeout(self) -> float:
        """In seconds, for the library."""
        return self._timeout_s

    async def initialize(self) -> None:
        """Nothing: connections open when they are needed."""

    async def shutdown(self) -> None:
        """Ends the connections; a later request opens them anew."""
        if self._transport is not None:
            transport, self._transport = self._transport, None
            await transport.aclose()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Limit = BaseRequest.DEFAULT_NONE,
        write_timeout: Limit = BaseRequest.DEFAULT_NONE,
        connect_timeout: Limit = BaseRequest.DEFAULT_NONE,
        pool_timeout: Limit = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and content of the answer. Raises TimedOut and NetworkError."""
        given = {"read": read_timeout, "write": write_timeout, "connect": connect_timeout, "pool": pool_timeout}
        within = {name: self._timeout_s if s is BaseRequest.DEFAULT_NONE else s for name, s in given.items()}
        request = httpx.Request(
            method,
            _address(url),
            headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "gzip, deflate"},
            data=request_data.json_parameters if request_data else None,
            files=request_data.multipart_data if request_data else None,
            extensions={"timeout": within},
        )
        try:
            return await self._answer(request)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error

    async def _answer(self, request: httpx.Request) -> tuple[int, bytes]:
        if self._transport is None:
            proxy = self._proxy or proxy_for(request.url)
            self._transport = httpx.AsyncHTTPTransport(limits=self._limits, proxy=proxy)
        response = await self._transport.handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object that has what its `ok` promises. Raises TelegramError."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict) or (answer.get("ok") is not False and "result" not in answer):
            raise TelegramError("Invalid server response")
        return readable(answer)


@lru_cache(maxsize=64)
def _address(url: str) -> httpx.URL:
    """A bot asks for the same few methods again and again."""
    return httpx.URL(url)


def proxy_for(url: httpx.URL) -> str | None:
    """What the environment names for it; None where it is reached without one."""
    if proxy_bypass(url.host):
        return None
    named = getproxies()
    found = named.get(url.scheme) or named.get("all")
    return found if found is None or "://" in found else f"http://{found}"
