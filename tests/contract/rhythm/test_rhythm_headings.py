"""What a letter is called fits what it says: a signature, a beginning, a summary sent back, a week made at night."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, Letter, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def to_contact(office: Living, *instants: str) -> list[Letter]:
    return [one for at in instants for one in office.tick(at) if one.to == CONTACT]


def test_a_nudge_to_sign_names_numbers_and_the_way_and_not_the_list(office: Living) -> None:
    items = tuple((f"第{n}项公开事项的目录编制工作", f"2026年{6 + n % 5}月30日前") for n in range(1, 21))
    office.dispatch("2026-03-02", *items)
    office.tick("2026-03-02T09:00")
    (nudge,) = to_contact(office, *(f"2026-03-{day:02}T09:00" for day in range(3, 8)))
    assert "签收" in nudge.subject
    assert "第 1—20 项" in nudge.text
    assert "目录编制" not in nudge.text
    assert "签收" in nudge.text.splitlines()[0]


def test_a_nudge_to_sign_stays_one_when_the_day_is_today(office: Living) -> None:
    office.dispatch("2026-03-02", ("报送情况", "2026年3月3日前"), ("公开目录", "2026年9月30日前"))
    office.tick("2026-03-02T09:00")
    told = to_contact(office, *(f"2026-03-{day:02}T09:00" for day in range(3, 8)))
    asked = [one for one in told if "签收" in one.text]
    assert asked
    assert all("请" in one.text for one in asked)
    assert not [one for one in told if one.subject.startswith("【签收】") and "逾期" in one.subject]


def test_a_window_that_begins_is_not_headed_as_if_it_ended(office: Living) -> None:
    office.dispatch("2026-03-02", ("集中整治", "2026年6月至11月"))
    office.tick("2026-03-02T09:00")
    office.mark("1", "acknowledged", now="2026-03-02T10:00")
    (begins,) = to_contact(office, "2026-06-01T09:00")
    assert "临近时限" not in begins.subject + begins.text
    assert "开始" in begins.subject + begins.text


def test_a_summary_of_the_year_that_is_sent_back_is_asked_for_as_such(office: Living) -> None:
    office.dispatch("2026-03-02", ("加强政策解读", "长期工作"))
    for day in ("2026-03-02", "2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"):
        office.tick(f"{day}T09:00")
        office.mark("1", "reported", "--unit", "区财政局", "--note", "已报", now=f"{day}T10:00")
        if day != "2026-12-31":
            office.mark("1", "closed", now=f"{day}T11:00")
    office.mark("1", "sent-back", "--unit", "区财政局", "--note", "请补充数据", now="2027-01-04T10:00")
    told = "".join(one.subject + one.text for one in to_contact(office, "2027-01-04T10:30"))
    assert "请补充数据" in told
    assert "请反馈全年工作总结" in told


def test_what_is_made_in_the_night_leaves_the_mornings_message_whole(office: Living) -> None:
    """A renewal of 08:00 used up the message of 09:00."""
    office.dispatch("2026-03-02", ("报送信息", "每周五前"), ("公开预算", "2026年3月27日前"))
    office.tick("2026-03-02T09:00")
    office.mark("all", "acknowledged", now="2026-03-02T10:00")
    for day in range(3, 21):
        office.tick(f"2026-03-{day:02}T00:05")
        office.tick(f"2026-03-{day:02}T08:00")
        office.tick(f"2026-03-{day:02}T09:00")
    early = to_contact(office, "2026-03-23T00:05", "2026-03-23T08:00")
    assert early == []
    told = to_contact(office, *(f"2026-03-{day}T09:00" for day in range(23, 28)))
    assert any("公开预算" in one.text for one in told)
    assert len({one.text for one in told}) == len(told)
