"""Taking a move back, while nothing else has happened to the duty."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.messages.numbers import listed_numbers
from bot.model import Change, Kind
from bot.plan.duty import RUNNING, Duty, State
from bot.plan.lifecycle import Verb
from bot.plan.moves import had_again, left_out
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, events
from bot.store.tables import EventRow
from bot.store.trail_values import taken_back
from bot.work.duties.clock_start import STARTED
from bot.work.duties.items import find_items, shown_numbers
from bot.work.duties.trail import change, step_words
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import TOLD, tell_changes
from bot.work.outgoing.news import tell_coordinators
from bot.work.outgoing.posting import NEWS

UNDONE = "undone"
#: So many moves back `undo` finds one's own last that still stands.
MOST_BACK = 50
_MOVES = frozenset({*map(str, Verb), STARTED})
#: What one does to a ledger that leaves nothing to take back, and after which an earlier step is no longer one's last.
_PASSING = frozenset({*duties.CHANGE_NOTHING, UNDONE}) - {"urged", "reminded"}


@dataclass(frozen=True, slots=True)
class Undone:
    """The moves that were taken back, and the duties as they now stand; `numbers`: how each of these is told."""

    verbs: tuple[str, ...]
    duties: tuple[Duty, ...]
    numbers: Mapping[int, str]


def undo(
    office: Office, actor: Actor, now: datetime, numbers: str | None = None, ledger_id: str | None = None
) -> Undone:
    """Takes back the last move of the items, or the actor's own last one. Raises UsageError, taking back none."""
    with office.store.begin() as session:
        return undo_in(session, office, actor, now, numbers, ledger_id)


def undo_move(office: Office, actor: Actor, now: datetime, move: str, only: Collection[int] = ()) -> Undone:
    """Takes back the move of that name, by whoever made it or a coordinator. Raises UsageError, taking back nothing.

    `only`: nothing is taken back that touched other duties than these.
    """
    with office.store.begin() as session:
        found = _moved_by(session, move)
        stored = duties.get_duties(session, [event.duty_id for event in found if event.duty_id is not None])
        own = {duty.id for duty in stored.values() if actor.role == COORDINATOR or duty.unit in actor.units}
        made = actor.role == COORDINATOR or all(event.who == actor.name for event in found)
        if not own or not made or (only and not own <= set(only)):
            raise UsageError("work.nothing_to_undo")
        refuse_any_later(session, found)
        return _undone(session, office, actor, now, found)


def _moved_by(session: Session, move: str) -> list[EventRow]:
    """What the move of that name did; of words added to a report, what the report did."""
    told = events.of_move(session, move)
    if any(event.verb in _MOVES for event in told):
        return [event for event in told if event.verb in _MOVES]
    last = _last_standing(session, _ids(told)).values()
    return [event for event in last if event.verb == Verb.REPORTED]


def undo_in(
    session: Session,
    office: Office,
    actor: Actor,
    now: datetime,
    numbers: str | None = None,
    ledger_id: str | None = None,
) -> Undone:
    """The same within a transaction."""
    found = _own_last(session, actor) if numbers is None else _last_of(session, actor, numbers, ledger_id)
    return _undone(session, office, actor, now, found)


def undo_duties(session: Session, office: Office, actor: Actor, now: datetime, ids: Sequence[int]) -> Undone:
    """Takes back the last move of these duties, which was one move of them all. Raises UsageError."""
    found = _newest_move(session, actor, ids)
    if not found:
        raise UsageError("work.nothing_to_undo")
    return _undone(session, office, actor, now, found)


def _undone(session: Session, office: Office, actor: Actor, now: datetime, found: Sequence[EventRow]) -> Undone:
    stored = duties.get_duties(session, [event.duty_id for event in found if event.duty_id is not None])
    done = [take_back(session, office, stored[event.duty_id or 0], event, actor, now) for event in found]
    _tell(session, office, actor, [(duty, event.verb) for duty, event in zip(done, found, strict=True)], now)
    return Undone(tuple(dict.fromkeys(event.verb for event in found)), tuple(done), shown_numbers(session, done))


def _tell(session: Session, office: Office, actor: Actor, done: Sequence[tuple[Duty, str]], now: datetime) -> None:
    """The unit of what was taken back where it was told of it; the coordinators of what they were told of."""
    if actor.role == COORDINATOR:
        changes = [(duty, Change(UNDONE, was=_as_told(duty, verb))) for duty, verb in done if verb in TOLD]
        tell_changes(session, office, changes, now)
    news = [(duty, Change("taken-back", was=verb)) for duty, verb in done if verb in NEWS]
    tell_coordinators(session, office, news, now)


def _as_told(duty: Duty, verb: str) -> str:
    """The verb as its unit is told of it."""
    if verb != Verb.CLOSED:
        return verb
    if duty.state is State.REPORTED and duty.accepted + 1 < (duty.at_least or 1):
        return "counted"
    return "accepted" if duty.kind is Kind.STANDING else verb


