"""`duban backup FILE`: everything in one file, while the program goes on working."""

from pathlib import Path

from bot.cli.common import office_at
from bot.cli.terminal import say
from bot.errors import UsageError
from bot.store.transfer import backup
from bot.work.duties.evidence import folder


def run(file: Path, replace: bool) -> None:
    if file.exists() and not replace:
        raise UsageError("operation.file_exists", file=file)
    with office_at(None) as (office, _):
        backup(office.store, file, folder(office))
    say("operation.backed_up", file=file, size=f"{file.stat().st_size / 1e6:.1f}")
