"""A clock that was ahead, and a calendar that came late: what was to be told is told, in its time."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Kind, Message, Obligation
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick


def subjects(messages: list[Message]) -> list[str]:
    return [message.subject[:4] for message in messages]


@pytest.mark.parametrize("wrong", ["2021-07-20T09:00", "2022-06-02T09:00"])
def test_after_a_wake_up_with_the_clock_ahead_the_ladder_goes_on(office: Office, wrong: str) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    assert subjects(tick(office, "2021-06-01T09:00")[0]) == ["【交办】"]
    assert "【催办】" in subjects(tick(office, wrong)[0])  # the false one
    told = [(day, subjects(tick(office, f"2021-06-{day}T09:00")[0])) for day in ("02", "10", "16", "23", "29", "30")]
    # The rungs come in their time; the nudge for a signature was given.
    assert [day for day, found in told if found] == ["16", "23", "29", "30"]
    assert "【催办】" in subjects(tick(office, "2021-07-01T09:00")[0])


def test_what_the_wrong_clock_left_waiting_is_neither_late_nor_lost(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-20T09:00", {})  # with no channel: the false urging waits
    assert tick(office, "2021-06-02T09:00")[0] == []
    assert subjects(tick(office, "2021-06-16T09:00")[0]) == ["【提醒】"]


def test_what_fell_due_since_the_last_right_tick_is_told_once(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-20T09:00")
    # T-10 and T-5 are past: the one that matters now is told.
    assert subjects(tick(office, "2021-06-24T09:00")[0]) == ["【提醒】"]
    assert tick(office, "2021-06-24T09:01")[0] == []


def test_it_is_said_that_the_clock_was_ahead(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-07-20T09:00")
    tick(office, "2021-06-02T09:00")
    now = at("2021-06-07T08:30")
    with office.store.begin() as session:
        said = digest_letter(session, office, "区政府办公室", date(2021, 5, 31), now).clock_ahead
    assert said is not None
    assert (said.until, said.sent >= 1) == (at("2021-07-20T09:00"), True)


def test_a_clock_put_right_by_some_hours_repeats_nothing(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-06-16T09:00")
    assert tick(office, "2021-06-15T20:00")[0] == []
    assert tick(office, "2021-06-16T09:00")[0] == []


def test_a_rung_that_a_late_holiday_moves_into_the_past_is_told(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    tick(office, "2021-06-15T09:00")  # the day before T-10
    days_off = frozenset(date(2021, 6, day) for day in (21, 22, 23))
    calendar = replace(office.rules.calendar, extra_holidays=days_off)
    late = replace(office, rules=replace(office.rules, calendar=calendar))
    assert subjects(tick(late, "2021-06-15T15:00")[0]) == ["【提醒】"]
    assert tick(late, "2021-06-16T09:00")[0] == []


def test_a_false_urging_holds_back_none_of_the_week_in_which_it_was_dated(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-11"))))
    tick(office, "2021-06-01T09:00")
    assert "【催办】" in subjects(tick(office, "2021-07-02T09:00")[0])  # the false one, of both
    tick(office, "2021-06-02T09:00")
    told = {day: subjects(tick(office, f"2021-{day}T09:00")[0]) for day in ("06-15", "06-22", "06-29", "07-06")}
    assert all("【催办】" in found for found in told.values())


def test_the_digest_of_the_day_on_which_the_clock_is_right_again_comes(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    for day in ("2021-06-01", "2021-06-04"):
        tick(office, f"{day}T09:00")
    tick(office, "2022-06-06T09:00")
    digests = tick(office, "2021-06-07T09:00", subject="【周报】")[0]  # a Monday
    assert len(digests) == 1
    assert "时钟曾超前" in digests[0].text
    assert tick(office, "2021-06-08T09:00", subject="【周报】")[0] == []


@pytest.mark.parametrize("moved", [False, True])
def test_occurrences_that_the_wrong_clock_made_are_taken_back(office: Office, moved: bool) -> None:
    monthly = Obligation(Kind.RECURRING, phrase="每月25日前", rrule="FREQ=MONTHLY;BYMONTHDAY=25", source="column")
    dispatched(office, ledger(task("1", monthly)))
    tick(office, "2021-06-01T09:00")
    days = _occurrences(office)
    tick(office, "2022-03-01T09:00")
    made = _occurrences(office)
    assert len(made) > len(days) + 4
    if moved:
        make_move(office, Move(f"1/{made[-1]}", Verb.REPORTED, unit="区财政局"), CLERK, at("2022-03-01T10:00"))
    tick(office, "2021-06-02T09:00")
    assert (made[-1] in _occurrences(office)) == moved
    if not moved:
        assert _occurrences(office) == days
        for day in ("2021-06-28", "2021-07-26", "2021-08-26"):
            tick(office, f"{day}T09:00")
        assert _occurrences(office) == [*days, "2021-07-25", "2021-08-25", "2021-09-25"]


def _occurrences(office: Office) -> list[str]:
    with office.store.begin() as session:
        return sorted(duty.occurrence for duty in duties.duties(session))
