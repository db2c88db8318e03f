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
_DATED = re.compile(r"\d{1,2}\s*月|[一二三四]季度|年底|[上下]半年|(?:19|20)\d\d\s*[-./年]\s*\d|每[月季年周]")


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """A column's header, where it begins, and what its first filled cell says. `default` is the role that it is given
    until the coordinator says otherwise; "" where nothing is asked.
    """

    name: str
    place: Place
    words: str
    default: str = ""


def column_samples(header: Header, body: Sequence[Row]) -> Iterator[ColumnSample]:
    """The columns of a table that are asked about or unread, from the left; blank ones are none."""
    for index, column in enumerate(header.columns):
        words = _first(body, index)
        if index not in header.starts or words is None:
            continue
        if index in header.asked:
            default = "deadline" if column is Column.DEADLINE else "skip"
            yield ColumnSample(header.names[index], words.place, squeeze(words.text), default)
        elif _is_unread(header, column):
            yield ColumnSample(header.names[index], words.place, squeeze(words.text))


def are_dated(values: Sequence[str]) -> bool:
    """True where most of what a column says are times, each of few words."""
    dated = sum(bool(_DATED.search(value)) and len(value) <= 30 for value in values)
    return dated * 2 > len(values)


def _is_unread(header: Header, column: Column | None) -> bool:
    if column in (None, Column.OTHER):
        return True
    return column is Column.PERSON and not header.has(*UNIT_COLUMNS)


def _first(body: Sequence[Row], index: int) -> Cell | None:
    return next((row[index] for row in body[:_ROWS] if index < len(row) and not is_blank(row[index].text)), None)
