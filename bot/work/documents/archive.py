"""The end of a ledger: nothing more is sent for it, all that was is kept."""

from datetime import datetime

from bot.store import duties, ledgers
from bot.store.store import record
from bot.work.office import Actor, Office, get_ledger


def archive(office: Office, ledger_id: str, now: datetime, actor: Actor) -> None:
    """Ends everything for a ledger. Raises UsageError where there is none."""
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        before, row.state = row.state, ledgers.ARCHIVED
        duties.rest(session, ledger_id)
        record(
            session,
            actor,
            now,
            "archive",
            ledger_id=ledger_id,
            before=before,
            after=ledgers.ARCHIVED,
        )
