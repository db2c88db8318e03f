"""The life of bindings: asleep where the file no longer names the person, awake when it does again, ended."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.model import BindingChange
from bot.roster.roster import COORDINATOR
from bot.store import people
from bot.store.store import one_at_a_time, record
from bot.store.tables import BindingRow
from bot.work.office import Actor, Office
from bot.work.people.access import change_of, tell_chats, tell_coordinators
from bot.work.people.directory import Directory
from bot.work.people.footing import Footing, Life, footing_of, life_of

SYSTEM = Actor("duban", COORDINATOR, "tick")


@dataclass(frozen=True, slots=True)
class Bound:
    """One binding as it is listed. `entry`: whom the file calls so; `since`: when it was bound; `listed`: the file has
    an entry that it is for.
    """

    chat: int
    person: str
    role: str
    name: str
    entry: str
    since: datetime
    life: Life
    listed: bool


def is_news(office: Office, binding: BindingRow | people.BindingFacts) -> bool:
    """Whether the file names the person, or no longer does, and nobody was told yet."""
    return footing_of(office.roster, binding).holds == (binding.asleep_at is not None)


def follow_file(session: Session, office: Office, now: datetime, answered: int | None = None) -> list[BindingRow]:
    """Puts to sleep and wakes what the units file asks for; each chat is told once, the coordinators at once.

    `answered`: the chat that is being answered, which hears it by that answer. Gives the bindings as they now are.
    """
    one_at_a_time(session, "bindings")
    changes = []
    bindings = list(people.all_bindings(session))
    for binding in bindings:
        found = footing_of(office.roster, binding)
        if binding.entry is None and found.name is not None:
            binding.entry = found.name  # from now on another name is another person
        if found.holds == (binding.asleep_at is not None):
            changes.append(_turned(session, binding, found, now))
    if not changes:
        return bindings
    session.flush()
    directory = Directory(office.roster, bindings, office.today(now))
    tell_coordinators(session, directory, [_seen(directory, binding, event) for binding, event in changes], now)
    told = [change_of(event, binding) for binding, event in changes if binding.chat_id != answered]
    tell_chats(session, told, now)
    return bindings


def _turned(session: Session, binding: BindingRow, found: Footing, now: datetime) -> tuple[BindingRow, str]:
    event = "awake" if found.holds else "asleep"
    binding.asleep_at = None if found.holds else now
    record(session, SYSTEM, now, f"binding-{event}", note=_noted(binding))
    return binding, event


def _seen(directory: Directory, binding: BindingRow, event: str) -> BindingChange:
    found = directory.recipient(binding.name, binding.role)
    return change_of(event, binding, reachable=found is not None and bool(found.ways))


def end(session: Session, binding: BindingRow, event: str, actor: Actor, now: datetime) -> None:
    """Ends one binding for good and tells its chat why: `replaced` or `unbound`."""
    binding.ended_at = now
    record(session, actor, now, f"binding-{event}", note=_noted(binding))
    tell_chats(session, [change_of(event, binding)], now)


def unbind(office: Office, chat: str, actor: Actor, now: datetime) -> list[Bound]:
    """Ends all that a chat is bound for; gives what that was. Raises UsageError for a chat that is bound for nobody."""
    with office.store.begin() as session:
        found = [b for b in people.all_bindings(session) if str(b.chat_id) == chat]
        if not found:
            raise UsageError("people.no_such_chat", chat=chat)
        listed = [_listed(office, binding) for binding in found]
        for binding in found:
            end(session, binding, "unbound", actor, now)
        return listed


def bindings(office: Office, *, ended: bool = True) -> list[Bound]:
    """Every binding, the oldest first; those that are over last."""
    with office.store.begin() as session:
        over = people.ended_bindings(session) if ended else ()
        return [_listed(office, binding) for binding in (*people.all_bindings(session), *over)]


def _listed(office: Office, binding: BindingRow) -> Bound:
    life, found = life_of(office.roster, binding), footing_of(office.roster, binding)
    listed = found.entry is not None
    entry = binding.entry or found.name or ""
    return Bound(binding.chat_id, binding.person, binding.role, binding.name, entry, binding.bound_at, life, listed)


def _noted(binding: BindingRow) -> str:
    return f"{binding.role}: {binding.name}, {binding.chat_id}"
