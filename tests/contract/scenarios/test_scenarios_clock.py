"""A wrong clock and a calendar that comes late: nothing is silenced, and what went out early is said."""

import pytest

from tests.support.office_day import COORDINATOR, OfficeDay, Row, to

A, B = "区教育局", "区民政局"
UNITS = {A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]}
ROWS: list[Row] = [("1", "公布招生政策", A, "2021年9月30日前"), ("2", "公布救助标准", B, "每月25日前")]


@pytest.mark.parametrize("ahead", ["2021-08-15", "2022-07-15"])
def test_one_wake_up_with_the_clock_ahead_silences_nothing(office: OfficeDay, ahead: str) -> None:
    office.units(UNITS)
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    office.tick("2021-06-01")
    office.do("mark", "1", "acknowledged")
    office.tick("2021-07-01")
    office.tick(ahead)
    after = office.tick("2021-07-02")
    assert "时钟" in to(after, COORDINATOR[1])  # a digest at once, not next week
    assert "时钟" in office.do("check").out + office.do("digest", "--show").out
    got = "".join(to(office.tick(day), "a@example.org") for day in ("2021-09-23", "2021-09-29", "2021-09-30"))
    assert "公布招生政策" in got
    assert "逾期" not in got
    assert "逾期" in "".join(to(office.tick(day), "a@example.org") for day in ("2021-10-08", "2021-10-11"))


def test_a_holiday_announced_late_pushes_no_reminder_into_the_past(office: OfficeDay) -> None:
    office.units(UNITS)
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS[:1])
    office.tick("2021-06-01")
    office.do("mark", "1", "acknowledged")
    days = [f"2021-09-{n:02}" for n in range(16, 25)]
    before = "".join(to(office.tick(day), "a@example.org") for day in days[:-1])
    office.setting("calendar.toml", "holidays = [" + ", ".join(f"2021-09-{n}" for n in (26, 27, 28, 29)) + "]\n")
    after = to(office.tick(days[-1]), "a@example.org") + to(office.tick("2021-09-30"), "a@example.org")
    assert "公布招生政策" in before + after
    assert "公布招生政策" in after
    assert "逾期" not in before + after
