"""Messages that are put into words ahead of their claim say what is true when they go."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.delivery import Delivery
from bot.model import Message, Receipt
from bot.store import outbox, pacing
from bot.store.store import Store, record
from bot.store.tables import OutboxRow
from tests.support.office import CLERK
from tests.support.post import NOW, PlainSource, post, states

NAMES = [f"m{n:02}" for n in range(20)]
LAST = NAMES[-1]


class Interrupted(MemoryChannel):
    """With the first message something happens elsewhere."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__("email")
        self._happens = happens

    async def send(self, message: Message, address: str) -> Receipt:
        if not self.sent:
            self._happens()
        return await super().send(message, address)


def sent(folder: Path, source: PlainSource, happens: Callable[[Session], None]) -> tuple[dict[str, str], Store]:
    """Id → words that arrived, one message after another, while `happens` happens after the first claims."""
    store = Store.open(f"sqlite:///{folder / 'duban.db'}")
    post(store, *NAMES)

    def change() -> None:
        with store.begin() as session:
            happens(session)

    mail = Interrupted(change)
    courier = Courier(store, {"email": mail}, source, Delivery(pace={}, concurrency=1))
    asyncio.run(courier.round(NOW))
    return {message.id: message.text for message, _ in mail.sent}, store


def test_each_is_put_into_words_once_where_nothing_happens(tmp_path: Path) -> None:
    source = PlainSource()
    words, store = sent(tmp_path, source, lambda _: None)
    assert sorted(source.said) == sorted(words) == NAMES
    assert set(states(store).values()) == {"sent"}


def test_a_message_that_was_changed_meanwhile_says_the_new(tmp_path: Path) -> None:
    def hand_over(session: Session) -> None:
        outbox.get_message(session, LAST).to = "another"

    words, _ = sent(tmp_path, PlainSource(), hand_over)
    assert words[LAST] == "to another"
    assert sorted(words) == NAMES


def test_what_happened_to_a_duty_is_in_the_words(tmp_path: Path) -> None:
    source = PlainSource()

    def close(session: Session) -> None:
        record(session, CLERK, NOW, "closed", duty_id=1)
        source.words |= {LAST: "closed", NAMES[-2]: None}

    words, store = sent(tmp_path, source, close)
    assert words[LAST] == "closed"
    assert sorted({*NAMES} - words.keys()) == [NAMES[-2]]
    assert states(store)[NAMES[-2]] == "dropped"


def put_off(session: Session) -> None:
    outbox.get_message(session, LAST).next_try_at = NOW.replace(year=NOW.year + 1)


def drop(session: Session) -> None:
    outbox.get_message(session, LAST).state = outbox.DROPPED


def take(session: Session) -> None:
    outbox.claim(session, [outbox.Going(LAST)], "another", NOW)


@pytest.mark.parametrize("happens", [put_off, drop, take])
def test_what_is_not_to_go_any_more_does_not_go(tmp_path: Path, happens: Callable[[Session], None]) -> None:
    words, store = sent(tmp_path, PlainSource(), happens)
    assert sorted(words) == NAMES[:-1]
    assert states(store)[LAST] != "sent"


def test_nothing_goes_while_the_channel_rests(tmp_path: Path) -> None:
    def rest(session: Session) -> None:
        pacing.buckets(session, ["email"], lock=True)
        pacing.stop(session, "email", NOW.replace(year=NOW.year + 1))

    words, store = sent(tmp_path, PlainSource(), rest)
    assert list(words) == NAMES[:1]
    with store.begin() as session:
        assert session.get_one(OutboxRow, LAST).next_try_at > NOW


def test_what_was_put_into_words_and_not_claimed_waits(tmp_path: Path) -> None:
    """As a killed process leaves it: at most what was on its way may come twice."""
    store = Store.open(f"sqlite:///{tmp_path / 'duban.db'}")
    post(store, *NAMES)
    mail = MemoryChannel("email")
    courier = Courier(store, {"email": mail}, PlainSource(), Delivery(pace={}, concurrency=4))
    asyncio.run(courier.round(NOW, stopping=lambda: bool(mail.sent)))
    assert len(mail.sent) == 4
    assert list(states(store).values()).count("waiting") == len(NAMES) - 4
