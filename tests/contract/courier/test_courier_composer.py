"""The courier with the real desk: whom a message goes to when the first way fails, and for how long it is of use."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.errors import ChannelError
from bot.model import Item, NoticeKind
from bot.roster.roster import Roster
from bot.store import duties
from bot.store.tables import OutboxRow
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.outgoing.posting import message_row
from bot.work.people.directory import Directory
from tests.support.office import at, dispatched, due, ledger, task, tick, with_roster
from tests.support.post import rows


def roster(*contacts: dict[str, object]) -> Roster:
    return Roster.model_validate({"unit": [{"name": "区财政局", "contact": list(contacts)}]})


def moved(to: str) -> ChannelError:
    return ChannelError("courier.put_off", permanent=False, moved_to=to)


REFUSED = ChannelError("courier.put_off", permanent=True)
PASSING = ChannelError("courier.put_off", permanent=False)


def only_row(office: Office) -> OutboxRow:
    (found,) = [row for row in rows(office.store).values() if row.kind != "digest"]
    return found


def test_a_moved_group_of_the_units_file_keeps_its_new_id(office: Office) -> None:
    office = with_roster(office, roster({"name": "群", "telegram": -100}))
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    chat = MemoryChannel("telegram")
    chat.faults.append(moved("-1002"))
    tick(office, "2021-06-01T09:00", {"telegram": chat})
    tick(office, "2021-06-01T09:01", {"telegram": chat})
    assert [where for _, where in chat.sent] == ["-1002"]
    tick(office, "2021-06-29T09:00", {"telegram": chat})
    assert [where for _, where in chat.sent][1:] == ["-1002"]


def test_chats_that_point_at_each_other_end(office: Office) -> None:
    office = with_roster(office, roster({"name": "群", "telegram": -100}))
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    chat = MemoryChannel("telegram")
    chat.faults.extend([moved("-200"), moved("-100")] * 10)
    for minute in range(9):
        tick(office, f"2021-06-01T09:0{minute}", {"telegram": chat})
    assert only_row(office).state == "unsent"
    assert chat.sent == []


def test_the_next_channel_then_the_deputy_then_the_list(office: Office) -> None:
    first = {"name": "甲", "telegram": 7, "email": "a@example.org", "channels": ["telegram", "email"]}
    office = with_roster(office, roster(first, {"name": "乙", "email": "b@example.org"}))
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    chat, mail = MemoryChannel("telegram"), MemoryChannel("email")
    chat.faults.append(REFUSED)
    mail.faults.extend([REFUSED, REFUSED])
    channels = {"telegram": chat, "email": mail}
    for minute in range(4):
        tick(office, f"2021-06-01T09:0{minute}", channels)
    row = only_row(office)
    assert row.tried == ["telegram:7", "email:a@example.org", "email:b@example.org"]
    assert (row.state, bool(row.error)) == ("unsent", True)


def test_a_retry_never_comes_at_night(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))), "2021-06-01T19:58")
    mail = MemoryChannel("email")
    mail.faults.extend([PASSING] * 2)
    tick(office, "2021-06-01T19:58:30", {"email": mail})
    assert only_row(office).next_try_at < at("2021-06-01T20:00")
    tick(office, "2021-06-01T19:59:45", {"email": mail})
    assert only_row(office).next_try_at == at("2021-06-02T09:00")


def test_what_was_put_off_is_not_the_second_message_of_a_day(office: Office) -> None:
    office = with_roster(office, roster({"name": "甲", "email": "a@example.org"}))
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-29"))))
    mail = MemoryChannel("email")
    tick(office, "2021-06-01T09:00", {"email": mail})
    with office.store.begin() as session:
        post_row(session, office, "reminder", {})
        post_row(session, office, "urging", {"words": "请抓紧"})
    tick(office, "2021-06-01T10:00", {"email": mail})
    assert [row.state for row in ordered(office)] == ["sent", "waiting", "sent"]  # a coordinator's own words go
    assert ordered(office)[1].next_try_at == at("2021-06-02T09:00")
    tick(office, "2021-06-02T09:00", {"email": mail})
    assert [row.state for row in ordered(office)] == ["sent"] * 3


def post_row(session: Session, office: Office, kind: str, more: dict[str, Any]) -> None:
    recipient = Directory(office.roster, (), at("2021-06-01T09:00").date()).recipient("区财政局", "contact")
    duty = duties.duties(session)[0].id
    assert recipient is not None
    now = at("2021-06-01T09:30") + timedelta(minutes=len(more))
    session.add(message_row(recipient, kind, [Item(duty, "区财政局", "x", NoticeKind(kind), **more)], now, now))


def ordered(office: Office) -> list[OutboxRow]:
    return sorted((row for row in rows(office.store).values() if row.kind != "digest"), key=lambda row: row.at)


def until(office: Office, kind: str, when: datetime) -> datetime | None:
    row = only_row(office)
    row.kind, row.at = kind, when
    with office.store.begin() as session:
        return Composer(office, digest_letter).useful_until(session, row)


def test_how_long_a_message_is_of_use(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00", {})
    now = at("2021-06-29T09:00")
    end = until(office, "reminder", now)
    assert end is not None
    assert at("2021-06-30T23:59") < end < at("2021-07-01T00:00")
    assert until(office, "digest", now) == now + timedelta(days=7)
    assert until(office, "urging", now) is None
    assert until(office, "dispatch", now) is None


def test_the_desk_makes_a_repeat_of_what_was_uncertain(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    mail = MemoryChannel("email")
    mail.faults.append(ChannelError("courier.put_off", permanent=False, uncertain=True))
    tick(office, "2021-06-01T09:00", {"email": mail})
    tick(office, "2021-06-01T09:02", {"email": mail})
    assert [message.repeat for message, _ in mail.sent] == [False, True]
    assert len({message.id for message, _ in mail.sent}) == 1


def test_no_limits_where_nothing_leaves_the_machine(office: Office) -> None:
    assert Courier(office.store, {}, Composer(office, digest_letter)).delivery.pace == {}
