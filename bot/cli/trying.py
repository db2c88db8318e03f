"""`duban import --dry-run`: what a document is read as. Nothing is stored, so no database is opened nor loaded."""

import os
from datetime import date
from pathlib import Path

from bot.app.reading import load_reading
from bot.cli.showing import show_ledger, show_questions
from bot.cli.terminal import print_json, progress
from bot.deadlines import Settings
from bot.ledger import extract, to_json
from bot.model import Ledger
from bot.reading import read
from bot.texts import text


def run(file: Path, issued: date | None, year: int | None, as_json: bool) -> None:
    ledger = read_ledger(file, issued, year, load_reading(os.environ))
    show(ledger, as_json)
    raise SystemExit(1 if ledger.questions else 0)


def read_ledger(file: Path, issued: date | None, year: int | None, settings: Settings) -> Ledger:
    """The ledger in a file, with a bar while it is read. Raises ReadingError, LedgerError."""
    with progress() as bar:
        task = bar.add_task(text("cli.reading", file=file.name), total=1.0)
        document = read(file, progress=lambda done: bar.update(task, completed=done))
        return extract(document, issued=issued, year=year, settings=settings)


def show(ledger: Ledger, as_json: bool) -> None:
    """The ledger and its questions, for a person or for a program."""
    if as_json:
        print_json(to_json(ledger))
        return
    show_ledger(ledger)
    show_questions(ledger.questions, {})
