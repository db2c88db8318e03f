"""How values look in a message: days, titles in their marks, words made fit for one line."""

from datetime import date

from markupsafe import Markup

from bot.lengths import first_words
from bot.texts import MONTHS, day, language

__all__ = ["MONTHS", "book", "day", "short", "short_day"]

_INNER = {"zh-CN": str.maketrans("《》", "〈〉"), "en": str.maketrans("“”", "‘’")}


def short_day(value: date) -> str:
    """“9月30日”, “30 Sep”."""
    if language() == "zh-CN":
        return f"{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]}"


def book(title: str) -> str:
    """A document's title in its marks; those within it become the single ones (GB/T 15834)."""
    inner = title.translate(_INNER[language()])
    return f"《{inner}》" if language() == "zh-CN" else f"“{inner}”"


def short(words: str, width: int | None = None) -> str:
    """`words` on one line, without what cannot be seen; at most `width` characters, a cut shown by “…”.

    Markup is unescaped first: a cut must not go through an entity, and the result is escaped anew.
    """
    if isinstance(words, Markup):
        words = words.unescape()
    return first_words(words, width)
