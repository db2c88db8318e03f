"""The lines of a paper's shipped template, each with its rank by its first sign; a test of each stands beside them."""

from dataclasses import dataclass
from enum import Enum


class Rank(Enum):
    """What a line is, by the sign that it begins with; a line of the body has none."""

    TITLE = "#"
    NUMBER = "№"
    ADDRESSEE = "@"
    HEADING = "*"
    SUBHEADING = "+"
    ROW = "|"
    PICTURE = "◫"
    OFFICE = ">"
    DATE = "»"
    BODY = ""
    END = "end"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line; of a table's row its `cells`. `is_new_page`: it begins one."""

    rank: Rank
    words: str = ""
    cells: tuple[str, ...] = ()
    is_new_page: bool = False


_BY_SIGN = {rank.value: rank for rank in Rank if len(rank.value) == 1}


def paper_lines(written: str) -> list[PaperLine]:
    """The lines of a template's text that say something."""
    return [_line(words.strip()) for words in written.splitlines() if words.strip()]


def _line(words: str) -> PaperLine:
    rank = _BY_SIGN.get(words[0], Rank.BODY)
    if rank is Rank.BODY:
        return PaperLine(rank, words)
    rest = words[1:].strip()
    return PaperLine(rank, rest, tuple(cell.strip() for cell in rest.split("|")) if rank is Rank.ROW else ())
