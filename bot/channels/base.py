"""What a channel is: it takes one message to one address, and says truly whether it was taken."""

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from bot.channel_kinds import title_of
from bot.clock import Clock
from bot.errors import ChannelError
from bot.model import Message, Receipt
from bot.settings import Settings
from bot.texts import text


@dataclass(frozen=True, slots=True)
class Setup:
    """What a channel's module makes it of in `build`. `table`: what delivery.toml has for it, checked, or None."""

    settings: Settings
    clock: Clock
    table: Any = None


class Channel(Protocol):
    """A way to reach people. It does not render, choose, retry or store.

    `send` returns a `Receipt` when the message was taken, else raises `ChannelError`, which tells a permanent
    refusal from a passing one. `close` lets go of connections; a closed channel opens them again when it sends.
    """

    kind: str

    async def send(self, message: Message, address: str) -> Receipt: ...

    async def close(self) -> None: ...


@runtime_checkable
class AddressCheck(Protocol):
    """A channel that can tell by its form whether an address may be one."""

    def check_address(self, address: str) -> str:
        """To what it belongs, in a word. Raises ChannelError (permanent). Nothing is sent."""
        ...


def repeat_mark(message: Message) -> str:
    """The line that opens a chat message which may have arrived before; empty for a first try."""
    return f"{text('channels.repeat')}\n" if message.repeat else ""


def excerpt(words: str, limit: int = 200) -> str:
    """A server's own words on one line, at most `limit` characters, without control characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def bad_address(kind: str) -> ChannelError:
    """The address does not have the form that the channel needs. The address itself may be secret and is not told."""
    return ChannelError("channels.bad_address", permanent=True, channel=title_of(kind))
