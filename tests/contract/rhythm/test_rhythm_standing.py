"""Standing work: a report that never came is named in the digest, one that came is not asked for twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, OFFICE, Living, living

WORK = ("加强政策解读", "长期工作")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as made:
        made.dispatch("2026-06-01", WORK, ("公开预算", "长期工作"), units="区财政局、区教育局")
        made.tick("2026-06-01T09:00")
        yield made


def digest(office: Living, now: str) -> str:
    office.tick_all(f"{now[:8]}{int(now[8:10]) - 1:02}T10:00")
    return "\n".join(f"{one.subject}\n{one.text}" for one in office.tick_all(now) if one.to == OFFICE)


def test_a_quarters_report_that_never_came_is_no_all_clear(office: Living) -> None:
    office.tick("2026-06-30T09:00")
    office.mark("1", "reported", "--unit", "区教育局", now="2026-07-02T10:00")
    said = digest(office, "2026-07-13T08:30")
    assert "无逾期" not in said
    assert "2 项长期工作有单位未报进展" in said.splitlines()[0]
    assert "6月30日应报的长期工作进展，2 个单位还有 2 项任务未报：区财政局（2 项次）、区教育局（1 项次）。" in said


def test_whoever_reports_late_or_is_sent_back(office: Living) -> None:
    office.tick("2026-06-30T09:00")
    for number in ("1", "2"):
        office.mark(number, "reported", "--unit", "区财政局", now="2026-07-02T10:00")
        office.mark(number, "reported", "--unit", "区教育局", now="2026-07-02T10:00")
    office.mark("1-2", "closed", now="2026-07-02T11:00")
    office.mark("1", "reported", "--unit", "区财政局", now="2026-07-06T10:00")
    assert "未报" not in digest(office, "2026-07-13T08:30")
    office.mark("1", "sent-back", "--unit", "区财政局", "--note", "请补充", now="2026-07-13T10:00")
    said = digest(office, "2026-07-20T08:30")
    assert "未报" not in said  # that of the second quarter stands; the one sent back was for the third


def test_the_year_end_summary(office: Living) -> None:
    for day in ("2026-06-30", "2026-09-30", "2026-12-31"):
        office.tick(f"{day}T09:00")
        for number in ("1", "2"):
            for unit in ("区财政局", "区教育局"):
                if not (day.endswith("12-31") and unit == "区财政局"):
                    office.mark(number, "reported", "--unit", unit, now=f"{day}T10:00")
        office.mark("1-2", "closed", now=f"{day}T11:00")
    said = digest(office, "2027-01-11T08:30")
    assert "12月31日应报的长期工作全年总结，1 个单位还有 2 项任务未报：区财政局（2 项次）。" in said.replace(
        "2026年", ""
    )


def test_what_was_reported_ahead_of_the_day_is_not_asked_for_again(office: Living) -> None:
    office.mark("1", "reported", "--unit", "区财政局", now="2026-06-03T10:00")  # the plan that the dispatch asks for
    office.mark("1", "closed", now="2026-06-03T11:00")
    office.mark("1", "reported", "--unit", "区财政局", now="2026-06-25T10:00")  # that of the quarter
    office.mark("1", "closed", now="2026-06-25T11:00")
    office.tick("2026-06-25T12:00")
    (asked,) = [one for one in office.tick("2026-06-30T09:00") if one.to == CONTACT]
    assert "2. 公开预算" in asked.text
    assert "1. 加强政策解读" not in asked.text
