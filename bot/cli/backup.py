"""`duban backup FILE`: everything in one file, while the program goes on working."""

from pathlib import Path

import click

from bot.cli.common import office_at, say
from bot.errors import UsageError
from bot.store.transfer import backup
from bot.texts import text


@click.command("backup", help=text("operation.backup_help"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help=text("operation.backup_replace"))
def command(file: Path, replace: bool) -> None:
    """Texts above."""
    if file.exists() and not replace:
        raise UsageError("operation.file_exists", file=file)
    with office_at(None) as (office, _):
        backup(office.store, file)
    say("operation.backed_up", file=file, size=f"{file.stat().st_size / 1e6:.1f}")
