"""Addresses as people type them: mended where they are plain, refused with their line where they are not."""

import pytest

from tests.support.office_day import COORDINATOR, OfficeDay, to

A, B = "区教育局", "区民政局"
ROWS = [("1", "公布招生政策", A, "2021年6月30日前"), ("2", "公布救助标准", B, "2021年6月30日前")]


@pytest.mark.parametrize(
    "typed",
    [
        "a＠example.org",
        "a@example.org。",
        "mailto:a@example.org",
        " a@example.org ",
        "教育科 <a@example.org>",
        "a@example.org；",
    ],
)
def test_what_is_plainly_meant_is_mended_and_the_mail_arrives(office: OfficeDay, typed: str) -> None:
    office.units({A: [("甲", typed)], B: [("乙", "b@example.org")]})
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    assert "公布招生政策" in to(office.tick("2021-06-01"), "a@example.org")


@pytest.mark.parametrize("typed", ["a.example.org", "a@", "无", "a@example.org 或电话", "a b@example.org"])
def test_what_is_no_address_is_named_with_its_line_and_stops_nobody_else(office: OfficeDay, typed: str) -> None:
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    office.units({A: [("甲", typed)], B: [("乙", "b@example.org")]})
    mails = office.tick("2021-06-01")
    assert "公布救助标准" in to(mails, "b@example.org")
    said = office.run("check", "--now", office.at)
    assert "units.toml" in said.out + said.err
    assert "第 5 行" in said.out + said.err
    assert f"第 5 行，unit“{A}”.contact“甲”.email" in to(mails, COORDINATOR[1])  # the coordinator hears of it, unasked
