"""One stored ledger as it was read, with the answers in it."""

from dataclasses import dataclass

from bot.model import Ledger
from bot.store import ledgers
from bot.work.office import Office, get_ledger
from bot.work.stored_ledger import effective


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """`ledger`: as the answers that were given make it."""

    id: str
    title: str
    state: str
    ledger: Ledger


def ledger_head(office: Office, ledger_id: str) -> LedgerHead:
    """Raises UsageError for a ledger that is not there."""
    with office.store.look() as session:
        row = get_ledger(session, ledger_id)
        ledger = effective(row, ledgers.answers(session, row.id), office.reading)
        return LedgerHead(row.id, row.title, row.state, ledger)
