"""Lists of words as data, and as patterns."""

from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, which blanks part."""
    return tuple(text.split())


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(listed, key=len, reverse=True)) + ")"
