"""A rehearsal as one HTML page: nothing is fetched, nothing runs in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from markupsafe import Markup

from bot.channel_kinds import title_of
from bot.messages.svg import Mark, line_svg, month_svg, scale_svg
from bot.messages.templates import render
from bot.texts import text

#: So many units are named beside a line of time; the others are told on hover.
NAMED = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of the list."""

    at: datetime
    to: str
    contact: str | None
    role: str
    channel: str | None
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What one unit is told of one duty: the days, each with its rung and the kind of its message."""

    ledger: str
    task: str
    unit: str
    due: date | None
    alt: date | None
    steps: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How much one person gets. `week` is the Monday of the fullest week, `most` what came in it."""

    name: str
    role: str
    channel: str | None
    messages: int
    week: date
    most: int


@dataclass(frozen=True, slots=True)
class Share:
    """What it comes to if `percent` of the dated duties are closed in time. `counts`: of contacts, leaders and
    coordinators all messages, and the most to one person. `is_shown`: the page shows these.
    """

    percent: int
    counts: tuple[tuple[int, int], ...]
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows, of the days `first` to `last`, inclusive. `notes` say under what assumptions."""

    title: str
    first: date
    last: date
    messages: Sequence[Shown]
    threads: Sequence[Thread]
    loads: Sequence[Load]
    notes: Sequence[str] = field(default=())
    shares: Sequence[Share] = field(default=())


def render_page(page: Page, config: Path | None = None) -> str:
    """The page in the language set."""
    counts = Counter(message.at.date() for message in page.messages)
    by_day: dict[date, list[Shown]] = defaultdict(list)
    for message in page.messages:
        by_day[message.at.date()].append(message)
    return render(
        "page/rehearsal.html",
        config,
        page=page,
        months=month_pictures(page.first, page.last, counts),
        scale=scale_picture(page.first, page.last),
        lines=_lines(page),
        days=[(day, _weekday(day), list(found)) for day, found in sorted(by_day.items())],
        busiest=max(counts, key=lambda day: counts[day], default=None),
        most=max(counts.values(), default=0),
        fullest=max((load.messages for load in page.loads), default=0),
        bold=_bold,
        channel_name=_channel_name,
    )


def _bold(n: int) -> Markup:
    return Markup("<b>{}</b>").format(n)


def _channel_name(kind: str) -> str:
    return title_of(kind)


def month_pictures(
    first: date, last: date, counts: Mapping[date, int], key: str = "rehearse.on_day"
) -> list[tuple[str, Markup]]:
    """The months from `first` to `last`, each with its name; `key`: what is told of a day on hover."""
    heads = [text(f"rehearse.day_{n}") for n in range(7)]
    most = max(counts.values(), default=1)
    made, month = [], first.replace(day=1)
    while month <= last:
        titles = {
            day: text(key, day=day, weekday=_weekday(day), n=counts.get(day, 0))
            for day in (month + timedelta(days=n) for n in range(31))
        }
        name = text("rehearse.month", year=month.year, month=month.month)
        picture = month_svg(month, counts, most, titles, heads)
        made.append((name, Markup(picture)))  # noqa: S704 - our own markup, its words escaped
        month = (month + timedelta(days=32)).replace(day=1)
    return made


def scale_picture(first: date, last: date) -> Markup:
    """The months' names above lines of the span; the first may begin before it and then stands at its start."""
    found, month = {}, first.replace(day=1)
    while month <= last:
        found[max(month, first)] = text("rehearse.month_short", month=month.month)
        month = (month + timedelta(days=32)).replace(day=1)
    return Markup(scale_svg(first, last, found))  # noqa: S704 - our own markup, its words escaped


def _weekday(day: date) -> str:
    return text(f"rehearse.weekday_{day.weekday()}")


def _lines(page: Page) -> list[tuple[str, str, str, str, Markup]]:
    """A line for each task and last day whose units are told alike: task, units, all units, last day, picture."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for thread in page.threads:
        groups[thread.ledger, thread.task, thread.due, thread.alt, thread.steps].append(thread.unit)
    made = []
    for key, units in groups.items():
        _, task, due, alt, steps = key
        marks = [Mark(day, kind, f"{day} {rung}") for day, rung, kind in steps]  # type: ignore[attr-defined]
        days = {name: day for name, day in (("alt", alt), ("due", due)) if isinstance(day, date)}
        names = text("rehearse.between").join(units[:NAMED])
        if len(units) > NAMED:
            names = text("rehearse.and_others", names=names, n=len(units))
        picture = Markup(line_svg(page.first, page.last, marks, days))  # noqa: S704 - our own markup, its words escaped
        every = text("rehearse.between").join(units)
        made.append((str(task), names, every, str(due or ""), picture))
    return made
