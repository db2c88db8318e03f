"""The state of things for people: every duty with its light, filtered by what was asked."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import Line
from bot.messages.items import Item, by_item
from bot.plan.duty import Duty
from bot.plan.lights import Light
from bot.store import duty_counts, ledgers
from bot.store.duty_counts import Fits, Wanted
from bot.work.duties.figures import Figure, figure_of, ranked
from bot.work.letters.lines import line_of, worst_first
from bot.work.letters.stored_lights import plain_lights, shown_lights
from bot.work.office import Actor, Office

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
#: So many items stand on a page.
A_PAGE = 100


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


@dataclass(frozen=True, slots=True)
class StatusPage:
    """One of `pages` pages: every ledger with its counts, and the lines of the items that are on this page.

    `at`: which, from 1 on; `items`: how many there are on all pages.
    """

    standings: tuple[Standing, ...]
    at: int
    pages: int
    items: int


def status(
    office: Office,
    now: datetime,
    wanted: str | None = None,
    actor: Actor | None = None,
    by: str | None = None,
    lights: Collection[Light] | None = None,
) -> list[Standing]:
    """Every dispatched ledger with all that fits. A contact sees the duties of its own units only.

    `by`: figures by unit, section or ledger (`figures.BY`), of the duties that fit. `lights`: lines of these alone.
    """
    return list(each_standing(office, now, wanted, actor, by, lights))


def each_standing(
    office: Office,
    now: datetime,
    wanted: str | None = None,
    actor: Actor | None = None,
    by: str | None = None,
    lights: Collection[Light] | None = None,
) -> Iterator[Standing]:
    """The same, a ledger at a time: no more than one stands in memory."""
    with office.store.look() as session:
        view = _View(session, office, now, actor)
        fits = view.fits(wanted, lights)
        counts = view.counts()
        figures = view.figures(by, view.fits(wanted)) if by else {}
        for head in view.heads.values():
            lines = view.lines(duty_counts.all_that_fit(session, head.id, fits))
            yield Standing(head.id, head.title, counts[head.id], tuple(lines), figures.get(head.id, ()))


def status_page(
    office: Office,
    now: datetime,
    wanted: str | None = None,
    actor: Actor | None = None,
    lights: Collection[Light] | None = None,
    *,
    asking: bool = False,
    at: int = 1,
    size: int = A_PAGE,
) -> StatusPage:
    """The page `at`, or the nearest: the worst items of all ledgers first, each with all of its duties that fit.

    `asking`: besides those under `lights` those of which more time is asked for.
    """
    with office.store.look() as session:
        view = _View(session, office, now, actor)
        fits = view.fits(wanted, lights, asking=asking)
        shown, items = duty_counts.worst_items(session, view.light, (at - 1) * size, size, fits)
        pages = max(1, -(-items // size))
        if not shown and at > 1:
            at = pages
            shown, _ = duty_counts.worst_items(session, view.light, (at - 1) * size, size, fits)
        rows: dict[str, list[Duty]] = {}
        for duty in duty_counts.of_items(session, shown, fits):
            rows.setdefault(duty.ledger_id, []).append(duty)
        counts = view.counts()
        found = [
            Standing(head.id, head.title, counts[head.id], tuple(view.lines(rows.get(head.id, ()))))
            for head in view.heads.values()
        ]
    return StatusPage(tuple(found), at, pages, items)


def figures(
    office: Office, now: datetime, actor: Actor | None, by: str = "", wanted: str | None = None
) -> list[tuple[str, Sequence[Figure]]]:
    """Each ledger's title with its figures by unit or section; by neither: sections where there are any."""
    with office.store.look() as session:
        view = _View(session, office, now, actor)
        fits = view.fits(wanted)
        by = by or ("section" if duty_counts.has_sections(session, fits) else "unit")
        found = view.figures(by, fits)
        return [(head.title, found.get(head.id, ())) for head in view.heads.values()]


class _View:
    """What an actor may see of the ledgers at work, in one transaction."""

    def __init__(self, session: Session, office: Office, now: datetime, actor: Actor | None) -> None:
        self._session, self._office, self._today = session, office, office.today(now)
        self.heads = ledgers.heads_by_state(session, ledgers.DISPATCHED)
        self.light = shown_lights(session, office, self._today)
        self._seen = duty_counts.fitting(actor.units if actor is not None else ())

    def fits(self, wanted: str | None, lights: Collection[Light] | None = None, *, asking: bool = False) -> Fits:
        """What is asked for: a light by its word, else a number, a unit, a group or words of a section."""
        among = duty_counts.of_lights_or_asking if asking else duty_counts.of_lights
        fits = [*self._seen, *(among(self.light, lights) if lights is not None else ())]
        if wanted and (asked := asked_light(wanted)) is not None:
            return [*fits, *duty_counts.of_lights(self.light, ASKED_LIGHTS[asked])]
        if wanted:
            units = self._office.roster.expand([wanted])
            return [*fits, *duty_counts.of_words(Wanted(wanted, units, wanted))]
        return fits

    def counts(self) -> dict[str, dict[Light, int]]:
        """Of each ledger all that may be seen, the worst light first."""
        found = duty_counts.by_light(self._session, self.light, self._seen)
        return {name: found.get(name, {}) for name in self.heads}

    def lines(self, rows: Iterable[Duty]) -> list[Line]:
        """These duties as they are read, the worst first."""
        return worst_first(line_of(duty, self._office, self._today) for duty in rows)

    def figures(self, by: str, fits: Fits) -> dict[str, tuple[Figure, ...]]:
        """Ledger → its figures by the ledger's own days, whenever a unit got the work."""
        light = plain_lights(self._office, self._today)
        groups: dict[str, dict[str, list[duty_counts.Outcome]]] = {}
        for one in sorted(duty_counts.outcomes(self._session, by, light, fits), key=lambda one: one.first):
            title = self.heads[one.ledger_id].title if by == "ledger" else one.name
            groups.setdefault(one.ledger_id, {}).setdefault(title, []).append(one)
        ranks = self._office.rules.policy.ranking and by != "ledger"
        made = {key: [figure_of(name, found) for name, found in own.items()] for key, own in groups.items()}
        return {key: tuple(ranked(own) if ranks else own) for key, own in made.items()}
