"""The board served by uvicorn within the program's own event loop, until told to stop."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.board.call import Examine
from bot.board.place import Place, place_of
from bot.board.site import build_site
from bot.clock import Clock
from bot.errors import SettingsError
from bot.work.office import Office

log = logging.getLogger(__name__)

#: The head of a request must come within this time: who opens connections and says nothing holds none. Between two
#: requests a connection is kept; of an answer some more must be taken within this time.
HEAD_S, KEPT_S, READ_S = 15.0, 30, 60.0
MOST_CONNECTIONS = 500
PATIENCE_S = 2


class _Patient(H11Protocol):
    """Closes a connection whose next request does not come, or whose answer is not taken.

    uvicorn itself waits for the head of a request without end once its first byte is there, and for a reader likewise.
    """

    _waiting: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait_for_head(HEAD_S)

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._waiting, self._unread):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        self._wait_for_head(KEPT_S + HEAD_S)
        super().on_response_complete()  # what the client sent meanwhile is begun in there

    def pause_writing(self) -> None:
        self._unread = self.loop.call_later(READ_S, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
        super().resume_writing()

    def _wait_for_head(self, seconds: float) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = self.loop.call_later(seconds, self._give_up, self.cycle)

    def _give_up(self, last: object) -> None:
        if self.cycle is last:
            self.transport.close()


class _Server(uvicorn.Server):
    """Signals are the program's own."""

    def capture_signals(self) -> contextlib.nullcontext[None]:  # type: ignore[override]  # any context manager does
        return contextlib.nullcontext()


def open_door(place: Place) -> socket.socket:
    """The port. Raises SettingsError where it is taken, or not ours to take."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        return socket.create_server((place.host, place.port), family=family)
    except OSError as error:
        raise SettingsError("board.no_port", host=place.host, port=place.port, reason=error.strerror) from error


async def serve_board(
    door: socket.socket,
    office: Callable[[], Office],
    clock: Clock,
    stop: asyncio.Event,
    bot: str | None = None,
    examine: Examine | None = None,
) -> None:
    """Answers until `stop`; what goes wrong here must not end the reminders."""
    config = uvicorn.Config(
        build_site(office, clock, bot, examine),
        http=_Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # an address may hold a token
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEPT_S,
        timeout_graceful_shutdown=PATIENCE_S,
        forwarded_allow_ips=office().settings.board_proxies,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[door]))
    stopping = asyncio.create_task(stop.wait())
    log.info("the board is served at %s", place_of(office().settings).url)
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
    finally:
        stopping.cancel()
        door.close()
