"""A move that was made, by its name: what whoever made it is told of it."""

from dataclasses import dataclass

from bot.plan.lifecycle import Verb
from bot.store import events
from bot.work.duties.clock_start import STARTED
from bot.work.duties.moves import COMPLETED
from bot.work.office import Actor, Office


@dataclass(frozen=True, slots=True)
class Made:
    """A move: its name, its verb, on how many duties."""

    name: str
    verb: str
    n: int


def move_made(office: Office, actor: Actor, name: str) -> Made | None:
    """None where there is no such move of this person."""
    if not name:
        return None
    with office.store.look() as session:
        found = [event for event in events.of_move(session, name) if event.verb in {*Verb, COMPLETED, STARTED}]
    own = [event for event in found if event.who == actor.name]
    if not own:
        return None
    verb = Verb.REPORTED if own[0].verb == COMPLETED else own[0].verb  # more was said of a report
    return Made(name, verb, len({event.duty_id for event in own}))


def last_event(office: Office) -> int:
    """The number of the last thing that happened at all."""
    with office.store.look() as session:
        return events.newest(session)
