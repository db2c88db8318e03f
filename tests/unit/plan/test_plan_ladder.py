"""The default ladder, rung by rung, on the official calendar."""

from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import OFFICIAL
from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.plan.ladder import Rules, advance, steps
from bot.plan.lifecycle import MOVES, Verb
from bot.plan.lights import Light, light
from bot.plan.policy import Ladder, Rung, Use
from bot.plan.policy_file import load_policy
from bot.resources import shipped

ZONE = ZoneInfo("Asia/Shanghai")
POLICY = load_policy(shipped("config", "policy.toml"))
#: Without the nudge for what nobody acknowledged, which has its own tests.
RULES = Rules(POLICY.model_copy(update={"acknowledge_workdays": 0}), OFFICIAL, ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def duty(**values: object) -> Duty:
    facts = {"kind": Kind.DUE, "state": State.DISPATCHED, "dispatched_at": at("2021-06-01T09:00"), **values}
    return Duty(**facts)  # type: ignore[arg-type]


def told(state: Duty, n: int) -> list[tuple[str, str]]:
    return [(s.rung, f"{s.at.astimezone(ZONE):%m-%d %H:%M}") for s in islice(steps(state, RULES), n)]


def test_rungs_count_working_days_across_national_day() -> None:
    # 10-08 is a Friday, 10-09 a worked Saturday, 10-01 to 10-07 are off, 09-26 is a worked Sunday.
    assert told(duty(due=date(2021, 10, 8)), 7) == [
        ("dispatch", "06-01 09:00"),
        ("T-10", "09-17 09:00"),
        ("T-5", "09-26 09:00"),
        ("T-3", "09-28 09:00"),
        ("T-1", "09-30 09:00"),
        ("T", "10-08 09:00"),
        ("T+1", "10-09 09:00"),
    ]


#: One whose last day was 30 November: urged the day after, and drafted a letter about a week later.
LATE = {"due": date(2021, 11, 30), "urged_on": date(2021, 12, 1), "lettered_on": date(2021, 12, 8)}
CONTACT, ALL, OFFICE = ("contact",), ("contact", "lead", "leader"), ("coordinator",)


def late_steps(**values: object) -> list[tuple[str, tuple[str, ...], str]]:
    return [(s.rung, s.to, s.at.date().isoformat()) for s in steps(duty(**{**LATE, **values}), RULES)][6:]


def test_three_urgings_a_week_apart_then_none_the_leader_told_once() -> None:
    assert late_steps() == [
        ("T+1", ALL, "2021-12-01"),
        ("T+6", OFFICE, "2021-12-08"),
        ("T+1+7d", CONTACT, "2021-12-08"),
        ("T+11", OFFICE, "2021-12-15"),
        ("T+1+14d", CONTACT, "2021-12-15"),
    ]


@pytest.mark.parametrize(
    ("urged_on", "lettered_on", "formal"),
    [
        (None, None, []),
        (date(2021, 12, 1), None, [("T+6", "2021-12-08")]),
        (date(2021, 12, 6), None, [("T+6", "2021-12-13")]),
        (date(2021, 12, 6), date(2021, 12, 13), [("T+6", "2021-12-13"), ("T+11", "2021-12-20")]),
    ],
)
def test_a_letter_only_after_an_urging_that_arrived_a_circular_only_after_a_letter(
    urged_on: date | None, lettered_on: date | None, formal: list[tuple[str, str]]
) -> None:
    found = late_steps(urged_on=urged_on, lettered_on=lettered_on)
    assert [(rung, day) for rung, to, day in found if to == OFFICE] == formal


@pytest.mark.parametrize(
    ("had_since", "first"),
    [
        (date(2021, 11, 30), "2021-12-01"),  # on its last day: that is held to
        (date(2021, 12, 20), "2021-12-24"),  # three working days to do it in, then the first rung
        (date(2021, 12, 25), "2021-12-30"),
    ],
)
def test_lateness_counts_from_when_the_unit_has_the_work_again(had_since: date, first: str) -> None:
    assert late_steps(had_since=had_since)[0] == ("T+1", ALL, first)


def test_what_is_dispatched_after_its_last_day_counts_from_the_dispatch() -> None:
    found = list(steps(duty(**{**LATE, "dispatched_at": at("2021-12-20T09:00")}), RULES))
    assert [(s.rung, s.at.date().isoformat()) for s in found][:2] == [("dispatch", "2021-12-20"), ("T+1", "2021-12-24")]


@pytest.mark.parametrize("most", [1, 2, 5])
def test_no_more_urgings_than_the_policy_says(most: int) -> None:
    rules = Rules(RULES.policy.model_copy(update={"urgings_at_most": most}), OFFICIAL, ZONE)
    assert [s.kind for s in steps(duty(**LATE), rules)].count("urging") == most


def test_each_audience_is_told_its_own_last_step() -> None:
    state = duty(**{**LATE, "planned_through": at("2021-12-07T09:00")})
    told = advance(state, at("2021-12-08T09:00"), RULES).told
    assert {who: step.kind for who, step in told.items()} == {"contact": "urging", "coordinator": "escalation"}


def test_what_waits_for_its_peoples_turn_is_told_then() -> None:
    state = duty(**{**LATE, "planned_through": at("2021-12-01T09:00"), "put_off": "contact,leader"})
    told = advance(state, at("2021-12-03T09:00"), RULES).told
    assert {who: step.rung for who, step in told.items()} == {"contact": "T+1", "leader": "T+1"}


def test_one_nudge_for_what_was_not_acknowledged() -> None:
    rules = Rules(POLICY, OFFICIAL, ZONE)
    state = duty(due=date(2021, 12, 31))
    found = list(islice(steps(state, rules), 3))
    assert [(s.rung, s.kind, s.at) for s in found[:2]] == [
        ("dispatch", "dispatch", at("2021-06-01T09:00")),
        ("sign", "acknowledge", at("2021-06-02T09:00")),
    ]
    acknowledged = state._replace(state=State.ACKNOWLEDGED)
    assert "sign" not in [s.rung for s in islice(steps(acknowledged, rules), 5)]


def test_a_share_of_the_time_left() -> None:
    rung = Rung(name="30%", share=30)
    rules = Rules(
        POLICY.model_copy(update={"ladder": (Ladder(name="x", rung=(rung,)),), "acknowledge_workdays": 0}),
        OFFICIAL,
        ZONE,
    )
    found = list(islice(steps(duty(due=date(2021, 9, 9)), rules), 2))
    assert found[1].at == at("2021-08-10T09:00")  # 100 days in all, 30 of them left


def test_the_first_use_that_fits_chooses_the_ladder() -> None:
    quick = Ladder(name="quick", rung=(Rung(name="T", days=0),))
    uses = (Use(ladder="quick", section="财政", kind=("due",)),)
    policy = POLICY.model_copy(update={"ladder": (*POLICY.ladder, quick), "use": uses})
    assert policy.ladder_for(duty(section="三、财政信息公开")).name == "quick"
    assert policy.ladder_for(duty(section="三、财政信息公开", kind=Kind.STANDING)).name == "default"
    assert policy.ladder_for(duty(section="其他")).name == "default"


def test_a_date_on_a_day_off_is_reminded_of_before_and_overdue_only_after() -> None:
    # 2021-07-31 is a Saturday: the last rung stands on Friday, urging on Monday.
    found = told(duty(due=date(2021, 7, 31)), 7)
    assert found[-2:] == [("T", "07-30 09:00"), ("T+1", "08-02 09:00")]


def test_two_honest_dates_count_down_to_the_strict_and_repeat_the_last_three() -> None:
    state = duty(due=date(2021, 9, 30), alt=date(2021, 8, 31))
    assert told(state, 10) == [
        ("dispatch", "06-01 09:00"),
        ("T-10", "08-17 09:00"),
        ("T-5", "08-24 09:00"),
        ("T-3", "08-26 09:00"),
        ("T-1", "08-30 09:00"),
        ("T", "08-31 09:00"),
        ("T-3", "09-27 09:00"),
        ("T-1", "09-29 09:00"),
        ("T", "09-30 09:00"),
        ("T+1", "10-08 09:00"),
    ]


def test_rungs_past_at_dispatch_collapse_into_it() -> None:
    state = duty(due=date(2021, 6, 8), dispatched_at=at("2021-06-03T10:00"))
    assert told(state, 4) == [
        ("dispatch", "06-03 10:00"),
        ("T-1", "06-07 09:00"),
        ("T", "06-08 09:00"),
        ("T+1", "06-09 09:00"),
    ]


def test_dispatch_on_a_day_off_waits_for_the_next_working_morning() -> None:
    assert told(duty(due=None, kind=Kind.NONE, dispatched_at=at("2021-06-05T15:00")), 2) == [
        ("dispatch", "06-07 09:00")
    ]


def test_standing_duties_report_on_the_last_working_day_of_the_quarter() -> None:
    state = duty(kind=Kind.STANDING, until=date(2021, 12, 31))
    assert told(state, 9) == [
        ("dispatch", "06-01 09:00"),
        ("2021-06", "06-30 09:00"),
        ("2021-09", "09-30 09:00"),
        ("year-end", "12-31 09:00"),
    ]


def test_weekly_occurrences_keep_only_the_near_rungs() -> None:
    state = duty(kind=Kind.RECURRING, due=date(2021, 6, 18), interval_days=7)
    assert [rung for rung, _ in told(state, 5)] == ["dispatch", "T-3", "T-1", "T", "T+1"]


@pytest.mark.parametrize(("interval_days", "is_kept"), [(13, False), (14, True), (15, True)])
def test_a_rung_at_half_of_the_interval_is_kept_and_none_beyond(interval_days: int, is_kept: bool) -> None:
    state = duty(kind=Kind.RECURRING, due=date(2021, 6, 25), interval_days=interval_days)  # T-5 is seven days before
    assert ("T-5" in [rung for rung, _ in told(state, 6)]) is is_kept


def test_daily_duties_have_no_rungs() -> None:
    assert told(duty(kind=Kind.RECURRING, due=date(2021, 6, 18), interval_days=1), 3) == [("dispatch", "06-01 09:00")]


def test_a_window_tells_its_start_and_counts_down_to_its_end() -> None:
    state = duty(kind=Kind.WINDOW, start=date(2021, 7, 3), due=date(2021, 10, 29))
    assert told(state, 3) == [("dispatch", "06-01 09:00"), ("start", "07-05 09:00"), ("T-10", "10-15 09:00")]


def test_missed_rungs_collapse_into_the_last_and_are_not_told_twice() -> None:
    state = duty(due=date(2021, 7, 30), planned_through=at("2021-06-01T09:00"))
    now = at("2021-07-29T16:00")
    found = advance(state, now, RULES)
    assert {who: step.rung for who, step in found.told.items()} == {"contact": "T-1"}
    assert found.next_at == at("2021-07-30T09:00")
    assert advance(state._replace(planned_through=now), now, RULES).told == {}


def test_a_clock_set_back_repeats_nothing() -> None:
    state = duty(due=date(2021, 7, 30), planned_through=at("2021-07-29T09:00"))
    assert advance(state, at("2021-07-27T09:00"), RULES).told == {}


@pytest.mark.parametrize("state", [State.REPORTED, State.CLOSED, State.SUSPENDED, State.WITHDRAWN, State.HANDED_BACK])
def test_nothing_is_told_of_what_is_not_running(state: State) -> None:
    found = advance(duty(due=date(2021, 7, 30), state=state), at("2021-08-30T09:00"), RULES)
    assert found.told == {}
    assert found.next_at is None


def test_an_occurrence_is_renewed_after_its_last_day_even_when_closed() -> None:
    state = duty(kind=Kind.RECURRING, due=date(2021, 6, 18), interval_days=7, state=State.CLOSED)
    assert advance(state, at("2021-06-18T23:00"), RULES).next_at == at("2021-06-21T09:00")
    assert advance(state, at("2021-06-19T00:00"), RULES).renew


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2021-08-23", Light.OPEN),
        ("2021-08-24", Light.NEAR),
        ("2021-08-31", Light.NEAR),
        ("2021-09-01", Light.OPEN),
        ("2021-09-24", Light.NEAR),
        ("2021-09-30", Light.NEAR),
        ("2021-10-01", Light.OVERDUE),
    ],
)
def test_lights_near_by_the_operative_day_overdue_by_the_lenient(today: str, expected: Light) -> None:
    state = duty(due=date(2021, 9, 30), alt=date(2021, 8, 31))
    assert light(state, date.fromisoformat(today), OFFICIAL, 5) is expected


