"""Names that fill a narrow column to its edge run together; the column itself says where one ends."""

from collections.abc import Iterable
from functools import reduce

from bot.reading.pdf_lines import join

_LONGEST = 20  # characters: what is longer is a sentence
_SENTENCE = "。；;"
_BRACKETS = str.maketrans("()", "（）")


def _key(text: str) -> str:
    return text.replace(" ", "").translate(_BRACKETS)


def known_names(paragraphs: Iterable[str]) -> frozenset[str]:
    """The short paragraphs of a column: each stands by itself somewhere, so it is a whole name."""
    return frozenset(_key(text) for text in paragraphs if 2 <= len(text) <= _LONGEST and text[-1] not in _SENTENCE)


def split_names(lines: list[str], known: frozenset[str]) -> list[str]:
    """The names of one paragraph, given its lines; the whole paragraph where they are not all known."""
    return _split(lines, known) or [reduce(join, lines)]


def _split(lines: list[str], known: frozenset[str]) -> list[str]:
    """Two or more known names that end with a line; empty where there are none."""
    for end in range(1, len(lines)):
        name = reduce(join, lines[:end])
        if _key(name) not in known:
            continue
        rest = lines[end:]
        following = _split(rest, known)
        if not following and _key(reduce(join, rest)) in known:
            following = [reduce(join, rest)]
        if following:
            return [name, *following]
    return []
