"""Working days by the official calendar of the State Council, with its working weekends (调休)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Final

from chinese_calendar.constants import holidays, workdays

from bot.calendars.lunar import lunar_festival
from bot.calendars.statutory import statutory_holidays, tomb_sweeping

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_KNOWN_YEARS: Final = frozenset(day.year for day in holidays)
#: The last year whose arrangement was announced when this program was made.
KNOWN_THROUGH: Final = max(_KNOWN_YEARS)

#: The library's English names → ours.
_NAMES: Final = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "National Day": "国庆",
    "Mid-autumn Festival": "中秋",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
#: Festivals that stand on the same day of the sun's year.
_FIXED: Final = {"元旦": (1, 1), "劳动节": (5, 1), "国庆": (10, 1)}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The official calendar, as an office corrects it.

    `extra_holidays` and `extra_workdays` win over what was announced. `announced_years` are years whose whole
    arrangement the office entered itself, so that they count as known.
    """

    extra_holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    announced_years: frozenset[int] = frozenset()

    def knows(self, year: int) -> bool:
        """Whether the arrangement of `year` is announced; of a later year only the days off by law are known."""
        return year in _KNOWN_YEARS or year in self.announced_years

    def unannounced(self, start: date, end: date) -> tuple[int, ...]:
        """The years to come, among those from `start` to `end` in either order, whose arrangement is not announced."""
        first, last = sorted((start.year, end.year))
        return tuple(year for year in range(max(first, KNOWN_THROUGH + 1), last + 1) if not self.knows(year))

    def is_workday(self, day: date) -> bool:
        if day in self.extra_holidays:
            return False
        if day in self.extra_workdays or day in workdays:
            return True
        return day.weekday() < _SATURDAY and day not in holidays and not self._is_off_by_law(day)

    def on_or_before(self, day: date) -> date:
        """The last working day not after `day`."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The first working day not before `day`."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def shift(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`, before it when `n` is negative; 0 is `day`, which is never counted."""
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def count(self, start: date, end: date) -> int:
        """Working days after `start` up to `end`, inclusive; negative when `end` lies before `start`."""
        if end < start:
            return -self.count(end, start)
        between = sum(_workdays_by_day(self, year)[-1] for year in range(start.year, end.year))
        return between + self._through(end) - self._through(start)

    def _through(self, day: date) -> int:
        """Working days of its year up to `day`, inclusive."""
        return _workdays_by_day(self, day.year)[day.timetuple().tm_yday - 1]

    def holiday_name(self, day: date) -> str | None:
        """The festival (春节, 国庆 …) to whose official holiday `day` belongs; None on every other day."""
        if day in self.extra_workdays:
            return None
        if self._is_off_by_law(day):
            return statutory_holidays(day.year)[day]
        name = holidays.get(day)
        return None if name is None else _NAMES.get(name, name)

    def festival_day(self, name: str, year: int) -> date | None:
        """The day of the festival itself, by sun or moon; None for another name, or outside 1949–2100."""
        if name in _FIXED:
            return date(year, *_FIXED[name])
        if name == "清明":
            return tomb_sweeping(year)
        return lunar_festival(name, year)

    def festival_start(self, name: str, year: int) -> date | None:
        """The first day of the official holiday around the festival `name` of `year`.

        Where the arrangement of `year` is not announced yet, the first of its days off by law.
        None as in `festival_day`.
        """
        day = self.festival_day(name, year)
        if day is None:
            return None
        first = day
        while self._is_off(first) and self._is_off(first - _DAY):
            first -= _DAY
        return first

    def festival_end(self, name: str, year: int) -> date | None:
        """The last day of the official holiday around the festival `name` of `year`; as in `festival_start`."""
        last = self.festival_day(name, year)
        if last is None:
            return None
        while self._is_off(last) and self._is_off(last + _DAY):
            last += _DAY
        return last

    def _is_off(self, day: date) -> bool:
        official = day in holidays or self._is_off_by_law(day)
        return day in self.extra_holidays or (official and day not in self.extra_workdays)

    def _is_off_by_law(self, day: date) -> bool:
        """Off whatever the arrangement becomes, in a year for which there is none yet."""
        return day.year > KNOWN_THROUGH and not self.knows(day.year) and day in statutory_holidays(day.year)


@lru_cache(maxsize=128)
def _workdays_by_day(calendar: Calendar, year: int) -> tuple[int, ...]:
    """For each day of the year its working days so far: every letter asks how many are left."""
    first = date(year, 1, 1)
    days = (date(year, 12, 31) - first).days + 1
    return tuple(accumulate(calendar.is_workday(first + timedelta(days=ahead)) for ahead in range(days)))


#: The calendar as announced, without corrections.
OFFICIAL: Final = Calendar()
