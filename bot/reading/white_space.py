"""White space as it is kept: lines stay lines, what cannot be seen goes."""

import re

# Zero-width marks, soft hyphen, byte order mark, and control characters other than tab and newline.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x1f\x7f]")
#: More blanks than any layout needs: they say nothing, and a million of them cost their reader an hour.
_WIDE = re.compile("[ \u3000\u00a0]{17,}")
_EDGES = " \t\u3000\u00a0"


def count_of(text: str | None, default: int = 0) -> int:
    """The number that an attribute holds, nine digits at most; `default` where it is no number from 0 up."""
    text = (text or "").strip()
    return min(int(text[:12]), 999_999_999) if text.isascii() and text.isdigit() else default


def clean(text: str) -> str:
    """`text` without unseen characters, without white space around each line, and without empty lines at its ends."""
    text = _WIDE.sub(" " * 16, text)
    if not _SPECIAL.search(text):
        return text.strip(_EDGES)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    lines = (line.strip(_EDGES) for line in _UNSEEN.sub("", text).split("\n"))
    return "\n".join(lines).strip("\n")


def join_lines(lines: list[str]) -> str:
    """The lines of a cell that say something, one below the other."""
    return "\n".join(line for text in lines for line in clean(text).split("\n") if line)
