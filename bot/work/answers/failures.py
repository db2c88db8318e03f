"""A mail of ours that a server sends back as not delivered: another way is taken, and it is said."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from bot.addresses import addresses_of
from bot.courier.outcomes import OF_THE_WHOLE
from bot.courier.parts import tag
from bot.model import sentence
from bot.store import outbox
from bot.store.store import record
from bot.store.tables import OutboxRow
from bot.work.answers.incoming import Failure
from bot.work.office import Actor, Office
from bot.work.outgoing.replies import CHANNEL

SERVER = Actor("mail", "server", CHANNEL)


def take_back(session: Session, office: Office, failure: Failure, now: datetime) -> OutboxRow | None:
    """The message that was sent and did not arrive, now on its next way, or set aside with the reason.

    None where the server named none of ours, where it may still arrive, or where some of its recipients have it: the
    others' is set aside then.
    """
    row = next(filter(None, (_found(session, name) for name in failure.about)), None)
    if row is None or not failure.permanent:
        return None
    address = row.address or ""
    record(session, SERVER, now, "bounced", note=_words(row, failure))
    if not _is_for_all(address, failure.recipients):
        _set_aside(session, row, failure, now)
        return None
    row.tried = [*row.tried, tag((CHANNEL, address))]
    row.error = sentence("mailbox.bounced", reason=failure.reason)
    row.state, row.next_try_at, row.way_since, row.attempts = outbox.WAITING, office.rules.opens(now), now, 0
    row.sent_at = None
    return row


def _set_aside(session: Session, row: OutboxRow, failure: Failure, now: datetime) -> None:
    """A message for those alone who do not have it, listed with the reason; once, however often it is reported."""
    only = ", ".join(sorted(failure.recipients))
    name = str(uuid5(UUID(row.id), only))
    if outbox.find(session, name) is not None:
        return
    rest = OutboxRow(**{field: getattr(row, field) for field in OF_THE_WHOLE})
    rest.id, rest.person, rest.state = name, f"{outbox.ONLY}{row.id}", outbox.UNSENT
    rest.channel, rest.address, rest.only = CHANNEL, row.address, only
    rest.error, rest.way_since, rest.next_try_at = sentence("mailbox.bounced", reason=failure.reason), now, now
    session.add(rest)


def _found(session: Session, name: str) -> OutboxRow | None:
    row = outbox.find(session, name.partition("@")[0])
    return row if row is not None and row.state == outbox.SENT and row.channel == CHANNEL else None


def _is_for_all(address: str, failed: Sequence[str]) -> bool:
    """Whether nobody of those whom the mail went to has it; a report that names nobody speaks of all."""
    return not failed or addresses_of(address) <= {one.casefold() for one in failed}


def _words(row: OutboxRow, failure: Failure) -> str:
    return f"{row.to}: {', '.join(failure.recipients) or row.address}: {failure.reason}"
