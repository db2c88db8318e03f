"""A calendar that keeps its answers: who asks it the same thousands of times, as a rehearsal does, waits less."""

from dataclasses import dataclass, field
from datetime import date

from bot.calendars.official import Calendar


@dataclass(frozen=True, slots=True)
class RememberedCalendar(Calendar):
    """The same answers as the calendar it was made `of`."""

    days: dict[date, bool] = field(default_factory=dict, repr=False, compare=False)
    spans: dict[tuple[date, date], int] = field(default_factory=dict, repr=False, compare=False)
    shifts: dict[tuple[date, int], date] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, calendar: Calendar) -> "RememberedCalendar":
        """One that knows nothing yet; `calendar` itself where it is one already."""
        if isinstance(calendar, cls):
            return calendar
        return cls(calendar.extra_holidays, calendar.extra_workdays, calendar.announced_years)

    def is_workday(self, day: date) -> bool:
        found = self.days.get(day)
        if found is None:
            found = self.days[day] = Calendar.is_workday(self, day)
        return found

    def shift(self, day: date, n: int) -> date:
        """As `Calendar.shift`."""
        found = self.shifts.get((day, n))
        if found is None:
            found = self.shifts[day, n] = Calendar.shift(self, day, n)
        return found

    def count(self, start: date, end: date) -> int:
        """As `Calendar.count`."""
        found = self.spans.get((start, end))
        if found is None:
            found = self.spans[start, end] = Calendar.count(self, start, end)
        return found
