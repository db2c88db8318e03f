"""Who gets a digest: coordinators weekly and by need, leaders and units where nothing else came."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.model import Message
from bot.plan.lifecycle import Verb
from bot.plan.policy import Digest
from bot.roster.roster import CONTACT
from bot.work.duties.moves import Move, make_move
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Actor, Office
from bot.work.planning.tick import plan
from tests.support.office import at, dispatched, due, ledger, task

FINANCE = Actor("财政联络员", CONTACT, "cli", units=("区财政局",))
CLERK_AT, LEADER, UNIT = "gk@example.org", "czl@example.org", "cz@example.org"


def with_digest(office: Office, **settings: object) -> Office:
    policy = office.rules.policy.model_copy(update={"digest": Digest.model_validate(settings)})
    return replace(office, rules=replace(office.rules, policy=policy))


def lived(office: Office, first: str, days: int, *, hour: str = "08:30") -> dict[date, list[tuple[str, Message]]]:
    """A tick each morning; the digests that went, by day."""
    found = {}
    for n in range(days):
        day = date.fromisoformat(first) + timedelta(days=n)
        channel = MemoryChannel("email")
        plan(office, at(f"{day}T{hour}"))
        courier = Courier(office.store, {"email": channel}, Composer(office, digest_letter))
        asyncio.run(courier.round(at(f"{day}T{hour}")))
        asyncio.run(courier.round(at(f"{day}T20:00")))
        digests = [(where, one) for one, where in channel.sent if one.subject[:4] in {"【周报】", "【日报】"}]
        if digests:
            found[day] = digests
    return found


def test_of_a_quiet_week_one_line_proves_it(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-12-31"))), "2021-06-01T09:00")
    days = lived(office, "2021-06-01", 15)
    assert list(days) == [date(2021, 6, 7), date(2021, 6, 15)]  # the 14th is a holiday
    ((where, first),) = days[date(2021, 6, 7)]
    assert where == CLERK_AT
    assert "发出消息 1 条，无逾期，无未送达" in first.text
    assert first.attachments == ()


def test_a_day_on_which_something_became_late_or_waits_has_one_of_its_own(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-08")), task("2", due("2021-12-31"))), "2021-06-01T09:00")
    days = lived(office, "2021-06-01", 11)
    assert [day.day for day in days] == [7, 9]  # late since the 9th; nothing new on the 10th
    ((where, daily),) = days[date(2021, 6, 9)]
    assert (where, daily.subject[:4]) == (CLERK_AT, "【日报】")
    make_move(office, Move("2", Verb.REPORTED, note="已公开"), FINANCE, at("2021-06-11T15:00"))
    after = lived(office, "2021-06-12", 5)
    assert [day.day for day in after] == [15, 16]  # it waits: on each working day until it is decided
    assert "待审核" in after[date(2021, 6, 16)][0][1].text


def test_weekly_alone_and_off(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-08"))), "2021-06-01T09:00")
    weekly = with_digest(office, coordinators="weekly", leaders=False)
    assert list(lived(weekly, "2021-06-01", 10)) == [date(2021, 6, 7)]
    assert lived(with_digest(office, coordinators="off", leaders=False), "2021-06-11", 20) == {}


def test_a_leader_hears_weekly_while_something_is_late_and_nothing_else_came(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-08")), task("2", due("2021-06-25"))), "2021-06-01T09:00")
    days = lived(office, "2021-06-01", 60)
    own = {day: [one for where, one in found if where == LEADER] for day, found in days.items()}
    heard = [day for day, found in own.items() if found]
    assert heard
    assert all(day > date(2021, 6, 9) for day in heard)
    said = own[heard[0]][0]
    assert said.text.startswith("区财政局分管领导：")
    assert "未填联系方式" not in said.text
    assert len(heard) > 3  # one digest does not stand in for the next


@pytest.mark.parametrize("on", [False, True])
def test_a_units_own_digest_is_off_until_the_policy_says_so(office: Office, *, on: bool) -> None:
    dispatched(office, ledger(task("1", due("2021-12-31")), task("2", due("2021-12-31"))), "2021-06-01T09:00")
    days = lived(with_digest(office, units=on, leaders=False), "2021-06-01", 15)
    own = [(day, one) for day, found in days.items() for where, one in found if where == UNIT]
    assert [day for day, _ in own] == ([date(2021, 6, 15)] if on else [])  # in the first week came the dispatch
    if on:
        message = own[0][1]
        assert "区财政局" in message.subject
        assert [one.name.rpartition(".")[2] for one in message.attachments if not one.cid] == ["xlsx"]


def test_what_the_policy_leaves_out(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-04"))), "2021-06-01T09:00")
    full = lived(with_digest(office), "2021-06-01", 7)[date(2021, 6, 7)][0][1]
    assert "逾期（1 项）" in full.text
    assert "1 项次" in full.text
    assert [one.cid for one in full.attachments][-1] == ""
    bare = Digest.model_validate({"content": []})
    again = replace(office, rules=replace(office.rules, policy=office.rules.policy.model_copy(update={"digest": bare})))
    left = lived(again, "2021-06-08", 14)[date(2021, 6, 15)][0][1]
    assert "逾期（1 项）" not in left.text
    assert "1 项任务逾期" in left.text  # how things stand is always said
    assert left.attachments == ()
