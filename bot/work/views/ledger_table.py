"""A ledger as a table: filtered and sorted by what stands in an address, counted by light, unit and section."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.messages.numbers import natural
from bot.plan.lights import WORST_FIRST, Light, light
from bot.store import duties, duty_counts, duty_summaries, ledgers
from bot.store.duty_summaries import Glance
from bot.work.duties.figures import Figure
from bot.work.letters.stored_lights import plain_lights
from bot.work.office import Office
from bot.work.views.duty_list import Listed, listed

PAGE = 100
SORTS = ("", "due", "unit", "light", "number")
BY_ITEM, BY_UNIT, MATRIX, TIME_LINE, CALENDAR = "item", "unit", "matrix", "time", "calendar"
#: Of these nothing falls due any more.
OVER = {Light.CLOSED, Light.WITHDRAWN}
_RANK = {name: rank for rank, name in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a ledger. `sort`: one of SORTS, the ledger's own order where empty; `page` counts from 1.

    `day`: only what falls due then and is not over.
    """

    light: str = ""
    unit: str = ""
    section: str = ""
    text: str = ""
    sort: str = ""
    page: int = 1
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Lit:
    """A duty at a glance, and its light."""

    glance: Glance
    light: Light


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties of a unit, a section or an item stand under each light, the worst first."""

    name: str
    counts: Mapping[Light, int]
    title: str = ""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A ledger as it was asked for. `found`: all that fit; `rows`: those of the page; `counts`: of all its duties."""

    id: str
    title: str
    document_number: str
    state: str
    asked: Asked
    today: date
    counts: Mapping[Light, int]
    units: Sequence[str]
    sections: Sequence[str]
    found: Sequence[Lit]
    rows: Sequence[Listed]
    figures: Sequence[Figure] = field(default=())

    @property
    def pages(self) -> int:
        """How many pages those that fit take; one at least."""
        return max(1, -(-len(self.found) // PAGE))


def ledger_table(office: Office, ledger_id: str, asked: Asked, now: datetime) -> LedgerTable | None:
    """None where there is no such ledger. Only the rows of the page are read in full."""
    today = office.today(now)
    with office.store.look() as session:
        head = ledgers.heads(session, [ledger_id]).get(ledger_id)
        if head is None:
            return None
        every = _lit(office, duty_summaries.of_ledger(session, ledger_id), today)
        found = _sorted([one for one in every if _fits(one, asked)], asked.sort)
        page = found[(asked.page - 1) * PAGE : asked.page * PAGE]
        stored = duties.get_duties(session, [one.glance.id for one in page])
    shown = {one.duty.id: one for one in listed(office, stored.values(), today)}
    return LedgerTable(
        id=head.id,
        title=head.title,
        document_number=head.document_number or "",
        state=head.state,
        asked=asked,
        today=today,
        counts=_ordered(Counter(one.light for one in every)),
        units=tuple(sorted({one.glance.unit for one in every})),
        sections=tuple(dict.fromkeys(one.glance.section for one in every if one.glance.section)),
        found=found,
        rows=[shown[one.glance.id] for one in page if one.glance.id in shown],
    )


def _lit(office: Office, found: Iterable[Glance], today: date) -> list[Lit]:
    """Most duties of a ledger share their facts with others."""
    known: dict[tuple[object, ...], Light] = {}
    made = []
    calendar, near = office.rules.calendar, office.rules.policy.near_workdays
    for one in found:
        facts = (one.kind, one.state, one.due, one.alt, one.missed)
        if facts not in known:
            known[facts] = light(one, today, calendar, near)
        made.append(Lit(one, known[facts]))
    return made


def _fits(one: Lit, asked: Asked) -> bool:
    glance, words = one.glance, asked.text.casefold()
    return (
        (not asked.light or one.light == asked.light)
        and (not asked.unit or glance.unit == asked.unit)
        and (not asked.section or glance.section == asked.section)
        and (asked.day is None or (glance.due == asked.day and one.light not in OVER))
        and (
            not words
            or any(words in said.casefold() for said in (glance.title, glance.label, glance.unit, glance.number))
        )
    )


def _sorted(found: list[Lit], sort: str) -> list[Lit]:
    far = date.max
    match sort:
        case "due":
            return sorted(found, key=lambda one: (one.glance.alt or one.glance.due or far, one.glance.id))
        case "unit":
            return sorted(found, key=lambda one: (one.glance.unit, one.glance.due or far))
        case "light":
            return sorted(found, key=lambda one: (_RANK[one.light], one.glance.due or far))
        case "number":
            return sorted(found, key=lambda one: (natural(one.glance.number), one.glance.id))
    return found


def _ordered(counts: Counter[Light]) -> dict[Light, int]:
    return {name: counts[name] for name in WORST_FIRST if counts[name]}


def tallies(found: Iterable[Lit], by: str) -> list[Tally]:
    """Those that fit, counted by `unit`, `section` or `item`; items in the ledger's order, others by what is late."""
    groups: dict[str, list[Lit]] = {}
    for one in found:
        name = one.glance.number if by == BY_ITEM else one.glance.unit if by == BY_UNIT else one.glance.section
        groups.setdefault(name, []).append(one)
    made = [
        Tally(name, _ordered(Counter(one.light for one in own)), own[0].glance.title if by == BY_ITEM else "")
        for name, own in groups.items()
    ]
    return made if by == BY_ITEM else sorted(made, key=lambda tally: (-tally.counts.get(Light.OVERDUE, 0), tally.name))


def matrix(found: Iterable[Lit]) -> tuple[list[str], list[tuple[str, list[Tally]]]]:
    """The sections, and for each unit a tally in each of them."""
    sections = list(dict.fromkeys(one.glance.section for one in found))
    cells: dict[str, dict[str, Counter[Light]]] = {}
    for one in found:
        cells.setdefault(one.glance.unit, {}).setdefault(one.glance.section, Counter())[one.light] += 1
    rows = [
        (unit, [Tally(section, _ordered(own.get(section, Counter()))) for section in sections])
        for unit, own in sorted(cells.items())
    ]
    return sections, rows


def ledger_lights(office: Office, now: datetime) -> list[tuple[ledgers.Head, dict[Light, int]]]:
    """Every ledger with its counts by light, the newest first."""
    with office.store.look() as session:
        found = duty_counts.by_light(session, plain_lights(office, office.today(now)), duty_counts.begun())
        heads = ledgers.all_heads(session)
        return [(head, found.get(head.id, {})) for head in reversed(heads)]
