"""The official calendar: working weekends, festivals, years that are not announced."""

from datetime import date, timedelta

import pytest

from bot.calendars import OFFICIAL, Calendar


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2021, 9, 26), True),  # a Sunday worked for National Day
        (date(2021, 10, 9), True),
        (date(2021, 10, 1), False),
        (date(2021, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2021, 7, 3), False),
        (date(2021, 7, 5), True),
        (date(2031, 10, 1), False),  # not announced yet, but off by law
        (date(2031, 10, 6), True),  # not announced yet: a Monday like another
    ],
)
def test_working_days(day: date, worked: bool) -> None:
    assert OFFICIAL.is_workday(day) is worked


def test_three_working_days_before_a_day_across_national_day() -> None:
    assert OFFICIAL.shift(date(2021, 10, 8), -3) == date(2021, 9, 28)
    assert OFFICIAL.shift(date(2021, 10, 10), -3) == date(2021, 9, 30)
    assert OFFICIAL.shift(date(2021, 9, 30), 2) == date(2021, 10, 9)
    assert OFFICIAL.shift(date(2021, 9, 30), 0) == date(2021, 9, 30)


def test_the_office_corrects_the_calendar() -> None:
    calendar = Calendar(frozenset({date(2021, 10, 8)}), frozenset({date(2021, 10, 2)}), frozenset({2031}))
    assert not calendar.is_workday(date(2021, 10, 8))
    assert calendar.is_workday(date(2021, 10, 2))
    assert calendar.knows(2031)
    assert not OFFICIAL.knows(2031)


def test_a_local_holiday_on_an_official_make_up_day_is_off() -> None:
    makeup = date(2021, 9, 26)
    assert OFFICIAL.is_workday(makeup)
    assert not Calendar(extra_holidays=frozenset({makeup})).is_workday(makeup)
    assert not Calendar(frozenset({makeup}), frozenset({makeup})).is_workday(makeup)  # off wins


@pytest.mark.parametrize(
    ("off", "worked", "first"),
    [
        ({date(2021, 9, 30), date(2021, 9, 29)}, set(), date(2021, 9, 29)),  # days that the office adds before it
        ({date(2021, 9, 29)}, set(), date(2021, 10, 1)),  # one that does not touch it
        (set(), {date(2021, 10, 1)}, date(2021, 10, 1)),  # the day itself is worked
        ({date(2021, 9, 30)}, {date(2021, 10, 1)}, date(2021, 10, 1)),
    ],
)
def test_a_holiday_as_the_office_corrects_it(off: set[date], worked: set[date], first: date) -> None:
    assert Calendar(frozenset(off), frozenset(worked)).festival_start("国庆", 2021) == first


def test_a_days_work_before_a_festival_cuts_its_holiday_off() -> None:
    assert OFFICIAL.festival_start("国庆", 2023) == date(2023, 9, 29)
    assert Calendar(extra_workdays=frozenset({date(2023, 9, 30)})).festival_start("国庆", 2023) == date(2023, 10, 1)


@pytest.mark.parametrize(
    ("name", "year", "first"),
    [
        ("春节", 2022, date(2022, 1, 31)),
        ("春节", 2014, date(2014, 1, 31)),
        ("国庆", 2023, date(2023, 9, 29)),  # joined with Mid-autumn
        ("元旦", 2024, date(2023, 12, 30)),
        ("清明", 2021, date(2021, 4, 3)),
        ("端午", 2025, date(2025, 5, 31)),
        ("春节", 2030, date(2030, 2, 2)),  # not announced: by law from the eve on
        ("国庆", 2028, date(2028, 10, 1)),
        ("清明", 2040, date(2040, 4, 4)),
    ],
)
def test_where_a_holiday_begins(name: str, year: int, first: date) -> None:
    assert OFFICIAL.festival_start(name, year) == first


@pytest.mark.parametrize(("name", "year"), [("重阳", 2021), ("春节", 1900), ("春节", 2101), ("清明", 1900)])
def test_what_the_calendar_does_not_know(name: str, year: int) -> None:
    assert OFFICIAL.festival_start(name, year) is None


def test_the_names_of_days_off() -> None:
    assert OFFICIAL.holiday_name(date(2021, 10, 3)) == "国庆"
    assert OFFICIAL.holiday_name(date(2021, 7, 3)) is None
    assert Calendar(extra_workdays=frozenset({date(2021, 10, 3)})).holiday_name(date(2021, 10, 3)) is None


def test_counting_is_exclusive_of_the_start_and_inclusive_of_the_end() -> None:
    friday = date(2021, 7, 2)
    assert OFFICIAL.count(friday, friday) == 0
    assert OFFICIAL.count(friday, friday + timedelta(days=3)) == 1
    assert OFFICIAL.count(friday + timedelta(days=3), friday) == -1


def test_a_year_that_is_not_announced_has_the_days_off_of_the_law_and_says_so() -> None:
    days = [date(2031, 1, 1) + timedelta(i) for i in range(365)]
    named = {name for day in days if (name := OFFICIAL.holiday_name(day)) and not OFFICIAL.is_workday(day)}
    assert named == {"元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆"}
    assert OFFICIAL.unannounced(date(2026, 12, 1), date(2028, 1, 31)) == (2027, 2028)
    assert OFFICIAL.unannounced(date(2028, 1, 31), date(2026, 12, 1)) == (2027, 2028)
    assert Calendar(announced_years=frozenset({2027})).unannounced(date(2026, 1, 1), date(2027, 3, 1)) == ()
    assert OFFICIAL.unannounced(date(1998, 1, 1), date(2021, 3, 1)) == ()  # long past: nothing will be announced


def test_what_the_office_enters_for_a_year_takes_the_place_of_the_law() -> None:
    day = date(2031, 10, 3)
    assert not OFFICIAL.is_workday(day)
    assert Calendar(announced_years=frozenset({2031})).is_workday(day)
    assert Calendar(extra_workdays=frozenset({day})).is_workday(day)
