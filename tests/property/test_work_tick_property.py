"""Planning and sending through time: rehearsed or lived, in one go or with stops, it comes to the same."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendars import OFFICIAL
from bot.model import Kind, Ledger, Obligation
from bot.plan.ladder import Rules
from bot.plan.policy_file import load_policy
from bot.resources import shipped
from bot.store.tables import OutboxRow
from bot.work.office import Office
from bot.work.planning.tick import plan
from bot.work.rehearsal.rehearse import Rehearsed, rehearse
from tests.support.ladders import all_rules
from tests.support.office import ZONE, at, due, ledger, task
from tests.support.worlds import begin, deliver, facts, killed_at, ledgers, new_office, upcoming

FIRST = date(2021, 4, 19)
START = datetime.combine(FIRST, time(), ZONE)
MONTH = timedelta(days=31)
DEFAULT_RULES = Rules(load_policy(shipped("config", "policy.toml")), OFFICIAL, ZONE)
Sent = tuple[datetime, str, str, str, str, str]
FEW = settings().max_examples // 10


def started(rules: Rules, content: Ledger) -> Office:
    office = new_office(rules)
    begin(office, content, datetime.combine(FIRST, rules.policy.send_at, ZONE))
    return office


def lived(office: Office, instants: Iterable[datetime]) -> list[Sent]:
    """What is sent by ticks at these instants."""
    found: list[Sent] = []
    for now in instants:
        plan(office, now)
        for message in deliver(office, now):
            with office.store.begin() as session:
                row = session.get_one(OutboxRow, message.id)
                found.append((now, row.to, row.role, row.kind, message.subject, message.text))
    return sorted(found)


def planned(office: Office, end: datetime, extra: Iterable[datetime] = ()) -> Iterable[datetime]:
    """START, each instant that the office itself waits for, and those that somebody else chose."""
    others = sorted(extra)
    now: datetime | None = START
    while now is not None and now < end:
        yield now
        later = upcoming(office)
        others = [other for other in others if other > now]
        own = None if later is None else max(later.astimezone(ZONE), now + timedelta(seconds=1))
        now = min(filter(None, (own, *others[:1])), default=None)


def shown(messages: Iterable[Rehearsed]) -> list[Sent]:
    return sorted((m.at, m.to, m.role, m.kind, m.subject, m.text) for m in messages)


@settings(max_examples=FEW, deadline=None)
@given(all_rules(), ledgers(FIRST), st.lists(st.integers(0, 31 * 1440), max_size=12))
def test_rehearsing_equals_ticking_at_the_planned_and_at_any_other_instants(
    rules: Rules, content: Ledger, extra: list[int]
) -> None:
    office = started(rules, content)
    rehearsed = shown(rehearse(office, FIRST, FIRST + MONTH - timedelta(days=1)))
    others = [START + timedelta(minutes=minute) for minute in extra]
    assert lived(office, planned(office, START + MONTH, others)) == rehearsed


ODD = DEFAULT_RULES.policy.model_copy(
    update={"working_days_only": False, "send_at": time(7, 15), "quiet_until": time(7), "messages_a_day": 2}
)


@pytest.mark.parametrize("rules", [DEFAULT_RULES, replace(DEFAULT_RULES, policy=ODD)], ids=["default", "odd"])
def test_rehearsing_equals_ticking_every_minute_for_two_days(rules: Rules) -> None:
    content = ledger(
        task("1", due("2021-04-20"), due("2021-04-23"), lead="区财政局", units=("区直各单位",)),
        task("2", due("2021-05-08", alt=date(2021, 4, 21)), units=("区民政局", "区司法局")),
        task(
            "3",
            Obligation(Kind.RECURRING, phrase="每周二", rrule="FREQ=WEEKLY;BYDAY=TU", source="column"),
            units=("区教育局",),
        ),
    )
    office = started(rules, content)
    rehearsed = shown(rehearse(office, FIRST, FIRST + timedelta(days=1)))
    minutes = (START + timedelta(minutes=minute) for minute in range(2 * 1440))
    assert lived(office, minutes) == rehearsed
    assert len(rehearsed) > 5


@settings(max_examples=FEW, deadline=None)
@given(all_rules(), ledgers(FIRST), st.lists(st.integers(0, 30), min_size=1, max_size=10))
def test_stopping_anywhere_and_starting_again_equals_never_stopping(
    rules: Rules, content: Ledger, stops: list[int]
) -> None:
    one = started(rules, content)
    other = replace(one, store=one.store.copy())
    lived(one, planned(one, START + MONTH))
    for n, now in enumerate(planned(other, START + MONTH)):
        with killed_at(other, stops[n % len(stops)]):
            plan(other, now)
        lived(other, [now])
    assert facts(other) == facts(one)


@settings(max_examples=FEW, deadline=None)
@given(all_rules(), ledgers(FIRST), st.integers(0, 31 * 1440))
def test_planning_the_same_instant_again_changes_nothing(rules: Rules, content: Ledger, minute: int) -> None:
    office = started(rules, content)
    now = START + timedelta(minutes=minute)
    plan(office, now)
    once = facts(office)
    plan(office, now)
    assert facts(office) == once
    deliver(office, now)
    lived_once = facts(office)
    lived(office, [now])
    assert facts(office) == lived_once
    assert at("2021-04-19T00:00") == START
