"""One wake-up: what is due is planned, its outbox rows written and its next instant set, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cache, partial
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot.calendars.remembered import RememberedCalendar
from bot.model import Kind
from bot.plan.duty import DutyState, State
from bot.plan.ladder import Advance, advance
from bot.plan.policy import WEEKDAYS
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, outbox, people
from bot.store.store import get_mark, one_at_a_time
from bot.store.tables import DutyRow, OutboxRow
from bot.work.assign import next_occurrence
from bot.work.changes import follow_changes
from bot.work.office import Office
from bot.work.people import Directory, Recipient

BATCH = 5000
LEAD = "lead"
#: (ledger, number) → the units that lead the task.
Leads = Mapping[tuple[str, str], Sequence[str]]
#: A duty and a rung's `to` → whom it means.
Recipients = Callable[[DutyRow, str], Sequence[Recipient]]
#: The worst thing that a message says is its kind.
GRAVITY = ("circular", "escalation", "urging", "dispatch", "acknowledge", "reminder", "feedback")
#: A notice's kind for a step's kind, where they differ.
NOTICE_KIND = {"start": "reminder"}


@dataclass
class Planned:
    """Counts of one tick."""

    duties: int = 0
    notices: int = 0
    renewed: int = 0
    digests: int = 0


@dataclass
class _Heap:
    """What one person is to be told."""

    recipient: Recipient
    items: dict[int, dict[str, Any]] = field(default_factory=dict)  # by duty id


def duty_state(row: DutyRow, *, named: bool = True) -> DutyState:
    """The facts of a row that planning needs. Not `named`: without its unit, so that the units of a task are alike."""
    return DutyState(
        kind=Kind(row.kind),
        state=State(row.state),
        dispatched_at=row.dispatched_at,
        due=row.due,
        alt=row.alt,
        start=row.start,
        until=row.until,
        interval_days=row.interval_days,
        planned_through=row.planned_through,
        renewed=row.renewed,
        urgings=row.urgings,
        extension_until=row.extension_until,
        renewal=row.renewal,
        ledger=row.ledger_id,
        number=row.number,
        unit=row.unit if named else "",
        section=row.section,
    )


def plan(office: Office, now: datetime) -> Planned:
    """Plans all that is due at `now`. Within quiet hours and on days off only digests are planned."""
    counts = Planned()
    with office.store.begin() as session:
        one_at_a_time(session, "tick")  # of several clocks the others find nothing left to plan
        directory = Directory(office.roster, people.all_bindings(session), office.today(now))
        last = get_mark(session, "tick").at
        follow_changes(session, office, last, now)
        if office.rules.opens(now) <= now:
            _plan_duties(session, office, directory, now, counts)
        _plan_digest(session, office, directory, now, counts)
        get_mark(session, "tick").at = now
    return counts


def next_instant(office: Office, session: Session) -> datetime | None:
    """The earliest instant at which `plan` or the courier will have something to do; None when never."""
    waiting = duties.next_instant(session)
    instants = [
        office.rules.opens(waiting) if waiting else None,
        outbox.next_try(session),
        get_mark(session, "digest").at,
    ]
    return min((instant for instant in instants if instant is not None), default=None)


def _plan_duties(session: Session, office: Office, directory: Directory, now: datetime, counts: Planned) -> None:
    heaps: dict[str, _Heap] = {}
    find = cache(partial(_find, directory))  # a unit's duties share their contact
    rules = replace(office.rules, calendar=RememberedCalendar.of(office.rules.calendar))
    look_at = cache(partial(advance, now=now, rules=rules))  # and the units of a task all that its ladder goes by
    named = any(use.unit for use in rules.policy.use)
    while rows := duties.due_duties(session, now, BATCH):
        looks = [(row, look_at(duty_state(row, named=named))) for row in rows]
        leads = duties.lead_units(session, {_task(row) for row, look in looks if LEAD in look.told})
        for row, look in looks:
            _heap_up(heaps, row, look, partial(_recipients, find, leads))
            _settle(row, look, now)
        counts.duties += len(looks)
        counts.renewed += _renew(session, looks, now)
    _post_all(session, office, heaps, now)
    counts.notices += len(heaps)


def _task(row: DutyRow) -> tuple[str, str]:
    return row.ledger_id, row.number


def _heap_up(heaps: dict[str, _Heap], row: DutyRow, look: Advance, recipients: Recipients) -> None:
    """Lays each step on the heaps of those it is told to."""
    for audience, step in look.told.items():
        item = {
            "duty": row.id,
            "rung": step.rung,
            "kind": NOTICE_KIND.get(step.kind, step.kind),
            "tone": step.tone,
            "audience": audience,
        }
        for recipient in recipients(row, audience):
            heaps.setdefault(recipient.person, _Heap(recipient)).items[row.id] = item


def _recipients(
    find: Callable[[str, str], Sequence[Recipient]], leads: Leads, row: DutyRow, audience: str
) -> list[Recipient]:
    """Whom a rung's `to` means for one duty. The lead of a task hears of the others, not of itself."""
    if audience != LEAD:
        return list(find(row.unit, audience))
    units = () if row.role == LEAD else leads.get(_task(row), ())
    return [found for unit in units if unit != row.unit for found in find(unit, CONTACT)]


