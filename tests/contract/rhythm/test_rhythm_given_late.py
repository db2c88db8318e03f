"""What a unit has only since the last day: it is called late for no day on which the work was not its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import OFFICE, OTHER, Letter, Living, living

#: Words that accuse.
LATE = ("逾期", "超过办理时限")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def letters_to(office: Living, address: str, *instants: str) -> list[Letter]:
    return [one for at in instants for one in office.tick_all(at) if one.to == address]


def test_reassigned_after_its_day(office: Living) -> None:
    office.dispatch("2026-05-06", ("公开财政预算", "2026年6月4日前"))
    office.tick("2026-05-06T09:00")
    office.mark("1", "reassigned", "--unit", "区财政局", "--to", "区教育局", now="2026-06-11T10:00")
    days = [f"2026-06-{day:02}T09:00" for day in range(11, 16)]
    told = letters_to(office, OTHER, *days)
    assert told
    assert not [word for word in LATE for one in told if word in one.subject + one.text]
    assert "原时限6月4日（交由你单位时已过），请于" in told[0].text
    later = letters_to(office, OTHER, *(f"2026-06-{day}T09:00" for day in range(16, 30)))
    assert any("6月4日（交由你单位时已过，应于" in one.text and "已逾期 1" in one.text for one in later)


def test_reopened_after_its_withdrawal(office: Living) -> None:
    office.dispatch("2026-05-06", ("公开财政预算", "2026年6月4日前"), units="区教育局")
    office.tick("2026-05-06T09:00")
    office.mark("1", "withdrawn", "--unit", "区教育局", now="2026-06-01T10:00")
    office.tick("2026-06-01T11:00")
    office.mark("1", "reopened", "--unit", "区教育局", now="2026-06-18T10:00")
    again = letters_to(office, OTHER, "2026-06-18T11:00", "2026-06-18T15:00")[0]
    assert not [word for word in LATE if word in again.subject + again.text]


def test_a_digest_calls_it_late_no_sooner(office: Living) -> None:
    office.dispatch("2026-05-06", ("公开财政预算", "2026年6月4日前"))
    office.tick("2026-05-06T09:00")
    office.mark("1", "reassigned", "--unit", "区财政局", "--to", "区教育局", now="2026-06-12T10:00")
    digest = letters_to(office, OFFICE, "2026-06-12T17:00", "2026-06-15T09:00")[-1]
    assert "区教育局逾期" not in digest.text
    assert "到期，区教育局未完成" in digest.text


def test_counts_and_names_of_a_digest_agree(office: Living) -> None:
    office.dispatch("2026-05-06", ("报送工作信息", "2026年6月25日前"), units="区财政局、区教育局、区司法局")
    office.tick("2026-05-06T09:00")
    until = ("--until", "2026-06-30")
    office.mark("1", "extension-granted", *until, "--unit", "区教育局", now="2026-06-03T10:00")
    digest = letters_to(office, OFFICE, "2026-06-08T09:00", "2026-06-22T09:00")[-1]
    assert "6月25日到期，2 家未完成：区财政局、区司法局" in digest.text
    assert "6月30日到期，区教育局未完成" in digest.text


def test_sent_back_after_its_day(office: Living) -> None:
    office.dispatch("2026-05-06", ("公开财政预算", "2026年6月4日前"), units="区教育局")
    office.tick("2026-05-06T09:00")
    office.mark("1", "reported", "--unit", "区教育局", "--note", "已办", now="2026-06-03T10:00")
    office.mark("1", "sent-back", "--unit", "区教育局", "--note", "缺附件", now="2026-06-18T10:00")
    told = letters_to(office, OTHER, "2026-06-18T10:00", "2026-06-19T09:00")
    assert "缺附件" in told[0].text
    assert not [word for word in LATE for one in told if word in one.subject + one.text]
    later = letters_to(office, OFFICE, *(f"2026-06-{day}T09:00" for day in range(22, 27)))
    assert not [one for one in later if "拟督办" in one.subject]


def test_returned_to_its_group_after_the_day(office: Living) -> None:
    units = office.policy.with_name("units.toml")
    list_of_units = units.read_text(encoding="utf-8")
    group = '\n[[group]]\nname = "各部门"\nmembers = [{}]\n'
    units.write_text(list_of_units + group.format('"区财政局", "区教育局"'), encoding="utf-8")
    office.dispatch("2026-05-06", ("公开财政预算", "2026年6月4日前"), units="各部门")
    office.tick("2026-05-06T09:00")
    units.write_text(list_of_units + group.format('"区财政局"'), encoding="utf-8")
    office.tick("2026-05-20T09:00")
    office.tick("2026-05-21T09:00")
    units.write_text(list_of_units + group.format('"区财政局", "区教育局"'), encoding="utf-8")
    told = letters_to(office, OTHER, "2026-06-18T09:00", "2026-06-19T09:00")
    assert any("公开财政预算" in one.text for one in told)
    assert not [word for word in LATE for one in told if word in one.subject + one.text]
