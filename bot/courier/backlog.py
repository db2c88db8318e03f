"""Messages put into words ahead of their claim, and whether their words are still true."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.courier.parts import Claimed
from bot.store import events, outbox

#: Words are good for so long at most: a day ends, quiet hours begin.
GOOD_FOR = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Messages in words, of what was true when the trail of all duties ended with `newest`, at `at`; and the ids of
    those whose words may be true no more. `facts`: of each message those of its row on which its words rest.
    """

    messages: tuple[Claimed, ...] = ()
    facts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    newest: int = 0
    at: datetime | None = None
    doubted: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is left."""
        return not (self.messages or self.doubted)

    def filled(self, session: Session, messages: Sequence[Claimed], now: datetime) -> "Backlog":
        """With these, which were put into words within this transaction."""
        facts = outbox.facts_of(session, [_id(one) for one in messages])
        return replace(self, messages=tuple(messages), facts=facts, newest=events.newest(session), at=now)

    def take(
        self, session: Session, most: int, now: datetime, rests: Callable[[str], bool]
    ) -> tuple[list[Claimed], list[str], "Backlog"]:
        """At most so many: those that would be put into the same words now, the ids of others; and what is left.

        `rests`: whether a channel is left alone.
        """
        kept = self if self._holds(session, now) else self._in_doubt()
        some = kept.messages[:most]
        facts = outbox.facts_of(session, [_id(one) for one in some]) if some else {}
        true = [one for one in some if facts.get(_id(one)) == kept.facts[_id(one)] and not rests(one.way[0])]
        names = (*(_id(one) for one in some if one not in true), *kept.doubted)
        left = most - len(true)
        return true, list(names[:left]), replace(kept, messages=kept.messages[most:], doubted=names[left:])

    def without_first(self) -> tuple[str, "Backlog"]:
        """The id of the first, and the others."""
        if self.messages:
            return _id(self.messages[0]), replace(self, messages=self.messages[1:])
        return self.doubted[0], replace(self, doubted=self.doubted[1:])

    def _holds(self, session: Session, now: datetime) -> bool:
        """Whether nothing has happened since, and that is not long ago."""
        if not self.messages or self.at is None:
            return True
        return now - self.at <= GOOD_FOR and events.newest(session) == self.newest

    def _in_doubt(self) -> "Backlog":
        return Backlog(doubted=(*self.doubted, *map(_id, self.messages)))


def _id(claimed: Claimed) -> str:
    return claimed.message.id
