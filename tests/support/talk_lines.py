"""The lines of the corpus of talk: what was said, in which state of things, and what must come of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, COORDINATOR, Roster
from bot.store import duties
from bot.store.tables import EventRow
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from tests.support.office import at, dispatched, due, ledger, office_in, task

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "talk"
NOW = "2026-11-27T10:00"
ENGLISH = {
    "市财政局": "Finance Bureau",
    "市教育局": "Education Bureau",
    "市水务局": "Water Bureau",
    "区卫健局": "Health Bureau",
    "市数据局": "Data Bureau",
    "城关镇": "Chengguan Town",
}
UNITS = tuple(ENGLISH)
NUMBERS = ("3", "4", "5", "6", "12", "13", "26", "二.1", "二.3")
DUE, LATER = date(2026, 11, 30), date(2026, 12, 20)
CONTACT_NAME, CLERK_NAME, OFFICE = "联络员", "文书", "督查室"
#: What a deed of the trail may be; anything else in it only tells that something was sent.
DEEDS = frozenset({*map(str, Verb), "undone", "evidence", "later", "urged", "reminded"})


@dataclass(frozen=True)
class Spoken:
    """One line. `deeds`: verb, number, unit and day of all that must come of it; `may_ask`: a question serves too."""

    who: str
    state: str
    words: str
    deeds: frozenset[str]
    may_ask: bool
    unit: str = UNITS[0]
    about: tuple[str, ...] = ()
    is_automatic: bool = False


def talk_lines(name: str) -> Iterator[Spoken]:
    """Every line of a file of the corpus; a mail's has three columns more."""
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        who, state, *mail, words, meant = line.split("\t")
        unit, about, kind = mail or (UNITS[0], "", "")
        deeds, _, doubt = meant.partition(" | ")
        speaker = unit if who == CONTACT else ""
        found = frozenset(deed for part in deeds.split("; ") for deed in _deeds(part, speaker or UNITS[0]))
        said = words.replace("⏎", "\n")
        yield Spoken(who, state, said, found, bool(doubt), unit, tuple(about.split()), bool(kind))


def _deeds(part: str, speaker: str) -> Iterator[str]:
    """`closed 3 市财政局 城关镇`: one of each; `reported all -26`: of all that the speaker has but 26."""
    verb, *words = part.split()
    if verb == "-":
        return
    numbers = [word for word in words if word in NUMBERS]
    but = {word.removeprefix("-") for word in words if word.startswith("-")}
    units = [word for word in words if word.partition(">")[0] in UNITS] or [speaker]
    day = next((word for word in words if word.startswith("20")), "")
    every = [number for number in NUMBERS if number not in but] if "all" in words else []
    for number in [*numbers, *every]:
        for unit in UNITS if every and verb == Verb.CLOSED else units:
            yield f"{verb} {number} {unit.partition('>')[0]} {day}".strip()


def office_at_work(state: str) -> Office:
    """Six units with nine items each: dispatched, reported, with more time asked for, or handed back."""
    units = [{"name": name, "aliases": [other], "contact": [_contact(name)]} for name, other in ENGLISH.items()]
    clerks = [{"name": OFFICE, "email": "gk@example.org"}]
    made = replace(office_in(roster=Roster.model_validate({"unit": units, "coordinator": clerks})), can_chat=True)
    tasks = (task(number, due(str(DUE)), units=UNITS) for number in NUMBERS)
    dispatched(made, ledger(*tasks, title="测试市2026年工作要点", year=2026), "2026-11-26T09:00")
    move = _MOVES.get("reported" if state == "closed" else state)
    for unit in UNITS if move is not None else ():
        assert move is not None
        for number in NUMBERS:
            make_move(made, replace(move, number=number), Actor(CONTACT_NAME, CONTACT, "telegram", (unit,)), at(NOW))
    if state == "closed":
        clerk = Actor(CLERK_NAME, COORDINATOR, "telegram")
        make_move(made, Move("4", Verb.CLOSED, unit="市教育局"), clerk, at(NOW))
    return made


_MOVES = {
    "reported": Move("", Verb.REPORTED, note="已办"),
    "asked": Move("", Verb.EXTENSION_REQUESTED, until=LATER, note="待批复"),
    "handed-back": Move("", Verb.HANDED_BACK, note="非本单位职责"),
}


def _contact(unit: str) -> dict[str, str]:
    return {"name": CONTACT_NAME, "email": f"c{UNITS.index(unit)}@example.org"}


def last_event(office: Office) -> int:
    """The trail as far as it goes."""
    with office.store.begin() as session:
        return session.scalar(select(func.max(EventRow.id))) or 0


def deeds_since(office: Office, event: int) -> frozenset[str]:
    """All that was done since, in the words of the corpus."""
    with office.store.begin() as session:
        rows = session.scalars(select(EventRow).where(EventRow.id > event, EventRow.verb.in_(DEEDS))).all()
        known = {duty.id: duty for duty in duties.duties(session)}
    return frozenset(_deed(row, known) for row in rows)


def _deed(row: EventRow, known: dict[int, Duty]) -> str:
    duty = known.get(row.duty_id or 0)
    if duty is None:
        return row.verb
    days = {Verb.EXTENSION_REQUESTED: duty.extension_until, "later": row.effective_on}
    day = duty.due if row.verb == Verb.EXTENSION_GRANTED and duty.due != LATER else days.get(row.verb)
    return f"{row.verb} {duty.number} {duty.unit} {day or ''}".strip()
