"""`duban run`: serves until stopped."""

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from threading import Timer

from bot.app.live import LiveOffice
from bot.app.logs import set_up_logging
from bot.app.serve import ROLES, Started, serve
from bot.channel_kinds import title_of
from bot.cli.common import office_at
from bot.cli.terminal import say
from bot.clock import Clock, system_clock
from bot.errors import UsageError
from bot.work.office import Office

#: How long threads of the system, such as one that waits for a name server, may hold up the end.
LINGER_S = 1.0


def run(console: bool, roles: str | None, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        set_up_logging(office.settings, _roles(roles) or ROLES)
        clock = system_clock if now is None else running_from(instant)
        live = LiveOffice(office, os.environ)
        _run(live, clock, console, _roles(roles), lambda found: _tell(found, office, clock()))
    say("run.stopped")


def run_until_stopped(live: LiveOffice, clock: Clock, roles: list[str]) -> None:
    """Serves these roles without a word but the log's."""
    _run(live, clock, False, roles, lambda _: say("run.stop"))
    say("run.stopped")


def running_from(start: datetime) -> Clock:
    """A clock that shows `start` now and goes on from there."""
    ahead = start - system_clock()
    return lambda: system_clock() + ahead


def _roles(words: str | None) -> list[str] | None:
    """The roles named; None where none is."""
    if words is None:
        return None
    found = [role.strip() for role in words.split(",") if role.strip()]
    if not found or set(found) - set(ROLES):
        raise UsageError("run.bad_roles", found=words, roles=",".join(ROLES))
    return found


def _run(
    live: LiveOffice, clock: Clock, console: bool, roles: list[str] | None, started: Callable[[Started], None]
) -> None:
    """Everything is in the store by the time serving ends, so nothing is lost with a thread that does not end."""
    leave = Timer(LINGER_S, os._exit, (0,))
    leave.daemon = True

    async def main() -> None:
        await serve(live, clock, console=console, started=started, roles=roles)
        leave.start()

    try:
        asyncio.run(main())
    finally:
        leave.cancel()


def _tell(found: Started, office: Office, now: datetime) -> None:
    """What runs, what comes next, and how to stop it."""
    say("run.started", style="bold")
    if found.channels:
        say("run.channels", names="、".join(title_of(name) for name in found.channels))
    else:
        say("run.no_channels", style="yellow")
    if found.bot is not None:
        say("run.chat", bot=found.bot)
    elif found.fault is not None:
        say("run.no_chat", fault=found.fault, style="yellow")
    if found.board is not None:
        say("run.board", url=found.board)
    if not found.alone and office.store.engine.url.get_backend_name() == "sqlite":
        say("run.not_alone", style="yellow")
    if found.recovered:
        say("run.recovered", n=found.recovered)
    say("run.next_digest", at=_at(max(found.next_digest, now), office))
    say("run.next_due", at=_at(max(found.next_due, now), office))
    say("run.stop")


def _at(instant: datetime, office: Office) -> str:
    return instant.astimezone(office.rules.zone).strftime("%Y-%m-%d %H:%M")
