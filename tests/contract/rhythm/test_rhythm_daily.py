"""A daily report is owed on working days alone, and what is missing is counted, not listed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.living import CONTACT, LEADER, OFFICE, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as made:
        yield made


def status(office: Living, now: str) -> list[dict[str, Any]]:
    shown = json.loads(office.run("status", "--json", "--now", f"{now}+08:00", code=None).out)
    return [duty for ledger in shown for duty in ledger["items"]]


def days(first: int, last: int) -> list[str]:
    return [f"2026-06-{day:02}" for day in range(first, last + 1)]


@pytest.mark.parametrize("cadence", ["每日12时前", "每个工作日12时前"])
def test_one_duty_is_open_and_counts_the_days_without_a_report(office: Living, cadence: str) -> None:
    office.dispatch("2026-06-15", ("报送防汛信息", cadence))
    for day in days(15, 23):
        office.tick(f"{day}T09:00")
        (duty,) = status(office, f"{day}T10:00")
        assert duty["due"] not in {"2026-06-19", "2026-06-20", "2026-06-21"}  # the Dragon Boat festival, a weekend
    assert (duty["due"], duty["light"]) == ("2026-06-23", "overdue")
    said = office.run("status", "逾期", "--now", "2026-06-23T10:00+08:00").out
    assert "此前缺报 5 次" in " ".join(said.split())


def test_a_report_ends_the_count(office: Living) -> None:
    office.dispatch("2026-06-15", ("报送防汛信息", "每日12时前"))
    for day in days(15, 17):
        office.tick(f"{day}T09:00")
    office.mark("1", "reported", "--unit", "区财政局", now="2026-06-17T11:00")
    office.tick("2026-06-18T09:00")
    assert sorted((duty["due"], duty["light"]) for duty in status(office, "2026-06-18T10:00")) == [
        ("2026-06-17", "reported"),
        ("2026-06-18", "near"),
    ]


@pytest.mark.parametrize(("stop", "go_on"), [("suspended", "resumed"), ("withdrawn", "reopened")])
def test_what_was_stopped_goes_on_as_one_duty_and_owes_nothing_of_before(office: Living, stop: str, go_on: str) -> None:
    """A late one of the day on which it was stopped stayed open beside the new."""
    office.dispatch("2026-06-15", ("报送防汛信息", "每日12时前"))
    for day in days(15, 16):
        office.tick(f"{day}T09:00")
    office.mark("1", stop, "--note", "汛情缓解", now="2026-06-16T11:00")
    for day in days(17, 23):
        office.tick(f"{day}T09:00")
    office.mark("1", go_on, "--note", "汛情再起", now="2026-06-23T11:00")
    office.tick("2026-06-23T11:30")
    assert [duty["due"] for duty in status(office, "2026-06-23T11:40")] == ["2026-06-23"]
    office.tick("2026-06-24T09:00")
    assert [duty["due"] for duty in status(office, "2026-06-24T10:00")] == ["2026-06-24"]
    said = office.run("status", "1", "--now", "2026-06-24T10:00+08:00").out
    assert "缺报 2 次" in " ".join(said.split())  # of the first day and of the one on which it went on


def test_it_is_urged_once_a_week_as_often_as_anything_late_and_the_digest_names_it(office: Living) -> None:
    office.dispatch("2026-06-15", ("报送防汛信息", "每日12时前"))
    office.tick("2026-06-15T09:00")
    office.mark("1", "acknowledged", "--unit", "区财政局", now="2026-06-15T11:00")
    got = []
    for month, last in ((6, 30), (7, 31)):
        for day in range(16 if month == 6 else 1, last + 1):
            got += [(day, one) for one in office.tick_all(f"2026-{month:02}-{day:02}T09:00")]
    urged = [(day, one) for day, one in got if one.to == CONTACT and "催办" in one.subject]
    assert [day for day, _ in urged] == [16, 23, 30]
    assert "此前缺报 1 次" in urged[0][1].text
    assert "不再逐项催办" in urged[-1][1].text
    assert [day for day, one in got if one.to == LEADER and "周报" not in one.subject] == [16]
    digests = [one for _, one in got if one.to == OFFICE and one.subject.startswith("【周报】")]
    assert "1 项任务逾期" in digests[-1].subject
    assert "缺报 29 次" in digests[-1].text
    assert "已催办 3 次的不再催办，请协调督办" in digests[-1].text
    assert "区财政局缺报 29 次；已催办 3 次" in digests[-1].text
    assert "两周内" not in digests[-1].text


def test_whoever_hears_of_it_late_is_told_of_it_and_has_missed_nothing_before(office: Living) -> None:
    office.dispatch("2026-06-15", ("报送防汛信息", "每日12时前"))
    (told,) = [one for one in office.tick("2026-06-18T09:30") if one.to == CONTACT]
    assert told.subject.startswith("【交办】")
    assert "缺报" not in told.text
    assert status(office, "2026-06-18T10:00")[0]["missed"] == 0
