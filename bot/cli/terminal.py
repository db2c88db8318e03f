"""Talking to the person at the terminal: sentences, tables, a progress bar, JSON for programs."""

import contextlib
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.cells import cell_len
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.cli.plain_console import PlainConsole
from bot.errors import UsageError
from bot.lengths import first_words
from bot.printable import printable
from bot.texts import text

#: Tables for people go to standard output; what is said beside them to standard error.
out = PlainConsole(soft_wrap=False)
err = PlainConsole(stderr=True)
#: So much of a task's words stands in a table.
SHORT = 34
#: As wide as 2021-09-27 09:00.
UNBROKEN = 16
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d月\d{1,2}日")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raises UsageError where the file that is written within it cannot be."""
    try:
        yield
    except OSError as error:
        raise UsageError("export.unwritten", file=path, reason=error.strerror or text("papers.unknown")) from error


def print_json(value: object) -> None:
    """One object on standard output; what is not seen is written as JSON's own escapes."""
    sys.stdout.write(_as_json(value) + "\n")


def print_json_list(values: Iterable[object]) -> None:
    """The same of a list, a value at a time: no more than one stands in memory."""
    sys.stdout.write("[")
    for n, value in enumerate(values):
        sys.stdout.write((", " if n else "") + _as_json(value))
    sys.stdout.write("]\n")


def _as_json(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, default=str)
    if written.isprintable():
        return written
    return "".join(c if printable(c) else json.dumps(c)[1:-1] for c in written)


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None, *, whole: Collection[int] = ()
) -> None:
    """A table for people.

    What an entry is known by, its number or instant, stands first and is not broken if short; a day never is, nor what
    stands in a column of `whole`, as ids that are to be copied.
    """
    texts = [[str(value) if value is not None else "" for value in row] for row in rows]
    made = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for k, column in enumerate(columns):
        is_short = all(cell_len(line) <= UNBROKEN for row in texts for line in row[k].split("\n"))
        has_days = all(_DAY.match(row[k]) for row in texts if row[k])
        made.add_column(column, overflow="fold", no_wrap=k in whole or (is_short and (k == 0 or has_days)))
    for row in texts:
        made.add_row(*row)
    out.print(made)


def say(key: str, /, style: str | None = None, **parts: object) -> None:
    """One sentence to the person at the terminal; what was done stays done where nobody can hear of it."""
    with contextlib.suppress(OSError):
        err.print(text(key, **parts), style=style, markup=False, soft_wrap=True)


def is_talking(as_json: bool) -> bool:
    """Whether a person is there to be asked."""
    return not as_json and sys.stdin.isatty() and sys.stderr.isatty()


def progress() -> Progress:
    """A bar for long work, on standard error, silent where nobody looks."""
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def short(words: str) -> str:
    """The first words, on one line."""
    return first_words(words, SHORT)
