"""The outbox by hand: what waits, was set aside, or may have arrived twice; sent again or dropped, with a trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.store import outbox
from bot.store.store import record
from bot.store.tables import OutboxRow
from bot.texts import text
from bot.work.letters.digest import about, reason
from bot.work.office import Actor, Office

#: So many of a message's first letters name it, if no other begins with them.
SHORT = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of the outbox, as its keeper sees it. `uncertain`: an earlier try may have arrived."""

    id: str
    at: datetime
    to: str
    contact: str | None
    kind: str
    state: str
    attempts: int
    next_try_at: datetime
    channel: str | None
    subject: str
    reason: str
    uncertain: bool


def letters(office: Office, ids: Sequence[str] = (), *, everything: bool = False) -> list[Letter]:
    """What has not gone, or may have gone twice, the oldest first; with `everything` also what was sent."""
    with office.store.begin() as session:
        if ids:
            return [_letter(office, find(session, name)) for name in ids]
        return [_letter(office, row) for row in outbox.every(session, unsettled=not everything)]


def count_handed(office: Office) -> int:
    """How many, of those still kept, were handed to services that confirm nothing."""
    with office.store.begin() as session:
        return outbox.counts(session).get(outbox.HANDED, 0)


def retry(office: Office, ids: Iterable[str], actor: Actor, now: datetime) -> int:
    """Sends these again from the first way on; gives how many. Raises UsageError where one cannot be."""
    with office.store.begin() as session:
        rows = [find(session, name) for name in ids]
        for row in rows:
            _refuse_unless(row, outbox.WAITING, outbox.UNSENT, outbox.DROPPED)
            _record(session, row, "retried", actor, now, None)
            row.state, row.next_try_at, row.error = outbox.WAITING, now, None
            row.tried, row.attempts, row.faults, row.way_since = [], 0, 0, None
            row.at = now  # its patience begins anew
        return len(rows)


def drop(office: Office, ids: Iterable[str], note: str, actor: Actor, now: datetime) -> int:
    """These are not sent; `note` says why. Gives how many. Raises UsageError where one cannot be dropped."""
    with office.store.begin() as session:
        rows = [find(session, name) for name in ids]
        for row in rows:
            _refuse_unless(row, outbox.WAITING, outbox.UNSENT)
            _record(session, row, "dropped", actor, now, note)
            row.state = outbox.DROPPED
        return len(rows)


def find(session: Session, name: str) -> OutboxRow:
    """The message whose id begins with `name`. Raises UsageError where there is none, or more than one."""
    rows = outbox.called(session, name)
    if len(rows) != 1:
        raise UsageError("outbox.two" if rows else "outbox.none", found=name)
    return rows[0]


def _refuse_unless(row: OutboxRow, *states: str) -> None:
    if row.state not in states:
        raise UsageError("outbox.state", id=row.id[:SHORT], state=text(f"outbox.state_{row.state}"))


def _record(session: Session, row: OutboxRow, verb: str, actor: Actor, now: datetime, note: str | None) -> None:
    words = f"{row.id} {row.to}" + (f": {note}" if note else "")
    after = outbox.WAITING if verb == "retried" else outbox.DROPPED
    record(
        session,
        actor,
        now,
        f"message-{verb}",
        note=words,
        before=row.state,
        after=after,
    )


def _letter(office: Office, row: OutboxRow) -> Letter:
    return Letter(
        row.id,
        row.at,
        "、".join(outbox.units_of(row)),
        row.contact,
        row.kind,
        row.state,
        row.attempts,
        row.next_try_at,
        row.channel,
        about(row),
        reason(row, office),
        row.uncertain,
    )
