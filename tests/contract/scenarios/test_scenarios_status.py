"""`duban status` of a large office: by item with counts, then drill down; asked in an office's own words."""

import pytest

from tests.support.office_day import OfficeDay

UNITS = {f"{name}局": [(name, f"u{n}@example.org")] for n, name in enumerate("甲乙丙丁戊己庚辛壬癸")}
ALL = "、".join(UNITS)


@pytest.fixture
def busy(office: OfficeDay) -> OfficeDay:
    """Ten units of forty items."""
    office.units(UNITS)
    rows = [(str(n), f"公开第{n}类目录", ALL, f"2021年{6 + n % 6}月30日前") for n in range(1, 41)]
    office.dispatched("a.html", "2021年工作要点", rows)
    office.tick("2021-06-01")
    return office


def status(office: OfficeDay, *words: str) -> str:
    done = office.run("status", *words, "--now", office.at)
    return done.out + done.err


def test_an_item_is_a_line_with_its_counts(busy: OfficeDay) -> None:
    said = status(busy)
    assert len(said.splitlines()) < 120  # four hundred duties
    assert said.count("甲局") <= 2
    assert "公开第1类目录" in said


def test_one_item_and_one_unit_are_told_line_by_line(busy: OfficeDay) -> None:
    item = status(busy, "7")
    assert all(unit in item for unit in UNITS)
    unit = status(busy, "丙局")
    assert "丁局" not in unit
    assert "公开第40类目录" in unit


@pytest.mark.parametrize(("asked", "nothing"), [("逾期", "目前没有逾期事项"), ("已销号", "没有")])
def test_nothing_found_is_said_as_such(busy: OfficeDay, asked: str, nothing: str) -> None:
    assert nothing in status(busy, asked)


@pytest.mark.parametrize("word", ["逾期", "overdue"])
def test_it_is_asked_in_an_offices_words(busy: OfficeDay, word: str) -> None:
    busy.at = "2021-07-05T09:00+08:00"
    late = status(busy, word)
    assert "公开第6类目录" in late  # of June
    assert "公开第1类目录" not in late  # of July
    assert "公开第1类目录" in status(busy, "临期") + status(busy, "未销号")
