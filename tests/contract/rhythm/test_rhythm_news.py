"""What is reported and what is decided is told within minutes, together: by the commands and a real mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, OFFICE, OTHER, Living, living

ITEMS = tuple((f"第{n}项重点工作", "2026年6月30日前") for n in range(1, 6))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        one.dispatch("2026-03-02", *ITEMS, units="区财政局、区教育局")
        one.tick("2026-03-02T09:00")
        one.tick("2026-03-03T09:00")  # the nudge for a signature
        yield one


def test_reports_requests_and_refusals_reach_the_coordinator_in_a_quarter_of_an_hour_as_one(office: Living) -> None:
    office.mark(
        "1",
        "--unit",
        "财政局",
        "reported",
        "--note",
        "已上线",
        "--evidence",
        "https://example.org/a",
        now="2026-03-05T10:00",
    )
    assert office.tick("2026-03-05T10:14") == []
    office.mark(
        "2",
        "--unit",
        "教育局",
        "extension-requested",
        "--until",
        "2026-07-31",
        "--note",
        "等上级",
        now="2026-03-05T10:10",
    )
    office.mark("3", "--unit", "教育局", "handed-back", "--note", "职责在司法局", now="2026-03-05T10:12")
    [told] = office.tick("2026-03-05T10:15")
    assert (told.to, told.subject) == (OFFICE, "【待审核】区财政局等 2 个单位 3 项任务来件")
    for words in (
        "反馈（佐证：https://example.org/a）：已上线",
        "申请延期至2026年7月31日，理由：等上级",
        "退回（非本单位职责）：职责在司法局",
    ):
        assert words in told.text
    assert office.tick("2026-03-05T10:45") == []


def test_what_was_decided_or_taken_back_before_it_was_told_is_not_told(office: Living) -> None:
    office.mark("1", "--unit", "财政局", "reported", "--note", "已上线", now="2026-03-05T10:00")
    office.mark("2", "--unit", "财政局", "reported", "--note", "误报", now="2026-03-05T10:01")
    office.run("undo", "2", "--now", "2026-03-05T10:02+08:00")
    office.mark("1", "--unit", "财政局", "closed", now="2026-03-05T10:05")
    told = [one for minute in (15, 16, 20) for one in office.tick(f"2026-03-05T10:{minute}")]
    assert [(one.to, one.subject) for one in told] == [(CONTACT, "【销号】区财政局 1 项任务已核准销号")]


def test_many_approvals_are_one_message_a_person(office: Living) -> None:
    for n in range(1, 6):
        office.mark(str(n), "--unit", "全部", "reported", "--note", "已办结", now=f"2026-03-05T09:0{n}")
    office.tick("2026-03-05T09:30")
    for n in range(1, 6):
        office.mark(str(n), "closed", now=f"2026-03-05T10:0{n}")
    told = [one for minute in range(0, 60, 5) for one in office.tick(f"2026-03-05T10:{minute:02}")]
    assert sorted((one.to, one.subject) for one in told) == [
        (CONTACT, "【销号】区财政局 5 项任务已核准销号"),
        (OTHER, "【销号】区教育局 5 项任务已核准销号"),
    ]


def test_returns_one_by_one_multiply_no_messages(office: Living) -> None:
    office.mark("1-5", "--unit", "财政局", "reported", "--note", "已办结", now="2026-03-05T09:00")
    office.tick("2026-03-05T09:20")
    told = []
    for n in range(1, 6):
        office.mark(str(n), "--unit", "财政局", "sent-back", "--note", f"缺附件{n}", now=f"2026-03-05T10:0{n}")
        told += office.tick(f"2026-03-05T10:0{n}")
    told += [one for minute in range(6, 40) for one in office.tick(f"2026-03-05T10:{minute:02}")]
    assert [one.to for one in told] == [CONTACT, CONTACT], told
    assert "缺附件1" in told[0].text
    assert all(f"缺附件{n}" in told[1].text for n in range(2, 6))


@pytest.mark.parametrize(
    ("verb", "options", "said"),
    [
        ("withdrawn", (), "该项任务已撤销，不再办理：局务会定"),
        ("suspended", (), "该项任务已中止，暂不办理：局务会定"),
        ("reassigned", ("--to", "区司法局"), "该项任务已改派其他单位，你单位不再承办：局务会定"),
        ("extension-granted", ("--until", "2026-07-31"), "延期已批准，时限改为2026年7月31日：局务会定"),
    ],
)
def test_a_change_is_told_at_once_with_the_note(office: Living, verb: str, options: tuple[str, ...], said: str) -> None:
    office.mark("1", "--unit", "财政局", verb, "--note", "局务会定", *options, now="2026-03-05T10:00")
    told = [one for one in office.tick("2026-03-05T10:00") if one.to == CONTACT]
    assert [said in one.text for one in told] == [True]


@pytest.mark.parametrize(
    ("ended", "back", "said"),
    [
        ("suspended", "resumed", "该项任务恢复办理：条件已具备"),
        ("withdrawn", "reopened", "该项任务重新办理：条件已具备"),
    ],
)
def test_what_goes_on_is_told_at_once_with_the_note(office: Living, ended: str, back: str, said: str) -> None:
    office.mark("1", "--unit", "财政局", ended, "--note", "暂缓", now="2026-03-05T10:00")
    office.tick("2026-03-05T10:00")
    office.mark("1", "--unit", "财政局", back, "--note", "条件已具备", now="2026-03-09T10:00")
    assert said in office.tick("2026-03-09T10:00")[0].text


def test_a_last_day_brought_forward_is_told_as_such(office: Living) -> None:
    office.run("edit", "works", "1", "--deadline", "2026年5月15日前", "--now", "2026-03-05T10:00+08:00", code=None)
    told = {one.to: one.text for one in office.tick("2026-03-05T10:00")}
    assert "时限提前：由2026年6月30日改为2026年5月15日" in told[CONTACT]


def test_a_clock_that_starts_is_told_at_once_whatever_was_sent_today(office: Living) -> None:
    office.run(
        *("add", "works", "--text", "答复来信", "--deadline", "收到来信后24小时内", "--units", "区财政局"),
        *("--number", "9", "--now", "2026-03-05T08:40+08:00"),
        code=None,
    )
    assert len(office.tick("2026-03-05T09:00")) == 1  # the day's message: the new item
    office.run("start", "9", "--unit", "区财政局", "--on", "2026-03-05", "--now", "2026-03-05T11:00+08:00")
    [told] = office.tick("2026-03-05T11:00")
    assert told.subject == "【起算】区财政局 1 项任务开始计时"
    assert "自2026年3月5日起算，时限为2026年3月6日" in told.text
