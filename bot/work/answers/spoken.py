"""What is said in a chat, done: in answer to one of our messages, or to none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import Item
from bot.speech import Said
from bot.work.answers.deeds import Deed, do_all
from bot.work.answers.origin import Origin, origin_of_chat
from bot.work.duties.evidence import Evidence
from bot.work.office import Actor, Office


@dataclass(frozen=True, slots=True)
class Spoken:
    """Commands said in `chat`, with their files. `about`: the message of ours that is replied to;
    `items`: rather what a card tells of.
    """

    said: tuple[Said, ...]
    items: tuple[Item, ...] = ()
    chat: str = ""
    about: str = ""
    evidence: Sequence[Evidence] = ()


def do_spoken(office: Office, actor: Actor, spoken: Spoken, now: datetime) -> list[Deed]:
    """All of it or nothing. Raises UsageError and MoveError."""
    with office.store.begin() as session:
        origin = origin_of_chat(session, spoken.chat, spoken.about) if spoken.about else None
        told = origin or Origin("", actor.units[0] if actor.units else actor.name, actor.role, items=spoken.items)
        return do_all(session, office, actor, told, spoken.said, spoken.evidence, now)
