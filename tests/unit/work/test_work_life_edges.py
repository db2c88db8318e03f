"""Returning members, clocks started late, paused recurrences, a changed policy: nothing doubled, nothing lost."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.calendars import Calendar
from bot.errors import UsageError
from bot.model import Kind, Obligation
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.roster.roster import Roster
from bot.store import duties
from bot.work.documents.intake import take_in
from bot.work.duties.clock_start import start_clock
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.views.trail import trail
from tests.support.office import CLERK, ROSTER, at, dispatched, due, ledger, task, tick, with_roster

GROUP = ("区直各单位",)
SPAN = Obligation(Kind.RELATIVE, phrase="5个工作日内", n=5, unit="workday", anchor="event", source="column")
WEEKLY = Obligation(Kind.RECURRING, phrase="每周五", rrule="FREQ=WEEKLY;BYDAY=FR", source="column")


def with_policy(office: Office, **values: object) -> Office:
    return replace(office, rules=replace(office.rules, policy=office.rules.policy.model_copy(update=values)))


def rows(office: Office, unit: str | None = None) -> list[Duty]:
    with office.store.begin() as session:
        found = duties.duties(session)
        return [row for row in found if unit in {None, row.unit}]


def without(name: str) -> Roster:
    """The same units, `name` in no group."""
    units = [unit.model_dump(by_alias=True) for unit in ROSTER.unit]
    units = [{**unit, "groups": [] if unit["name"] == name else unit["groups"]} for unit in units]
    return Roster.model_validate({"unit": units, "coordinator": [c.model_dump() for c in ROSTER.coordinator]})


def letters(office: Office, when: str, start: str) -> list[str]:
    """The subjects of the letters that begin with `start` in brackets."""
    return [m.subject for m in tick(office, when)[0] if m.subject.startswith(start)]


# ------------------------------------------------------------------ groups
def test_a_member_that_left_and_returns_is_dispatched_again_with_its_history(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=GROUP)))
    tick(office, "2021-06-01T09:00")
    gone = with_roster(office, without("区教育局"))
    tick(gone, "2021-06-03T09:00")
    assert [row.state for row in rows(office, "区教育局")] == ["withdrawn"]
    assert [s for s in letters(office, "2021-06-10T09:00", "【交办】") if "区教育局" in s]
    assert [(row.state, row.due, row.ended_on) for row in rows(office, "区教育局")] == [
        ("dispatched", date(2021, 6, 30), None)
    ]
    assert [entry.verb for entry in trail(office, unit="区教育局")] == ["left-out", "dispatched-again"]
    assert [s for s in letters(office, "2021-06-29T09:00", "【提醒】") if "区教育局" in s]


def test_a_slip_in_the_units_file_that_is_put_right_on_the_same_day_is_told_to_nobody(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), WEEKLY, units=GROUP)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1.1", Verb.ACKNOWLEDGED, unit="区教育局"), CLERK, at("2021-06-01T10:00"))
    for when in ("2021-06-07T09:00", "2021-06-08T09:00"):
        tick(office, when)
    before = [(row.state, row.due, row.renewed) for row in rows(office, "区教育局")]
    assert tick(with_roster(office, without("区教育局")), "2021-06-09T09:00")[0] == []
    assert tick(office, "2021-06-09T11:00")[0] == []
    assert [(row.state, row.due, row.renewed) for row in rows(office, "区教育局")] == before
    tick(office, "2021-06-15T09:00")
    assert [row.due for row in rows(office, "区教育局")][2:] == [date(2021, 6, 11), date(2021, 6, 18)]


def test_a_member_that_returns_owes_a_recurrence_from_then_on(office: Office) -> None:
    dispatched(office, ledger(task("1", WEEKLY, units=GROUP)))
    tick(office, "2021-06-01T09:00")
    tick(with_roster(office, without("区教育局")), "2021-06-03T09:00")
    tick(office, "2021-06-22T09:00")
    assert [(row.due, row.state) for row in rows(office, "区教育局")] == [
        (date(2021, 6, 4), "withdrawn"),
        (date(2021, 6, 25), "dispatched"),
    ]


def test_what_a_coordinator_withdrew_or_reassigned_stays_so_when_a_group_changes(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=GROUP)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.WITHDRAWN, unit="区教育局"), CLERK, at("2021-06-02T10:00"))
    make_move(office, Move("1", Verb.REASSIGNED, unit="区司法局", to_unit="区财政局"), CLERK, at("2021-06-02T10:00"))
    tick(with_roster(office, without("区财政局")), "2021-06-03T09:00")
    tick(office, "2021-06-10T09:00")
    assert {row.unit: row.state for row in rows(office)} == {
        "区财政局": "dispatched",
        "区教育局": "withdrawn",
        "区司法局": "withdrawn",
    }


def test_what_is_reassigned_to_a_unit_that_left_stays_with_it(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=GROUP)))
    tick(office, "2021-06-01T09:00")
    gone = with_roster(office, without("区教育局"))
    tick(gone, "2021-06-02T09:00")
    make_move(gone, Move("1", Verb.REASSIGNED, unit="区财政局", to_unit="区教育局"), CLERK, at("2021-06-03T10:00"))
    smaller = Roster.model_validate({**without("区教育局").model_dump(by_alias=True), "group": []})
    units = [u for u in smaller.unit if u.name != "区司法局"]
    tick(with_roster(office, smaller.model_copy(update={"unit": tuple(units)})), "2021-06-04T09:00")
    assert {row.unit: row.state for row in rows(office)} == {
        "区财政局": "withdrawn",
        "区教育局": "dispatched",
        "区司法局": "withdrawn",
    }


def test_an_item_that_a_correction_left_out_and_another_brings_back_is_dispatched_again(office: Office) -> None:
    both = ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30")))
    dispatched(office, both)
    one = ledger(task("1", due("2021-06-30")), sha256="1" * 64)
    take_in(office, one, "a.docx", at("2021-06-02T10:00"), CLERK)
    assert [row.state for row in rows(office)] == ["dispatched", "withdrawn"]
    again = replace(both, sha256="2" * 64)
    take_in(office, again, "a.docx", at("2021-06-03T10:00"), CLERK)
    assert [row.state for row in rows(office)] == ["dispatched", "dispatched"]


# ------------------------------------------------------------------ clocks
def start(office: Office, on: str, now: str) -> list[date | None]:
    return [row.due for row in start_clock(office, "1", None, date.fromisoformat(on), at(now), CLERK)]


def test_a_clock_is_told_when_it_starts_and_what_is_past_by_then_is_part_of_it(office: Office) -> None:
    dispatched(office, ledger(task("1", SPAN)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.ACKNOWLEDGED), CLERK, at("2021-06-01T10:00"))
    assert start(office, "2021-06-21", "2021-06-24T10:00") == [date(2021, 6, 28)]  # three of five days are over
    sent, _ = tick(office, "2021-06-24T10:01")
    assert [m.subject[:4] for m in sent] == ["【起算】"]
    assert "自2021年6月21日起算，时限为2021年6月28日" in sent[0].text
    assert [m.subject[:4] for m in tick(office, "2021-06-25T09:00")[0]] == ["【提醒】"]  # T-1
    assert tick(office, "2021-06-25T09:01")[0] == []


def test_a_clock_started_after_its_day_says_so_at_once(office: Office) -> None:
    dispatched(office, ledger(task("1", SPAN)))
    tick(office, "2021-06-01T09:00")
    assert start(office, "2021-06-07", "2021-06-24T10:00") == [date(2021, 6, 15)]
    sent, _ = tick(office, "2021-06-24T10:00")
    assert "已逾期 9 天" in sent[0].text


def test_the_same_event_is_counted_once_and_another_day_is_another_event(office: Office) -> None:
    dispatched(office, ledger(task("1", SPAN)))
    tick(office, "2021-06-01T09:00")
    start(office, "2021-06-07", "2021-06-07T10:00")
    for _ in range(2):
        with pytest.raises(UsageError, match="2021-06-07"):
            start(office, "2021-06-07", "2021-06-07T11:00")
    assert start(office, "2021-06-08", "2021-06-08T10:00") == [date(2021, 6, 16)]
    with pytest.raises(UsageError, match="2021-06-08"):
        start(office, "2021-06-08", "2021-06-08T11:00")
    assert [row.due for row in rows(office)] == [date(2021, 6, 15), date(2021, 6, 16)]


def test_an_event_that_is_only_planned_starts_no_clock(office: Office) -> None:
    dispatched(office, ledger(task("1", SPAN)))
    with pytest.raises(UsageError, match="2021-06-08 还没有到"):
        start(office, "2021-06-08", "2021-06-07T23:59")
    assert dues(office) == [(None, "dispatched")]
    assert start(office, "2021-06-08", "2021-06-08T00:00") == [date(2021, 6, 16)]


def test_a_further_event_is_told_of_its_own_even_after_the_first_was_closed(office: Office) -> None:
    dispatched(office, ledger(task("1", SPAN)))
    tick(office, "2021-06-01T09:00")
    start(office, "2021-06-07", "2021-06-07T10:00")
    tick(office, "2021-06-07T10:00")
    make_move(office, Move("1", Verb.CLOSED, also_unreported=True), CLERK, at("2021-06-08T09:00"))
    assert [m.subject[:4] for m in tick(office, "2021-06-08T09:15")[0]] == ["【销号】"]
    start(office, "2021-06-08", "2021-06-08T10:00")
    [told], _ = tick(office, "2021-06-08T10:00")
    assert told.subject[:4] == "【起算】"
    assert "（6月8日起算）" in told.text
    assert [row.state for row in rows(office)] == ["closed", "dispatched"]


def test_an_event_starts_the_clock_of_those_for_whom_it_is_new_and_not_of_withdrawn_ones(office: Office) -> None:
    dispatched(office, ledger(task("1", SPAN, units=("区财政局", "区教育局", "区司法局"))))
    start_clock(office, "1", "区财政局", date(2021, 6, 7), at("2021-06-07T10:00"), CLERK)
    make_move(office, Move("1", Verb.WITHDRAWN, unit="区司法局"), CLERK, at("2021-06-07T10:00"))
    assert start(office, "2021-06-07", "2021-06-07T11:00") == [date(2021, 6, 15)]
    assert {row.unit: row.due for row in rows(office)} == {
        "区财政局": date(2021, 6, 15),
        "区教育局": date(2021, 6, 15),
        "区司法局": None,
    }


# ------------------------------------------------------------- recurrences
def dues(office: Office) -> list[tuple[date | None, str]]:
    return [(row.due, row.state) for row in rows(office)]


@pytest.mark.parametrize("verb", [Verb.WITHDRAWN, Verb.SUSPENDED, Verb.HANDED_BACK])
def test_a_recurrence_that_is_withdrawn_suspended_or_handed_back_makes_nothing_new(office: Office, verb: Verb) -> None:
    dispatched(office, ledger(task("1", WEEKLY)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", verb, note="说明"), CLERK, at("2021-06-02T10:00"))
    told = [m.subject for m in tick(office, "2021-06-02T10:00")[0]]
    assert told == ([] if verb is Verb.HANDED_BACK else ["【变动】区财政局 1 项任务有变动"])
    for when in ("2021-06-07T09:00", "2021-06-11T09:00", "2021-06-25T09:00"):
        assert tick(office, when)[0] == []
    assert [day for day, _ in dues(office)] == [date(2021, 6, 4)]


@pytest.mark.parametrize(("away", "back"), [(Verb.SUSPENDED, Verb.RESUMED), (Verb.WITHDRAWN, Verb.REOPENED)])
def test_a_recurrence_that_goes_on_again_does_so_with_the_next_day_to_come(
    office: Office, away: Verb, back: Verb
) -> None:
    dispatched(office, ledger(task("1", WEEKLY)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", away), CLERK, at("2021-06-02T10:00"))
    tick(office, "2021-06-22T09:00")
    make_move(office, Move("1", back), CLERK, at("2021-06-22T10:00"))
    tick(office, "2021-06-22T10:01")
    assert dues(office) == [(date(2021, 6, 4), "in-progress"), (date(2021, 6, 25), "dispatched")]
    tick(office, "2021-06-28T09:00")
    assert [day for day, _ in dues(office)] == [date(2021, 6, 4), date(2021, 6, 25), date(2021, 7, 2)]


def test_a_recurrence_resumed_before_its_day_goes_on_as_if_nothing_had_been(office: Office) -> None:
    dispatched(office, ledger(task("1", WEEKLY)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.SUSPENDED), CLERK, at("2021-06-02T10:00"))
    make_move(office, Move("1", Verb.RESUMED), CLERK, at("2021-06-03T10:00"))
    tick(office, "2021-06-07T09:00")
    assert [day for day, _ in dues(office)] == [date(2021, 6, 4), date(2021, 6, 11)]


def test_what_is_handed_back_and_reassigned_recurs_with_the_other_unit(office: Office) -> None:
    dispatched(office, ledger(task("1", WEEKLY)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.HANDED_BACK, note="非本单位职责"), CLERK, at("2021-06-03T10:00"))
    tick(office, "2021-06-07T09:00")
    make_move(office, Move("1", Verb.REASSIGNED, to_unit="区教育局"), CLERK, at("2021-06-08T10:00"))
    tick(office, "2021-06-09T09:00")
    assert [(row.unit, row.due) for row in rows(office)] == [
        ("区财政局", date(2021, 6, 4)),
        ("区教育局", date(2021, 6, 4)),
        ("区教育局", date(2021, 6, 11)),
    ]


def test_a_recurrence_reassigned_there_and_back_goes_on(office: Office) -> None:
    dispatched(office, ledger(task("1", WEEKLY)))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REASSIGNED, to_unit="区教育局"), CLERK, at("2021-06-01T10:00"))
    make_move(office, Move("1", Verb.REASSIGNED, unit="区教育局", to_unit="区财政局"), CLERK, at("2021-06-01T11:00"))
    tick(office, "2021-06-07T09:00")
    assert [row.due for row in rows(office, "区财政局")] == [date(2021, 6, 4), date(2021, 6, 11)]


def test_an_extended_occurrence_keeps_no_other_from_coming(office: Office) -> None:
    dispatched(office, ledger(task("1", WEEKLY)))
    tick(office, "2021-06-01T09:00")
    until = date(2021, 6, 18)
    make_move(office, Move("1", Verb.EXTENSION_GRANTED, until=until), CLERK, at("2021-06-02T10:00"))
    tick(office, "2021-06-07T09:00")
    assert [row.due for row in rows(office)] == [until, date(2021, 6, 11)]
    tick(office, "2021-06-15T09:00")
    assert [row.due for row in rows(office)] == [until, date(2021, 6, 11), date(2021, 6, 18)]


def test_a_member_that_returns_after_the_clock_was_set_back_stops_no_tick(office: Office) -> None:
    dispatched(office, ledger(task("1", WEEKLY, units=GROUP)), "2021-06-07T09:00")
    tick(office, "2021-06-07T09:00")
    tick(with_roster(office, without("区教育局")), "2021-06-08T09:00")
    tick(office, "2021-06-03T09:00")
    for when in ("2021-06-07T09:00", "2021-06-15T09:00"):
        tick(office, when)
    assert [row.due for row in rows(office, "区教育局")] == [date(2021, 6, 11), date(2021, 6, 18)]


# ------------------------------------------------------------------- nudge
def nudges(office: Office, *instants: str) -> list[datetime]:
    return [at(when) for when in instants if letters(office, when, "【催签收】")]


@pytest.mark.parametrize(("before", "after", "expected"), [(1, 3, 1), (1, 2, 1), (3, 1, 0), (2, 3, 1)])
def test_a_changed_policy_nudges_for_no_duty_twice(office: Office, before: int, after: int, expected: int) -> None:
    office = with_policy(office, acknowledge_workdays=before)
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    first = nudges(office, "2021-06-02T09:00", "2021-06-03T09:00")
    other = with_policy(office, acknowledge_workdays=after)
    second = nudges(other, "2021-06-03T10:00", "2021-06-04T09:00", "2021-06-07T09:00")
    assert len(first) + len(second) == expected


def test_a_duty_dispatched_anew_may_be_nudged_anew(office: Office) -> None:
    office = with_policy(office, acknowledge_workdays=1)
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    tick(office, "2021-06-01T09:00")
    assert len(nudges(office, "2021-06-02T09:00")) == 1
    for unit, other in (("区财政局", "区教育局"), ("区教育局", "区财政局")):
        make_move(office, Move("1", Verb.REASSIGNED, unit=unit, to_unit=other), CLERK, at("2021-06-03T08:00"))
    tick(office, "2021-06-03T09:00")
    assert len(nudges(office, "2021-06-04T09:00")) == 1


def test_a_day_off_that_is_made_later_does_not_make_a_dispatch_new(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    assert len(letters(office, "2021-06-01T09:00", "【交办】")) == 1
    calendar = Calendar(frozenset({date(2021, 6, 1)}), frozenset())
    other = replace(office, rules=replace(office.rules, calendar=calendar))
    assert [letters(other, f"2021-06-0{day}T09:00", "【交办】") for day in (2, 3, 4)] == [[], [], []]
    assert letters(other, "2021-06-29T09:00", "【提醒】")
