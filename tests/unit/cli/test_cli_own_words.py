"""Words typed as answers are checked and echoed; units that nobody knows are drafted; nonsense is refused."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Ran, duban, empty_place, example_config

NOW = ("--now", "2021-06-01T09:00+08:00")
LEDGER = """测试区2021年重点任务分工表

序号\t工作任务\t责任单位\t完成时限
1\t开展自查\t区财政局、区教育局等部门\t2021年9月底前
2\t报送总结\t区财政局\t汛期前
3\t公开目录\t区教育局\t2021年10月前
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = empty_place(tmp_path, monkeypatch)
    example_config(place)
    (place / "plan.txt").write_text(LEDGER, encoding="utf-8")
    duban(monkeypatch, "import", "plan.txt", "--issued", "2021-06-01", *NOW)
    return place


def said(monkeypatch: pytest.MonkeyPatch, flag: str, answer: str) -> Ran:
    """Answers the question of this kind."""
    shown = duban(monkeypatch, "questions", "plan", "--json").out
    name = next(one["id"] for one in json.loads(shown) if one["flag"] == flag)
    return duban(monkeypatch, "questions", "plan", "--answer", f"{name}={answer}", *NOW)


def test_units_are_echoed_and_unknown_ones_drafted(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = place / "config" / "units.toml"
    before = file.read_text(encoding="utf-8")
    ran = said(monkeypatch, "open-list", "区林业局、区财政局")
    assert "理解为：区林业局、区财政局" in ran.out + ran.err
    assert "不在单位名录里的：区林业局。" in ran.out + ran.err
    after = file.read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []  # what stood there stays
    assert after.count('"区林业局"') == 1
    again = said(monkeypatch, "open-list", "区林业局")
    assert "不在单位名录里" not in again.out + again.err


@pytest.mark.parametrize("nonsense", ["的了呢", "xyz", "尽快", "是", "区林业局、呵呵"])
def test_what_is_no_unit_is_refused_and_nothing_is_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch, nonsense: str
) -> None:
    before = (place / "config" / "units.toml").read_bytes()
    ran = said(monkeypatch, "open-list", nonsense)
    assert ran.code == 2
    assert "不像单位名称" in ran.err
    assert (place / "config" / "units.toml").read_bytes() == before


def test_a_day_is_echoed_as_it_was_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = said(monkeypatch, "vague", "6月中旬前")
    assert "理解为：" in ran.out + ran.err
    assert "2021-06-20" in ran.out + ran.err


@pytest.mark.parametrize("nonsense", ["2021年13月前", "6月31日前", "哈哈", "2"])
def test_what_names_no_day_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    ran = said(monkeypatch, "vague", nonsense)
    assert ran.code == 2 or nonsense == "2"  # the second choice
    assert "理解为" not in ran.out + ran.err


@pytest.mark.parametrize("answer", ["宽", "1", "lenient"])
def test_a_choice_by_its_number_its_key_or_its_first_words(
    place: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    ran = said(monkeypatch, "ambiguous", answer)
    assert "已记下 1 个答复" in ran.out + ran.err
    assert "理解为" not in ran.out + ran.err
