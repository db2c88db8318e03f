"""What a chat may ask for: the words after a command, understood by the role of whoever speaks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.messages import Line
from bot.model import UnitRole
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.plan.lights import WORST_FIRST, Light
from bot.store import duties, duty_summaries, ledgers
from bot.store.reader import Reader
from bot.store.tables import EventRow
from bot.texts import text
from bot.work.duties.evidence import shown
from bot.work.duties.items import find_items, plain_number
from bot.work.letters.lines import line_of, worst_duty, worst_first
from bot.work.office import Actor, Office
from bot.work.stored_ledger import effective
from bot.work.views.status import Standing, StatusPage, status_page

Lit = tuple[duty_summaries.Ranked, Light]
#: What decides its light: all but its number.
_LIT_BY = slice(duty_summaries.Ranked._fields.index("kind"), None)
ENDED_LIGHTS = {Light.CLOSED, Light.WITHDRAWN}
#: What a coordinator has to see to.
FOR_COORDINATORS = {Light.OVERDUE, Light.REPORTED, Light.PAUSED}
REMARKS = 5
#: So many items a list of the chat turns its pages through.
MOST_ITEMS = 200


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


def mine(office: Office, actor: Actor, now: datetime) -> StatusPage:
    """What waits for a coordinator's decision, or is late, the worst items; a unit's own are `own_page`."""
    return status_page(office, now, None, actor, FOR_COORDINATORS, asking=True, size=MOST_ITEMS)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One of `pages` pages: each ledger with its lines on it, the worst first, and the counts of all."""

    at: int
    pages: int
    ledgers: tuple[Standing, ...]


def own_page(office: Office, actor: Actor, now: datetime, at: int, size: int) -> OwnPage:
    """The page `at`, or the nearest, of a unit's own by ledger: all is counted, what is shown is put into words."""
    today = office.today(now)
    with office.store.reading() as rows:
        heads = ledgers.heads_by_state(rows, ledgers.DISPATCHED)
        lit = _lit(rows, office, actor, today)
        ranked = {name: _ranked([pair for pair in lit if pair[0].ledger_id == name], today) for name in heads}
        ids = [duty.id for own in ranked.values() for duty in own]
        pages = max(1, -(-len(ids) // size))
        at = min(max(at, 0), pages - 1)
        shown = duties.get_duties(rows, ids[at * size : (at + 1) * size])
    found = []
    for name, own in ranked.items():
        counts = Counter(light for duty, light in lit if duty.ledger_id == name)
        lines = tuple(line_of(shown[duty.id], office, today) for duty in own if duty.id in shown)
        if lines or (at == 0 and not own):
            found.append(Standing("", heads[name].title, _ordered(counts), lines))
    return OwnPage(at, pages, tuple(found))


def _lit(rows: Reader, office: Office, actor: Actor, today: date) -> list[Lit]:
    """The duties of the actor's units with their lights; many have the same dates and stand alike."""
    found = duty_summaries.of_units(rows, actor.units)
    alike = {duty[_LIT_BY]: duty for duty in found}
    lights = {key: office.light(duty, today) for key, duty in alike.items()}
    lit = [(duty, lights[duty[_LIT_BY]]) for duty in found]
    late = duties.get_duties(rows, [duty.id for duty, light in lit if light is Light.OVERDUE])
    return [(d, office.shown_light(late[d.id], today) if d.id in late else light) for d, light in lit]


def _ranked(lit: Sequence[Lit], today: date) -> list[duty_summaries.Ranked]:
    """Those that are not over, the worst first."""
    open_ = [pair for pair in lit if pair[1] not in ENDED_LIGHTS]
    return [duty for duty, _ in sorted(open_, key=lambda pair: worst_duty(pair[0], pair[1], today))]


def _ordered(counts: Mapping[Light, int]) -> dict[Light, int]:
    return {name: counts[name] for name in WORST_FIRST if counts[name]}


def standings(office: Office, actor: Actor, wanted: str, now: datetime) -> StatusPage:
    """The ledgers' figures with the lines that `wanted` asks for, the worst items; without it those near or late."""
    if not wanted:
        return status_page(office, now, None, actor, {Light.OVERDUE, Light.NEAR}, size=MOST_ITEMS)
    found = status_page(office, now, wanted, actor, size=MOST_ITEMS)
    if not found.items:
        found = status_page(office, now, plain_number(wanted), actor, size=MOST_ITEMS)
    return replace(found, standings=tuple(s for s in found.standings if s.lines))


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
        ledger = effective(row, ledgers.answers(session, row.id), office.reading)
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
