"""`duban import --dry-run`: what a document is read as. Nothing is stored, so no database is opened nor loaded; with
`--corrects` the stored ledger is, to show what would change.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bot.cli.background import Reading


def run(
    files: Sequence[Path],
    issued: date | None,
    year: int | None,
    as_json: bool,
    corrects: str | None,
    now: datetime | None,
) -> None:
    """Starts the reading first: the child process reads while this one loads what makes a ledger of it."""
    with Reading(files) as reading:
        if corrects is not None and not as_json:
            from bot.cli.import_ import try_correction  # noqa: PLC0415 - only this compares with what is stored

            try_correction(reading, issued, year, corrects, now)
        from bot.cli.reading_in import try_out  # noqa: PLC0415 - loaded while the child reads

        try_out(reading, issued, year, as_json)
