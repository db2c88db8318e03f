"""How the duties of a message stand now, and who brought them there: what an old button says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import Line
from bot.model import Item, Message
from bot.plan.duty import RUNNING, Duty, State
from bot.plan.lifecycle import MOVES, Verb, waiting_verb
from bot.roster.roster import COORDINATOR
from bot.store import duties, outbox
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.letters.lines import line_of
from bot.work.office import Actor, Office

#: What is decided by these, of what a unit handed in.
_DECIDES = {
    Verb.CLOSED: Verb.REPORTED,
    Verb.SENT_BACK: Verb.REPORTED,
    Verb.EXTENSION_GRANTED: Verb.EXTENSION_REQUESTED,
    Verb.EXTENSION_REFUSED: Verb.EXTENSION_REQUESTED,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A duty as it stands, with the last move: who made it, which, and when; without one these are empty."""

    line: Line
    who: str = ""
    verb: str = ""
    at: datetime | None = None


def own_duties(office: Office, actor: Actor, items: Iterable[Item]) -> list[Duty]:
    """Those of these duties that are the actor's to look at, as they stand now, in the order told."""
    with office.store.begin() as session:
        found = duties.get_duties(session, [item.duty for item in items])
    return [duty for duty in found.values() if actor.role == COORDINATOR or duty.unit in actor.units]


def fitting(found: Iterable[Duty], verb: Verb) -> list[Duty]:
    """Those for whose state the verb is meant; what decides is meant for what was handed in."""
    ready = [duty for duty in found if duty.state in MOVES[verb].sources]
    decides = _DECIDES.get(verb)
    return [duty for duty in ready if decides is None or waiting_verb(duty) == decides or _asks(duty, verb)]


def _asks(duty: Duty, verb: Verb) -> bool:
    return _DECIDES[verb] is Verb.EXTENSION_REQUESTED and duty.extension_until is not None


def facts(office: Office, found: Sequence[Duty], now: datetime) -> list[Fact]:
    """Each duty with what happened to it last."""
    with office.store.begin() as session:
        last = duties.last_events(session, [duty.id for duty in found])
        verbs = set(map(str, Verb))
        made = {name: event for name, event in last.items() if event.verb in verbs}
        return [
            Fact(
                line_of(duty, office, office.today(now)),
                made[duty.id].who if duty.id in made else "",
                made[duty.id].verb if duty.id in made else "",
                made[duty.id].at.astimezone(office.rules.zone) if duty.id in made else None,
            )
            for duty in found
        ]


def letter_now(office: Office, name: str, now: datetime) -> Message | None:
    """A letter of a chat as it would be said now, with the buttons that still do something; None where it is over."""
    with office.store.begin() as session:
        row = outbox.find(session, name)
        return Composer(office, digest_letter).compose(session, row, "telegram", now) if row is not None else None


def is_over(found: Iterable[Duty]) -> bool:
    """Whether nothing is expected of the unit any more."""
    return all(duty.state not in RUNNING and duty.state is not State.REPORTED for duty in found)
