"""Duties as a coordinator looks at them: by item, all units of one together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.letter import Line
from bot.messages.numbers import natural
from bot.plan.duty import RUNNING

#: An item: its ledger, its number, and which of its parts.
Key = tuple[str, str, str]


def key_of(line: Line) -> Key:
    """Of which item a duty is."""
    return line.ledger, line.number, line.label


@dataclass(frozen=True, slots=True)
class Item:
    """One item, or one part of it that has a last day of its own, with some of its duties, the worst first."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """What says number, task and label."""
        return self.lines[0]

    @property
    def units(self) -> tuple[str, ...]:
        """The units of its duties."""
        return _units(self.lines)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The units that have something to do."""
        return _units(line for line in self.lines if line.state in RUNNING)

    @property
    def late(self) -> tuple[str, ...]:
        """The units that are overdue."""
        return _units(line for line in self.lines if line.is_late)

    @property
    def days_over(self) -> int:
        """For how many days the worst of them is overdue."""
        return max((line.days_over for line in self.lines if line.state in RUNNING), default=0)

    @property
    def missed(self) -> int:
        """How many reports of what is owed every day the worst of them has not made."""
        return max((line.missed for line in self.lines if line.state in RUNNING), default=0)

    @property
    def day(self) -> date | None:
        """The nearest operative day of those that have something to do."""
        return min((line.day for line in self.lines if line.day and line.state in RUNNING), default=None)


def _units(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.unit for line in lines))


def by_item(lines: Iterable[Line], *, each_day: bool = False) -> tuple[Item, ...]:
    """The items of these duties: the longest overdue first, of those the one with most units, then the nearest day.

    `each_day`: an item stands once for each operative day that units of it have.
    """
    found: dict[tuple[Key, date | None], list[Line]] = {}
    for line in lines:
        found.setdefault((key_of(line), line.day if each_day else None), []).append(line)
    return tuple(sorted((Item(tuple(members)) for members in found.values()), key=_worst_first))


def _worst_first(item: Item) -> tuple[object, ...]:
    return (
        -max(item.days_over, item.missed),
        -len(item.late),
        item.day or date.max,
        natural(item.first.number),
        item.first.label,
    )


def n_tasks(lines: Iterable[Line]) -> int:
    """How many tasks they are of: one with several units or last days counts once."""
    return len({(line.ledger, line.number) for line in lines})


def n_units(lines: Iterable[Line]) -> int:
    """How many units they are of."""
    return len(_units(lines))


def shown_first(items: Sequence[Item], most: int) -> tuple[Sequence[Item], int]:
    """The first `most` items, and how many are left out. One that is left out alone is shown."""
    return (items, 0) if len(items) <= most + 1 else (items[:most], len(items) - most)
