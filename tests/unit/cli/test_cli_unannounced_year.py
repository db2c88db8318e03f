"""A year whose holidays are not announced: every count says so, and days before its festivals are read again."""

from datetime import date
from pathlib import Path

import pytest

from bot.calendars.official import KNOWN_THROUGH, OFFICIAL
from tests.support.commands import Ran, duban, empty_place, example_config

YEAR = KNOWN_THROUGH + 2
NOW = f"{YEAR - 1}-12-20T09:00+08:00"
EVE = OFFICIAL.festival_start("春节", YEAR) or date.max


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = empty_place(tmp_path, monkeypatch)
    example_config(place)
    item = ("add", "fest", "--title", "节前工作", "--text", "开展节前检查", "--units", "区财政局")
    duban(monkeypatch, *item, "--deadline", f"{YEAR}年春节前", "--now", NOW)
    duban(monkeypatch, "questions", "fest", "--answer", "q1=keep", "--now", NOW)
    assert duban(monkeypatch, "dispatch", "fest", "--yes", "--now", NOW).code == 0
    return place


def announce(place: Path) -> None:
    """The holiday begins three days earlier than the law alone would have it."""
    days = ", ".join(f"{date.fromordinal(EVE.toordinal() - n)}" for n in range(-3, 4))
    (place / "config" / "calendar.toml").write_text(
        f"holidays = [{days}]\nworkdays = []\nannounced_years = [{YEAR - 1}, {YEAR}]\n", encoding="utf-8"
    )


def said(ran: Ran) -> str:
    return "".join((ran.out + ran.err).split())


def test_counts_that_rest_on_it_say_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "放假安排未公布" in said(duban(monkeypatch, "status", "--now", NOW))
    days = ("--from", NOW[:10], "--to", f"{YEAR}-02-28")
    rehearsed = duban(monkeypatch, "rehearse", "fest", *days, "--full", "--now", NOW)
    assert f"{YEAR - 1}、{YEAR}年的放假安排尚未公布" in said(rehearsed)
    assert "放假安排未公布" in rehearsed.out  # in the messages themselves
    parsed = duban(monkeypatch, "parse", "自本通知印发起30个工作日内", "--issued", NOW[:10])
    assert "放假安排尚未公布" in said(parsed)


def started(monkeypatch: pytest.MonkeyPatch, term: str) -> str:
    """What is said of a clock that begins in the last days of a year."""
    item = ("add", "fest", "--text", "答复来信", "--units", "区财政局", "--deadline", term)
    assert duban(monkeypatch, *item, "--now", NOW).code in {0, 1}
    return said(duban(monkeypatch, "start", "2", "--ledger", "fest", "--on", NOW[:10], "--now", NOW))


@pytest.mark.parametrize(("term", "rests"), [("收到来信后15个工作日内", True), ("收到来信后15日内", False)])
def test_a_last_day_that_is_counted_from_an_event_says_on_what_it_rests(
    place: Path, monkeypatch: pytest.MonkeyPatch, term: str, *, rests: bool
) -> None:
    words = started(monkeypatch, term)
    assert "自此计时" in words
    assert (f"{YEAR}年的放假安排尚未公布" in words) == rests


def test_what_is_announced_says_nothing_of_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announce(place)
    assert "尚未公布" not in started(monkeypatch, "收到来信后15个工作日内")
    assert "未公布" not in said(duban(monkeypatch, "status", "--now", NOW))
    assert "未公布" not in said(duban(monkeypatch, "parse", "自本通知印发起30个工作日内", "--issued", NOW[:10]))


def test_a_day_before_a_festival_is_read_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announce(place)
    new = date.fromordinal(EVE.toordinal() - 4)
    assert duban(monkeypatch, "tick", "--now", NOW).code in {0, 1}
    assert str(new) in duban(monkeypatch, "status", "--now", NOW).out
    for command in ("check", "tick"):
        assert "原读作" not in said(duban(monkeypatch, command, "--now", NOW)), command


def test_a_day_that_is_over_by_one_calendar_is_asked_about(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announce(place)
    old, new = date.fromordinal(EVE.toordinal() - 1), date.fromordinal(EVE.toordinal() - 4)
    late = f"{date.fromordinal(EVE.toordinal() - 3)}T09:00+08:00"
    for command in ("check", "tick"):
        ran = duban(monkeypatch, command, "--now", late)
        assert f"原读作{old}，按现已公布的放假安排应为{new}" in said(ran), command
        assert ran.code == 1
    assert "应为" in said(duban(monkeypatch, "digest", "--show", "--now", late))
    assert str(old) in duban(monkeypatch, "status", "--now", late).out  # nobody is late unasked


@pytest.mark.parametrize("moves", [True, False])
def test_the_coordinator_decides_and_is_asked_no_more(
    place: Path, monkeypatch: pytest.MonkeyPatch, *, moves: bool
) -> None:
    announce(place)
    old = date.fromordinal(EVE.toordinal() - 1)
    words = f"{YEAR}年春节前" if moves else f"{old}前"
    edited = duban(monkeypatch, "edit", "fest", "1", "--deadline", words, "--now", NOW)
    assert edited.code == 0, edited.err
    day = date.fromordinal(EVE.toordinal() - 4) if moves else old
    assert str(day) in duban(monkeypatch, "status", "--now", NOW).out
    assert "原读作" not in said(duban(monkeypatch, "tick", "--now", NOW))
