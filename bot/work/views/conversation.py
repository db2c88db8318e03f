"""What a chat may ask for: the words after a command, understood by the role of whoever speaks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.messages import Line
from bot.model import UnitRole
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.plan.lights import WORST_FIRST, Light
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.store.tables import EventRow
from bot.texts import text
from bot.work.duties.evidence import shown
from bot.work.duties.figures import Figure
from bot.work.duties.items import find_items, plain_number
from bot.work.letters.lines import line_of, worst_duty, worst_first
from bot.work.office import Actor, Office
from bot.work.stored_ledger import effective
from bot.work.views.status import Standing, status

ENDED_LIGHTS = {Light.CLOSED, Light.WITHDRAWN}
#: What a coordinator has to see to.
FOR_COORDINATORS = {Light.OVERDUE, Light.REPORTED, Light.PAUSED}
REMARKS = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody noted with a move."""

    on: date
    who: str
    verb: str
    note: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task in full: its words, the duties that the reader may see, the last remarks, the newest first."""

    ledger_id: str
    title: str
    number: str
    words: str
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]


def mine(office: Office, actor: Actor, now: datetime) -> list[Standing]:
    """What the speaker has to see to: a unit's open duties; for a coordinator what waits for a decision or is late."""
    if actor.role != COORDINATOR:
        found = open_duties(office, actor, now)
        return [Standing("", one.title, one.counts, lines_of(office, one.duties, now)) for one in found]
    return [
        replace(standing, lines=tuple(line for line in standing.lines if _concerns(actor, line)))
        for standing in status(office, now, None, actor)
    ]


@dataclass(frozen=True, slots=True)
class Open:
    """What units have to see to of one ledger, the worst first, with the counts of all that is theirs."""

    title: str
    counts: dict[Light, int]
    duties: Sequence[Duty]


def open_duties(office: Office, actor: Actor, now: datetime) -> list[Open]:
    """By ledger, without looking at what is others'; put into words by `lines_of` where it is shown."""
    today = office.today(now)
    with office.store.look() as session:
        heads = ledgers.heads_by_state(session, ledgers.DISPATCHED)
        found = duties.duties_of_units(session, actor.units)
    return [
        _open(office, head.title, [duty for duty in found if duty.ledger_id == name], today)
        for name, head in heads.items()
    ]


def _open(office: Office, title: str, found: Sequence[Duty], today: date) -> Open:
    lights = [(duty, office.light(duty, today)) for duty in found]
    counts = Counter(light for _, light in lights)
    ranked = sorted(
        (pair for pair in lights if pair[1] not in ENDED_LIGHTS), key=lambda pair: worst_duty(pair[0], pair[1], today)
    )
    ordered = {name: counts[name] for name in WORST_FIRST if counts[name]}
    return Open(title, ordered, [duty for duty, _ in ranked])


def lines_of(office: Office, found: Sequence[Duty], now: datetime) -> tuple[Line, ...]:
    """These duties as their reader sees them, in their order."""
    return tuple(line_of(duty, office, office.today(now)) for duty in found)


def figures(office: Office, actor: Actor, by: str, now: datetime) -> list[tuple[str, Sequence[Figure]]]:
    """Each ledger's title with the figures of its units or sections."""
    return [(one.title, one.figures) for one in status(office, now, None, actor, by)]


def _concerns(actor: Actor, line: Line) -> bool:
    light = Light(line.light)
    if actor.role != COORDINATOR:
        return light not in ENDED_LIGHTS
    return light in FOR_COORDINATORS or (line.extension_until is not None and light not in ENDED_LIGHTS)


def standings(office: Office, actor: Actor, wanted: str, now: datetime) -> list[Standing]:
    """The ledgers' figures with the lines that `wanted` asks for; without it those that are near or late."""
    if not wanted:
        found = status(office, now, None, actor)
        urgent = {Light.OVERDUE, Light.NEAR}
        return [replace(s, lines=tuple(x for x in s.lines if x.light in urgent)) for s in found]
    found = status(office, now, wanted, actor)
    if not any(s.lines for s in found):
        found = status(office, now, plain_number(wanted), actor)
    return [s for s in found if s.lines]


def view(office: Office, actor: Actor, words: Sequence[str], now: datetime) -> TaskView:
    """The task that the first word numbers. Raises UsageError."""
    with office.store.begin() as session:
        items = find_items(session, actor, _first(words, "task")).items
        if len(items) != 1:
            raise _usage("task")
        rows = _visible(session, items[0].duties)
        today = office.today(now)
        row = ledgers.find_ledger(session, rows[0].ledger_id)
        assert row is not None  # the duties refer to it
        ledger = effective(row, ledgers.answers(session, row.id))
        number = rows[0].number
        full = next((item.text for item in ledger.tasks if item.number == number), None)
        full = full or next((item.text for item in ledger.duties if item.id == number), rows[0].title)
        remarks = [
            _remark(office, event)
            for event in duties.remarks(session, [d.id for d in rows], REMARKS)
            if event.verb in set(Verb)
        ]
        lines = worst_first(line_of(d, office, today) for d in rows)
        return TaskView(row.id, row.title, number, full, tuple(lines), tuple(remarks))


def _visible(session: Session, own: Sequence[Duty]) -> Sequence[Duty]:
    """Whoever leads a task sees how all its units stand."""
    if any(duty.role is UnitRole.LEAD for duty in own):
        return duties.duties(session, ledger_id=own[0].ledger_id, number=own[0].number)
    return own


def _remark(office: Office, event: EventRow) -> Remark:
    verb = text(f"plan.verb_{event.verb}")
    return Remark(office.today(event.at), event.who, verb, event.note or "", shown(event.evidence))


def _first(words: Sequence[str], command: str) -> str:
    if not words:
        raise _usage(command)
    return words[0]


def _usage(command: str) -> UsageError:
    return UsageError("chat.usage", usage=text(f"chat.usage_{command}"))
