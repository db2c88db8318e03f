"""Records are kept as long as the settings say; what was done, and by whom, is kept for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, update

from bot.store import outbox, pacing
from bot.store.store import get_mark
from bot.store.tables import EventRow, OutboxRow
from bot.work.office import Office

EVERY = timedelta(days=1)
MARK = "housekeeping"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was taken out."""

    messages: int = 0
    evidence: int = 0


def keep_house(office: Office, now: datetime) -> Kept:
    """Once a day takes out what is older than the settings keep; at other times nothing."""
    keep = office.delivery.keep
    with office.store.begin() as session:
        mark = get_mark(session, MARK)
        if mark.at is not None and now - mark.at < EVERY:
            return Kept()
        mark.at = now
        pacing.forget_idle(session, now - EVERY)
        messages = evidence = 0
        if keep.messages_days:
            before = now - timedelta(days=keep.messages_days)
            ended = OutboxRow.state.in_((*outbox.GONE, outbox.DROPPED, outbox.UNSENT))
            last = func.coalesce(OutboxRow.sent_at, OutboxRow.next_try_at)
            result = session.execute(delete(OutboxRow).where(ended, last < before))
            messages = cast("CursorResult[Any]", result).rowcount
        if keep.evidence_days:
            before = now - timedelta(days=keep.evidence_days)
            old = update(EventRow).where(EventRow.at < before, EventRow.evidence.is_not(None))
            evidence = cast("CursorResult[Any]", session.execute(old.values(evidence=None))).rowcount
        return Kept(messages, evidence)
