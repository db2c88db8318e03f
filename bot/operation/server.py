"""`/healthz` and `/metrics` on a local port, for whoever watches the program. Nothing else is answered."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict

from bot.errors import StoreError
from bot.operation.health import Figures, exposition

log = logging.getLogger(__name__)

READ_TIMEOUT_S = 5.0
#: An answer: status line, media type, body.
Answer = tuple[str, str, str]


@asynccontextmanager
async def watched(
    look: Callable[[], Figures],
    host: str,
    port: int | None,
    own: Callable[[], str] = str,
    judge: Callable[[Figures], bool] = lambda found: found.is_well,
) -> AsyncIterator[int | None]:
    """Answers while the context lasts; gives the port, None where it is taken, which is logged, or none is wanted.

    `look` tells the figures of the database, `own` those of this process, `judge` whether this host is well.
    """

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await asyncio.wait_for(reader.readline(), READ_TIMEOUT_S)
            while await asyncio.wait_for(reader.readline(), READ_TIMEOUT_S) not in {b"\r\n", b"\n", b""}:
                pass
            writer.write(_page(await _answer(line, look, own, judge)))
            await writer.drain()
        except (OSError, ValueError, TimeoutError) as error:
            log.debug("a look at the figures ended early: %s", type(error).__name__)
        finally:
            writer.close()

    try:
        server = await asyncio.start_server(answer, host, port) if port is not None else None
    except OSError as error:
        log.warning("no figures on %s:%d: %s", host, port, error.strerror)
        server = None
    try:
        yield None if server is None else server.sockets[0].getsockname()[1]
    finally:
        if server is not None:
            server.close()
            await server.wait_closed()


async def _answer(
    line: bytes, look: Callable[[], Figures], own: Callable[[], str], judge: Callable[[Figures], bool]
) -> Answer:
    method, _, rest = line.decode("latin-1").partition(" ")
    path = rest.split(" ")[0].partition("?")[0]
    if method not in {"GET", "HEAD"} or path not in {"/healthz", "/metrics"}:
        return "404 Not Found", "text/plain", "/healthz /metrics\n"
    try:
        found = await asyncio.to_thread(look)
    except StoreError as error:
        log.error("no figures: %s", error)  # noqa: TRY400 - told in full by itself
        return "503 Service Unavailable", "application/json", json.dumps({"ok": False, "reason": "store"}) + "\n"
    if path == "/metrics":
        return "200 OK", "text/plain; version=0.0.4", exposition(found) + own()
    is_well = judge(found)
    body = json.dumps({"ok": is_well, **asdict(found)}) + "\n"
    return "200 OK" if is_well else "503 Service Unavailable", "application/json", body


def _page(answer: Answer) -> bytes:
    status, media_type, body = answer
    content = body.encode()
    head = (f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(content)}", "Connection: close")
    return "\r\n".join([*head, "", ""]).encode() + content
