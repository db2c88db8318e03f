"""`duban backup`: the whole office in one file, while the program goes on working."""

from datetime import datetime
from pathlib import Path

from bot.cli.common import office_at
from bot.cli.terminal import say
from bot.errors import UsageError
from bot.operation.backups import back_up, back_up_into


def run(file: Path | None, place: Path | None, replace: bool, now: datetime | None) -> None:
    if (file is None) == (place is None):
        raise UsageError("operation.file_or_place")
    if file is not None and file.exists() and not replace:
        raise UsageError("operation.file_exists", file=file)
    gone = 0
    with office_at(now, makes=False) as (office, instant):
        if file is not None:
            back_up(office, file, instant)
        else:
            assert place is not None
            file, gone = back_up_into(office, place, instant)
    say("operation.backed_up", file=file, size=f"{file.stat().st_size / 1e6:.1f}")
    if gone:
        say("operation.thinned", n=gone)
