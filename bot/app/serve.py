"""Serving: the clock wakes the tick, the courier delivers, the chat answers, until told to stop."""

import asyncio
import logging
import signal
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.answering import answer
from bot.app.channels import build_channels, build_courier
from bot.app.checks import examine
from bot.app.live import LiveOffice
from bot.app.mail import mailbox_of, read_answers
from bot.app.rounds import Rounds
from bot.board.place import place_of
from bot.board.server import open_door, serve_board
from bot.channels import Channel
from bot.chat.identity import chat_bot, introduce, leave
from bot.chat.link import unless_stopped
from bot.clock import Clock
from bot.errors import ChannelError, SettingsError
from bot.meters import Meters
from bot.operation.health import figures
from bot.operation.server import watched
from bot.store.locks import try_lock
from bot.store.store import get_mark
from bot.work.office import Office
from bot.work.planning.digests import digest_after
from bot.work.planning.tick import next_instant

log = logging.getLogger(__name__)

#: The parts of the five seconds in which the program ends: a send may finish, the chat confirms, connections close.
ROUND_PATIENCE_S, CHAT_PATIENCE_S, CLOSE_PATIENCE_S = 2.0, 2.0, 0.5
#: How long the start waits to learn whether Telegram knows the token.
INTRODUCTION_S = 8.0


@dataclass(frozen=True, slots=True)
class Started:
    """What runs. `bot` is its user name, None without a token or while Telegram is not reachable (`fault` says why)."""

    channels: tuple[str, ...]
    bot: str | None
    fault: str | None
    alone: bool
    recovered: int
    next_digest: datetime
    next_due: datetime
    board: str | None = None  # the address of the pages


ROLES = ("clock", "courier", "chat", "mail", "board")


async def serve(
    live: LiveOffice,
    clock: Clock,
    *,
    console: bool,
    started: Callable[[Started], None],
    roles: Collection[str] | None = None,
) -> None:
    """Runs until SIGTERM or SIGINT, then ends within five seconds; SIGHUP has the settings read again.

    Raises SettingsError where the token is refused.

    `roles`: of what there may be several on a store, what this process does; None: all that is set up.
    """
    is_named, roles = roles is not None, ROLES if roles is None else roles
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    loop.add_signal_handler(signal.SIGHUP, live.read_again)
    office = live.now()
    introduced = await unless_stopped(stop, _bot(office if "chat" in roles else replace(office, can_chat=False)))
    if introduced is None:
        return
    reads_mail = "mail" in roles and office.settings.imap_url is not None
    if reads_mail:
        mailbox_of(office.settings)  # what is wrong with it is said now
    has_board = "board" in roles and (is_named or office.settings.board_url is not None)
    place = place_of(office.settings) if has_board else None
    door = open_door(place) if place is not None else None
    channels = build_channels(office.settings, office.roster, office.delivery, console=console, clock=clock)
    lock = try_lock(office.store, "run")
    port = office.settings.metrics_port or None
    try:
        meters = Meters()
        courier = build_courier(office, channels, meters) if "courier" in roles else None
        rounds = Rounds(live, courier, clock, stop.is_set, meters)
        doors: list[asyncio.Task[None]] = []  # one that has ended while this runs is not well
        async with watched(
            lambda: figures(office.store, clock()),
            office.settings.metrics_host,
            port,
            meters.exposition,
            lambda found: rounds.is_well(roles, found) and not any(door.done() for door in doors),
        ):
            recovered = courier.recover() if courier is not None else 0
            engines = rounds.engines(roles)
            chat = asyncio.create_task(answer(live, clock, stop)) if office.can_chat and "chat" in roles else None
            mail = asyncio.create_task(read_answers(live, clock, stop)) if reads_mail else None
            board = (
                asyncio.create_task(serve_board(door, live.now, clock, stop, introduced[0], live_check(live, clock)))
                if door is not None
                else None
            )
            doors += [door for door in (chat, mail, board) if door is not None]
            described = _described(office, clock(), channels, *introduced, lock is not None, recovered)
            started(replace(described, board=place.url if place is not None else None))
            for engine in engines:
                engine.start()
            await stop.wait()
            await asyncio.gather(
                *(engine.stop(ROUND_PATIENCE_S) for engine in engines), _end(chat), _end(mail), _end(board)
            )
    finally:
        await _close(channels)
        if lock is not None:
            lock.release()


def live_check(live: LiveOffice, clock: Clock) -> Callable[[], list[tuple[str, str]]]:
    """What `duban check` finds, for a page."""

    async def found() -> list[tuple[str, str]]:
        return [(one.mark.name.lower(), one.words) async for one in examine(live.environ, clock)]

    return lambda: asyncio.run(found())


async def _bot(office: Office) -> tuple[str | None, str | None]:
    """The bot's name, or why there is none. Raises SettingsError where Telegram does not know the token."""
    if not office.can_chat:
        return None, None
    bot = chat_bot(office.settings, INTRODUCTION_S)
    refused = None
    try:
        return (await introduce(bot)).username, None
    except ChannelError as error:
        if not error.settings:
            return None, str(error)
        refused = SettingsError(error.key, **error.parts)
    finally:
        await leave(bot)
    raise refused


def _described(
    office: Office,
    now: datetime,
    channels: Mapping[str, Channel],
    bot: str | None,
    fault: str | None,
    alone: bool,
    recovered: int,
) -> Started:
    with office.store.begin() as session:
        digest = get_mark(session, "digest").at or digest_after(office, now)
        due = next_instant(office, session) or digest
    return Started(tuple(channels), bot, fault, alone, recovered, digest, due)


async def _end(door: "asyncio.Task[None] | None") -> None:
    if door is None:
        return
    await asyncio.wait({door}, timeout=CHAT_PATIENCE_S)
    door.cancel()
    await asyncio.gather(door, return_exceptions=True)


async def _close(channels: Mapping[str, Channel]) -> None:
    try:
        closing = asyncio.gather(*(channel.close() for channel in channels.values()), return_exceptions=True)
        await asyncio.wait_for(closing, CLOSE_PATIENCE_S)
    except TimeoutError:
        log.info("connections were left to the system to close")
