"""A clock that was ahead: what it made the program believe is doubted as soon as the clock is behind it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.plan.duty import RUNNING
from bot.roster.roster import COORDINATOR
from bot.store import deliveries, duties, outbox, pacing
from bot.store.occurrences import forget_occurrences
from bot.store.store import get_mark, record
from bot.work.office import Actor, Office

#: A clock that is put right by less was never wrong in a way that matters: nothing is told twice for it.
TOLERANCE = timedelta(days=1)
#: So long it is said that the clock was ahead.
SAID_FOR = timedelta(days=14)
_TICK, _BEFORE, _AHEAD = "tick", "tick-before", "clock-ahead"
CLOCK = Actor("duban", COORDINATOR, "tick")


@dataclass(frozen=True, slots=True)
class ClockAhead:
    """Found out at `found_at`: the clock had been ahead, up to `until`; `sent`: messages that went out early."""

    found_at: datetime
    until: datetime
    sent: int


def doubt_future(session: Session, office: Office, last: datetime, now: datetime) -> None:
    """Plans anew from the facts where the last tick, at `last`, lies ahead of `now`.

    Rungs between the last tick before the leap and now collapse into the one that matters; later ones come again in
    their time. Messages that wait because of the wrong clock are dropped: what they told is planned again.
    """
    before = get_mark(session, _BEFORE)
    if last - now <= TOLERANCE:
        if now - last > TOLERANCE:  # perhaps a leap: then this was the last tick of the right time
            before.at = last
        return
    settled = min(before.at or now, now)
    forget_occurrences(session, now, office.today(now))
    duties.plan_again(session, RUNNING, now, settled, office.rules.opens(now))
    outbox.drop_planned_after(session, now)
    pacing.forget_future(session, now + TOLERANCE)
    sent = deliveries.count_between(session, now, last + TOLERANCE, *outbox.GONE)
    deliveries.put_in_time(session, now)
    ahead = get_mark(session, _AHEAD)
    ahead.at, ahead.value = now, json.dumps({"until": last.isoformat(), "sent": sent})
    record(session, CLOCK, now, _AHEAD, note=f"{last.isoformat()}: {sent}")


def clock_ahead(session: Session, now: datetime) -> ClockAhead | None:
    """What is to be said of a clock that was ahead, while it is new; None where it was not."""
    mark = get_mark(session, _AHEAD)
    if mark.at is None or mark.value is None or not timedelta(0) <= now - mark.at <= SAID_FOR:
        return None
    facts = json.loads(mark.value)
    return ClockAhead(mark.at, datetime.fromisoformat(facts["until"]), facts["sent"])
