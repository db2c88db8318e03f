"""What a message says at the moment of sending: the state of every duty is read again."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import Letter, Line, Part, render_digest, render_letter
from bot.model import Kind, Message
from bot.plan.duty import RUNNING, State
from bot.plan.lights import WORST_FIRST, Light, light
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers, people
from bot.store.tables import DutyRow, OutboxRow
from bot.work.office import Office
from bot.work.people import Directory
from bot.work.tick import duty_state, gravest


def line_of(row: DutyRow, office: Office, today: date, rung: str = "") -> Line:
    """One duty as its reader sees it on `today`."""
    calendar = office.rules.calendar
    target = row.alt or row.due
    effective = calendar.on_or_before(target) if target else None
    return Line(
        number=row.number,
        title=row.title,
        label=row.label,
        unit=row.unit,
        role=row.role,
        kind=Kind(row.kind),
        rung=rung,
        phrase=row.phrase,
        place=row.place,
        state=row.state,
        light=light_of(row, office, today),
        due=row.due,
        alt=row.alt,
        time=row.time,
        start=row.start,
        original_due=row.original_due,
        day_off=target is not None and not calendar.is_workday(target),
        days_left=_days_left(today, effective, target, calendar.count),
        days_over=max(0, (today - row.due).days) if row.due else 0,
        urgings=row.urgings,
        extension_until=row.extension_until,
    )


def _days_left(
    today: date, effective: date | None, target: date | None, count: Callable[[date, date], int]
) -> int:
    """Working days from `today` to the last working day; 0 from that day on until the date itself has passed."""
    if effective is None or target is None:
        return 0
    if today > target:
        return -1
    return max(0, count(today, effective)) if today < effective else 0


def light_of(row: DutyRow, office: Office, today: date) -> Light:
    """The light of a stored duty."""
    return light(duty_state(row), today, office.rules.calendar, office.rules.policy.near_workdays)


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """The order of every list that people read: the longest overdue first, then the nearest."""
    far = date.max
    return sorted(
        lines, key=lambda x: (WORST_FIRST.index(Light(x.light)), -x.days_over, x.alt or x.due or far, _natural(x.number))
    )


def _natural(number: str) -> tuple[int, str]:
    digits = "".join(c for c in number if c.isdigit())
    return (int(digits) if digits else 0, number)


class Desk:
    """Tells the courier how people are reached and what they are told."""

    def __init__(self, office: Office, digest: Callable[[Session, Office, str, date, datetime], Any]) -> None:
        self.office = office
        self._digest = digest

    def ways(self, session: Session, row: OutboxRow) -> Sequence[tuple[str, str]]:
        """The recipient's own ways, then those of the unit's other contacts, then the terminal where it is a channel."""
        directory = Directory(self.office.roster, people.all_bindings(session), self.office.today(row.at))
        found = [way for recipient in directory.recipients(row.to, row.role) for way in recipient.ways]
        return [*dict.fromkeys(found), ("console", row.contact or row.to)]

    def compose(self, session: Session, row: OutboxRow, channel: str, now: datetime) -> Message | None:
        """The message as things stand now; None where nothing is left to say."""
        if row.kind == "digest":
            since = datetime.fromisoformat(row.items[0]["since"])
            letter = self._digest(session, self.office, row.to, self.office.today(since), now)
            return render_digest(letter, channel, row.id, self.office.config)
        letter = letter_of(session, self.office, row, now)
        if letter is None:
            return None
        message = render_letter(letter, channel, row.id, self.office.config)
        if row.uncertain:
            return Message(row.id, message.subject, message.text, message.html, message.attachments, repeat=True)
        return message

    def moved(self, session: Session, row: OutboxRow, old: str, new: str) -> None:
        """The recipient's chat has a new id."""
        people.move_chat(session, int(old), int(new))


def letter_of(session: Session, office: Office, row: OutboxRow, now: datetime) -> Letter | None:
    """The letter of an outbox row without the duties that were closed meanwhile; None where none is left."""
    today = office.today(now)
    items = {item["duty"]: item for item in row.items}
    stored = duties.get_duties(session, items)
    alive = [duty for duty in stored.values() if State(duty.state) in RUNNING]
    if not alive:
        return None
    titles = {d.ledger_id: ledgers.find_ledger(session, d.ledger_id) for d in alive}
    parts = []
    for ledger_id, found in titles.items():
        if found is None or found.state == ledgers.ARCHIVED:
            continue
        lines = [line_of(d, office, today, items[d.id]["rung"]) for d in alive if d.ledger_id == ledger_id]
        number = found.content.get("document_number")
        parts.append(Part(ledger_id, found.title, number, tuple(worst_first(lines))))
    if not parts:
        return None
    return Letter(
        kind=gravest(items[d.id]["kind"] for d in alive),
        to=row.to,
        role=row.role,
        contact=row.contact,
        today=today,
        parts=tuple(parts),
        office=office.name,
        chat=office.can_chat and row.role != COORDINATOR,
    )
