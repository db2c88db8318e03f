"""Several recipients of one address, some of whom a real mail server refuses: nobody gets it twice, nobody is lost."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.email import EmailChannel
from bot.channels.memory import MemoryChannel
from bot.channels.smtp_url import read_smtp_url
from bot.courier.courier import Courier
from bot.courier.parts import Delivered
from bot.operation.forget import forget
from bot.operation.letters import letters, retry
from bot.roster.roster import Roster
from bot.store import outbox
from bot.store.store import Store
from bot.store.tables import OutboxRow
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.office import CLERK, dispatched, due, ledger, office_in, task, tick, with_roster
from tests.support.post import NOW, PlainSource, post, rows
from tests.support.smtp import MailServer, smtp_server

A, B, C = "a@example.org", "b@example.org", "c@example.org"
ALL = f"{A}, {B}; {C}"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Round = Callable[..., Awaitable[Delivered]]
Story = Callable[[MailServer, Round], Awaitable[None]]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store.open(database_url)
    yield made
    made.close()


def office_of(store: Store) -> Office:
    return replace(office_in(), store=store)


def mail_by(box: MailServer) -> EmailChannel:
    server = read_smtp_url(f"smtp://127.0.0.1:{box.port}?starttls=never")
    return EmailChannel(server, mail_from="duban@example.org", now=lambda: NOW, timeout_s=5)


def tell(store: Store, story: Story, desk: PlainSource | Composer | None = None) -> MemoryChannel:
    """`round_(later)` is one round of the courier over a real mail server; gives the chat beside it."""
    chat = MemoryChannel("telegram")

    async def go() -> None:
        async with smtp_server() as box:
            mail = mail_by(box)
            courier = Courier(store, {"email": mail, "telegram": chat}, desk or PlainSource(("email", ALL)))

            async def round_(later: timedelta = timedelta()) -> Delivered:
                return await courier.round(NOW + later)

            try:
                await story(box, round_)
            finally:
                await mail.close()

    asyncio.run(go())
    return chat


def got(box: MailServer) -> dict[str, int]:
    """Recipient → how many mails."""
    names = [name for mail in box.mails for name in mail.recipients]
    return {name: names.count(name) for name in names}


def rest(store: Store) -> OutboxRow:
    """The message for those alone who were refused."""
    (row,) = [row for name, row in rows(store).items() if name != "m"]
    return row


def test_those_put_off_get_it_later_and_the_others_once(store: Store) -> None:
    async def story(box: MailServer, round_: Round) -> None:
        post(store, "m")
        box.refuse[B] = "451 4.7.1 later"
        assert await round_() == Delivered(sent=1, waiting=1)
        assert await round_(timedelta(seconds=30)) == Delivered()
        assert await round_(MINUTE) == Delivered(waiting=1)
        box.refuse.clear()
        assert await round_(10 * MINUTE) == Delivered(sent=1)
        assert await round_(DAY) == Delivered()
        assert got(box) == {A: 1, B: 1, C: 1}

    tell(store, story)
    assert {row.state for row in rows(store).values()} == {outbox.SENT}


def test_those_refused_for_good_are_listed_with_their_reason(store: Store) -> None:
    async def story(box: MailServer, round_: Round) -> None:
        post(store, "m", contact="办公室")
        box.refuse |= {B: "550 5.1.1 no such user", C: "450 4.2.0 greylisted"}
        assert await round_() == Delivered(sent=1, waiting=1, unsent=1)
        box.refuse.pop(C)
        assert await round_(MINUTE) == Delivered(sent=1)
        assert await round_(DAY) == Delivered()
        assert got(box) == {A: 1, C: 1}

    # The contact was reached: a further way is no reason to send it once more.
    assert not tell(store, story, PlainSource(("email", ALL), ("telegram", "7"))).sent
    office = office_of(store)
    (listed,) = letters(office)
    assert (listed.state, listed.contact) == (outbox.UNSENT, "办公室")
    assert f"{B}（550）" in listed.reason
    assert "单位名录" in listed.reason
    with store.begin() as session:
        letter = digest_letter(session, office, "区政府办公室", NOW.date(), NOW + DAY)
    (unreached,) = letter.unreached
    assert B in unreached.reason


def test_one_put_off_for_three_days_is_listed_and_no_other_way_is_taken(store: Store) -> None:
    async def story(box: MailServer, round_: Round) -> None:
        post(store, "m")
        box.refuse[B] = "451 4.7.1 later"
        await round_()
        for hours in range(24 * 4):
            await round_(timedelta(hours=hours))
        assert got(box) == {A: 1, C: 1}

    assert not tell(store, story, PlainSource(("email", ALL), ("telegram", "7"))).sent
    row = rest(store)
    assert (row.state, row.only) == (outbox.UNSENT, B)
    assert "451" in str(row.error)


def test_sending_again_by_hand_goes_to_those_alone(store: Store) -> None:
    async def story(box: MailServer, round_: Round) -> None:
        post(store, "m")
        box.refuse[B] = "550 5.1.1 no such user"
        await round_()
        assert retry(office_of(store), [rest(store).id], CLERK, NOW) == 1
        box.refuse.clear()
        assert await round_() == Delivered(sent=1)
        assert got(box) == {A: 1, B: 1, C: 1}

    tell(store, story)


def test_what_became_needless_meanwhile_is_not_sent_later(store: Store) -> None:
    desk = PlainSource(("email", ALL))

    async def story(box: MailServer, round_: Round) -> None:
        post(store, "m")
        box.refuse[B] = "451 4.7.1 later"
        await round_()
        box.refuse.clear()
        desk.words[rest(store).id] = None
        assert await round_(MINUTE) == Delivered(dropped=1)
        assert got(box) == {A: 1, C: 1}

    tell(store, story, desk)


def test_where_all_are_refused_the_next_way_is_taken(store: Store) -> None:
    async def story(box: MailServer, round_: Round) -> None:
        post(store, "m")
        box.refuse |= dict.fromkeys((A, B, C), "550 5.1.1 no such user")
        assert await round_() == Delivered(waiting=1)
        assert await round_() == Delivered(sent=1)
        assert not box.mails

    assert len(tell(store, story, PlainSource(("email", ALL), ("telegram", "7"))).sent) == 1
    assert list(rows(store)) == ["m"]


def roster_of(email: str) -> Roster:
    contact = {"name": "办公室", "email": email}
    return Roster.model_validate({"unit": [{"name": "区财政局", "contact": [contact]}]})


@pytest.mark.parametrize("email", [A, f"{A},{B}", f"{A}; {B}", f"{A}，{B}、{C}", f"{A} ； {B}"])
def test_an_entry_may_name_several_addresses(email: str) -> None:
    (unit,) = roster_of(email).unit
    assert unit.contact[0].email == ", ".join(re.findall(r"[a-z]@example\.org", email))


@pytest.mark.parametrize("email", ["", "a", "a@", f"{A} {B}", "a@b@c"])
def test_what_is_no_list_of_addresses_is_said(email: str) -> None:
    with pytest.raises(ValueError, match="email"):
        roster_of(email)


def test_the_next_letter_goes_to_all_and_a_forgotten_one_is_found_nowhere(office: Office) -> None:
    here = with_roster(office, roster_of(f"{A}, {B}"))
    dispatched(here, ledger(task("1", due("2021-06-30"))))
    plan(here, NOW)

    async def story(box: MailServer, round_: Round) -> None:
        box.refuse[B] = "451 4.7.1 later"
        assert await round_() == Delivered(sent=1, waiting=1)
        assert got(box) == {A: 1}

    tell(here.store, story, Composer(here, digest_letter))
    left = [row for row in rows(here.store).values() if row.only is not None]
    assert [(row.only, row.state) for row in left] == [(B, outbox.WAITING)]
    memory = MemoryChannel("email")
    tick(here, "2021-06-16T09:00", {"email": memory})
    assert f"{A}, {B}" in [address for _, address in memory.sent]
    assert forget(here, B, CLERK, NOW).still_in_file == ("区财政局",)
    assert B not in str([vars(row) for row in rows(here.store).values()])
