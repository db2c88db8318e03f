"""What all commands share: the office, instants and dates as arguments, tables, and talking to a person."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.app.office import open_office
from bot.clock import system_clock
from bot.deadlines import parse as parse_deadline
from bot.roster.roster import COORDINATOR
from bot.texts import text
from bot.work.office import Actor, Office

F = TypeVar("F", bound=Callable[..., Any])

#: Tables for people go to standard output; what is said beside them to standard error.
out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)

#: Whoever sits at the terminal of the machine keeps the ledgers.
OPERATOR = Actor(os.environ.get("USER") or "cli", COORDINATOR, "cli")


class Day(click.ParamType[date]):
    """A day: 2021-09-27, or as it is written anywhere in an office (9月27日, 明天, next Friday)."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        today = system_clock().astimezone().date()
        reading = parse_deadline(value, issued=today, year=today.year)
        days = [o.last_day for o in reading.obligations if o.last_day]
        if len(days) != 1 or {"not-understood", "vague"} & set(reading.flags):
            self.fail(text("cli.bad_day", found=value), param, ctx)
        return days[0]


class Instant(click.ParamType[datetime]):
    """An instant: 2021-09-27T09:00+08:00; without an offset it is in the office's zone, a bare day means 09:00."""

    name = "INSTANT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            if len(value) <= len("2021-09-27"):
                return datetime.combine(date.fromisoformat(value), datetime.min.time().replace(hour=9))
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(text("cli.bad_instant", found=value), param, ctx)


now_option = click.option("--now", type=Instant(), metavar="INSTANT", help=text("cli.now"))
json_option = click.option("--json", "as_json", is_flag=True, help=text("cli.json"))


@contextmanager
def office_at(now: datetime | None) -> Iterator[tuple[Office, datetime]]:
    """The office and the instant: the one given, in the office's zone if it names none, else the clock's."""
    office = open_office(os.environ)
    try:
        yield office, instant_in(now, office.rules.zone)
    finally:
        office.store.close()


def instant_in(now: datetime | None, zone: ZoneInfo) -> datetime:
    """`now` as an aware instant; the clock's where None."""
    if now is None:
        return system_clock().astimezone(zone)
    return now if now.tzinfo else now.replace(tzinfo=zone)


def at_of(day: date, office: Office) -> datetime:
    """The sending hour of a day."""
    return office.rules.at(day)


def print_json(value: object) -> None:
    """One object on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """A table for people."""
    made = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(str(value) if value is not None else "" for value in row))
    out.print(made)


def say(key: str, /, style: str | None = None, **parts: object) -> None:
    """One sentence to the person at the terminal."""
    err.print(text(key, **parts), style=style, markup=False, soft_wrap=True)


def is_talking(as_json: bool) -> bool:
    """Whether a person is there to be asked."""
    return not as_json and sys.stdin.isatty() and sys.stderr.isatty()


def progress() -> Progress:
    """A bar for long work, on standard error, silent where nobody looks."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not sys.stderr.isatty(),
    )
