"""Holidays announced when deadlines were counted already: all that rests on them is counted again and told at once."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.calendars.official import KNOWN_THROUGH, OFFICIAL
from tests.support.living import CONTACT, OTHER, Letter, Living, living

YEAR = KNOWN_THROUGH + 2
BEFORE, AFTER = f"{YEAR - 1}-12-21", f"{YEAR - 1}-12-22"
EVE = OFFICIAL.festival_start("春节", YEAR) or date.max
#: Off by the announcement and by no law: a day in December, a week in January, three days before the festival's four.
WEEK = [date(YEAR, 1, day) for day in range(4, 11)]
DAYS = [date(YEAR - 1, 12, 23), *WEEK, *(EVE + timedelta(n) for n in range(-3, 4))]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as made:
        yield made


def announce(office: Living) -> None:
    words = f"holidays = [{', '.join(map(str, DAYS))}]\nannounced_years = [{YEAR - 1}, {YEAR}]\n"
    office.policy.with_name("calendar.toml").write_text(words, encoding="utf-8")


def due(office: Living, day: str) -> dict[str, date]:
    """Unit → its last day."""
    rows = json.loads(office.run("status", "--json", "--now", f"{day}T10:00+08:00").out)
    duties = [duty for ledger in rows for duty in ledger["items"]]
    return {duty["unit"]: date.fromisoformat(duty["due"]) for duty in duties if duty["due"]}


def to(letters: list[Letter], address: str) -> str:
    return "".join("".join((one.subject + one.text).split()) for one in letters if one.to == address)


def words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def given(office: Living, deadline: str, units: str = "区财政局") -> None:
    """At work and told of before the announcement."""
    office.dispatch(BEFORE, ("核对节前库存", deadline), units=units)
    if office.run("questions", "works", "--json").out.count('"q1"'):
        office.run("questions", "works", "--answer", "q1=keep", "--now", f"{BEFORE}T08:40+08:00")
    office.tick(f"{BEFORE}T09:00")


@pytest.mark.parametrize(
    "deadline",
    [
        f"{YEAR}年春节前",
        f"{YEAR}年春节前5个工作日",
        "自本通知印发之日起20个工作日内",
        f"{YEAR}年1月起每月第10个工作日前",
        "立行立改",
    ],
)
def test_what_the_document_counts_is_counted_again_and_told_at_once(office: Living, deadline: str) -> None:
    given(office, deadline)
    (old,) = due(office, BEFORE).values()
    announce(office)
    told = to(office.tick(f"{AFTER}T09:05"), CONTACT)
    (new,) = due(office, AFTER).values()
    assert new != old
    assert f"放假安排有变，时限由{words(old)}调整为{words(new)}" in told
    assert "按放假安排重新计算" in office.run("log", "1", "--now", f"{AFTER}T10:00+08:00").out
    assert "放假安排有变" not in to(office.tick(f"{AFTER}T11:05"), CONTACT)


@pytest.mark.parametrize("deadline", [f"{YEAR}年1月20日前", "自本通知印发之日起30日内", f"{YEAR}年1月起每月15日前"])
def test_what_rests_on_no_holidays_stays(office: Living, deadline: str) -> None:
    given(office, deadline)
    before = due(office, BEFORE)
    announce(office)
    assert "放假安排有变" not in to(office.tick(f"{AFTER}T09:05"), CONTACT)
    assert due(office, AFTER) == before


def test_a_term_that_an_event_began_is_counted_again(office: Living) -> None:
    office.dispatch(BEFORE, ("答复来信", "收到来信后15个工作日内"))
    office.tick(f"{BEFORE}T09:00")
    office.run("start", "1", "--on", BEFORE, "--now", f"{BEFORE}T10:00+08:00")
    office.tick(f"{BEFORE}T10:01")
    (old,) = due(office, BEFORE).values()
    announce(office)
    told = to(office.tick(f"{AFTER}T09:05"), CONTACT)
    (new,) = due(office, AFTER).values()
    assert new > old
    assert f"时限由{words(old)}调整为{words(new)}" in told


def test_a_day_that_a_person_granted_stays_and_what_is_done_is_not_rewritten(office: Living) -> None:
    given(office, f"{YEAR}年春节前", units="区财政局、区教育局、区司法局")
    granted = EVE + timedelta(30)
    at = f"{BEFORE}T11:00"
    office.mark("1", "extension-granted", "--until", str(granted), "--unit", "区财政局", now=at)
    office.mark("1", "closed", "--unit", "区司法局", now=at)
    office.tick(f"{BEFORE}T12:00")
    done = due(office, BEFORE)["区司法局"]
    announce(office)
    told = office.tick(f"{AFTER}T09:05")
    assert "放假安排有变" not in to(told, CONTACT)
    assert "放假安排有变" in to(told, OTHER)
    after = due(office, AFTER)
    assert (after["区财政局"], after["区司法局"]) == (granted, done)
    units = office.policy.with_name("units.toml")
    units.write_text(units.read_text(encoding="utf-8").replace("教育联络员", "教科联络员"), encoding="utf-8")
    units.write_text(f'{units.read_text(encoding="utf-8")}\n[[group]]\nname = "各组"\nmembers = []\n', encoding="utf-8")
    office.tick(f"{AFTER}T15:00")  # the ledger is gone through once more
    assert due(office, AFTER)["区财政局"] == granted


def test_a_ledger_not_yet_dispatched_is_read_again_too(office: Living) -> None:
    title, now = ("--title", "节前工作"), ("--now", f"{BEFORE}T08:30+08:00")
    item = ("--text", "开展节前检查", "--units", "区财政局", "--deadline", f"{YEAR}年春节前")
    office.run("add", "works", *item, *title, *now, code=None)
    office.tick(f"{BEFORE}T09:00")
    announce(office)
    office.tick(f"{AFTER}T09:05")
    assert json.loads(office.run("questions", "works", "--json").out) == []  # nothing is in doubt any more
    office.run("dispatch", "works", "--on", AFTER, "--yes", "--now", f"{AFTER}T10:00+08:00")
    assert due(office, AFTER) == {"区财政局": EVE - timedelta(4)}
