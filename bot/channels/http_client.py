"""What channels over HTTP share: a client that opens when it is needed, and what is known of a request that failed."""

import httpx

from bot.channels.quiet import quieten_http

#: What httpx raises before a request has left.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class LazyClient:
    """Connections of one channel. `timeout_s` bounds each step in seconds; once closed it opens again when used."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._client: httpx.AsyncClient | None = None
        quieten_http()

    def open(self) -> httpx.AsyncClient:
        """The client, made if need be."""
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=self._timeout_s)
        return self._client

    async def close(self) -> None:
        """Lets go of all connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def retry_after(answer: httpx.Response, *headers: str) -> float | None:
    """How many seconds the server asks to be left alone by `Retry-After` or another header; None: it does not say."""
    found = (answer.headers.get(name, "") for name in ("retry-after", *headers))
    return next((float(words) for words in found if words.isdecimal()), None)
