"""Is everything in order? One finding a part; what is called in order was tried."""

from collections.abc import AsyncIterator, Mapping

from bot.app.checks import local, papers, people, sentences, servers
from bot.app.checks.finding import Finding, Mark, failed, good, worse
from bot.app.checks.trial import send_test
from bot.app.office import has_store, open_office
from bot.clock import Clock
from bot.errors import BotError
from bot.texts import text

__all__ = ["Finding", "Mark", "examine", "send_test", "worse"]


async def examine(environ: Mapping[str, str], clock: Clock) -> AsyncIterator[Finding]:
    """Every finding, as it is made. Nothing is sent and nothing is changed but tables of an older revision."""
    try:
        office = open_office(environ, makes=False)
    except BotError as error:
        yield failed(Mark.BAD, error)
        return
    is_there = has_store(office.settings)
    try:
        yield good("settings", folder=office.config or text("check.shipped"))
        for finding in local.variables(environ):
            yield finding
        yield local.store(office, is_there=is_there)
        for finding in (
            *local.folders(office, is_there=is_there),
            *local.calendar(office, clock()),
            *local.clock(office, clock()),
            *local.backups(office, clock(), is_there=is_there),
            *people.units(office, clock()),
            *people.chats(office),
            *local.messages(office),
            *local.fonts(office),
            *papers.templates(office),
            *sentences.texts(office),
        ):
            yield finding
        for finding in await servers.telegram(office):
            yield finding
        yield await servers.mail(office, clock)
        if office.reads_mail:
            yield await servers.mailbox(office)
        for finding in people.addresses(office):
            yield finding
    finally:
        office.store.close()
