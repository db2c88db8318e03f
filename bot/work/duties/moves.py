"""What happens to duties after their dispatch: every move, by whoever may make it, into the audit trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.calendars import last_day
from bot.errors import UsageError
from bot.model import Change, Kind, UnitRole
from bot.plan.duty import ENDED, RUNNING, Duty, State
from bot.plan.lifecycle import Verb, waiting_verb
from bot.plan.moves import Stroke, goes_on, handed_on, moved, settled, taken_up
from bot.roster.roster import COORDINATOR, LEADER
from bot.store import duties
from bot.store.store import record
from bot.texts import text
from bot.work.duties.assignment import next_occurrence
from bot.work.duties.evidence import Evidence, keep, shown
from bot.work.duties.items import find_items, shown_numbers
from bot.work.duties.restoring import was_left_out
from bot.work.duties.selection import Meant, Wanted, choose
from bot.work.duties.submissions import HANDED_IN
from bot.work.duties.trail import change
from bot.work.duties.units import units_of_option
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import after_a_while, change_of, tell_changes
from bot.work.outgoing.news import news_of, tell_coordinators
from bot.work.outgoing.reviews import tell_review

#: The trail's word for what is added to a report.
COMPLETED = "evidence"
#: By what a lead does for all: the states in which the others' duties follow.
_SERVED = {
    Verb.REPORTED: RUNNING,
    Verb.CLOSED: RUNNING | {State.REPORTED},
    Verb.SENT_BACK: frozenset({State.REPORTED}),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One move as it is asked for. `number`: one or several, each perhaps with `.k`; `on`: the day it counts for;
    `longer`: by how much the last day of each is later, rather than `until` which day.
    """

    number: str
    verb: Verb
    unit: str | None = None
    ledger_id: str | None = None
    on: date | None = None
    until: date | None = None
    note: str | None = None
    evidence: Evidence | None = None
    dated: date | None = None  # what the evidence says of its own day
    to_unit: str | None = None
    also_unreported: bool = False
    longer: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: the duties as they now stand, and what it left as it was (see `Meant`).

    `unreported`: units whose duty was closed without a report. `handed_on`: the duties of the unit that got them.
    `numbers`: by which each of `duties` is told from its like.
    """

    verb: Verb
    duties: tuple[Duty, ...]
    left_open: tuple[Duty, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    unreported: tuple[str, ...] = ()
    handed_on: tuple[Duty, ...] = ()
    numbers: Mapping[int, str] = field(default_factory=dict)


def make_move(office: Office, move: Move, actor: Actor, now: datetime) -> Moved:
    """Moves every duty that is meant. Raises UsageError or MoveError, moving none."""
    check(move, actor)
    if move.on is not None and move.on > office.today(now):
        raise UsageError("work.move_ahead", verb=text(f"plan.verb_{move.verb}"), day=move.on, today=office.today(now))
    with office.store.begin() as session:
        items = find_items(session, actor, move.number, move.ledger_id)
        named = units_of_option(office, items.parts, move.unit) if move.unit is not None else None
        adds = bool(move.note or move.evidence)
        wanted = Wanted(move.verb, named, move.until, move.also_unreported, adds)
        return move_meant(session, office, choose(office, actor, items, wanted, office.today(now)), move, actor, now)


def move_meant(session: Session, office: Office, meant: Meant, move: Move, actor: Actor, now: datetime) -> Moved:
    """Makes the move with the duties that `choose` gave."""
    done = move_duties(session, office, meant.duties, move, actor, now)
    without = [duty.unit for duty in meant.duties if move.verb is Verb.CLOSED and duty.state is not State.REPORTED]
    theirs = _theirs(session, office, done, move.to_unit) if move.verb is Verb.REASSIGNED and move.to_unit else ()
    closed = tuple(dict.fromkeys(without))
    numbers = shown_numbers(session, done)
    return Moved(move.verb, tuple(done), meant.left_open, meant.skipped, closed, tuple(theirs), numbers)


def _theirs(session: Session, office: Office, done: Sequence[Duty], to_unit: str) -> list[Duty]:
    """What the other unit now has of the duties that were reassigned."""
    unit = office.roster.expand([to_unit])[0]
    parts = {(duty.ledger_id, duty.number, duty.k, duty.occurrence) for duty in done}
    items = dict.fromkeys((duty.ledger_id, duty.number) for duty in done)
    found = [one for ledger, n in items for one in duties.duties(session, ledger_id=ledger, number=n, unit=unit)]
    return [one for one in found if (one.ledger_id, one.number, one.k, one.occurrence) in parts]


def move_duties(
    session: Session, office: Office, found: Iterable[Duty], move: Move, actor: Actor, now: datetime
) -> list[Duty]:
    """Makes the same move with each duty, and tells its unit what was decided; gives them as they now stand.

    Raises MoveError at the first that does not allow it.
    """
    meant = list(found)
    name = str(uuid4())
    done = [_move_one(session, office, duty, move, actor, now, name) for duty in meant]
    partners = [
        _move_one(session, office, duty, move, actor, now, name) for duty in _spoken_for(session, office, done, move)
    ]
    if move.verb is Verb.SENT_BACK:
        tell_changes(session, office, [(duty, Change(str(move.verb), note=move.note or "")) for duty in partners], now)
    told = [(duty, change_of(duty, move.verb, move.note)) for duty in done]
    first_at = after_a_while(office, now) if move.verb is Verb.CLOSED else None
    tell_changes(session, office, [(duty, change) for duty, change in told if change is not None], now, first_at)
    evidence = shown(move.evidence.words) if move.evidence is not None else ""
    completed = move.verb is Verb.REPORTED and all(duty.state is State.REPORTED for duty in meant)
    limits = {duty.id: new_limit(office, duty, move) for duty in meant}
    by_unit = actor.role != COORDINATOR
    verb = COMPLETED if completed else move.verb
    told_of = [
        (duty, news) for duty in done if (news := news_of(verb, limits[duty.id], move.note, evidence)) is not None
    ]
    tell_coordinators(session, office, told_of, now, has_cards=by_unit)
    if move.evidence is not None:
        keep(office, move.evidence, now)
    if move.verb in HANDED_IN and by_unit:
        tell_review(session, office, [duty for duty in done if waiting_verb(duty) is not None], now)
    return done


def check(move: Move, actor: Actor) -> None:
    """Raises UsageError where the move lacks what its verb wants, or where the actor may make none."""
    if actor.role == LEADER:
        raise UsageError("chat.read_only")
    if move.verb is Verb.EXTENSION_REQUESTED and move.until is None and move.longer is None:
        raise UsageError("work.asks_until")
    if move.verb in {Verb.EXTENSION_REQUESTED, Verb.HANDED_BACK, Verb.SENT_BACK} and not move.note:
        raise UsageError("work.needs_note", verb=text(f"plan.verb_{move.verb}"))
    if move.verb is Verb.REASSIGNED and not move.to_unit:
        raise UsageError("work.needs_to_unit")


def new_limit(office: Office, duty: Duty, move: Move) -> date | None:
    """The last day that a move names for a duty: by a span that is longer it is counted from the one in force."""
    if move.longer is None or duty.due is None:
        return move.until
    return last_day(duty.due, *move.longer, office.rules.calendar)


def _spoken_for(session: Session, office: Office, done: list[Duty], move: Move) -> list[Duty]:
    """The other units' duties that a lead's report or close-out settles, where the policy says so; what is sent back
    to the lead is theirs to do again.
    """
    served = _SERVED.get(move.verb)
    if not office.rules.policy.lead_reports_for_all or served is None:
        return []
    told = {duty.id for duty in done}
    leads = {(duty.ledger_id, duty.number, duty.k, duty.occurrence) for duty in done if duty.role is UnitRole.LEAD}
    return [
        other
        for ledger_id, number, k, occurrence in sorted(leads)
        for other in duties.duties(session, ledger_id=ledger_id, number=number)
        if (other.k, other.occurrence) == (k, occurrence) and other.id not in told and other.state in served
    ]


def _move_one(session: Session, office: Office, duty: Duty, move: Move, actor: Actor, now: datetime, name: str) -> Duty:
    until = new_limit(office, duty, move)
    if until is None and move.verb is Verb.EXTENSION_GRANTED:
        until = duty.extension_until
    stroke = Stroke(move.verb, actor.role, move.on or office.today(now), now, until, move.dated)
    if move.verb is Verb.REPORTED and duty.state is State.REPORTED:
        return _complete(session, duty, move, actor, now, name)
    then, made = moved(duty, stroke, office.rules), None
    if move.verb in {Verb.RESUMED, Verb.REOPENED}:
        then, made = _go_on(session, office, duty, then, now)
    if move.verb is Verb.REASSIGNED and move.to_unit:
        then, made = _reassign(session, office, duty, then, move.to_unit, now)
    return change(
        session,
        actor,
        now,
        str(move.verb),
        duty,
        then,
        note=move.note,
        evidence=move.evidence.words if move.evidence is not None else None,
        effective_on=move.on or until,
        move=name,
        made=made,
    )


def _complete(session: Session, duty: Duty, move: Move, actor: Actor, now: datetime, name: str) -> Duty:
    """More is said of a report that waits: nothing of the duty changes, the trail shows it with its time."""
    words = move.evidence.words if move.evidence is not None else None
    about = {"ledger_id": duty.ledger_id, "duty_id": duty.id, "move": name}
    record(session, actor, now, COMPLETED, note=move.note, evidence=words, **about)  # type: ignore[arg-type]  # words
    return duty


def _go_on(session: Session, office: Office, duty: Duty, then: Duty, now: datetime) -> tuple[Duty, int | None]:
    """A recurrence that was stopped goes on with the first day to come: what fell due meanwhile nobody owes.

    What is owed every day goes on as the same duty: one of it is open.
    """
    today = office.today(now)
    stopped = duty.state in {State.SUSPENDED, State.WITHDRAWN} and duty.kind is Kind.RECURRING and not duty.renewed
    last = duty.original_due or duty.due
    if not stopped or last is None or last >= today:
        return then, None
    twin = next_occurrence(duty, today - timedelta(days=1), office.rules.calendar)
    if twin is not None and goes_on(then):
        return settled(taken_up(then, twin), now, office.rules), None
    made = duties.add_one(session, twin._replace(next_at=office.rules.opens(now))).id if twin is not None else None
    return settled(then._replace(renewed=True), now, office.rules), made


def _reassign(
    session: Session, office: Office, duty: Duty, then: Duty, to_unit: str, now: datetime
) -> tuple[Duty, int | None]:
    """The same duty becomes another unit's; one who has it already keeps it as it stands.

    Raises UsageError where it is the unit's own, and where that unit has done its part of the item.
    """
    unit = office.roster.expand([to_unit])[0]
    if unit == duty.unit:
        raise UsageError("work.own_already", unit=unit)
    found = duties.duties(session, ledger_id=duty.ledger_id, number=duty.number, unit=unit)
    twin = next((one for one in found if (one.k, one.occurrence) == (duty.k, duty.occurrence)), None)
    if twin is not None and twin.state in {State.CLOSED, State.REPORTED}:  # one part done, and one to do, are two
        raise UsageError("work.part_done", number=duty.number, unit=unit, state=text(f"duty.state_{twin.state}"))
    if twin is not None and twin.state not in ENDED:
        return then, None
    theirs = handed_on(duty, unit, twin, now, office.rules)
    if twin is None:
        theirs = duties.add_one(session, theirs)
    else:
        # No longer the document's where it was left out, now the coordinator's: no later correction takes it off.
        duties.save(session, twin, theirs._replace(by_hand=twin.by_hand or was_left_out(session, twin)))
    return then._replace(renewed=True), theirs.id  # the next occurrence is the other unit's
