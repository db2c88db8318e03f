"""`duban calendar 2026-10`: a month of working days as a picture."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from rich.text import Text

from bot.calendars import Calendar, load_calendar
from bot.cli.plain_console import PlainConsole
from bot.clock import system_clock
from bot.resources import shipped
from bot.texts import text

_STYLES = {"off": "dim red", "worked": "bold black on yellow", "holiday": "bold white on red", "day": ""}


def run(month: str | None, now: str | None) -> None:
    folder = Path(os.environ.get("DUBAN_CONFIG") or "config")
    own = folder / "calendar.toml"
    calendar = load_calendar(own if own.is_file() else shipped("config", "calendar.toml"))
    first = _first(month, now)
    console = PlainConsole()
    console.print(picture(first, calendar))
    if not calendar.knows(first.year):
        PlainConsole(stderr=True).print(text("calendar.unknown", year=first.year), style="yellow", markup=False)


def _first(month: str | None, now: str | None) -> date:
    """The first day of the month meant."""
    try:
        if month:
            return datetime.strptime(month.strip(), "%Y-%m").date()  # noqa: DTZ007  a month has no zone
        day = datetime.fromisoformat(now).date() if now else system_clock().astimezone().date()
        return day.replace(day=1)
    except ValueError:
        raise click.BadParameter(text("calendar.bad-month", found=month or now)) from None


def picture(first: date, calendar: Calendar) -> Text:
    """The month that begins on `first`: seven columns from Monday, days off, working weekends and festivals marked."""
    shown = Text(text("calendar.title", year=first.year, month=first.month) + "\n", style="bold")
    shown.append("".join(f"{text(f'calendar.weekday-{index}'):　>2}  " for index in range(7)) + "\n", style="dim")
    day = first - timedelta(days=first.weekday())
    while day.month == first.month or day < first:
        for _ in range(7):
            _cell(shown, day, first, calendar)
            day += timedelta(days=1)
        shown.append("\n")
    shown.append(_legend(first, calendar))
    return shown


def _cell(shown: Text, day: date, first: date, calendar: Calendar) -> None:
    if day.month != first.month:
        shown.append("      ")
        return
    kind = _kind(day, calendar)
    mark = {"worked": text("calendar.mark-worked"), "holiday": text("calendar.mark-off")}.get(kind, "　")
    shown.append(f"{day.day:>2}{mark}", style=_STYLES[kind])
    shown.append("  ")


def _kind(day: date, calendar: Calendar) -> str:
    weekend = day.weekday() > 4
    if calendar.is_workday(day):
        return "worked" if weekend else "day"
    return "holiday" if calendar.holiday_name(day) or not weekend else "off"


def _legend(first: date, calendar: Calendar) -> Text:
    """How many working days, and the festivals with their days."""
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    lines = [text("calendar.count", count=calendar.count(first - timedelta(days=1), last))]
    days: dict[str, list[int]] = {}
    for ahead in range((last - first).days + 1):
        name = calendar.holiday_name(first + timedelta(days=ahead))
        if name:
            days.setdefault(name, []).append(first.day + ahead)
    lines += [text("calendar.holiday", name=name, days=_runs(numbers)) for name, numbers in days.items()]
    return Text("\n".join(lines), style="dim")


def _runs(numbers: list[int]) -> str:
    """1, 2, 3, 8 → 1–3、8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
