"""What a chat may ask for: the words after a command, understood by the role of whoever speaks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.deadlines import parse
from bot.errors import MoveError, UsageError
from bot.messages import Line
from bot.model import QUESTION_FLAGS, Kind
from bot.plan.duty import State
from bot.plan.lifecycle import MOVES, Verb, after
from bot.plan.lights import Light
from bot.roster.roster import COORDINATOR, LEADER
from bot.store import duties, ledgers
from bot.store.tables import DutyRow, EventRow
from bot.texts import text
from bot.work.duties.evidence import Evidence, shown
from bot.work.duties.moves import Move, extended, move_duties, present
from bot.work.duties.units import named_units
from bot.work.letters.composer import line_of, worst_first
from bot.work.office import Actor, Office
from bot.work.stored import effective
from bot.work.views.status import Standing, status

ENDED_LIGHTS = {Light.CLOSED, Light.WITHDRAWN}
#: What a coordinator has to see to.
FOR_COORDINATORS = {Light.OVERDUE, Light.REPORTED, Light.PAUSED}
EXTENSIONS = {Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED}
REMARKS = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """The move that was made, and the duties as they now stand."""

    verb: Verb
    lines: tuple[Line, ...]
    evidence: str = ""  # what was kept with it


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
    return [
        replace(standing, lines=tuple(line for line in standing.lines if _concerns(actor, line)))
        for standing in status(office, now, None, actor)
    ]


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
        found = status(office, now, _plain(wanted), actor)
    return [s for s in found if s.lines]


def view(office: Office, actor: Actor, words: Sequence[str], now: datetime) -> TaskView:
    """The task that the first word numbers. Raises UsageError."""
    with office.store.begin() as session:
        rows, _ = _numbered(session, actor, _first(words, "task"))
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


def _remark(office: Office, event: EventRow) -> Remark:
    verb = text(f"plan.verb_{event.verb}")
    return Remark(office.today(event.at), event.who, verb, event.note or "", shown(event.evidence))


def act(
    office: Office,
    actor: Actor,
    verb: Verb,
    words: Sequence[str],
    now: datetime,
    evidence: Evidence | None = None,
) -> Moved:
    """Makes the move that `words` (number, unit, date, note, as the verb wants them) ask for, on all duties or none.

    A coordinator's report is a close-out. Raises UsageError, also where it is not certain what is meant.
    """
    if actor.role == LEADER:
        raise UsageError("chat.read_only")
    if verb is Verb.REPORTED and actor.role == COORDINATOR:
        verb = Verb.CLOSED
    if actor.role not in MOVES[verb].by:
        raise MoveError("plan.not_yours", verb=text(f"plan.verb_{verb}"), role=actor.role)
    with office.store.begin() as session:
        rows, k = _numbered(session, actor, _first(words, verb))
        units, rest = named_units(office, actor, rows, words[1:])
        until, rest = _until(office, verb, rest, now)
        note = " ".join(rest) or None
        if note is None and verb in {Verb.SENT_BACK, Verb.EXTENSION_REQUESTED}:
            raise _usage(verb)
        meant = [row for row in rows if (units is None or row.unit in units) and (k is None or row.k == k)]
        if not meant:
            raise UsageError("work.no_part", number=rows[0].number, k=k)
        targets = _targets(present(meant, verb, k), verb, actor, named=units is not None, until=until)
        targets = extended(targets, verb, until)
        for row in targets:
            limit = until or row.extension_until
            move = Move(row.number, verb, until=limit, note=note, evidence=evidence)
            move_duties(session, office, [row], move, actor, now)
        lines = tuple(line_of(row, office, office.today(now)) for row in targets)
        return Moved(verb, lines, shown(evidence.words) if evidence is not None else "")


def _first(words: Sequence[str], command: str) -> str:
    if not words:
        raise _usage(command)
    return words[0]


def _usage(command: str) -> UsageError:
    return UsageError("chat.usage", usage=text(f"chat.usage_{command}"))


def _numbered(session: Session, actor: Actor, word: str) -> tuple[list[DutyRow], int | None]:
    """The duties of the task that `word` numbers, as far as they concern the speaker, and which part of it (`.k`).

    `number@ledger` where the number stands in several.
    """
    number, _, ledger_id = word.partition("@")
    working = {row.id for row in ledgers.all_ledgers(session) if row.state == ledgers.DISPATCHED}
    if ledger_id and ledger_id not in working:
        raise UsageError("chat.no_ledger", found=ledger_id[:40])
    known = duties.numbers(session, [ledger_id] if ledger_id else working)
    found, k = _match(known, number), None
    if not found and "." in number:
        head, _, tail = number.rpartition(".")
        if tail.isdecimal():
            found, k = _match(known, head), int(tail)
    rows = [row for where, name in found for row in duties.duties(session, ledger_id=where, number=name)]
    if not rows:
        raise UsageError("chat.no_task", number=number[:40])
    own = [row for row in rows if not actor.units or row.unit in actor.units]
    if not own:
        units = "、".join(dict.fromkeys(row.unit for row in rows))
        raise UsageError("work.not_in_task", number=rows[0].number, unit="、".join(actor.units), units=units)
    where = list(dict.fromkeys(row.ledger_id for row in own))
    if len(where) > 1:
        raise UsageError("chat.two_ledgers", number=number, choices="、".join(f"{number}@{name}" for name in where))
    return own, k


def _match(known: Sequence[tuple[str, str]], word: str) -> list[tuple[str, str]]:
    exact = [pair for pair in known if pair[1] == word]
    return exact or [pair for pair in known if _plain(pair[1]) == _plain(word)]


def _plain(number: str) -> str:
    """A number without what people write around it: “第２６项”, “#26”, “26、” are 26."""
    return re.sub(r"[\s#第项号条]|[.、,]+$", "", unicodedata.normalize("NFKC", number)).casefold()


