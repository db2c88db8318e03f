"""How long words are as a service counts them, and where they are cut.

core.telegram.org/bots/api#sendmessage: 1–4096 UTF-16 units of what is shown, without the markup.
developer.work.weixin.qq.com/document/path/91770: a robot's text is at most 2048 bytes of UTF-8; other robots take more.
"""

import html
import re
from functools import lru_cache

TELEGRAM_UNITS = 4096
ROBOT_BYTES = 2048
#: A line that is too long is broken behind one of these.
_MARKS = "、，。；, "
_TAG = re.compile(r"<[^>]*>")
#: What nobody sees but clients stumble over: control characters, halves of pairs, switches of direction.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def plain(markup: str) -> str:
    """What a reader sees of Telegram's markup; line breaks stay. Values in it must be escaped."""
    return html.unescape(_TAG.sub("", markup))


def first_words(words: str, width: int | None = None) -> str:
    """`words` on one line, without what cannot be seen; at most `width` characters, a cut shown by “…”."""
    line = _one_line(words)
    return line if width is None or len(line) <= width else line[: max(0, width - 1)].rstrip() + "…"


@lru_cache(maxsize=8192)
def _one_line(words: str) -> str:
    """Most words of a letter, titles and names, stand in many letters."""
    return " ".join(_UNSEEN.sub("", " ".join(words.split())).split())


def units(words: str) -> int:
    """The number of UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def cut_units(words: str, limit: int) -> str:
    """At most `limit` UTF-16 units of `words`, whole characters only, a cut shown by “…”."""
    if units(words) <= limit:
        return words
    return words.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore") + "…"


def octet_pieces(words: str, first: int, later: int) -> list[bytes]:
    """`words` in UTF-8, cut so that the first piece has `first` octets at most, the others `later`, and no character
    is torn apart; half a pair, which UTF-8 has not, is a question mark.
    """
    octets, room = words.encode("utf-8", "replace"), first
    if len(octets) <= room:
        return [octets]
    pieces, at = [], 0
    while len(octets) - at > room:
        end = at + room
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(octets[at:end])
        at, room = end, later
    return [*pieces, octets[at:]]


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
