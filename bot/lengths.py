"""How long words are as Telegram counts them: in UTF-16 units of what is shown, without the markup.

core.telegram.org/bots/api#sendmessage: 1–4096 UTF-16 units after entities are parsed.
"""

import html
import re

TELEGRAM_UNITS = 4096
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
