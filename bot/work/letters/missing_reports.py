"""The reports on standing work that were asked for and never came, by cycle and unit."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.messages.digest import MissingReports
from bot.model import Kind
from bot.plan.duty import Duty
from bot.plan.feedback import YEAR_END, Cycle
from bot.plan.ladder import Rules


class MissingReportFinder:
    """Counts over the duties of all ledgers; those of which the same is known share one look."""

    def __init__(self, rules: Rules, today: date) -> None:
        self._rules, self._today = rules, today
        self._known: dict[tuple[object, ...], Cycle | None] = {}
        self._units: dict[tuple[date, bool], Counter[str]] = {}
        self._tasks: dict[tuple[date, bool], set[tuple[str, str]]] = {}

    def take(self, duties: Iterable[Duty]) -> None:
        """Looks at these too."""
        for duty in duties:
            if duty.kind is Kind.STANDING and (cycle := self._missing(duty)) is not None:
                key = cycle.day, cycle.name == YEAR_END
                self._units.setdefault(key, Counter())[duty.unit] += 1
                self._tasks.setdefault(key, set()).add((duty.ledger_id, duty.number))

    def _missing(self, duty: Duty) -> Cycle | None:
        key = duty.state, duty.told_at, duty.dispatched_at, duty.until, duty.reported_for
        if key not in self._known:
            self._known[key] = self._rules.missing_report(duty, self._today)
        return self._known[key]

    @property
    def found(self) -> tuple[MissingReports, ...]:
        """A value for each cycle, the oldest first."""
        return tuple(
            MissingReports(day, yearly, len(self._tasks[day, yearly]), tuple(units.most_common()))
            for (day, yearly), units in sorted(self._units.items(), key=lambda one: one[0])
        )
