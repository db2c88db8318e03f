"""The terminal as a channel: for a first look, and where neither chat nor mail is set up."""

import sys
from typing import TextIO

from bot.channels.base import excerpt, repeat_mark
from bot.errors import ChannelError
from bot.model import Message, Receipt
from bot.printable import printable
from bot.texts import text

_RULE = "─" * 60


class ConsoleChannel:
    """Prints who is told what. `stream`: None is standard output, looked up at each send.

    Control characters are left out: a ledger's text must not be able to drive the terminal.
    """

    kind = "console"

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    async def send(self, message: Message, address: str) -> Receipt:
        stream = self._stream or sys.stdout
        words = None
        try:
            stream.write(_page(message, address))
            stream.flush()
        except (OSError, ValueError) as exc:  # a broken pipe; a stream closed on shutdown
            words = excerpt(str(exc))
        if words is not None:
            raise ChannelError("channels.console_gone", permanent=False, answer=words)
        return Receipt(self.kind, address)

    async def close(self) -> None:
        """The stream belongs to the caller."""


def _page(message: Message, address: str) -> str:
    names = [excerpt(attachment.name) for attachment in message.attachments]
    lines = [
        _RULE,
        text("channels.console_to", address=excerpt(address)),
        text("channels.console_subject", subject=excerpt(message.subject)),
        *([text("channels.console_attached", names="、".join(names))] if names else []),
        _RULE,
        repeat_mark(message) + printable(message.text).rstrip(),
    ]
    return "\n".join(lines) + "\n\n"
