"""Is everything in order? One finding a part: settings, store, calendar, units, Telegram, mail."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NoReturn
from uuid import uuid4

from telegram import WebhookInfo

from bot.app.answering import port_of
from bot.app.channels import apprise_channel, build_channels, services_of
from bot.app.office import open_office
from bot.channels import Channel
from bot.channels.base import excerpt
from bot.channels.email import EmailChannel
from bot.channels.smtp_url import read_smtp_url
from bot.chat.identity import TIMEOUT_S, chat_bot, introduce, leave, webhook_of
from bot.chat.webhook import Port
from bot.clock import Clock
from bot.errors import BotError, ChannelError
from bot.messages import render
from bot.model import Message
from bot.roster.roster import CONTACT
from bot.store import duties, outbox, people
from bot.store.engine import revision
from bot.store.store import get_mark
from bot.texts import text
from bot.work.office import Office
from bot.work.people.access import whom
from bot.work.people.directory import Directory
from bot.work.people.footing import Life
from bot.work.people.identity import unknown_unit
from bot.work.people.life import bindings

NAMED = 12


class Mark(Enum):
    """How a part is, the worst last. The value's first part is what the command ends with."""

    GOOD = (0, "in order")
    OPEN = (1, "works, but something is left to do")
    DOWN = (1, "does not work at present")
    BAD = (2, "the settings are wrong, or nothing can work")

    @property
    def exit_code(self) -> int:
        """0 in order, 1 something is to be done, 2 wrong settings."""
        return self.value[0]


