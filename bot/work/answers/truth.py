"""What an old button says: how the duties of its message stand now, and which of them a verb still fits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model import Item, Message
from bot.plan.duty import ENDED, RUNNING, Duty, State
from bot.plan.lifecycle import MOVES, Verb, waiting_verb
from bot.roster.roster import COORDINATOR
from bot.store import duties, duty_summaries, outbox
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.letters.lines import worst_duty
from bot.work.letters.standing import Fact, facts_of
from bot.work.office import Actor, Office

#: What is decided by these, of what a unit handed in.
_DECIDES = {
    Verb.CLOSED: Verb.REPORTED,
    Verb.SENT_BACK: Verb.REPORTED,
    Verb.EXTENSION_GRANTED: Verb.EXTENSION_REQUESTED,
    Verb.EXTENSION_REFUSED: Verb.EXTENSION_REQUESTED,
}


def own_duties(office: Office, actor: Actor, items: Iterable[Item]) -> list[Duty]:
    """Those of these duties that are the actor's to look at, as they stand now, in the order told."""
    with office.store.begin() as session:
        found = duties.get_duties(session, [item.duty for item in items])
    return [duty for duty in found.values() if actor.role == COORDINATOR or duty.unit in actor.units]


def own_open(office: Office, actor: Actor, now: datetime) -> list[Duty]:
    """What the actor's units still have to see to, the worst first."""
    today = office.today(now)
    with office.store.look() as session:
        found = duty_summaries.at_work(session, actor.units)
    open_ = [duty for duty in found if duty.state not in ENDED]
    return sorted(open_, key=lambda duty: worst_duty(duty, office.light(duty, today), today))


def fitting(found: Iterable[Duty], verb: Verb) -> list[Duty]:
    """Those for whose state the verb is meant; what decides is meant for what was handed in."""
    ready = [duty for duty in found if duty.state in MOVES[verb].sources]
    decides = _DECIDES.get(verb)
    return [duty for duty in ready if decides is None or waiting_verb(duty) == decides or _asks(duty, verb)]


def _asks(duty: Duty, verb: Verb) -> bool:
    return _DECIDES[verb] is Verb.EXTENSION_REQUESTED and duty.extension_until is not None


def facts(office: Office, found: Sequence[Duty], now: datetime) -> list[Fact]:
    """Each duty with what happened to it last."""
    with office.store.look() as session:
        return facts_of(session, office, found, now)


def letter_now(office: Office, name: str, now: datetime) -> Message | None:
    """A letter of a chat as it would be said now, with the buttons that still do something; None where it is over."""
    with office.store.begin() as session:
        row = outbox.find(session, name)
        return Composer(office, digest_letter).compose(session, row, "telegram", now) if row is not None else None


def is_over(found: Iterable[Duty]) -> bool:
    """Whether nothing is expected of the unit any more."""
    return all(duty.state not in RUNNING and duty.state is not State.REPORTED for duty in found)
