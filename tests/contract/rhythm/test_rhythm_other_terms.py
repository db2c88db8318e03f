"""A deadline corrected into another kind or rhythm after the dispatch: told at once, and from then on that is what is
owed.
"""

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from tests.support.living import CONTACT, Living, living

BEGIN, NOW, LATER = "2026-06-01T09:00", "2026-07-01T09:30", "2026-07-06T09:00"
#: Words of a deadline → what a letter calls the work, and the last day of what is owed from NOW on.
TERMS = {
    "2026年12月1日前": ("时限：12月1日前", "2026-12-01"),
    "2026年6月至11月": ("11月30日", "2026-11-30"),
    "每月10日前": ("本期时限：7月10日前", "2026-07-10"),
    "每季度末月20日前": ("本期时限：9月20日前", "2026-09-20"),
    "长期工作": ("长期工作", None),
    "收到来信后5个工作日内": ("按“收到来信后5个工作日内”办理", None),
    "立行立改": ("时限：7月6日前", "2026-07-06"),
}
LATE = "逾期"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def open_days(office: Living, at: str) -> list[str | None]:
    """The last days of all that is open."""
    (ledger,) = json.loads(office.run("status", "--json", "--now", f"{at}+08:00").out)
    return [one["due"] for one in ledger["items"] if one["state"] not in {"closed", "withdrawn"}]


def corrected(office: Living, deadline: str, at: str = NOW) -> str:
    """The item's deadline is corrected; what its contact is told within the same minute."""
    office.run("edit", "works", "1", "--deadline", deadline, "--now", f"{at}+08:00", code=None)
    return "".join(one.text for one in office.tick(f"{at[:-2]}31") if one.to == CONTACT)


@pytest.mark.parametrize(("before", "after"), list(permutations(TERMS, 2)))
def test_it_is_told_at_once_and_nothing_of_the_old_kind_is_left(office: Living, before: str, after: str) -> None:
    office.dispatch(BEGIN[:10], ("报送情况", before))
    office.tick(BEGIN)
    words, day = TERMS[after]
    told = corrected(office, after)
    assert words in told
    days = open_days(office, NOW)
    is_owed_before = {before, after} <= {"每月10日前", "每季度末月20日前"}  # what fell due by the old rhythm stays owed
    assert day in days
    assert len(days) == 1 + (is_owed_before and days != [day])
    assert is_owed_before or LATE not in told
    office.run("edit", "works", "1", "--text", "报送进展情况", "--now", f"{LATER}+08:00", code=None)
    office.tick(LATER)
    assert [one for one in open_days(office, LATER) if one in days] == days  # gone through again, it stays


def test_a_rhythm_goes_on_by_its_new_day(office: Living) -> None:
    office.dispatch(BEGIN[:10], ("报送情况", "每月5日前"))
    office.tick(BEGIN)
    office.mark("1", "closed", "--unit", "区财政局", now="2026-06-03T10:00")
    office.tick("2026-06-08T09:00")
    assert open_days(office, "2026-06-08T09:10") == ["2026-07-05"]
    told = corrected(office, "每月10日前", "2026-06-08T09:30")
    assert "时限由2026年7月5日改为2026年7月10日" in told
    assert open_days(office, "2026-06-08T10:00") == ["2026-07-10"]
    office.mark("1", "closed", "--unit", "区财政局", now="2026-07-02T10:00")
    office.tick("2026-07-13T09:00")
    assert open_days(office, "2026-07-13T10:00") == ["2026-08-10"]


def test_what_was_done_for_a_month_is_not_asked_for_on_its_new_day(office: Living) -> None:
    office.dispatch(BEGIN[:10], ("报送情况", "每月5日前"))
    office.tick(BEGIN)
    office.mark("1", "closed", "--unit", "区财政局", now="2026-06-02T10:00")
    corrected(office, "每月10日前", "2026-06-03T09:30")
    assert open_days(office, "2026-06-03T10:00") == ["2026-07-10"]


def test_a_clock_that_runs_has_the_new_term_from_its_event(office: Living) -> None:
    office.dispatch(BEGIN[:10], ("答复来信", "收到来信后5个工作日内"))
    office.tick(BEGIN)
    office.run("start", "1", "--on", "2026-06-29", "--now", "2026-06-29T10:00+08:00")
    office.tick("2026-06-29T10:01")
    told = corrected(office, "收到来信后10个工作日内", "2026-07-01T09:30")
    assert "时限由2026年7月6日改为2026年7月13日" in told
    office.run("start", "1", "--on", "2026-07-01", "--now", "2026-07-01T10:00+08:00")
    assert open_days(office, "2026-07-01T11:00") == ["2026-07-13", "2026-07-15"]


def test_what_is_to_be_done_at_once_counts_from_its_own_dispatch(office: Living) -> None:
    office.dispatch(BEGIN[:10], ("报送情况", "2026年12月1日前"))
    office.tick(BEGIN)
    for text, deadline in (("整改问题", "立行立改"), ("公开结果", "2026年11月2日前")):
        item = ("--text", text, "--deadline", deadline, "--units", "区财政局")
        office.run("add", "works", *item, "--now", f"{NOW}+08:00", code=None)
        told = "".join(one.text for one in office.tick(NOW))
        assert LATE not in told
        assert "已过" not in told
    assert open_days(office, NOW) == ["2026-07-06", "2026-11-02", "2026-12-01"]


def test_a_unit_that_was_given_the_work_hears_of_the_new_day(office: Living) -> None:
    office.dispatch(BEGIN[:10], ("报送情况", "2026年12月1日前"), units="区教育局")
    office.tick(BEGIN)
    office.mark("1", "reassigned", "--unit", "区教育局", "--to", "区财政局", now="2026-06-08T10:00")
    office.tick("2026-06-08T10:01")
    assert "时限提前：由2026年12月1日改为2026年10月9日" in corrected(office, "2026年10月9日前")


@pytest.mark.parametrize("at", ["2026年12月1日12时前"])
def test_an_hour_that_is_set_is_told(office: Living, at: str) -> None:
    office.dispatch(BEGIN[:10], ("报送情况", "2026年12月1日前"))
    office.tick(BEGIN)
    assert "12:00" in corrected(office, at)
