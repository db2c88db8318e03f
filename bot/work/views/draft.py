"""A ledger before its dispatch, as it is shown to whoever decides: what was read, and what a dispatch would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Ledger
from bot.store import ledgers
from bot.work.documents.dispatch import Preview, preview
from bot.work.office import Office, get_ledger
from bot.work.stored_ledger import effective


@dataclass(frozen=True, slots=True)
class Draft:
    """The ledger with its answers. `dated`: how many items have a day; `days`: all of these, the nearest first."""

    ledger_id: str
    ledger: Ledger
    is_draft: bool
    preview: Preview
    dated: int
    days: Sequence[date]

    @property
    def units(self) -> int:
        """How many units it is for."""
        return len(self.preview.units)


def draft_of(office: Office, ledger_id: str, now: datetime) -> Draft:
    """The ledger called so. Raises UsageError for one that is not there."""
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        ledger = effective(row, ledgers.answers(session, ledger_id), office.reading)
        is_draft = row.state == ledgers.DRAFT
    days = sorted(one.last_day for task in ledger.tasks for one in task.obligations if one.last_day is not None)
    dated = sum(any(one.last_day is not None for one in task.obligations) for task in ledger.tasks)
    found = preview(office, ledger_id, now, defaults=True)
    return Draft(ledger_id, ledger, is_draft, found, dated, days)