def _find(directory: Directory, unit: str, audience: str) -> Sequence[Recipient]:
    if audience == COORDINATOR:
        return directory.coordinators()
    found = directory.recipient(unit, audience)
    return () if found is None else (found,)


def _settle(row: DutyRow, look: Advance, now: datetime) -> None:
    """What the duty's row says from now on."""
    if (step := look.told.get(CONTACT)) is not None and step.kind == "urging":
        row.urgings += 1
    row.renewed = row.renewed or look.renew
    row.planned_through = max(filter(None, (now, row.planned_through)))
    row.next_at = look.next_at
    # The same columns for every duty, so that one statement writes them all.
    flag_modified(row, "urgings")
    flag_modified(row, "renewed")


def _renew(session: Session, looks: Iterable[tuple[DutyRow, Advance]], now: datetime) -> int:
    """Makes the next occurrences, to be looked at in the next round of this same tick; gives how many have ended."""
    ended = [(row, row.due) for row, look in looks if look.renew and row.due is not None]
    for row, due in ended:
        if twin := next_occurrence(row, due):
            twin.next_at = now
            session.add(twin)
    session.flush()
    return len(ended)


def _post_all(session: Session, office: Office, heaps: Mapping[str, _Heap], now: datetime) -> None:
    """A message for each person, by two questions to the store for all of them."""
    midnight = datetime.combine(office.today(now), time(), office.rules.zone)
    waiting = outbox.waiting_for_each(session, heaps)
    had = outbox.sent_to_each(session, heaps, midnight)
    tomorrow = _tomorrow(office, now)
    for person, heap in heaps.items():
        try_at = now if had.get(person, 0) < office.rules.policy.messages_a_day else tomorrow
        _post(session, heap, waiting.get(person), now, try_at)


def _post(session: Session, heap: _Heap, row: OutboxRow | None, now: datetime, try_at: datetime) -> None:
    """Joins what waits unsent, else is a message of its own; goes at `try_at`, tomorrow if today's have gone."""
    items = list(heap.items.values())
    if row is not None:
        told = {item["duty"]: item for item in row.items}
        told |= {item["duty"]: _joined(told.get(item["duty"]), item) for item in items}
        row.items = list(told.values())
        row.kind = gravest(item["kind"] for item in row.items)
        row.next_try_at = min(row.next_try_at, try_at) if row.attempts == 0 else row.next_try_at
        return
    session.add(message_row(heap.recipient, gravest(item["kind"] for item in items), items, now, try_at))


def _joined(waiting: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """A duty that nobody was told of yet is still a dispatch, however near its day has come meanwhile."""
    if waiting is not None and waiting["kind"] == "dispatch" and new["kind"] in {"acknowledge", "reminder", "feedback"}:
        return waiting
    return new


def _tomorrow(office: Office, now: datetime) -> datetime:
    """The sending hour of the next day on which duty notices may go out."""
    tomorrow = datetime.combine(office.today(now) + timedelta(days=1), time(), office.rules.zone)
    opened = office.rules.opens(tomorrow)
    return datetime.combine(office.today(opened), office.rules.policy.send_at, office.rules.zone)


def gravest(kinds: Iterable[str]) -> str:
    """The kind of a message that says all this."""
    return min(kinds, key=GRAVITY.index)


def _plan_digest(session: Session, office: Office, directory: Directory, now: datetime, counts: Planned) -> None:
    """The digest's own next instant is kept in the store, so that a restart neither loses nor repeats one."""
    mark = get_mark(session, "digest")
    if mark.at is None:
        mark.at = digest_after(office, now)
        mark.value = now.isoformat()
        return
    if mark.at > now:
        return
    counts.digests += _post_digests(session, directory, now, mark.value or now.isoformat())
    mark.at, mark.value = digest_after(office, now), now.isoformat()


def post_digests(office: Office, now: datetime, since: datetime) -> int:
    """A digest to every coordinator now, beside the weekly one; gives how many."""
    with office.store.begin() as session:
        directory = Directory(office.roster, people.all_bindings(session), office.today(now))
        return _post_digests(session, directory, now, since.isoformat())


def _post_digests(session: Session, directory: Directory, now: datetime, since: str) -> int:
    recipients = directory.coordinators()
    session.add_all(message_row(recipient, "digest", [{"since": since}], now, now) for recipient in recipients)
    return len(recipients)


def message_row(
    recipient: Recipient, kind: str, items: list[dict[str, Any]], at: datetime, try_at: datetime
) -> OutboxRow:
    """One message of the outbox that waits from `try_at` on."""
    return OutboxRow(
        id=str(uuid4()),
        at=at,
        person=recipient.person,
        to=recipient.to,
        role=recipient.role,
        contact=recipient.contact,
        kind=kind,
        items=items,
        next_try_at=try_at,
        tried=[],
        state=outbox.WAITING,
        attempts=0,
        uncertain=False,
    )


def digest_after(office: Office, now: datetime) -> datetime:
    """The first digest after `now`: its weekday and hour, or the next working day where that one is off."""
    settings = office.rules.policy.digest
    day = office.today(now) - timedelta(days=7)
    day += timedelta(days=(WEEKDAYS.index(settings.weekday) - day.weekday()) % 7)
    while True:
        at = datetime.combine(office.rules.calendar.on_or_after(day), settings.at, office.rules.zone)
        if at > now:
            return at
        day += timedelta(days=7)
