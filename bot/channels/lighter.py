"""A message without the attachment that is too large for the server, saying so in both bodies."""

import html
from dataclasses import replace

from bot.model import Message
from bot.texts import text


def lighter(message: Message) -> Message:
    """The message without its largest attachment, whose name and size it tells at its end."""
    largest = max(message.attachments, key=lambda one: len(one.content))
    kept = tuple(one for one in message.attachments if one is not largest)
    words = text("channels.left_out", name=largest.name, size=_size(len(largest.content)))
    page = None if message.html is None else _with_line(message.html, words)
    return replace(message, text=f"{message.text.rstrip()}\n\n{words}\n", html=page, attachments=kept)


def _with_line(page: str, words: str) -> str:
    body, end, rest = page.rpartition("</body>")
    line = f"<p>{html.escape(words)}</p>"
    return f"{body}{line}{end}{rest}" if end else f"{page}{line}"


def _size(n: int) -> str:
    return f"{n / 1e6:.1f} MB" if n >= 100_000 else f"{max(1, n // 1000)} kB"
