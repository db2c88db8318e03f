"""Duties counted, and read an item at a time: what a view shows is read, however many are stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.plan.lights import WORST_FIRST, Light
from bot.store.batches import parts
from bot.store.duty_conditions import ASKS_FOR_TIME, AT_WORK
from bot.store.duty_lights import StoredLight, rank_of
from bot.store.ledgers import DRAFT
from bot.store.tables import DUTY, EventRow, LedgerRow

_D = DUTY.c
#: Conditions that a duty has to fit, all of them.
Fits = Sequence[ColumnElement[bool]]
#: What figures are counted by.
_NAMES = {"unit": _D.unit, "section": _D.section, "ledger": literal("")}
#: A ledger and a number in it.
Item = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Any of these is enough: the number, one of the units, words of the section."""

    number: str
    units: Collection[str]
    section: str


def fitting(units: Collection[str] = ()) -> Fits:
    """The duties of ledgers at work, of these units alone where any is named."""
    return [AT_WORK, *([_D.unit.in_(units)] if units else [])]


def begun() -> Fits:
    """The duties of all ledgers but drafts."""
    return [_D.ledger_id.in_(select(LedgerRow.id).where(LedgerRow.state != DRAFT))]


def of_lights(light: StoredLight, lights: Collection[Light]) -> Fits:
    """Those under one of these lights."""
    return [light.in_(sorted(map(str, lights)))]


def of_lights_or_asking(light: StoredLight, lights: Collection[Light]) -> Fits:
    """Those under one of these lights, and those of which more time is asked for."""
    return [or_(ASKS_FOR_TIME, *of_lights(light, lights))]


def of_words(wanted: Wanted) -> Fits:
    """Those that are wanted."""
    is_in_section = func.replace(_D.section, wanted.section, "") != _D.section
    return [or_(_D.number == wanted.number, _D.unit.in_(wanted.units), is_in_section)]


def has_sections(session: Session, fits: Fits) -> bool:
    """Whether any that fits stands in a section."""
    return session.scalar(select(_D.id).where(*fits, _D.section != "").limit(1)) is not None


class Outcome(NamedTuple):
    """What became of `n` duties of one name (a unit, a section), the first of which is called `first`.

    `ended_late`: closed after the original last day; what had no day is never late. `is_answered`: of standing work,
    whether it was reported on at least once.
    """

    ledger_id: str
    name: str
    light: str
    is_standing: bool
    ended_late: bool
    is_answered: bool
    n: int
    first: int


def outcomes(session: Session, by: str, light: StoredLight, fits: Fits) -> list[Outcome]:
    """What became of the duties that fit, by ledger and `by`: unit, section or ledger."""
    standing = _D.kind == Kind.STANDING
    late = and_(_D.state == State.CLOSED, _D.ended_on > func.coalesce(_D.original_due, _D.due))
    reported = select(EventRow.duty_id).where(EventRow.verb == "reported", EventRow.duty_id.is_not(None))
    answered = and_(standing, _D.id.in_(reported))
    facts = [
        _NAMES[by].label("name"),
        light.label("light"),
        *(
            case((one, 1), else_=0).label(label)
            for label, one in (("standing", standing), ("late", late), ("answered", answered))
        ),
    ]
    query = select(_D.ledger_id, *facts, func.count(), func.min(_D.id)).where(*fits)
    rows = session.execute(query.group_by(_D.ledger_id, *facts))
    return [Outcome(row[0], row[1], row[2], bool(row[3]), bool(row[4]), bool(row[5]), row[6], row[7]) for row in rows]


def by_light(session: Session, light: StoredLight, fits: Fits) -> dict[str, dict[Light, int]]:
    """Ledger → how many of its duties that fit stand under each light, the worst first."""
    named = light.label("light")
    query = select(_D.ledger_id, named, func.count()).where(*fits).group_by(_D.ledger_id, named)
    found: dict[str, dict[Light, int]] = {}
    for ledger_id, name, n in session.execute(query):
        found.setdefault(ledger_id, {})[Light(name)] = n
    return {name: {light: own[light] for light in WORST_FIRST if light in own} for name, own in found.items()}


def count_items(session: Session, fits: Fits) -> int:
    """How many items have a duty that fits."""
    items = select(_D.ledger_id, _D.number).where(*fits).distinct().subquery()
    return session.scalar(select(func.count()).select_from(items)) or 0


def worst_items(session: Session, light: StoredLight, first: int, most: int, fits: Fits) -> tuple[list[Item], int]:
    """The items that have a duty that fits, the worst light and then the earliest day first: `most` from `first` on;
    and how many there are in all.
    """
    worst = func.min(rank_of(light)), func.min(_D.due), func.min(_D.id)
    query = select(_D.ledger_id, _D.number, func.count().over()).where(*fits).group_by(_D.ledger_id, _D.number)
    rows = session.execute(query.order_by(*worst).offset(first).limit(most)).all()
    n = rows[0][2] if rows else count_items(session, fits)
    return [(ledger_id, number) for ledger_id, number, _ in rows], n


def of_items(session: Session, items: Collection[Item], fits: Fits) -> list[Duty]:
    """The duties of these items that fit, in their ledgers' order."""
    found: list[Duty] = []
    for part in parts(items):
        these = tuple_(_D.ledger_id, _D.number).in_(part)
        found += (Duty._make(row) for row in session.execute(select(DUTY).where(these, *fits)))
    return sorted(found, key=lambda duty: (duty.ledger_id, duty.id))


def all_that_fit(session: Session, ledger_id: str, fits: Fits) -> Sequence[Duty]:
    """The duties of a ledger that fit, in its order."""
    query = select(DUTY).where(_D.ledger_id == ledger_id, *fits).order_by(_D.id)
    return [Duty._make(row) for row in session.execute(query)]
