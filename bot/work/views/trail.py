"""The audit trail, read: who did what, when, by what channel, from where to where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.store import events, ledgers
from bot.texts import text
from bot.work.duties.evidence import kept_name
from bot.work.office import Office
from bot.work.views.entry_words import SYSTEM

#: So many entries of the log are shown at once.
PAGE = 50


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
    item: str | None = None  # the number, with its part where it has several
    until: date | None = None  # the last day that the move asked for or gave


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of the trail; empty where all is."""

    ledger: str = ""
    number: str = ""
    unit: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry, the id under which a file of it can be fetched, and the id of the duty that it is about."""

    id: int
    duty: int | None
    entry: Entry

    @property
    def file(self) -> bool:
        """Whether a file was handed in."""
        return self.duty is not None and kept_name(self.entry.evidence) is not None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, the newest first. `earlier`: before which entry there are more, None where there are none;
    `titles`: of every ledger, by its id.
    """

    lines: tuple[LogLine, ...]
    earlier: int | None
    titles: Mapping[str, str]


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
    return [_entry(office, one) for one in found]


def log_page(office: Office, asked: Asked, before: int | None = None) -> LogPage:
    """The newest entries that fit, or the newest of those that were written before the entry `before`."""
    with office.store.look() as session:
        found = events.latest(
            session,
            PAGE + 1,
            before,
            ledger_id=asked.ledger or None,
            number=asked.number or None,
            units=office.roster.expand([asked.unit]) if asked.unit else None,
            who=SYSTEM if asked.who == text("cli.by_system") else asked.who or None,
        )
        heads = ledgers.all_heads(session)
    lines = tuple(LogLine(one[0].id, one[0].duty_id, _entry(office, one)) for one in found[:PAGE])
    return LogPage(lines, lines[-1].id if len(found) > PAGE else None, {head.id: head.title for head in heads})


def _entry(office: Office, one: events.Told) -> Entry:
    event, number, unit, item = one
    return Entry(
        event.at.astimezone(office.rules.zone),
        event.who,
        event.channel,
        event.verb,
        event.ledger_id,
        number,
        unit,
        event.before,
        event.after,
        event.note,
        event.evidence,
        event.effective_on,
        item,
        _until(event.changes or {}),
    )
