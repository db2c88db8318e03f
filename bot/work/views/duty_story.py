"""One duty in full: the words of the document and where they stand, what happened, what was sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.model import NoticeDuty, Obligation, Task
from bot.plan.duty import Duty
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, events, ledgers, outbox, people
from bot.store.tables import EventRow, LedgerRow, OutboxRow
from bot.work.duties.chosen_duties import concerns
from bot.work.duties.evidence import folder, kept_name, shown
from bot.work.office import Actor, Office
from bot.work.people.directory import Directory
from bot.work.stored_ledger import effective
from bot.work.views.duty_list import Listed, listed

#: Rows of the issued table around the duty's own.
AROUND = 1
MOST_MESSAGES = 30


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened. `evidence`: what was handed in, `file`: whether it can be fetched under `id`."""

    id: int
    at: datetime
    who: str
    channel: str
    verb: str
    note: str
    evidence: str
    file: bool
    effective_on: date | None
    move: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that told of the duty, and what became of it."""

    id: str
    at: datetime
    to: str
    role: str
    kind: str
    channel: str
    state: str
    error: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the issued table, as it was read. `own`: the duty's."""

    number: str
    text: str
    units: str
    deadline: str
    own: bool


@dataclass(frozen=True, slots=True)
class Story:
    """All of one duty that its reader may see. `deadline` as written, `obligations` as it was read, answers in it;
    `others`: the duties of the same item.
    """

    own: Listed
    title: str
    document_number: str
    words: str
    requirement: str
    section: tuple[str, ...]
    deadline: str
    obligations: tuple[Obligation, ...]
    rows: tuple[TableRow, ...]
    told: tuple[Told, ...]
    others: tuple[Listed, ...]
    messages: tuple[Sent, ...]
    is_open: bool


def duty_story(office: Office, actor: Actor, duty_id: int, now: datetime, only: Collection[int] = ()) -> Story | None:
    """None where there is no such duty for this reader."""
    with office.store.look() as session:
        duty = duties.get_duties(session, [duty_id]).get(duty_id)
        if duty is None or not concerns(actor, duty, only):
            return None
        row = ledgers.find_ledger(session, duty.ledger_id)
        assert row is not None  # the duty refers to it
        item = duties.duties(session, ledger_id=duty.ledger_id, number=duty.number)
        mine = [other for other in item if other.id != duty.id and concerns(actor, other, only)]
        ledger = effective(row, ledgers.answers(session, row.id), office.reading)
        task = next((one for one in ledger.tasks if one.number == duty.number), None)
        note = next((one for one in ledger.duties if one.id == duty.number), None)
        words = task.text if task is not None else note.text if note is not None else duty.title
        is_all = actor.role == COORDINATOR
        return Story(
            own=listed(office, [duty], office.today(now))[0],
            title=row.title,
            document_number=row.document_number or "",
            words=words,
            requirement=(task.requirement or "") if task is not None else "",
            section=tuple(task.section) if task is not None else (),
            deadline=_deadline(task, note),
            obligations=found.obligations if (found := task or note) is not None else (),
            rows=_rows(row, duty.number),
            told=tuple(_told(office, event) for event in events.of_duty(session, duty.id)),
            others=tuple(listed(office, mine, office.today(now))),
            messages=_messages(session, office, duty, now) if is_all else (),
            is_open=row.state == ledgers.DISPATCHED,
        )


def _deadline(task: Task | None, note: NoticeDuty | None) -> str:
    if task is not None:
        return task.deadline_raw or "、".join(task.deadline_mentions)
    return note.deadline_phrase if note is not None else ""


def _rows(row: LedgerRow, number: str) -> tuple[TableRow, ...]:
    tasks: Sequence[Mapping[str, Any]] = row.content.get("tasks", ())
    place = next((n for n, task in enumerate(tasks) if task["number"] == number), None)
    if place is None:
        return ()
    near = tasks[max(0, place - AROUND) : place + AROUND + 1]
    return tuple(
        TableRow(
            one["number"], one["text"], one.get("units_raw") or "", one.get("deadline_raw") or "", one is tasks[place]
        )
        for one in near
    )


def _told(office: Office, event: EventRow) -> Told:
    return Told(
        event.id,
        event.at.astimezone(office.rules.zone),
        event.who,
        event.channel,
        event.verb,
        event.note or "",
        shown(event.evidence),
        kept_name(event.evidence) is not None,
        event.effective_on,
        event.move or "",
    )


def _messages(session: Session, office: Office, duty: Duty, now: datetime) -> tuple[Sent, ...]:
    """By the people who stand for its unit, since a message does not say of which duties it is but by its items."""
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    persons = {one.person for role in (CONTACT, "leader") for one in directory.recipients(duty.unit, role)}
    persons |= {one.person for one in directory.coordinators()}
    found = [row for row in outbox.of_persons(session, persons) if any(item.duty == duty.id for item in row.items)]
    return tuple(_sent(office, row) for row in found[-MOST_MESSAGES:])


def _sent(office: Office, row: OutboxRow) -> Sent:
    return Sent(
        row.id,
        (row.sent_at or row.at).astimezone(office.rules.zone),
        row.to,
        row.role,
        row.kind,
        row.channel or "",
        row.state,
        str(row.error or ""),
        row.subject or "",
        row.text or "",
    )


@dataclass(frozen=True, slots=True)
class File:
    """A file that was handed in, as it came."""

    name: str
    content: bytes


def find_file(office: Office, actor: Actor, event_id: int, only: Collection[int] = ()) -> File | None:
    """The file of an entry of the trail; None where there is none for this reader."""
    with office.store.look() as session:
        event = events.find_event(session, event_id)
        if event is None or event.duty_id is None:
            return None
        duty = duties.get_duties(session, [event.duty_id]).get(event.duty_id)
        name = kept_name(event.evidence)
        if duty is None or name is None or not concerns(actor, duty, only):
            return None
    content = folder(office).get(name)
    return File(shown(event.evidence), content) if content is not None else None
