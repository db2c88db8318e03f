"""What a digest only counts: who has something to do in each item, who has not acknowledged, what comes later."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.messages.digest import Rest
from bot.messages.items import Key
from bot.model import Kind
from bot.plan.duty import RUNNING, Duty, State
from bot.plan.lights import Light, operative_day

_LATER = (Light.OPEN, Light.NEAR, Light.STANDING)


class Overview:
    """Counts over all duties of all ledgers; of most of them a digest has no line."""

    def __init__(self) -> None:
        self.unsigned: Counter[str] = Counter()
        self._units: dict[Key, set[str]] = {}
        self._days: dict[date | None, Counter[tuple[str, str]]] = {}

    def take(self, rows: Iterable[tuple[Duty, Light]], today: date) -> None:
        """Counts these duties as they stand today."""
        for row, light in rows:
            if row.state not in RUNNING:
                continue
            self._units.setdefault((row.ledger_id, row.number, row.label), set()).add(row.unit)
            if row.state == State.DISPATCHED and not row.renewal:
                self.unsigned[row.unit] += 1
            if light in _LATER:
                day = None if row.kind == Kind.STANDING else operative_day(row.due, row.alt, today)
                self._days.setdefault(day, Counter())[row.ledger_id, row.number] += 1

    @property
    def unfinished(self) -> dict[Key, int]:
        """How many units have something to do, by item."""
        return {key: len(units) for key, units in self._units.items()}

    def rest(self, after: date) -> tuple[Rest, ...]:
        """What falls due after that day, a line a day, and the standing work last."""
        days = sorted(day for day in self._days if day is not None and day > after)
        found = [*days, *([None] if None in self._days else [])]
        return tuple(Rest(day, len(self._days[day]), self._days[day].total()) for day in found)
