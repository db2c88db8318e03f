"""Random policies, calendars and duties for property tests, all of 2021 and small enough to shrink."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.calendars import Calendar
from bot.model import Kind
from bot.plan.duty import RUNNING, Duty
from bot.plan.ladder import Rules, Step
from bot.plan.policy import Policy
from tests.support.office import ZONE

FIRST, LAST = date(2021, 1, 4), date(2021, 6, 30)
DAYS = st.dates(FIRST, LAST)
INSTANTS = st.builds(
    lambda day, minute: datetime.combine(day, time(), ZONE) + timedelta(minutes=minute), DAYS, st.integers(0, 1439)
)
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
TOLD = st.lists(st.sampled_from(["contact", "lead", "leader", "coordinator"]), min_size=1, max_size=4, unique=True)


@st.composite
def rungs(draw: st.DrawFn, tail: bool | None = None) -> list[dict[str, Any]]:
    """One to six rungs of a ladder; with `tail` one of them comes again and again."""
    found = []
    for n in range(draw(st.integers(1, 5))):
        rung: dict[str, Any] = {"name": f"r{n}", "to": draw(TOLD)}
        if draw(st.integers(0, 5)) == 0:
            rung["share"] = draw(st.integers(1, 99))
        else:
            rung |= {"days": draw(st.integers(-15, 15)), "unit": draw(st.sampled_from(["workday", "day"]))}
            late = ["urging", "escalation", "circular"] if rung["days"] > 0 else []
            rung["kind"] = draw(st.sampled_from(["reminder", *late]))
        if draw(st.integers(0, 3)) == 0:
            rung["at"] = draw(HOURS)
        found.append(rung)
    if tail or (tail is None and draw(st.booleans())):
        days, again = draw(st.integers(1, 10)), draw(st.integers(1, 14))
        found.append({"name": "tail", "days": days, "kind": "urging", "to": draw(TOLD), "repeat_days": again})
    return found


@st.composite
def policies(draw: st.DrawFn, tail: bool | None = None) -> Policy:
    """A policy with one ladder, which may have every kind of rung."""
    quiet_until, send_at, quiet_from = sorted(draw(st.lists(HOURS, min_size=3, max_size=3, unique=True)))
    return Policy.model_validate(
        {
            "quiet_until": quiet_until,
            "send_at": send_at,
            "quiet_from": quiet_from,
            "working_days_only": draw(st.booleans()),
            "messages_a_day": draw(st.sampled_from([1, 1, 2, 3])),
            "acknowledge_workdays": draw(st.integers(0, 3)),
            "urging_every_days": draw(st.sampled_from([1, 7, 7, 10])),
            "urgings_at_most": draw(st.sampled_from([1, 3, 3, 5])),
            "repeated_rungs": draw(st.integers(0, 4)),
            "feedback_every": draw(st.sampled_from(["quarter", "half-year", "year"])),
            "ladder": [{"name": "random", "rung": draw(rungs(tail))}],
        }
    )


CALENDARS = st.builds(Calendar, st.frozensets(DAYS, max_size=5), st.frozensets(DAYS, max_size=5))


def all_rules(tail: bool | None = None) -> st.SearchStrategy[Rules]:
    """Policies on calendars that an office corrected."""
    return st.builds(Rules, policies(tail), CALENDARS, st.just(ZONE))


@st.composite
def duty_states(draw: st.DrawFn) -> Duty:
    """A running duty of any kind, dispatched and not looked at yet."""
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.DONE]))
    due = draw(DAYS)
    state = Duty(kind, draw(st.sampled_from(sorted(RUNNING))), draw(INSTANTS), due)
    had_since, urged_on, lettered_on = (draw(st.none() | DAYS) for _ in range(3))
    state = state._replace(had_since=had_since, urged_on=urged_on, lettered_on=lettered_on)
    if kind in {Kind.NONE, Kind.STANDING}:
        return state._replace(due=None, until=draw(st.none() | DAYS))
    if kind is Kind.WINDOW:
        return state._replace(start=due - timedelta(days=draw(st.integers(0, 40))))
    if kind is Kind.RECURRING:
        return state._replace(interval_days=draw(st.sampled_from([1, 7, 31, 92])), renewal=draw(st.booleans()))
    return state._replace(alt=draw(st.none() | st.just(due - timedelta(days=draw(st.integers(1, 40))))))


def is_dated(duty: Duty) -> bool:
    """Whether a ladder runs for it: it has a last day and is not owed every day."""
    return duty.due is not None and duty.interval_days != 1


def later_told(step: Step, others: list[Step], audience: str) -> bool:
    """Whether one of `others` tells the audience something that takes this step's place."""
    return any(other.at >= step.at and audience in other.to for other in others)
