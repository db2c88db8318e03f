"""Readings of phrases as a table for people."""

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from bot.cli.plain_console import PlainConsole
from bot.deadlines import Conventions, explain, in_words, parse, rests_on_holidays
from bot.model import QUESTION_FLAGS, Obligation, Reading
from bot.texts import text


def show(
    phrases: Sequence[str], issued: date, year: int, *, settings: Conventions, explained: bool, assumed: bool
) -> bool:
    """Print a table of the readings; whether one of them would be asked about. Dates count from `issued`."""
    out, err = PlainConsole(), PlainConsole(stderr=True)
    readings = [(phrase, parse(phrase, issued=issued, year=year, settings=settings)) for phrase in phrases]
    out.print(_table(readings))
    if explained:
        for phrase in phrases:
            out.print(_explanation(phrase, issued, year, settings))
    if assumed:
        err.print(text("parse.assumed", date=issued), style="dim", markup=False)
    for years in _unannounced(readings, issued, settings):
        err.print(text("parse.unannounced", years=years), style="yellow", markup=False)
    asked = sum(bool(QUESTION_FLAGS & set(reading.flags)) for _, reading in readings)
    if asked:
        err.print(text("parse.asked", count=asked), style="yellow", markup=False)
    return asked > 0


def _unannounced(readings: list[tuple[str, Reading]], issued: date, settings: Conventions) -> list[str]:
    """The years on whose holidays a reading rests and which are not announced, in one line; often none."""
    resting = [one for _, reading in readings for one in reading.obligations if _rests_on_calendar(one, reading)]
    years = {y for one in resting if one.date for y in settings.calendar.unannounced(issued, one.date)}
    return ["、".join(map(str, sorted(years)))] if years else []


def _rests_on_calendar(one: Obligation, reading: Reading) -> bool:
    """Whether its day moves with the arrangement of holidays: counted in working days, or beside a festival."""
    return rests_on_holidays(one) or "day-off" in (*one.flags, *reading.flags)


def _table(readings: list[tuple[str, Reading]]) -> Table:
    table = Table(header_style="bold", show_lines=len(readings) > 1)
    for name in ("phrase", "reading", "rule", "flags"):
        table.add_column(text(f"parse.column-{name}"), overflow="fold", min_width=26 if name == "reading" else None)
    for phrase, reading in readings:
        words = [in_words(one) + (f"：{one.label}" if one.label else "") for one in reading.obligations]
        table.add_row(
            _phrase(phrase, reading),
            "\n".join(map(_clean, words)),
            "\n".join(one.rule for one in reading.obligations),
            _flags(reading),
        )
    return table


def _clean(words: str) -> str:
    return words.encode("utf-8", "replace").decode("utf-8")


def _phrase(phrase: str, reading: Reading) -> Text:
    """The phrase with what was not read in red."""
    shown = Text(phrase.encode("utf-8", "replace").decode("utf-8"))
    for left in reading.unread:
        shown.stylize("bold red underline", left.start, left.end)
    return shown


def _flags(reading: Reading) -> Text:
    shown = Text()
    for index, flag in enumerate(reading.flags):
        shown.append("\n" if index else "")
        shown.append(text(f"deadlines.flag-{flag}"), style="yellow" if flag in QUESTION_FLAGS else "dim")
    return shown


def _explanation(phrase: str, issued: date, year: int, settings: Conventions) -> Table:
    table = Table(title=_clean(phrase), title_justify="left", header_style="bold")
    for name in ("words", "place", "rule", "counts"):
        table.add_column(text(f"parse.column-{name}"), overflow="fold", min_width=26 if name == "reading" else None)
    for taken in explain(phrase, issued=issued, year=year, settings=settings):
        counts = text("parse.counts" if taken.counts else "parse.counts-not")
        table.add_row(_clean(taken.words), f"{taken.start}–{taken.end}", taken.rule, counts)
    return table
