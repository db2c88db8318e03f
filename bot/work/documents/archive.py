"""The end of a ledger: nothing more is sent for it, all that was is kept."""

from datetime import datetime

from bot.store import duties, ledgers
from bot.store.store import record
from bot.work.documents.unfinished import refuse_what_waits
from bot.work.office import Actor, Office, get_ledger


def archive(office: Office, ledger_id: str, now: datetime, actor: Actor, *, anyway: bool = False) -> None:
    """Ends everything for a ledger. Raises UsageError where there is none, and, unless `anyway`, where something waits
    for a decision or a clock runs.
    """
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        if not anyway:
            refuse_what_waits(duties.duties(session, ledger_id=ledger_id), ledger_id, "work.archive_waits")
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