def _until(office: Office, verb: Verb, words: Sequence[str], now: datetime) -> tuple[date | None, Sequence[str]]:
    """The new last day that the first word says, and the words after it; granting may leave it out."""
    if verb not in {Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED}:
        return None, words
    if not words:
        if verb is Verb.EXTENSION_REQUESTED:
            raise _usage(verb)
        return None, words
    day = read_day(office, words[0], office.today(now))
    if day is None:
        raise UsageError("chat.bad_day", found=words[0][:40])
    return day, words[1:]


def read_day(office: Office, word: str, today: date) -> date | None:
    """The one day that a word surely means: 2021-10-31, 10月31日, 10月底前; None where it is not certain."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        pass
    reading = parse(word, issued=today, year=today.year, settings=office.reading)
    if QUESTION_FLAGS.intersection(reading.flags) or reading.unread or len(reading.obligations) != 1:
        return None
    found = reading.obligations[0]
    return found.date if found.kind is Kind.DUE and found.alt is None else None


def _targets(rows: list[DutyRow], verb: Verb, actor: Actor, *, named: bool, until: date | None) -> list[DutyRow]:
    """Those of `rows` that the move can be meant for."""
    ready = [row for row in rows if State(row.state) in MOVES[verb].sources]
    if not ready:
        after(verb, State(rows[0].state), actor.role, number=rows[0].number, unit=rows[0].unit)  # says why not
    if verb in EXTENSIONS:
        asked = [row for row in ready if row.extension_until is not None]
        if not asked and verb is Verb.EXTENSION_REFUSED:
            raise UsageError("chat.none_to_refuse", number=rows[0].number)
        if not asked and until is None:
            raise UsageError("chat.no_extension", number=rows[0].number)
    else:
        asked = [row for row in ready if row.state == State.REPORTED]
    if actor.role != COORDINATOR:
        return ready
    if named:
        return asked if verb in EXTENSIONS and asked else ready
    units = list(dict.fromkeys(row.unit for row in asked or ready))
    if len(units) > 1:
        which = "chat.which_waiting" if asked else "chat.which_unit"
        raise UsageError(which, number=rows[0].number, units="、".join(units))
    return asked or ready
