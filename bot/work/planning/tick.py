"""One wake-up: what is due is planned, its outbox rows written and its next instant set, in one transaction."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial

from sqlalchemy.orm import Session

from bot.model import Audience, Item, NoticeKind, UnitRole
from bot.plan.duty import Duty
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import due_duties, duties, jobs, outbox
from bot.store.due_duties import Settlement
from bot.store.store import get_mark, one_at_a_time
from bot.work.duties.clock_ahead import doubt_future
from bot.work.office import Office
from bot.work.outgoing.posting import Batch, post_all
from bot.work.people.directory import Directory, Recipient
from bot.work.people.life import follow_file
from bot.work.people.unit_faults import follow_faults
from bot.work.planning.configuration import follow_changes
from bot.work.planning.digests import next_digest, plan_digests
from bot.work.planning.renewal import renew
from bot.work.planning.steps_due import StepFinder, StepsDue, Told
from bot.work.planning.turns import Turns

BATCH = 5000
#: About so many duties are planned in one transaction.
A_ROUND = 50_000
#: So long a friendly question waits for company: another question, or whatever else is sent.
INQUIRY_WAITS = timedelta(days=5)
#: (ledger, number) → the units that lead the task.
Leads = Mapping[tuple[str, str], Sequence[str]]
#: Duty → who of its people is urged later, and when.
PutOff = dict[int, dict[Audience, datetime]]
_NOBODY: dict[Audience, datetime] = {}
#: A unit and one of its roles → whom that means.
Recipients = Callable[[str, str], Sequence[Recipient]]


@dataclass
class Planned:
    """Counts of one tick."""

    duties: int = 0
    notices: int = 0
    renewed: int = 0
    digests: int = 0


def plan(office: Office, now: datetime) -> Planned:
    """Plans all that is due at `now`. Within quiet hours and on days off only digests are planned.

    All in one transaction; where more is due than `A_ROUND`, in as many as it takes, each of which tells whole units
    of all that is theirs and leaves the store to others for a moment. What one of them leaves undone, the next tick
    finds.
    """
    counts = Planned()
    rounds = _Rounds(office, now, counts)
    with office.store.begin() as session:
        one_at_a_time(session, "tick")  # of several clocks the others find nothing left to plan
        bindings = follow_file(session, office, now)
        follow_faults(session, office, now)
        directory = Directory(office.roster, bindings, office.today(now))
        last = get_mark(session, "tick").at
        if last is not None:
            doubt_future(session, office, last, now)
        follow_changes(session, office, last, now)
        is_over = office.rules.opens(now) > now or rounds.plan(session, directory)
        if is_over:
            _end(session, office, directory, now, counts)
        jobs.hand_over(session, now)
    while not is_over:
        with office.store.begin() as session:
            one_at_a_time(session, "tick")
            is_over = rounds.plan(session, directory)
            if is_over:
                _end(session, office, directory, now, counts)
            jobs.hand_over(session, now)
    return counts


def _end(session: Session, office: Office, directory: Directory, now: datetime, counts: Planned) -> None:
    counts.digests += plan_digests(session, office, directory, now)
    get_mark(session, "tick").at = now


def next_instant(office: Office, session: Session, now: datetime | None = None) -> datetime | None:
    """The earliest instant at which `plan` or the courier will have something to do; None when never.

    `now`: what waits for longer than that is planned when messages may next go out, and not before.
    """
    waiting = duties.next_instant(session)
    since = max(waiting, now) if waiting is not None and now is not None else waiting
    instants = [
        office.rules.opens(since) if since else None,
        outbox.next_try(session),
        next_digest(session, office),
    ]
    return min((instant for instant in instants if instant is not None), default=None)


class _Rounds:
    """The duties that are due at one instant, a round in each transaction."""

    def __init__(self, office: Office, now: datetime, counts: Planned) -> None:
        self._office, self._now, self._counts = office, now, counts
        self._looks = StepFinder(now, office.rules)
        self._due: dict[str, array[int]] | None = None  # of units that no round has told yet
        self._told_now: set[int] = set()
        self._persons: set[str] = set()

    def plan(self, session: Session, directory: Directory) -> bool:
        """Plans one round; whether nothing is left."""
        if self._due is None:
            self._due = due_duties.due_ids(session, self._now)
        batches: dict[str, Batch] = {}
        asking: dict[str, Batch] = {}
        find = cache(partial(_find, directory))  # a unit's duties share their contact
        turns = Turns(session, self._office, self._now)
        queue = _take_units(self._due, A_ROUND)
        while queue:
            last = due_duties.last_id(session)
            waiting = due_duties.due_of(session, self._now, queue[:BATCH])
            ended = self._look(session, waiting, find, turns, batches, asking)
            # What has ended may go on as the same duty, or as a new one.
            queue = [*queue[BATCH:], *ended, *(due_duties.due_since(session, self._now, last) if ended else ())]
        if batches:
            post_all(session, self._office, batches, self._now)
        if asking:
            first_at = self._office.rules.opens(self._now + INQUIRY_WAITS)
            post_all(session, self._office, asking, self._now, first_at=first_at)
        self._persons |= batches.keys()
        self._counts.notices = len(self._persons)
        return not self._due

    def _look(
        self,
        session: Session,
        waiting: Sequence[Duty],
        find: Recipients,
        turns: Turns,
        batches: dict[str, Batch],
        asking: dict[str, Batch],
    ) -> list[int]:
        """Plans these duties; those that have ended, so that the next of their series may be due."""
        looked = [(duty, self._looks.at(duty)) for duty in waiting]
        leads = duties.lead_units(session, {_task(duty) for duty, look in looked if look.tells_lead})
        meant = [
            (duty, told, recipient)
            for duty, look in looked
            for told in look.told
            for recipient in _recipients(find, leads, duty, told.audience)
        ]
        turns.learn(recipient.person for _, told, recipient in meant if told.kind is NoticeKind.URGING)
        put_off = _add(batches, [one for one in meant if one[1].kind is not NoticeKind.INQUIRY], turns)
        _add(asking, [one for one in meant if one[1].kind is NoticeKind.INQUIRY], turns)
        _settle(session, self._office, looked, put_off, self._now)
        self._counts.duties += len(looked)
        self._told_now |= {duty.id for duty, look in looked if look.told_at is not None and duty.rrule}
        ended = [duty.id for duty, look in looked if look.renew]
        self._counts.renewed += renew(session, self._office, ended, self._now, self._told_now)
        return ended


def _take_units(due: dict[str, "array[int]"], most: int) -> list[int]:
    """Takes out of `due` what the first units have, as many of them as have `most` duties together; one at least.

    In the order in which they are stored: what stands together is read and written together.
    """
    taken: list[int] = []
    for unit in list(due):
        if taken and len(taken) + len(due[unit]) > most:
            break
        taken += due.pop(unit)
    return sorted(taken)


def _task(duty: Duty) -> tuple[str, str]:
    return duty.ledger_id, duty.number


def _add(batches: dict[str, Batch], meant: Iterable[tuple[Duty, Told, Recipient]], turns: Turns) -> PutOff:
    """Puts each step into the batches of those it is told to; gives the urgings that wait for their people's turn."""
    put_off: PutOff = {}
    for duty, told, recipient in meant:
        urges = told.kind is NoticeKind.URGING
        if urges and (turn := turns.next_of(recipient.person)) is not None:
            put_off.setdefault(duty.id, {})[told.audience] = turn
            continue
        batch = batches.get(recipient.person)
        if batch is None:
            batch = batches[recipient.person] = Batch(recipient)
        nth = duty.urgings + 1 if urges else 0
        batch.items[duty.id] = Item(
            duty.id, recipient.to, told.rung, told.kind, told.audience, told.tone, nth, number=duty.number
        )
    return put_off


