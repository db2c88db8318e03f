"""Statements about working days that hold for every date."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import OFFICIAL, Calendar
from bot.calendars.statutory import statutory_holidays

DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))
STEPS = st.integers(-60, 60)
CALENDARS = st.builds(Calendar, st.frozensets(DAYS, max_size=5), st.frozensets(DAYS, max_size=5))


@given(CALENDARS, DAYS)
def test_the_nearest_working_days_are_working_days_with_none_between(calendar: Calendar, day: date) -> None:
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)
    assert before <= day <= after
    assert calendar.is_workday(before)
    assert calendar.is_workday(after)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(calendar.is_workday(one) for one in between if one != day)


@given(CALENDARS, DAYS, STEPS)
def test_counting_undoes_shifting(calendar: Calendar, day: date, steps: int) -> None:
    there = calendar.shift(day, steps)
    if steps > 0:
        assert calendar.count(day, there) == steps
    if steps < 0:
        first = there - timedelta(days=1)
        assert calendar.count(first, day - timedelta(days=1)) == -steps
    assert (there > day) == (steps > 0)
    assert steps == 0 or calendar.is_workday(there)


@given(CALENDARS, DAYS, st.integers(1, 30), st.integers(1, 30))
def test_shifting_twice_is_shifting_once(calendar: Calendar, day: date, one: int, two: int) -> None:
    assert calendar.shift(calendar.shift(day, one), two) == calendar.shift(day, one + two)


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(one: date, two: date, three: date) -> None:
    first, second, third = sorted((one, two, three))
    assert OFFICIAL.count(first, second) + OFFICIAL.count(second, third) == OFFICIAL.count(first, third)
    assert OFFICIAL.count(third, first) == -OFFICIAL.count(first, third)


@given(st.dates(date(2027, 1, 1), date(2100, 12, 31)))
def test_a_year_not_announced_falls_back_to_monday_to_friday_but_for_its_days_off_by_law(day: date) -> None:
    assert not OFFICIAL.knows(day.year)
    assert OFFICIAL.is_workday(day) == (day.weekday() < 5 and day not in statutory_holidays(day.year))


@given(st.sampled_from(["元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆"]), st.integers(1949, 2100))
def test_a_holiday_begins_on_the_festival_or_some_days_before(name: str, year: int) -> None:
    day, first = OFFICIAL.festival_day(name, year), OFFICIAL.festival_start(name, year)
    assert day is not None
    assert first is not None
    assert timedelta(0) <= day - first <= timedelta(days=6)
    by_law = statutory_holidays(first.year)
    assert first == day or OFFICIAL.knows(first.year) or first in by_law
