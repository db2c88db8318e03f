"""One urging a person and week of all that is late, three a task, then the digest: by commands and a mail server."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.living import CONTACT, LEADER, OFFICE, Letter, Living, living

#: Three tasks that fall due within a week of one another; nobody ever does anything.
ITEMS = (("修订办事指南", "2026年3月12日前"), ("公开财政预算", "2026年3月16日前"), ("清理历史文件", "2026年3月18日前"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def lived(office: Living, first: date, last: date) -> dict[date, list[Letter]]:
    """A tick each morning; the letters by day."""
    found = {}
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        found[day] = office.tick_all(f"{day}T09:00")
    return found


def test_all_that_is_late_is_one_urging_a_week_the_tone_rises_and_the_digest_takes_over(office: Living) -> None:
    office.dispatch("2026-03-02", *ITEMS)
    days = lived(office, date(2026, 3, 2), date(2026, 4, 20))
    urged = {
        day: one
        for day, all_ in days.items()
        for one in all_
        if one.to == CONTACT and one.subject.startswith("【催办】")
    }
    assert list(urged) == [date(2026, 3, day) for day in (13, 20, 27)] + [date(2026, 4, 3)]
    first, second, third, last = urged.values()
    assert first.subject == "【催办】区财政局 1 项任务已逾期"
    assert second.subject == "【催办】区财政局 3 项任务已逾期"
    assert "其中 1 项此前已经催办" in second.text
    assert "其中 1 项已是第 3 次催办" in third.text
    assert last.subject == "【催办】区财政局 2 项任务已逾期"  # the first is the coordinator's now
    digest = [one for one in days[date(2026, 4, 13)] if one.to == OFFICE and one.subject.startswith("【周报】")]
    assert digest[0].text.count("；已催办 3 次") == 3
    assert digest[0].text.count("已催办 3 次的不再催办，请协调督办") == 1


def test_the_leader_has_the_first_copy_then_one_line_of_what_is_new(office: Living) -> None:
    office.dispatch("2026-03-02", *ITEMS)
    days = lived(office, date(2026, 3, 12), date(2026, 4, 20))
    told = [(day, one) for day, all_ in days.items() for one in all_ if one.to == LEADER]
    copies = {day: one for day, one in told if "周报" not in one.subject}
    assert list(copies) == [date(2026, 3, 13), date(2026, 3, 20)]
    # Then the digest of the week, while it is late and nothing else comes; the 6th of April is a holiday.
    digests = [day for day, one in told if "周报" in one.subject]
    assert digests == [date(2026, 3, 30), date(2026, 4, 7), date(2026, 4, 13), date(2026, 4, 20)]
    first, second = copies.values()
    assert "修订办事指南" in first.text
    assert "新增 2 项任务逾期（第 2、3 项），目前共 3 项逾期未办结" in second.text
    assert "公开财政预算" not in second.text


def test_a_holiday_makes_no_two_weekly_urgings_meet(office: Living) -> None:
    office.dispatch("2026-09-07", ("修订办事指南", "2026年9月23日前"), ("公开财政预算", "2026年9月30日前"))
    days = lived(office, date(2026, 9, 21), date(2026, 10, 31))
    urged = [day for day, all_ in days.items() for one in all_ if one.to == CONTACT and "催办" in one.subject]
    assert urged[0] == date(2026, 9, 24)
    assert all((two - one).days >= 7 for one, two in pairwise(urged))


def test_a_policy_of_other_numbers(office: Living) -> None:
    office.policy.write_text("urging_every_days = 14\nurgings_at_most = 2\n", encoding="utf-8")
    office.dispatch("2026-03-02", *ITEMS)
    days = lived(office, date(2026, 3, 12), date(2026, 4, 30))
    urged = [day for day, all_ in days.items() for one in all_ if one.to == CONTACT and "催办" in one.subject]
    assert urged == [date(2026, 3, 13), date(2026, 3, 27), date(2026, 4, 10)]


def test_a_unit_that_has_the_work_again_is_urged_before_any_letter_is_drafted(office: Living) -> None:
    office.dispatch("2026-03-02", ITEMS[0])
    office.tick("2026-03-02T09:00")
    office.mark("1", "withdrawn", "--note", "暂缓", now="2026-03-10T10:00")
    office.tick("2026-03-10T10:05")
    office.mark("1", "reopened", "--note", "继续办理", now="2026-04-07T10:00")
    days = lived(office, date(2026, 4, 7), date(2026, 5, 15))
    digests = ("【周报】", "【日报】")
    told = [(day, one) for day, all_ in days.items() for one in all_ if not one.subject.startswith(digests)]
    reopened = next(one for _, one in told if one.to == CONTACT)
    assert "该项任务重新办理：继续办理" in reopened.text
    urged = next(day for day, one in told if one.to == CONTACT and "催办" in one.subject)
    letter = next(day for day, one in told if one.to == OFFICE and "拟督办" in one.subject)
    circular = next(day for day, one in told if one.to == OFFICE and "拟通报" in one.subject)
    assert urged == date(2026, 4, 13)  # three working days to do it in, then the first rung
    assert urged < letter < circular
