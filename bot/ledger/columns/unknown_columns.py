"""Columns that nothing reads, and those whose role is asked about: each with its place and a sample of its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column
from bot.ledger.items.units import is_blank
from bot.ledger.text.normal_form import squeeze
from bot.model import Cell, Place

_ROWS = 40  # rows looked at
_WORDED = 8  # characters of a cell that may be a task
BODY_ROLES = ("skip", "responsible", "lead", "assisting")
_ANY_ROLE = ("skip", "task", "requirement", "note", "deadline")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_DATED = re.compile(
    r"(?i:\b(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2}, )?(?:19|20)\d\d)"
    r"|\bQ[1-4]\b|\d{1,2}\s*月|(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])月|"
    r"(?<![\d.])(?:1[0-2]|0?[1-9])[./](?:[12]\d|3[01]|0?[1-9])(?![\d.万亿%元个])(?=[\u4e00-\u9fff])|[一二三四]季度|年底|[上下]半年|(?:19|20)\d\d\s*[-./年]\s*\d|每[月季年周]"
)


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """A column's header, where it begins, and what its first filled cell says. `asks` is what may be meant by it, the
    role that it is given until the coordinator says otherwise first; () where nothing is asked.

    `layout` is the header of its table; `holds` is False where its items need not wait for the answer.
    """

    name: str
    place: Place
    words: str
    asks: tuple[str, ...] = ()
    layout: str = ""
    holds: bool = True


def column_samples(header: Header, body: Sequence[Row]) -> Iterator[ColumnSample]:
    """The columns of a table that are asked about or unread, from the left; blank ones are none."""
    layout = "|".join(header.names[at] for at in header.starts)
    for index, column in enumerate(header.columns):
        asks = _asks(header, index)
        words = _sample(body, index, dated="deadline" in asks)
        if index not in header.starts or words is None:
            continue
        if asks:
            yield ColumnSample(
                header.names[index],
                words.place,
                squeeze(words.text),
                asks,
                layout,
                holds=_holds(asks),
            )
        elif _is_unread(header, column):
            yield ColumnSample(header.names[index], words.place, squeeze(words.text))


def _holds(asks: tuple[str, ...]) -> bool:
    return asks not in (_ANY_ROLE, BODY_ROLES)


def _asks(header: Header, index: int) -> tuple[str, ...]:
    column = header.columns[index]
    if index not in header.asked:
        return ()
    if column is Column.DEADLINE:
        return ("deadline", "skip")
    if index in header.bodies:
        return BODY_ROLES
    return _ANY_ROLE if index in header.worded else ("skip", "deadline", "requirement")


def are_worded(values: Sequence[str], fewest: int | None = None) -> bool:
    """True where most of what a column says are words of some length, such as a task or a requirement is; `fewest`
    characters of each, or as many as tell them from names.
    """
    long = sum(len(_CHINESE.findall(value)) >= (fewest or _WORDED) for value in values)
    return long * 2 > len(values)


def says_time(value: str) -> bool:
    """True for words with a time in them."""
    return bool(_DATED.search(value))


def are_dated(values: Sequence[str]) -> bool:
    """True where most of what a column says are times, each of few words."""
    dated = sum(bool(_DATED.search(value)) and len(value) <= 30 for value in values)
    return dated * 2 > len(values)


def _is_unread(header: Header, column: Column | None) -> bool:
    if column in (None, Column.OTHER):
        return True
    return column is Column.PERSON and not header.has(*UNIT_COLUMNS)


def _sample(body: Sequence[Row], index: int, *, dated: bool) -> Cell | None:
    """The first filled cell of a column; the first with a time where that is what is asked about."""
    filled = [row[index] for row in body[:_ROWS] if index < len(row) and not is_blank(row[index].text)]
    times = [cell for cell in filled if _DATED.search(cell.text)] if dated else []
    return next(iter([*times, *filled]), None)
