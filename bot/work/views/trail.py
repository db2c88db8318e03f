"""The audit trail, read: who did what, when, by what channel, from where to where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.store import events
from bot.work.office import Office


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    at: datetime
    who: str
    channel: str
    verb: str
    ledger: str | None
    number: str | None
    unit: str | None
    before: str | None
    after: str | None
    note: str | None
    evidence: str | None
    effective_on: date | None
    until: date | None = None  # the last day that the move asked for or gave


def _until(changes: Mapping[str, Sequence[Any]]) -> date | None:
    """The day to which more time was asked for or given; None where the move left the last day alone."""
    day = changes.get("extension_until", (None, None))[1] or changes.get("due", (None, None))[1]
    return date.fromisoformat(day) if day else None


def trail(
    office: Office, *, ledger_id: str | None = None, number: str | None = None, unit: str | None = None
) -> Sequence[Entry]:
    """The entries that fit all that is given, the oldest first."""
    units = office.roster.expand([unit]) if unit is not None else None
    with office.store.begin() as session:
        found = events.trail(session, ledger_id=ledger_id, number=number, units=units)
    zone = office.rules.zone
    return [
        Entry(
            event.at.astimezone(zone),
            event.who,
            event.channel,
            event.verb,
            event.ledger_id,
            number_,
            unit_,
            event.before,
            event.after,
            event.note,
            event.evidence,
            event.effective_on,
            _until(event.changes or {}),
        )
        for event, number_, unit_ in found
    ]
