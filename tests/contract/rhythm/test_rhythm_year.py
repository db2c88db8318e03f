"""From one year's ledger to the next: nothing done is asked again, nothing doubled, what waits is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.office_day import OfficeDay, office_day, to

UNITS = {"甲局": [("甲联络员", "a@example.org")], "乙局": [("乙联络员", "b@example.org")]}
ROWS = [
    ("1", "编制公开目录", "甲局、乙局", "2021年6月30日前"),
    ("2", "推进平台建设", "甲局", "长期工作"),
    ("3", "报送月度信息", "甲局、乙局", "每月25日前"),
]
NEXT = [("1", "推进平台建设", "甲局", "长期工作"), ("2", "报送月度信息", "甲局", "每月25日前")]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeDay]:
    with office_day(tmp_path, monkeypatch) as day:
        day.units(UNITS)
        yield day


def next_year(office: OfficeDay) -> tuple[str, str]:
    """Both ledgers; the first half of the new one's title is another year's."""
    old = office.dispatched("a.html", "2021年工作要点", ROWS)
    office.tick()
    office.at = "2021-06-21T09:00+08:00"
    office.do("mark", "1", "closed", "--unit", "乙局")
    office.tick("2021-06-22")
    office.at = "2022-01-04T08:00+08:00"
    before = office.ids()
    office.do("import", str(office.ledger("b.html", "2022年工作安排", NEXT, issued="2021年12月31日")))
    (new,) = office.ids() - before
    return old, new


def test_by_unit_and_nothing_twice(office: OfficeDay) -> None:
    old, new = next_year(office)
    said = office.do("carry", old, new)
    assert "未重复结转：2、3" in said.out + said.err
    office.do("dispatch", new, "--yes", "--on", "2022-01-04")
    office.mails()
    mails = office.tick("2022-01-04")
    first, second = to(mails, "a@example.org"), to(mails, "b@example.org")
    assert "编制公开目录" in first
    assert "编制公开目录" not in second
    assert "报送月度信息" in second
    assert (first.count("推进平台建设"), first.count("报送月度信息")) == (1, 1)
    assert "逾期" not in first + second


def test_what_waits_is_said(office: OfficeDay) -> None:
    old, new = next_year(office)
    office.do("mark", f"1@{old}", "reported", "--unit", "甲局")
    for words in (("carry", old, new), ("archive", old)):
        asked = office.run(*words, "--now", office.at)
        assert asked.code == 2
        assert "待审核、待重新分工 1 项次（1 甲局）" in asked.out + asked.err
    office.do("carry", old, new, "--yes")
    office.do("archive", old, "--yes")
