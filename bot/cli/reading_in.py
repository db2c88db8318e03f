"""From a file that is being read to its ledger, and the ledger shown; without the store."""

import os
from collections.abc import Iterable
from datetime import date

from bot.app.reading import known_names, load_reading
from bot.cli.background import Reading
from bot.cli.ledger_view import show_ledger, show_questions
from bot.cli.terminal import print_json, progress
from bot.deadlines import Conventions
from bot.ledger import extract_confined, to_json
from bot.model import Document, Ledger
from bot.texts import text


def try_out(reading: Reading, issued: date | None, year: int | None, as_json: bool) -> None:
    """Shows what would be imported; ends with 1 where there is something to ask."""
    ledger = read_ledger(reading, issued, year, load_reading(os.environ), known_names(os.environ))
    show(ledger, as_json)
    raise SystemExit(1 if ledger.questions else 0)


def read_ledger(
    reading: Reading, issued: date | None, year: int | None, settings: Conventions, known: Iterable[str]
) -> Ledger:
    """The ledger in a file. `known` are the roster's names, which are taken whole.

    Raises ReadingError, LedgerError.
    """
    return extract_confined(read_document(reading), issued=issued, year=year, settings=settings, known=known)


def read_document(reading: Reading) -> Document:
    """The document, with a bar while it is read; a second time at once. Raises ReadingError."""
    with progress() as bar:
        task = bar.add_task(text("cli.reading", file=reading.name), total=1.0)
        return reading.document(lambda done: bar.update(task, completed=done))


def show(ledger: Ledger, as_json: bool) -> None:
    """The ledger and its questions, for a person or for a program."""
    if as_json:
        print_json(to_json(ledger))
        return
    show_ledger(ledger)
    show_questions(ledger.questions, {})
