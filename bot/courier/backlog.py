"""Messages put into words ahead of their claim, and whether their words are still true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.courier.parts import Claimed
from bot.store import events, outbox
from bot.store.tables import OutboxRow

#: What a message says and when it may go rests on these; whatever else it tells of duties, their trail tells too.
_FACTS = ("person", "to", "contact", "kind", "items", "state", "next_try_at", "tried", "only", "uncertain")
#: Words are good for so long at most: a day ends, quiet hours begin.
GOOD_FOR = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A message with its words, not yet claimed, and the facts of its row on which they rest."""

    claimed: Claimed
    facts: tuple[Any, ...]

    @classmethod
    def of(cls, row: OutboxRow, claimed: Claimed) -> "Ahead":
        """The message of `row` as `claimed` would send it."""
        return cls(claimed, _facts(row))

    @property
    def id(self) -> str:
        """The message's id."""
        return self.claimed.message.id

    def fits(self, row: OutboxRow | None) -> bool:
        """Whether the row is still as it was."""
        return row is not None and _facts(row) == self.facts


@dataclass(frozen=True, slots=True)
class Backlog:
    """Messages in words, of what was true when the trail of all duties ended with `newest`, at `at`; and the ids of
    those whose words may be true no more.
    """

    messages: tuple[Ahead, ...] = ()
    newest: int = 0
    at: datetime | None = None
    doubted: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is left."""
        return not (self.messages or self.doubted)

    def filled(self, session: Session, messages: Sequence[Ahead], now: datetime) -> "Backlog":
        """With these, which were put into words within this transaction."""
        return replace(self, messages=tuple(messages), newest=events.newest(session), at=now)

    def take(
        self, session: Session, most: int, now: datetime, rests: Callable[[str], bool]
    ) -> tuple[list[Claimed], list[str], "Backlog"]:
        """At most so many: those that would be put into the same words now, the ids of others; and what is left.

        `rests`: whether a channel is left alone.
        """
        kept = self if self._holds(session, now) else self._in_doubt()
        some = kept.messages[:most]
        rows = {row.id: row for row in outbox.waiting(session, [one.id for one in some])} if some else {}
        true = [one for one in some if one.fits(rows.get(one.id)) and not rests(one.claimed.way[0])]
        names = (*(one.id for one in some if one not in true), *kept.doubted)
        left = most - len(true)
        return (
            [one.claimed for one in true],
            list(names[:left]),
            replace(kept, messages=kept.messages[most:], doubted=names[left:]),
        )

    def without_first(self) -> tuple[str, "Backlog"]:
        """The id of the first, and the others."""
        if self.messages:
            return self.messages[0].id, replace(self, messages=self.messages[1:])
        return self.doubted[0], replace(self, doubted=self.doubted[1:])

    def _holds(self, session: Session, now: datetime) -> bool:
        """Whether nothing has happened since, and that is not long ago."""
        if not self.messages or self.at is None:
            return True
        return now - self.at <= GOOD_FOR and events.newest(session) == self.newest

    def _in_doubt(self) -> "Backlog":
        return Backlog(doubted=(*self.doubted, *(one.id for one in self.messages)))


def _facts(row: OutboxRow) -> tuple[Any, ...]:
    found: Sequence[Any] = [getattr(row, name) for name in _FACTS]
    return tuple(tuple(value) if isinstance(value, list) else value for value in found)
