"""What a move of a recurring duty means for the others, what a lead reports for, and figures that stay as they were."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, OTHER, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def open_days(office: Living, at: str) -> dict[str, str]:
    """Last day → state of all that is not over."""
    (ledger,) = json.loads(office.run("status", "--json", "--now", f"{at}+08:00").out)
    return {one["due"]: one["state"] for one in ledger["items"] if one["state"] not in {"closed", "withdrawn"}}


def test_more_time_is_for_the_occurrence_that_it_fits(office: Living) -> None:
    """More time for March went to the open one of February."""
    office.dispatch("2026-02-02", ("报送信息", "每月25日前"))
    for day in ("2026-02-02", "2026-02-26", "2026-03-02"):
        office.tick(f"{day}T09:00")
    said = office.mark("1", "同意延期", "--until", "2026-03-31", "--unit", "区财政局", now="2026-03-10T10:00")
    assert "2026年3月25日一期" in said.err + said.out
    assert set(open_days(office, "2026-03-10T11:00")) == {"2026-02-25", "2026-03-31"}
    told = "".join(one.text for one in office.tick("2026-03-10T10:30") if one.to == CONTACT)
    assert "时限改为2026年3月31日" in told


@pytest.mark.parametrize("verb", ["suspended", "withdrawn"])
def test_a_series_that_is_stopped_makes_none(office: Living, verb: str) -> None:
    office.dispatch("2026-02-02", ("报送信息", "每月25日前"))
    office.tick("2026-02-02T09:00")
    office.mark("1", verb, "--note", "暂缓", now="2026-02-10T10:00")
    office.tick("2026-02-10T10:30")
    told = [one for month in (2, 3, 4) for one in office.tick(f"2026-{month:02}-27T09:00") if one.to == CONTACT]
    assert told == []
    assert set(open_days(office, "2026-04-27T10:00")) <= {"2026-02-25"}


def test_what_a_lead_reported_for_all_is_sent_back_for_all(office: Living) -> None:
    office.policy.write_text("lead_reports_for_all = true\n", encoding="utf-8")
    item = ("--text", "公开财政预算", "--lead", "区财政局", "--units", "区教育局", "--deadline", "2026年6月30日前")
    office.run("add", "works", *item, "--title", "2026年工作要点", "--now", "2026-03-02T08:30+08:00", code=None)
    office.run("dispatch", "works", "--on", "2026-03-02", "--yes", code=None)
    office.tick("2026-03-02T09:00")
    office.mark("1", "reported", "--unit", "区财政局", "--note", "已办", now="2026-03-03T10:00")
    office.tick("2026-03-03T10:30")
    office.mark("1", "sent-back", "--unit", "区财政局", "--note", "缺附件", now="2026-03-04T10:00")
    told = office.tick("2026-03-04T10:00")
    assert {one.to for one in told if "已退回：缺附件" in one.text} == {CONTACT, OTHER}
    (ledger,) = json.loads(office.run("status", "--json", "--now", "2026-03-04T11:00+08:00").out)
    assert [duty["state"] for duty in ledger["items"]] == ["sent-back", "sent-back"]


def test_figures_are_not_rewritten(office: Living) -> None:
    """What was closed late became punctual when its item was corrected."""
    office.dispatch("2026-03-02", ("公开预算", "2026年6月30日前"), units="区财政局、区教育局")
    office.tick("2026-03-02T09:00")
    office.mark("1", "closed", "--unit", "区财政局", "--on", "2026-07-06", now="2026-07-06T10:00")
    office.run("edit", "works", "1", "--deadline", "2026年8月31日前", "--now", "2026-07-07T10:00+08:00", code=None)
    counted = json.loads(office.run("status", "--by", "unit", "--json", "--now", "2026-07-08T09:00+08:00").out)
    late = {figure["name"]: figure["late"] for figure in counted[0]["figures"]}
    assert late["区财政局"] == 1
    days = {duty["unit"]: (duty["due"], duty["light"]) for duty in counted[0]["items"]}
    assert days["区财政局"][0] == "2026-06-30"
    assert days["区教育局"][0] == "2026-08-31"