def test_what_a_unit_may_do_itself_and_nothing_else() -> None:
    own = {verb for verb, move in MOVES.items() if "contact" in move.by}
    assert own == {
        Verb.ACKNOWLEDGED,
        Verb.IN_PROGRESS,
        Verb.REPORTED,
        Verb.HANDED_BACK,
        Verb.EXTENSION_REQUESTED,
    }


@pytest.mark.parametrize(
    ("instant", "opened"),
    [
        ("2021-06-01T19:59", "2021-06-01T19:59"),
        ("2021-06-01T20:00", "2021-06-02T09:00"),
        ("2021-06-01T07:59", "2021-06-01T08:00"),
        ("2021-06-01T08:00", "2021-06-01T08:00"),
        ("2021-06-05T10:00", "2021-06-07T09:00"),  # a Saturday
    ],
)
def test_when_notices_may_go_out(instant: str, opened: str) -> None:
    assert RULES.opens(at(instant)) == at(opened)


@pytest.mark.parametrize("state", [State.SUSPENDED, State.WITHDRAWN, State.HANDED_BACK])
def test_a_stopped_occurrence_makes_no_other(state: State) -> None:
    stopped = duty(kind=Kind.RECURRING, due=date(2021, 6, 18), interval_days=7, state=state)
    assert not advance(stopped, at("2021-06-21T09:00"), RULES).renew


def test_standing_work_is_not_asked_for_beyond_its_end() -> None:
    assert told(duty(kind=Kind.STANDING, until=date(2021, 6, 30)), 9) == [
        ("dispatch", "06-01 09:00"),
        ("year-end", "06-30 09:00"),
    ]
