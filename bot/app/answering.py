"""The chat: with long polling answered by one process at a time, for Telegram gives updates to one poller only; with
webhooks by all who listen.
"""

import asyncio
import logging

from bot.app.live import LiveOffice
from bot.chat.identity import chat_bot
from bot.chat.polling import Poller
from bot.chat.service import build_service
from bot.chat.webhook import Hook, Port
from bot.clock import Clock
from bot.errors import StoreError
from bot.settings import Settings
from bot.store.locks import Lock, try_lock

log = logging.getLogger(__name__)

LOCK = "telegram"
#: How often others look whether the one that answers has ended, and that one whether it is still known.
LOOK_S = 3.0
TIMEOUT_S = 15.0


async def answer(live: LiveOffice, clock: Clock, stop: asyncio.Event) -> None:
    """Answers until `stop`. What goes wrong here must not end the reminders."""
    port = port_of(live.now().settings)
    while not stop.is_set():
        try:
            await (_poll_in_turn(live, clock, stop) if port is None else _listen(port, live, clock, stop))
        except Exception:
            log.exception("the chat has ended; reminders go on, and it is begun anew")
            await _pause(stop)


def port_of(settings: Settings) -> Port | None:
    """Where updates are posted; None for long polling."""
    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    if url is None or secret is None:
        return None
    return Port(url, settings.telegram_webhook_listen, settings.telegram_webhook_port, secret.get_secret_value())


async def _listen(port: Port, live: LiveOffice, clock: Clock, stop: asyncio.Event) -> None:
    bot = chat_bot(live.now().settings, TIMEOUT_S)
    await Hook(bot, build_service(bot, live.now, clock), stop, port).run()


async def _poll_in_turn(live: LiveOffice, clock: Clock, stop: asyncio.Event) -> None:
    """Answers unless somebody else does; then waits a little."""
    lock = await asyncio.to_thread(_taken, live)
    if lock is None:
        await _pause(stop)
        return
    try:
        await _answer_while(lock, live, clock, stop)
    finally:
        lock.release()


def _taken(live: LiveOffice) -> Lock | None:
    try:
        return try_lock(live.now().store, LOCK)
    except StoreError as error:
        log.warning("who answers the chat cannot be settled now: %s", error)
        return None


async def _answer_while(lock: Lock, live: LiveOffice, clock: Clock, stop: asyncio.Event) -> None:
    """Polls until `stop`, or until the others can no longer see that this process does."""
    over = asyncio.Event()
    bot = chat_bot(live.now().settings, TIMEOUT_S)
    polling = asyncio.create_task(Poller(bot, build_service(bot, live.now, clock), over).run())
    try:
        while not stop.is_set() and not polling.done() and await asyncio.to_thread(lock.is_held):
            await _pause(stop)
        over.set()
        await polling
    except asyncio.CancelledError:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        raise


async def _pause(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), LOOK_S)
    except TimeoutError:
        return
