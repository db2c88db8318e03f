"""`duban import --dry-run`: what a document is read as. Nothing is stored, so no database is opened nor loaded."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.cli.background import Reading


def run(files: Sequence[Path], issued: date | None, year: int | None, as_json: bool) -> None:
    """Starts the reading first: the child process reads while this one loads what makes a ledger of it."""
    with Reading(files) as reading:
        from bot.cli.reading_in import try_out  # noqa: PLC0415 - loaded while the child reads

        try_out(reading, issued, year, as_json)
