"""The state of things for people: every duty with its light, filtered by what was asked."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.messages import Line
from bot.messages.items import Item, by_item
from bot.plan.duty import Duty
from bot.plan.lights import WORST_FIRST, Light
from bot.store import duties, ledgers
from bot.store.tables import LedgerRow
from bot.work.duties.figures import Figure, answered_among, figure_of, ranked
from bot.work.letters.lines import line_of, shown_light, worst_first
from bot.work.office import Actor, Office
from bot.work.stored_ledger import open_questions, stored_ledger

_TO_DO = frozenset({Light.OPEN, Light.NEAR, Light.OVERDUE, Light.REPORTED})
#: What may be asked for by light, besides units, sections and numbers; each by its words.
ASKED_LIGHTS = {
    "overdue": frozenset({Light.OVERDUE}),
    "soon": frozenset({Light.NEAR}),
    "open": _TO_DO,
    "reported": frozenset({Light.REPORTED}),
    "closed": frozenset({Light.CLOSED}),
}
_WORDS = {
    "overdue": ("overdue", "late", "逾期", "已逾期", "超期"),
    "soon": ("soon", "near", "临期", "将到期", "即将到期"),
    "open": ("open", "未销号", "未办结", "未完成", "在办"),
    "reported": ("reported", "待审核", "已反馈"),
    "closed": ("closed", "已销号", "已办结", "已完成"),
}
_BY_WORD = {word: name for name, words in _WORDS.items() for word in words}


def asked_light(wanted: str | None) -> str | None:
    """Which of `ASKED_LIGHTS` the words ask for; None where they ask for something else."""
    return _BY_WORD.get((wanted or "").strip().removesuffix("事项").removesuffix("任务").casefold())


#: More duties than these are shown by item.
FEW = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """One ledger's state: its lines as filtered, the counts of all its duties, and figures of the filtered if asked."""

    ledger_id: str
    title: str
    counts: dict[Light, int]
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The lines by item, where that is shorter: more than a few duties of several units and items."""
        several = len({line.unit for line in self.lines}) > 1 and len({line.number for line in self.lines}) > 1
        return by_item(self.lines) if several and len(self.lines) > FEW else ()


def status(
    office: Office,
    now: datetime,
    wanted: str | None = None,
    actor: Actor | None = None,
    by: str | None = None,
    lights: Collection[Light] | None = None,
) -> list[Standing]:
    """Every dispatched ledger. A contact sees the duties of its own units only.

    `by`: figures by unit, section or ledger (`figures.BY`), of the duties that fit. `lights`: lines of these alone.
    """
    today = office.today(now)
    found = []
    with office.store.look() as session:
        for head, rows in _at_work(session, actor):
            lit = [(duty, shown_light(duty, office, today)) for duty in rows]
            counts = Counter(light for _, light in lit)
            kept = [pair for pair in lit if _fits(*pair, wanted, office)]
            ordered = {name: counts[name] for name in WORST_FIRST if counts[name]}
            told = [duty for duty, light in kept if lights is None or light in lights]
            lines = tuple(worst_first(line_of(duty, office, today) for duty in told))
            figures = _figures(session, office, head.title, [duty for duty, _ in kept], by, today) if by else ()
            found.append(Standing(head.id, head.title, ordered, lines, figures))
    return found


def figures(office: Office, now: datetime, actor: Actor, by: str = "") -> list[tuple[str, Sequence[Figure]]]:
    """Each ledger's title with its figures by unit or section; by neither: sections where there are any."""
    today = office.today(now)
    with office.store.look() as session:
        found = [(head.title, rows) for head, rows in _at_work(session, actor)]
        by = by or ("section" if any(duty.section for _, rows in found for duty in rows) else "unit")
        return [(title, _figures(session, office, title, rows, by, today)) for title, rows in found]


def _at_work(session: Session, actor: Actor | None) -> Iterator[tuple[ledgers.Head, list[Duty]]]:
    """Each dispatched ledger with the duties that the actor may see."""
    for name, head in ledgers.heads_by_state(session, ledgers.DISPATCHED).items():
        rows = duties.duties(session, ledger_id=name)
        yield head, [duty for duty in rows if actor is None or not actor.units or duty.unit in actor.units]


def _figures(
    session: Session, office: Office, title: str, kept: list[Duty], by: str, today: date
) -> tuple[Figure, ...]:
    """By the ledger's own days, whenever a unit got the work."""
    groups: dict[str, list[tuple[Duty, Light]]] = {}
    for duty in kept:
        name = {"unit": duty.unit, "section": duty.section, "ledger": title}[by]
        groups.setdefault(name, []).append((duty, office.light(duty, today)))
    answered = answered_among(session, {duty.id for duty in kept})
    figures = [figure_of(name, rows, answered) for name, rows in groups.items()]
    return tuple(ranked(figures) if office.rules.policy.ranking and by != "ledger" else figures)


def _fits(duty: Duty, light: Light, wanted: str | None, office: Office) -> bool:
    if not wanted:
        return True
    asked = asked_light(wanted)
    if asked is not None:
        return light in ASKED_LIGHTS[asked]
    if wanted == duty.number:
        return True
    return duty.unit in office.roster.expand([wanted]) or wanted in duty.section


@dataclass(frozen=True, slots=True)
class Listed:
    """One ledger as `duban ledgers` shows it."""

    id: str
    title: str
    tasks: int
    open_questions: int
    state: str


def listed(office: Office) -> list[Listed]:
    """What is stored."""
    with office.store.begin() as session:
        return [_listed(row, ledgers.answers(session, row.id)) for row in ledgers.all_ledgers(session)]


def _listed(row: LedgerRow, answers: dict[str, str]) -> Listed:
    ledger = stored_ledger(row)
    return Listed(row.id, row.title, len(ledger.tasks), len(open_questions(ledger, answers)), row.state)
