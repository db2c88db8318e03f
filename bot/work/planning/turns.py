"""Whose turn it is to be urged: all that is late goes to a person in one message, one in the policy's interval."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.store import deliveries, outbox
from bot.work.letters.composer import URGING_KINDS
from bot.work.office import Office


class Turns:
    """When each person may be urged again, at one instant. What waits for them unsent takes up what comes."""

    def __init__(self, session: Session, office: Office, now: datetime) -> None:
        self._session, self._office, self._now = session, office, now
        self._interval = timedelta(days=office.rules.policy.urging_every_days)
        self._next: dict[str, datetime | None] = {}

    def learn(self, persons: Iterable[str]) -> None:
        """Reads of these when they were urged last, by one question for all that are not known yet."""
        new = set(persons) - self._next.keys()
        if not new:
            return
        since = self._office.day(self._now)[0] - self._interval
        last = deliveries.last_sent(self._session, new, URGING_KINDS, since, self._now)
        unsent = outbox.with_unsent(self._session, new, URGING_KINDS)
        self._next |= {person: None if person in unsent else self._after(last.get(person)) for person in new}

    def next_of(self, person: str) -> datetime | None:
        """The person's next turn; None where it is now. Raises KeyError for a person not learnt of."""
        return self._next[person]

    def _after(self, last: datetime | None) -> datetime | None:
        """Days are counted, not hours: an urging that went out late in the morning moves none by a day."""
        if last is None:
            return None
        day = self._office.today(last) + self._interval
        at = self._office.rules.opens(self._office.rules.at(day))
        return at if at > self._now else None
