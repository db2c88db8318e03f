"""Answers by mail: read by one process at a time, as they come."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from bot.app.live import LiveOffice
from bot.channels.mail_address import read_address, read_sender
from bot.clock import Clock
from bot.errors import ChannelError, StoreError, UsageError
from bot.mailbox.imap import ImapBox
from bot.mailbox.imap_url import read_imap_url
from bot.mailbox.intake import Post
from bot.mailbox.mail_round import Mailbox, fetch
from bot.mailbox.proof import servers_near
from bot.settings import Settings
from bot.store.locks import Lock, try_lock
from bot.work.answers.incoming import Outcome
from bot.work.office import Office

log = logging.getLogger(__name__)

LOCK = "mailbox"
LOOK_S = 3.0
#: The longest that the mailbox is waited at before it is looked into, whatever its server tells.
WAIT_S = 60.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 120.0
#: A password that was refused is not tried again and again: providers lock a mailbox for that.
SETTINGS_PAUSE_S = 600.0


def mailbox_of(settings: Settings, stopping: Callable[[], bool] = lambda: False) -> Mailbox:
    """The mailbox that the settings name. Raises SettingsError where they name none, or not rightly."""
    server = read_imap_url(settings.imap_url.get_secret_value() if settings.imap_url is not None else "")
    own = {read_sender(settings.mail_from), *((_bare(settings.reply_to),) if settings.reply_to else ())}
    own |= {server.user} if "@" in server.user else set()
    post = Post(
        own=frozenset(address.lower() for address in own),
        servers=(settings.mail_proof.lower(),) if settings.mail_proof else servers_near(server.host),
        proves=settings.mail_proof is not None,
        file_mb=settings.evidence_mb,
    )
    name = sha256(f"{server.user}@{server.host}:{server.port}/{server.folder}".encode()).hexdigest()[:16]
    return Mailbox(name, ImapBox(server, stopping=stopping), post)


def _bare(address: str) -> str:
    return read_address(address)[1]


async def fetch_once(office: Office, clock: Clock) -> Counter[Outcome]:
    """What became of the mails that had come. Raises SettingsError, ChannelError, or UsageError while another reads."""
    mailbox = mailbox_of(office.settings)
    lock = try_lock(office.store, LOCK)
    if lock is None:
        raise UsageError("mailbox.read_elsewhere")
    try:
        return await asyncio.to_thread(fetch, office, mailbox, clock)
    finally:
        mailbox.box.close()
        lock.release()


async def read_answers(live: LiveOffice, clock: Clock, stop: asyncio.Event) -> None:
    """Reads until `stop`. What goes wrong here must not end the reminders."""
    while not stop.is_set():
        try:
            lock = await asyncio.to_thread(_taken, live)
            if lock is not None:
                await asyncio.to_thread(_serve, live, clock, stop.is_set, lock)
        except Exception:
            log.exception("reading answers has ended; reminders go on, and it is begun anew")
        await _pause(stop, LOOK_S)


def _taken(live: LiveOffice) -> Lock | None:
    try:
        return try_lock(live.now().store, LOCK)
    except StoreError as error:
        log.warning("who reads the mailbox cannot be settled now: %s", error)
        return None


def _serve(live: LiveOffice, clock: Clock, stopping: Callable[[], bool], lock: Lock) -> None:
    """Reads until told to stop, or until the others can no longer see that this process does."""
    pause_s = FIRST_PAUSE_S
    mailbox = mailbox_of(live.now().settings, stopping)
    try:
        while not stopping() and lock.is_held():
            try:
                _look(live, mailbox, clock)
                pause_s = FIRST_PAUSE_S
                mailbox.box.wait(WAIT_S)
            except (ChannelError, StoreError) as error:
                log.log(logging.WARNING if pause_s == FIRST_PAUSE_S else logging.DEBUG, "%s", error)
                _sleep(stopping, SETTINGS_PAUSE_S if isinstance(error, ChannelError) and error.settings else pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
    finally:
        mailbox.box.close()
        lock.release()


def _look(live: LiveOffice, mailbox: Mailbox, clock: Clock) -> None:
    found = fetch(live.now(), mailbox, clock)
    if found:
        log.info("mails seen to: %s", ", ".join(f"{outcome} {n}" for outcome, n in sorted(found.items())))


def _sleep(stopping: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not stopping():
        time.sleep(min(0.5, seconds))


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