def worse(one: Mark, other: Mark) -> Mark:
    """The worse of two."""
    order = list(Mark)
    return max(one, other, key=order.index)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how it is, what was found, and what to do where something is to be done."""

    mark: Mark
    words: str


def _good(key: str, /, **parts: object) -> Finding:
    return Finding(Mark.GOOD, text(f"check.{key}", **parts))


def _open(key: str, /, **parts: object) -> Finding:
    return Finding(Mark.OPEN, text(f"check.{key}", **parts))


async def examine(environ: Mapping[str, str], clock: Clock) -> AsyncIterator[Finding]:
    """Every finding, as it is made. Nothing is sent and nothing is changed but tables of an older revision."""
    try:
        office = open_office(environ)
    except BotError as error:
        yield Finding(Mark.BAD, str(error))
        return
    try:
        yield _good("settings", folder=office.config or text("check.shipped"))
        yield _store(office)
        for finding in (*_calendar(office, clock()), *_roster(office, clock()), *_bindings(office), *_outbox(office)):
            yield finding
        for finding in await _telegram(office):
            yield finding
        yield await _mail(office, clock)
        for finding in _services(office):
            yield finding
    finally:
        office.store.close()


class _Undone(Exception):  # noqa: N818 - no error: it takes the trial back
    """Ends the trial of writing."""


def _store(office: Office) -> Finding:
    """Whether the store takes a change, which is taken back."""
    shown = office.store.engine.url.render_as_string(hide_password=True)
    try:
        _try_to_write(office)
    except _Undone:
        return _good("store", url=shown, revision=revision(office.store.engine))
    except BotError as error:
        return Finding(Mark.BAD, str(error))


def _try_to_write(office: Office) -> NoReturn:
    with office.store.begin() as session:
        get_mark(session, "check").value = "trial"
        session.flush()
        raise _Undone


def _calendar(office: Office, now: datetime) -> Iterator[Finding]:
    """The present year and those in which something falls due."""
    with office.store.begin() as session:
        due = {row.due.year for row in duties.duties(session) if row.due is not None and row.next_at is not None}
    calendar = office.rules.calendar
    years = sorted({office.today(now).year, *due})
    if known := [str(year) for year in years if calendar.knows(year)]:
        yield _good("calendar", years="、".join(known))
    if unknown := [str(year) for year in years if not calendar.knows(year)]:
        yield _open("calendar_unknown", years="、".join(unknown))


def _roster(office: Office, now: datetime) -> Iterator[Finding]:
    """Who can be reached by what is written down or bound."""
    roster = office.roster
    for fault in office.unit_faults:
        yield Finding(Mark.BAD, fault)
    with office.store.begin() as session:
        directory = Directory(roster, people.all_bindings(session), office.today(now))
    if not roster.unit:
        yield _open("no_units")
    else:
        bare = [u.name for u in roster.unit if not any(r.ways for r in directory.recipients(u.name, CONTACT))]
        if bare:
            more = "…" if len(bare) > NAMED else ""
            yield _open("bare_units", n=len(bare), all=len(roster.unit), names="、".join(bare[:NAMED]) + more)
        else:
            yield _good("units", n=len(roster.unit))
    coordinators = directory.coordinators()
    if any(r.ways for r in coordinators):
        yield _good("coordinators", names="、".join(r.to for r in coordinators))
    else:
        yield _open("no_coordinator")


def _bindings(office: Office) -> Iterator[Finding]:
    """Chats that are bound for nobody whom the file names."""
    found = bindings(office, ended=False)
    asleep = [bound for bound in found if bound.life is Life.ASLEEP]
    unlisted = [bound for bound in found if bound.life is Life.BOUND and not bound.listed]
    for key, some in (("bindings_asleep", asleep), ("bindings_unlisted", unlisted)):
        if some:
            names = [f"{whom(bound.role, bound.name)}（{bound.person}，{bound.chat}）" for bound in some[:NAMED]]
            yield _open(key, n=len(some), names="、".join(names) + ("…" if len(some) > NAMED else ""))


def _outbox(office: Office) -> Iterator[Finding]:
    with office.store.begin() as session:
        waiting = len([row for row in outbox.messages_in(session, outbox.WAITING) if row.error is not None])
        unsent = len(outbox.messages_in(session, outbox.UNSENT))
    if waiting or unsent:
        yield _open("outbox", waiting=waiting, unsent=unsent)


async def _telegram(office: Office) -> list[Finding]:
    """Whether the bot is known, and how its updates come."""
    if office.settings.telegram_token is None:
        return [_good("no_telegram") if _has_mail(office) else _open("no_channel")]
    try:
        bot = chat_bot(office.settings, TIMEOUT_S)
    except BotError as error:
        return [Finding(Mark.BAD, str(error))]
    try:
        known = _good("telegram", bot=(await introduce(bot)).username)
        return [known, _updates(port_of(office.settings), await webhook_of(bot))]
    except ChannelError as error:
        return [Finding(Mark.BAD if error.settings else Mark.DOWN, str(error))]
    finally:
        await leave(bot)


def _updates(port: Port | None, now: WebhookInfo) -> Finding:
    """`now` is what Telegram has; a start of `duban run` makes it what the settings say."""
    if port is None:
        return _open("webhook_left") if now.url else _good("polling")
    parts = {"url": port.url, "host": port.listen, "port": port.port}
    if now.url != port.url:
        return _open("webhook_waits", **parts)
    if now.last_error_message:
        waiting = now.pending_update_count
        return Finding(
            Mark.DOWN, text("check.webhook_fault", fault=excerpt(now.last_error_message), n=waiting, **parts)
        )
    return _good("webhook", **parts)


def _has_mail(office: Office) -> bool:
    return office.settings.smtp_url is not None or office.settings.mail_folder is not None


async def _mail(office: Office, clock: Clock) -> Finding:
    """Connects, encrypts and logs in; hands in nothing."""
    settings = office.settings
    if settings.smtp_url is None:
        folder = settings.mail_folder
        return _good("mail_folder", folder=folder) if folder is not None else _good("no_mail")
    try:
        server = read_smtp_url(settings.smtp_url.get_secret_value())
        channel = EmailChannel(server, mail_from=settings.mail_from, now=clock, timeout_s=TIMEOUT_S * 2)
        await channel.check()
    except ChannelError as error:
        return Finding(Mark.BAD if error.settings else Mark.DOWN, str(error))
    except BotError as error:
        return Finding(Mark.BAD, str(error))
    return _good("mail", server=f"{server.host}:{server.port}", sender=settings.mail_from)


def _services(office: Office) -> Iterator[Finding]:
    """Whether the addresses at other services can be understood; nobody can ask whether they are right."""
    found = services_of(office.roster)
    if not found:
        return
    channel = apprise_channel(office.delivery)
    names: list[str] = []
    for whose, address in found:
        try:
            names.append(channel.check(address))
        except ChannelError as error:
            yield Finding(Mark.BAD, text("check.bad_service", name=whose, fault=error))
    if names:
        yield _good("services", n=len(names), names="、".join(dict.fromkeys(names)))


async def send_test(office: Office, name: str, clock: Clock) -> AsyncIterator[Finding]:
    """Sends a real message to the unit's first contact by every way that it has. Raises UsageError."""
    unit = office.roster.find_unit(name)
    if unit is None:
        raise unknown_unit(office, name)
    with office.store.begin() as session:
        directory = Directory(office.roster, people.all_bindings(session), office.today(clock()))
        found = directory.recipient(unit.name, CONTACT)
    if found is None or not found.ways:
        yield _open("test_no_way", unit=unit.name)
        return
    channels = build_channels(office.settings, office.roster, office.delivery, clock=clock)
    try:
        for kind, address in found.ways:
            yield await _try(office, channels.get(kind), kind, address, unit.name)
    finally:
        for channel in channels.values():
            await channel.close()


async def _try(office: Office, channel: Channel | None, kind: str, address: str, unit: str) -> Finding:
    shown = text(f"run.channel_{kind}")
    if channel is None:
        return _open("test_no_channel", unit=unit, channel=shown)
    subject = text("check.test_subject")
    values = {"unit": unit, "office": office.name}
    html = render("chat/test.html", office.config, **values) if kind == "telegram" else None
    message = Message(str(uuid4()), subject, render("chat/test.txt", office.config, **values), html)
    try:
        receipt = await channel.send(message, address)
    except ChannelError as error:
        mark = Mark.BAD if error.settings else Mark.DOWN
        return Finding(mark, text("check.test_failed", unit=unit, channel=shown, fault=error))
    refused = "、".join(f"{who}（{code}）" for who, code in receipt.refused)
    if refused:
        return _open("test_partly", unit=unit, channel=shown, refused=refused)
    key = "test_sent" if receipt.confirmed else "test_handed"
    return _good(key, unit=unit, channel=shown, address=receipt.address)
