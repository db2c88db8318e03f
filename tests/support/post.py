"""A courier on its own: messages in an outbox, a desk that says what tests tell it to."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.courier.parts import Way
from bot.model import Message
from bot.store import outbox
from bot.store.store import Store
from bot.store.tables import OutboxRow
from tests.support.office import at

NOW = at("2021-06-01T09:00")


def post(store: Store, *names: str, when: datetime = NOW, **facts: Any) -> None:
    """Puts a message a name into the outbox; its id is the name, and its recipient too."""
    with store.begin() as session:
        session.add_all(
            OutboxRow(
                id=name,
                at=when,
                person=name,
                to=name,
                role="contact",
                kind="reminder",
                items=[],
                next_try_at=when,
                **{"tried": [], **facts},
            )
            for name in names
        )


def rows(store: Store) -> dict[str, OutboxRow]:
    """Id → message."""
    with store.begin() as session:
        return {row.id: row for row in session.scalars(select(OutboxRow).order_by(OutboxRow.id))}


def states(store: Store) -> dict[str, str]:
    """Id → state."""
    return {name: row.state for name, row in rows(store).items()}


def leave_sending(store: Store, worker: str, *names: str) -> None:
    """As if `worker` had been killed in the middle of these."""
    with store.begin() as session:
        assert outbox.claim(session, [outbox.Going(name) for name in names], worker, NOW) == set(names)


class PlainSource:
    """Everybody has the ways `by`; `words` are said instead of the usual ones, None drops; an exception is raised."""

    def __init__(self, *by: Way) -> None:
        self.by: list[Way] = list(by) or [("email", "{}@example.org")]
        self.words: dict[str, str | Exception | None] = {}
        self.until: datetime | None = None
        self.closed: timedelta = timedelta()
        self.moves: dict[str, str] = {}
        self.said: list[str] = []

    def ways(self, session: Session, row: OutboxRow) -> Sequence[Way]:
        found = [(kind, address.format(row.to)) for kind, address in self.by]
        return [(kind, self.moves.get(address, address)) for kind, address in found]

    def compose(
        self,
        session: Session,
        row: OutboxRow,
        channel: str,
        now: datetime,
        address: str = "",
    ) -> Message | None:
        self.said.append(row.id)
        words = self.words.get(row.id, f"to {row.to}")
        if isinstance(words, Exception):
            raise words
        return None if words is None else Message(row.id, row.id, words)

    def sort(self, session: Session, rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
        """Everything is its person's."""
        return rows

    def arrived(self, session: Session, message_ids: Collection[str]) -> None:
        """Nobody counts here."""

    def moved(self, session: Session, row: OutboxRow, old: str, new: str) -> None:
        self.moves[old] = new

    def told(self, session: Session, persons: Collection[str], now: datetime) -> dict[str, int]:
        return {}

    def opens(self, row: OutboxRow, at: datetime, told: int = 0) -> datetime:
        return at + self.closed

    def useful_until(self, session: Session, row: OutboxRow) -> datetime | None:
        return self.until
