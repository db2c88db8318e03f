"""Rehearsals: what if, loads, and that nothing depends on chance."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select

from bot.channels.memory import MemoryChannel
from bot.model import Kind, Obligation
from bot.plan.policy import Ladder, Rung
from bot.store import duties
from bot.store.tables import EventRow, OutboxRow
from bot.work.documents.intake import take_in
from bot.work.office import Office
from bot.work.rehearsal.loads import loads, threads
from bot.work.rehearsal.rehearse import Rehearsed, WhatIf, rehearse
from tests.support.office import CLERK, ROSTER, at, dispatched, due, ledger, office_in, task, tick, with_roster

FIRST, LAST = date(2021, 6, 1), date(2021, 9, 30)
TEN = tuple(task(str(n), due("2021-07-30"), units=("区财政局",)) for n in range(1, 11))


def told(messages: list[Rehearsed], rung: str) -> list[str]:
    """The tasks that a contact is told of at this rung."""
    return [i["task"] for m in messages if m.role == "contact" for i in m.items if i["rung"] == rung]


@pytest.mark.parametrize(("percent", "late"), [(0, 10), (30, 7), (70, 3), (99, 1), (100, 0)])
def test_the_assumed_share_is_closed_in_time_and_no_more(office: Office, percent: int, late: int) -> None:
    take_in(office, ledger(*TEN), "a.docx", at("2021-06-01T09:00"), CLERK)
    messages = list(rehearse(office, FIRST, LAST, what_if=WhatIf(closed_percent=percent)))
    assert len(told(messages, "T+1")) == late
    assert len(told(messages, "T-3")) == 10


def test_the_same_rehearsal_twice_is_the_same(office: Office) -> None:
    take_in(office, ledger(*TEN), "a.docx", at("2021-06-01T09:00"), CLERK)
    half = WhatIf(closed_percent=50)
    one, two = (list(rehearse(office, FIRST, LAST, what_if=half)) for _ in range(2))
    assert one == two
    assert one


def test_later_occurrences_take_part_in_the_assumption(office: Office) -> None:
    weekly = Obligation(Kind.RECURRING, phrase="每周五前", rrule="FREQ=WEEKLY;BYDAY=FR", source="column")
    take_in(office, ledger(task("1", weekly, units=("区教育局",))), "a.docx", at("2021-06-01T09:00"), CLERK)
    without = told(list(rehearse(office, FIRST, LAST)), "T+1")
    half = told(list(rehearse(office, FIRST, LAST, what_if=WhatIf(closed_percent=50))), "T+1")
    assert len(without) > 10
    assert len(half) == len(without) - len(without) // 2


def test_another_policy_changes_what_would_come_and_nothing_that_is(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    ladder = Ladder(name="other", rung=(Rung(name="T-8", days=-8),))
    other = office.rules.policy.model_copy(update={"ladder": (ladder,)})
    messages = list(rehearse(office, date(2021, 6, 2), LAST, what_if=WhatIf(other)))
    assert [i["rung"] for m in messages for i in m.items] == ["T-8"]
    usual = list(rehearse(office, date(2021, 6, 2), LAST))
    assert told(usual, "T-10") == ["1"]


def test_a_rehearsal_leaves_the_store_as_it_was(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")

    def rows() -> list[object]:
        with office.store.begin() as session:
            return [
                [(d.id, d.state, d.next_at, d.urgings) for d in duties.duties(session)],
                [(m.id, m.state) for m in session.scalars(select(OutboxRow))],
                [e.id for e in session.scalars(select(EventRow))],
            ]

    before = rows()
    assert list(rehearse(office, date(2021, 6, 2), LAST, what_if=WhatIf(closed_percent=100)))
    assert rows() == before


def test_the_load_of_each_person_and_its_fullest_week(office: Office) -> None:
    tasks = [task(str(n), due(day), units=("区教育局",)) for n, day in enumerate(("2021-06-30", "2021-07-01"), 1)]
    take_in(office, ledger(*tasks), "a.docx", at("2021-06-01T09:00"), CLERK)
    messages = [m for m in rehearse(office, FIRST, date(2021, 7, 1)) if m.kind != "digest"]
    found = loads(messages)
    assert [(load.name, load.role, load.messages) for load in found] == [
        ("区教育局 教育联络员", "contact", len(messages))
    ]
    weeks = Counter(m.at.date().isocalendar().week for m in messages)
    assert (found[0].most, found[0].week.isocalendar().week) == (max(weeks.values()), weeks.most_common(1)[0][0])


def test_a_thread_is_what_the_unit_itself_is_told_of_one_duty(office: Office) -> None:
    take_in(office, ledger(task("1", due("2021-06-30"))), "a.docx", at("2021-06-01T09:00"), CLERK)
    [thread] = threads(rehearse(office, FIRST, date(2021, 7, 2)))
    assert (thread.task, thread.unit, thread.due) == ("1", "区财政局", date(2021, 6, 30))
    assert thread.steps[0] == (date(2021, 6, 1), "dispatch", "dispatch")
    assert thread.steps[-1] == (date(2021, 7, 1), "T+1", "urging")


def test_who_cannot_be_reached_is_shown_without_a_channel(office: Office) -> None:
    take_in(office, ledger(task("1", due("2021-06-30"), units=("区司法局",))), "a.docx", at("2021-06-01T09:00"), CLERK)
    messages = [m for m in rehearse(office, FIRST, date(2021, 7, 2)) if m.kind != "digest"]
    assert {m.channel for m in messages} == {None}
    assert messages[0].text.startswith("区司法局")


@pytest.mark.parametrize("way", ["email", "robot", "telegram"])
def test_what_is_shown_is_what_is_sent_cuts_included(office: Office, way: str) -> None:
    values = ROSTER.model_dump()
    address = {"email": "cz@example.org", "robot": "https://qyapi.weixin.qq.com/x?key=1", "telegram": 7}[way]
    values["unit"][0]["contact"] = [{"name": "财政联络员", way: address}]
    shared = with_roster(office, type(ROSTER).model_validate(values))
    many = (task(str(n), due("2021-09-30"), units=("区财政局",)) for n in range(80))
    dispatched(shared, ledger(*many), "2021-06-01T08:00")
    shown = next(m for m in rehearse(shared, date(2021, 6, 1), date(2021, 6, 1)) if m.to == "区财政局")
    memory = MemoryChannel(way)
    tick(shared, "2021-06-01T09:00", {way: memory})
    sent = next(message for message, _ in memory.sent if message.subject == shown.subject)
    assert (shown.channel, shown.text) == (way, sent.text)


def test_a_ledger_that_no_tick_has_seen_is_rehearsed_without_a_step_a_second() -> None:
    """What waits since yesterday is planned when messages may next go out; until then there is nothing to look at."""
    office, steps = office_in(), list[date]()
    dispatched(office, ledger(task("1", due("2021-09-30"))), "2021-06-01T09:00")
    messages = list(rehearse(office, date(2021, 6, 2), date(2021, 6, 4), progress=steps.append))
    assert messages[0].kind == "dispatch"
    assert len(steps) < 10
