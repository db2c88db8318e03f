"""A move of duties that somebody points at, one by one: no number has to be understood."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.roster.roster import COORDINATOR
from bot.store import duties, events, ledgers
from bot.store.store import record
from bot.work.duties.evidence import Evidence, keep
from bot.work.duties.items import Item, Items
from bot.work.duties.moves import COMPLETED, Move, check, move_meant
from bot.work.duties.selection import Wanted, choose
from bot.work.office import Actor, Office


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is to be done with the duties of these ids. `by_name`: a close-out takes those too that never reported."""

    ids: tuple[int, ...]
    verb: Verb
    until: date | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()
    to_unit: str | None = None
    by_name: bool = False


def concerns(actor: Actor, duty: Duty, only: Collection[int] = ()) -> bool:
    """Whether somebody may see a duty; `only`: these alone of theirs."""
    return (actor.role == COORDINATOR or duty.unit in actor.units) and (not only or duty.id in only)


def move_pointed(office: Office, pointed: Pointed, actor: Actor, now: datetime, only: Collection[int] = ()) -> str:
    """Makes the move with every duty that it fits, or with none; gives its name, by which it is taken back.

    Raises UsageError or MoveError.
    """
    move = Move(
        number="",
        verb=pointed.verb,
        until=pointed.until,
        note=pointed.note or None,
        evidence=next(iter(pointed.evidence), None),
        to_unit=pointed.to_unit,
    )
    check(move, actor)
    with office.store.begin() as session:
        meant = choose(office, actor, _items(session, actor, pointed, only), _wanted(pointed), office.today(now))
        done = move_meant(session, office, meant, move, actor, now)
        keep_more(session, office, actor, done.duties, pointed.evidence[1:], now)
        session.flush()
        return next(iter(events.moves_of(session, actor.name, actor.channel, [str(pointed.verb), COMPLETED], 1)), "")


def _items(session: Session, actor: Actor, pointed: Pointed, only: Collection[int]) -> Items:
    """An item for each, since each is meant by itself. Raises UsageError for what is not there or not the actor's."""
    found = duties.get_duties(session, pointed.ids)
    heads = ledgers.heads(session, {duty.ledger_id for duty in found.values()})
    own = [duty for duty in found.values() if concerns(actor, duty, only)]
    working = [duty for duty in own if heads[duty.ledger_id].state == ledgers.DISPATCHED]
    if not working or len(own) < len(set(pointed.ids)):
        raise UsageError("board.no_duty")
    if len(working) < len(own):
        raise UsageError("work.archived", ledger=own[0].ledger_id)
    return Items(tuple(Item(duty.ledger_id, duty.number, (duty,), duty.k) for duty in working))


def _wanted(pointed: Pointed) -> Wanted:
    """A unit's own words for several of its duties at once need no names: they were pointed at."""
    adds = bool(pointed.note or pointed.evidence)
    return Wanted(pointed.verb, None, pointed.until, pointed.by_name, adds)


def keep_more(
    session: Session, office: Office, actor: Actor, moved: Sequence[Duty], more: Sequence[Evidence], now: datetime
) -> None:
    """A move names one file; the others are lines of their own in the trail."""
    for evidence in more:
        for duty in moved:
            words = evidence.words
            record(session, actor, now, "evidence", ledger_id=duty.ledger_id, duty_id=duty.id, evidence=words)
        keep(office, evidence, now)