def _own_last(session: Session, actor: Actor) -> list[EventRow]:
    """All that the actor's last move did that was not taken back yet.

    Raises UsageError where there is none, or something has happened to one of them since.
    """
    for move in events.moves_of(session, actor.name, actor.channel, _MOVES, MOST_BACK):
        found = events.of_move(session, move)
        standing = _standing(session, _ids(found))
        left = [event for event in found if event in standing.get(event.duty_id or 0, ())]
        if left and _is_own(session, actor, left):
            _refuse_another_step(session, actor, left)
            refuse_any_later(session, left)
            return left
    raise UsageError("work.nothing_to_undo")


def _is_own(session: Session, actor: Actor, found: Sequence[EventRow]) -> bool:
    """Whether the moves are of the actor's own units: another unit's contact may be called the same."""
    return actor.role == COORDINATOR or all(
        duty.unit in actor.units for duty in duties.get_duties(session, _ids(found)).values()
    )


def _refuse_another_step(session: Session, actor: Actor, found: Sequence[EventRow]) -> None:
    """One's own last step is what is taken back: none before it by silence. Raises UsageError with what that was."""
    since = max(event.id for event in found)
    step = events.step_since(session, actor.name, actor.channel, since, _MOVES | _PASSING)
    if step is None:
        return
    stored = duties.get_duties(session, _ids(found))
    numbers = listed_numbers(duty.number for duty in stored.values())
    did, earlier = step_words(step.verb), step_words(found[0].verb)
    raise UsageError("work.undo_not_last", did=did, earlier=earlier, numbers=numbers)


def _ids(found: Iterable[EventRow]) -> list[int]:
    return [event.duty_id for event in found if event.duty_id is not None]


def _standing(session: Session, ids: Iterable[int]) -> dict[int, list[EventRow]]:
    """Id → what happened to each of these duties and was not taken back, the oldest first."""
    found: dict[int, list[EventRow]] = {}
    for duty_id, told in events.of_duties(session, ids).items():
        kept: list[EventRow] = []
        for event in told:
            if event.verb == UNDONE:
                del kept[-1:]
            elif event.verb not in duties.CHANGE_NOTHING:
                kept.append(event)
        found[duty_id] = kept
    return found


def _last_standing(session: Session, ids: Iterable[int]) -> dict[int, EventRow]:
    return {duty_id: kept[-1] for duty_id, kept in _standing(session, ids).items() if kept}


def refuse_any_later(session: Session, found: Sequence[EventRow]) -> None:
    """Raises UsageError where something has happened since to a duty of these events."""
    last = _last_standing(session, _ids(found))
    for event in found:
        _refuse_later(session, event, last)


def _last_of(session: Session, actor: Actor, numbers: str, ledger_id: str | None) -> list[EventRow]:
    """The last move of each duty meant that the actor may take back. Raises UsageError where there is none."""
    meant = find_items(session, actor, numbers, ledger_id).parts
    found = _newest_move(session, actor, [duty.id for duty in meant])
    if not found:
        raise UsageError("work.nothing_to_undo_in", number=numbers)
    return found


def _newest_move(session: Session, actor: Actor, ids: Sequence[int]) -> list[EventRow]:
    """What the last move did that the actor may take back; nothing where there is none."""
    last = _last_standing(session, ids)
    moves = [event for event in last.values() if event.verb in _MOVES and event.changes]
    own = [event for event in moves if event.who == actor.name]
    found = own or (moves if actor.role == COORDINATOR else [])
    newest = max(found, key=lambda event: event.id, default=None)
    if newest is None:
        return []
    # One move of several units is one: what others did before or after it stays.
    return [event for event in found if event.move == newest.move]


def _refuse_later(session: Session, event: EventRow, last: dict[int, EventRow]) -> None:
    newest = last.get(event.duty_id or 0)
    if newest is None or newest.id != event.id or not event.changes:
        duty = duties.get_duties(session, [event.duty_id or 0])[event.duty_id or 0]
        raise UsageError("work.undo_later", number=duty.number, unit=duty.unit)


def take_back(session: Session, office: Office, duty: Duty, event: EventRow, actor: Actor, now: datetime) -> Duty:
    """The duty as it was; what the ladder would have told meanwhile it tells at the next look."""
    if event.made is not None:
        _end_made(session, event.made, duty, actor, now)
    if event.verb == STARTED and "occurrence" not in (event.changes or {}):  # a further clock, made by it
        return change(session, actor, now, UNDONE, duty, left_out(duty), note=event.verb)
    before = taken_back(duty, event.changes or {})
    # A unit that takes back its own report has had the work all the while: it is as late as it was.
    if before.state in RUNNING and duty.state not in RUNNING and actor.role != CONTACT:
        before = had_again(before, office.today(now))
    looking = office.rules.opens(now) if before.state in RUNNING or before.next_at is not None else None
    return change(session, actor, now, UNDONE, duty, before._replace(next_at=looking), note=event.verb)


def _end_made(session: Session, made: int, of: Duty, actor: Actor, now: datetime) -> None:
    """What the move made for another unit is ended. Raises UsageError where that unit has begun."""
    other = duties.get_duties(session, [made]).get(made)
    if other is None:
        return
    if other.state is not State.DISPATCHED:
        raise UsageError("work.undo_later", number=of.number, unit=other.unit)
    change(session, actor, now, UNDONE, other, left_out(other))
