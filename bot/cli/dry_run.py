"""`duban import --dry-run`: what a document is read as. Nothing is stored, so no database is opened nor loaded."""

from datetime import date
from pathlib import Path

from bot.cli.background import Reading
from bot.later import later


def run(file: Path, issued: date | None, year: int | None, as_json: bool) -> None:
    """Starts the reading first: the child process reads while this one loads what makes a ledger of it."""
    with Reading(file) as reading:
        later("bot.cli.reading_in").try_out(reading, issued, year, as_json)
