"""How long words are as a service counts them, and where they are cut.

core.telegram.org/bots/api#sendmessage: 1–4096 UTF-16 units of what is shown, without the markup.
developer.work.weixin.qq.com/document/path/91770: a robot's text is at most 2048 bytes of UTF-8; other robots take more.
"""

import html
import re

TELEGRAM_UNITS = 4096
ROBOT_BYTES = 2048
#: A line that is too long is broken behind one of these.
_MARKS = "、，。；, "
_TAG = re.compile(r"<[^>]*>")


def plain(markup: str) -> str:
    """What a reader sees of Telegram's markup; line breaks stay. Values in it must be escaped."""
    return html.unescape(_TAG.sub("", markup))


def units(words: str) -> int:
    """The number of UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def cut_units(words: str, limit: int) -> str:
    """At most `limit` UTF-16 units of `words`, whole characters only, a cut shown by “…”."""
    if units(words) <= limit:
        return words
    return words.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore") + "…"


def split_text(words: str, limit_bytes: int) -> list[str]:
    """`words` in parts of at most `limit_bytes` in UTF-8, cut between lines, and within a line only if it must be."""
    parts: list[str] = []
    room = 0
    for line in _short_lines(words, limit_bytes):
        size = len(line.encode())
        if parts and size < room:
            parts[-1] += f"\n{line}"
            room -= size + 1
        else:
            parts.append(line)
            room = limit_bytes - size
    return parts


def _short_lines(words: str, limit_bytes: int) -> list[str]:
    lines: list[str] = []
    for line in words.split("\n"):
        rest = line.encode()
        while len(rest) > limit_bytes:
            head = _head(rest[:limit_bytes].decode("utf-8", "ignore"))
            lines.append(head)
            rest = rest[len(head.encode()) :]
        lines.append(rest.decode())
    return lines


def _head(words: str) -> str:
    """As much of a line that must be broken as ends with a mark: a name is not cut in two where it need not be."""
    end = max(words.rfind(mark) for mark in _MARKS)
    return words[: end + 1] if end >= len(words) // 2 else words
