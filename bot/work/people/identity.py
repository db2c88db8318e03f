"""Whom somebody who speaks in a chat stands for, by the units file and by what was bound."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import UsageError
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.store import chats, people
from bot.work.office import Actor, Office
from bot.work.people.footing import footing_of
from bot.work.people.life import follow_file, is_news

#: A role and the unit or coordinator that it is of.
Rights = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: None has no rights. `asleep`: those once bound are not in the file any more; `aside`: what is
    answered is for the speaker alone, not for the group; `language`: of the chat, None where it is the office's.
    """

    actor: Actor | None
    asleep: bool = False
    aside: bool = False
    language: str | None = None


def speaker(office: Office, chat_id: int, user_id: int, person: str, now: datetime) -> Speaker:
    """Whom somebody speaks for. What the file says now is asked each time, and a change of it is told on.

    In a group only those act whom the file or an invitation names: by rights of their own, as far as the group is of
    the same units, or having brought the group's code.
    """
    with office.store.reading() as rows:
        bound = people.bindings_of(rows, chat_id, user_id)
        language = chats.find(rows, chat_id).language
    own = [b for b in bound if b.chat_id == user_id]
    actor = _actor(_rights(office, own) | _written(office, user_id), person)
    if any(is_news(office, binding) for binding in bound):
        hears = chat_id == user_id and actor is None  # the answer itself will say so
        with office.store.begin() as session:
            follow_file(session, office, now, answered=chat_id if hears else None)
    if chat_id == user_id:
        return Speaker(actor, asleep=actor is None and bool(own), language=language)
    groups = [b for b in bound if b.chat_id == chat_id and b.role != COORDINATOR]
    return replace(_in_group(office, groups, chat_id, user_id, actor, person), language=language)


def _in_group(
    office: Office, groups: list[people.BindingFacts], chat_id: int, user_id: int, actor: Actor | None, person: str
) -> Speaker:
    if actor is None:
        brought = [b for b in groups if b.brought_by == user_id]
        return Speaker(_actor(_rights(office, brought), person), asleep=bool(brought))
    units = {name for role, name in _rights(office, groups) | _written(office, chat_id) if role != COORDINATOR}
    shared = tuple(unit for unit in actor.units if unit in units)
    if shared and actor.role != COORDINATOR:
        return Speaker(replace(actor, units=shared))
    return Speaker(actor, aside=True)


def _rights(office: Office, bound: Iterable[people.BindingFacts]) -> Rights:
    """What these bindings give, as far as the file still names whom they are for."""
    held = [b for b in bound if footing_of(office.roster, b).holds]
    return {(b.role, unit.name if (unit := office.roster.find_unit(b.name)) else b.name) for b in held}


def _written(office: Office, chat_id: int) -> Rights:
    """What the file itself gives a Telegram number."""
    return set(office.roster.written_for(chat_id))


def _actor(rights: Rights, person: str) -> Actor | None:
    if any(role == COORDINATOR for role, _ in rights):
        return Actor(person, COORDINATOR, "telegram")
    units = tuple(sorted({name for _, name in rights}))
    if not units:
        return None
    role = CONTACT if any(role == CONTACT for role, _ in rights) else LEADER
    return Actor(person, role, "telegram", units)


def unknown_unit(office: Office, name: str) -> UsageError:
    """The roster has no unit called `name`; up to three that share most of its characters are named."""
    shared = {unit.name: len(set(unit.name) & set(name)) for unit in office.roster.unit}
    near = [unit for unit in sorted(shared, key=lambda unit: -shared[unit]) if shared[unit]][:3]
    if not near:
        return UsageError("work.no_such_unit", found=name)
    return UsageError("work.no_unit", found=name, near="、".join(near))
