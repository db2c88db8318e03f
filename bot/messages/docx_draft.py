"""A formal document as a Word file, in the look that the national standard asks for."""

from collections.abc import Iterator, Sequence

from bot.messages.papers.layout import template_of
from bot.messages.papers.lines import PaperLine, Rank

#: A line that ends with a colon and is no longer addresses somebody; it begins at the margin.
LONGEST_ADDRESSEE = 30


def docx_draft(pages: Sequence[Sequence[str]]) -> bytes:
    """The file: each of `pages` begins on a page of its own; its first line is its title, the last two sign it."""
    return template_of([line for page, lines in enumerate(pages) for line in _lines(lines, is_first=page == 0)])


def _lines(lines: Sequence[str], *, is_first: bool) -> Iterator[PaperLine]:
    signed = {len(lines) - 2: Rank.OFFICE, len(lines) - 1: Rank.DATE}
    for n, words in enumerate(lines):
        rank = Rank.TITLE if n == 0 else signed.get(n) or (Rank.ADDRESSEE if _is_addressee(words) else Rank.BODY)
        yield PaperLine(rank, words, is_new_page=n == 0 and not is_first)


def _is_addressee(words: str) -> bool:
    return words.endswith(("：", ":")) and len(words) <= LONGEST_ADDRESSEE
