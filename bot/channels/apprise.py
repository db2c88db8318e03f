"""Slack, ntfy and the other services that Apprise knows, by URL. What they take counts as handed over, unconfirmed.

Apprise (github.com/caronc/apprise) says of a message only whether every request was answered well; why not stands in
its log alone, which holds addresses and is therefore listened to here and shown nowhere.

| what its log says of the answer | means                                                 |
|---------------------------------|-------------------------------------------------------|
| 408, 425, 429                   | passing; 429 after a minute                           |
| any other 4xx                   | permanent                                             |
| 5xx, no code                    | passing, uncertain: it may have been passed on before |
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.common import OverflowMode
from apprise.plugins.base import NotifyBase
from pydantic import RootModel, SecretStr

from bot.channels.base import Setup, bad_address, repeat_mark
from bot.errors import ChannelError
from bot.model import Message, Receipt

#: These have channels of their own, which learn truly what became of a message. The robots answer 200 when they
#: refuse, and Apprise takes that for success.
OWN = {
    "wecombot": "robot",
    "dingtalk": "robot",
    "feishu": "robot",
    "lark": "robot",
    "mailto": "email",
    "mailtos": "email",
    "tgram": "telegram",
}
_CODE = re.compile(r"error=(\d{3})")
_PASSING = {408, 425, 429}
_WAIT_S = 60.0
#: Seconds for connecting and for the answer, unless the URL says otherwise (`cto`, `rto`).
_STEP_S = 10.0

_heard: ContextVar[list[str]] = ContextVar("heard")


class _Listener(logging.Filter):
    """Keeps what is said in the course of one message with that message, and from everybody else."""

    def filter(self, record: logging.LogRecord) -> bool:
        if (kept := _heard.get(None)) is not None:
            kept.append(record.getMessage())
        return False


_LISTENER = _Listener()


class Addresses(RootModel[dict[str, SecretStr]]):
    """Addresses by name, in `[apprise]` of delivery.toml and in the environment."""


def build(setup: Setup) -> "AppriseChannel":
    """It is there for whoever has such an address."""
    named = setup.table.root if setup.table is not None else {}
    return AppriseChannel({name: url.get_secret_value() for name, url in named.items()})


class AppriseChannel:
    """An address is an Apprise URL, or a name in `addresses`. URLs hold tokens: they are never told, logged or kept.

    The receipt names the service only and is not confirmed. Long texts are split as the service wants them.
    """

    kind = "apprise"

    def __init__(self, addresses: Mapping[str, str], *, timeout_s: float = 60.0, threads: int = 4) -> None:
        self._addresses = {canonical(name): url for name, url in addresses.items()}
        self._timeout_s, self._threads = timeout_s, threads
        self._asset = AppriseAsset(
            app_id="Duban", app_desc="Duban", app_url="", image_url_mask="", image_url_logo="", async_mode=False
        )
        # Not the loop's own threads: those wait for the database, and a slow service must not hold them.
        self._pool: ThreadPoolExecutor | None = None
        logging.getLogger("apprise").addFilter(_LISTENER)

    async def send(self, message: Message, address: str) -> Receipt:
        service = self._open(address)
        shown = str(service.service_name)
        words = repeat_mark(message) + message.text
        heard: list[str] = []
        try:
            taken = await asyncio.wait_for(self._in_thread(service, message.subject, words, heard), self._timeout_s)
        except TimeoutError:
            taken = False
        if not taken:
            raise _fault(shown, heard)
        return Receipt(self.kind, shown, confirmed=False)

    async def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def check_address(self, address: str) -> str:
        """The name of the service that `address` means. Raises ChannelError (permanent). Nothing is sent."""
        return str(self._open(address).service_name)

    def _open(self, address: str) -> NotifyBase:
        url = address.strip()
        if "://" not in url:
            if canonical(url) not in self._addresses:
                raise ChannelError("channels.apprise_name", permanent=True, name=url)
            url = self._addresses[canonical(url)]
        service = Apprise.instantiate(url, asset=self._asset)
        if service is None or len(service) == 0:  # none of its targets has the form of one
            raise bad_address(self.kind)
        schemas: set[str] = service.schemas()  # type: ignore[no-untyped-call]  # untyped in the library
        own = next((OWN[schema] for schema in sorted(schemas) if schema in OWN), None)
        if own is not None:
            raise ChannelError("channels.apprise_own", permanent=True, service=service.service_name, channel=own)
        # Trying again and giving up are the courier's business.
        service.retry, service.optional = 0, False
        if "overflow=" not in url:
            service.overflow_mode = OverflowMode.SPLIT
        if "cto=" not in url and "rto=" not in url:
            service.socket_connect_timeout = service.socket_read_timeout = _STEP_S
        return service

    async def _in_thread(self, service: NotifyBase, subject: str, words: str, heard: list[str]) -> bool:
        def work() -> bool:
            _heard.set(heard)
            one = Apprise(servers=service, asset=self._asset)
            return bool(one.notify(body=words, title=subject, body_format=NotifyFormat.TEXT))

        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="apprise")
        return await asyncio.get_running_loop().run_in_executor(self._pool, copy_context().run, work)


def canonical(name: str) -> str:
    """A name as it is looked up: the environment knows capitals and underscores only."""
    return name.strip().casefold().replace("-", "_")


def _fault(service: str, heard: list[str]) -> ChannelError:
    codes = [int(found) for words in heard for found in _CODE.findall(words)]
    code = next((code for code in codes if 400 <= code < 600), None)
    if code == 429:
        return ChannelError(
            "channels.apprise_wait", permanent=False, retry_after_s=_WAIT_S, service=service, seconds=int(_WAIT_S)
        )
    if code is not None and code < 500:
        key = "channels.apprise_later" if code in _PASSING else "channels.apprise_refused"
        return ChannelError(key, permanent=code not in _PASSING, service=service, code=code)
    return ChannelError("channels.apprise_uncertain", permanent=False, uncertain=True, service=service)