def _recipients(find: Recipients, leads: Leads, duty: Duty, audience: Audience) -> Sequence[Recipient]:
    """Whom a rung's `to` means for one duty. The lead of a task hears of the others, not of itself."""
    if audience is not Audience.LEAD:
        return find(duty.unit, audience)
    units = () if duty.role is UnitRole.LEAD else leads.get(_task(duty), ())
    return [found for unit in units if unit != duty.unit for found in find(unit, CONTACT)]


def _find(directory: Directory, unit: str, audience: str) -> Sequence[Recipient]:
    if audience == COORDINATOR:
        return directory.coordinators()
    found = directory.recipient(unit, audience)
    return () if found is None else (found,)


def _settle(
    session: Session, office: Office, looked: Sequence[tuple[Duty, StepsDue]], put_off: PutOff, now: datetime
) -> None:
    """What the duties' rows say from now on: most of a tick's duties have the same said of them."""
    alike: dict[Settlement, list[int]] = {}
    waiting: dict[str, list[int]] = {}
    for duty, look in looked:
        later = put_off.get(duty.id, _NOBODY)
        if (audiences := ",".join(sorted(later))) != duty.put_off:
            waiting.setdefault(audiences, []).append(duty.id)
        next_at = min(filter(None, (look.next_at, *later.values())), default=None) if later else look.next_at
        through = max(now, duty.planned_through or now)
        rung = look.rung if Audience.CONTACT not in later else ""
        alike.setdefault(Settlement(next_at, through, look.nudges, look.told_at, rung), []).append(duty.id)
    for said, ids in alike.items():
        due_duties.settle(session, ids, said)
    for audiences, ids in waiting.items():
        due_duties.put_off(session, ids, audiences)
    due_duties.set_asked(session, [duty.id for duty, look in looked if look.asks])
    lettered = [duty.id for duty, look in looked if look.drafts_letter]
    due_duties.set_lettered(session, lettered, office.today(now))
