"""A person's data taken out: chats, addresses, the words of letters. What was done, and when, stays in the trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.channel_kinds import addressed
from bot.courier.parts import tag
from bot.errors import UsageError
from bot.roster.roster import Contact, Coordinator, Roster
from bot.store import outbox, retention
from bot.store.store import record
from bot.store.tables import OutboxRow
from bot.work.office import Actor, Office
from bot.work.people.access import ACCESS


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out; `still_in_file` are the units whose entry in units.toml still names the person."""

    bindings: int
    messages: int
    still_in_file: tuple[str, ...]


def forget(office: Office, who: str, actor: Actor, now: datetime) -> Forgotten:
    """Takes out all of `who`: a name, a mail address or a chat's number. Raises UsageError where nothing is known.

    What still waits for this person goes to whoever the units file names now.
    """
    entries = [(unit, entry) for unit, entry in _entries(office.roster) if who in _marks(entry)]
    with office.store.begin() as session:
        bindings = retention.bindings_with(session, who)
        marks = {who} | {mark for _, entry in entries for mark in _marks(entry)}
        marks |= {mark for b in bindings for mark in (b.person, str(b.chat_id)) if mark}
        persons = {tag((channel, mark)) for channel in addressed() for mark in marks}
        rows = retention.messages_with(session, marks, persons)
        if not (entries or bindings or rows):
            raise UsageError("operation.nobody", found=who)
        for row in rows:
            _clear(row, marks)
        retention.forget_chats(session, bindings, marks)
        note = f"{_pseudonym(who)}: {len(bindings)} bindings, {len(rows)} messages"
        record(session, actor, now, "forgotten", note=note)
        return Forgotten(len(bindings), len(rows), tuple(dict.fromkeys(unit for unit, _ in entries)))


def _entries(roster: Roster) -> Iterator[tuple[str, Contact | Coordinator]]:
    for unit in roster.unit:
        yield from ((unit.name, contact) for contact in unit.contact)
    yield from ((entry.name, entry) for entry in roster.coordinator)


def _marks(entry: Contact | Coordinator) -> set[str]:
    """By what an entry is known: its name, its addresses, one by one and as they are written."""
    found = (entry.name, *entry.addresses.values(), *(entry.email or "").split(", "))
    return {mark for mark in found if mark}


def _clear(row: OutboxRow, marks: set[str]) -> None:
    if row.only is not None and row.state == outbox.WAITING:
        row.state = outbox.DROPPED  # it was for this person's address alone
    row.contact = row.address = row.remote_id = row.text = row.only = None
    row.tried = []
    if row.kind == ACCESS:
        row.bindings = ()  # it names the person; without items nothing is sent
    if row.state != outbox.WAITING:
        row.person = _pseudonym(row.person)
        row.subject = None
    if row.error and any(mark in str(row.error) for mark in marks):
        row.error = None


def _pseudonym(who: str) -> str:
    return f"forgotten:{sha256(who.encode()).hexdigest()[:12]}"
