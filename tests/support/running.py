"""A server that lives in an event loop, used from tests that have none: it runs in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class Running(Generic[S]):
    """`server` is what the context manager gave; `call` runs one of its coroutines in its own loop and waits."""

    def __init__(self, server: S, loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self._loop = loop

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=30)


@contextmanager
def running(make: Callable[[], AbstractAsyncContextManager[S]]) -> Iterator[Running[S]]:
    """`with running(smtp_server) as box: … box.server.mails` – for commands and other synchronous tests."""
    ready = threading.Event()
    found: dict[str, Any] = {}

    async def live() -> None:
        stop = asyncio.Event()
        found.update(loop=asyncio.get_running_loop(), stop=stop)
        async with make() as server:
            found["server"] = server
            ready.set()
            await stop.wait()

    def work() -> None:
        try:
            asyncio.run(live())
        except BaseException as exc:  # noqa: BLE001 - handed to the test below
            found["error"] = exc
        finally:
            ready.set()

    thread = threading.Thread(target=work, name="server")
    thread.start()
    ready.wait()
    if "error" in found:
        thread.join()
        raise found["error"]
    try:
        yield Running(found["server"], found["loop"])
    finally:
        found["loop"].call_soon_threadsafe(found["stop"].set)
        thread.join()
    if "error" in found:
        raise found["error"]
