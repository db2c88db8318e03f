"""What taking a document in would be, before anything is stored: a new ledger, the same, a correction, an amendment."""

from dataclasses import dataclass

from bot.ledger import Changes
from bot.model import Ledger
from bot.store import ledgers
from bot.work.documents.amendment import amended_by
from bot.work.documents.resemblance import find_same
from bot.work.office import Office

NEW, SAME, CORRECTS, MAY_CORRECT, AMENDS = "new", "same", "corrects", "may-correct", "amends"


@dataclass(frozen=True, slots=True)
class Looked:
    """`outcome`: one of the words above; `ledger_id`: the stored one that it is about; `changes`: what it changes."""

    outcome: str
    ledger_id: str = ""
    changes: Changes | None = None


def look_at(office: Office, ledger: Ledger) -> Looked:
    """By the stored ledgers alone; nothing is changed."""
    with office.store.look() as session:
        known = ledgers.find_by_content(session, ledger.sha256)
        if known is not None:
            return Looked(SAME, known.id)
        found = find_same(session, ledger)
    amended = amended_by(office, ledger) if found is None else None
    if amended is not None:
        return Looked(AMENDS, amended[0], amended[1])
    if found is None:
        return Looked(NEW)
    return Looked(MAY_CORRECT if found.doubt else CORRECTS, found.ledger_id, found.changes)
