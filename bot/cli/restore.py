"""`duban restore FILE`: what a backup holds, checked, in place of what is there."""

from datetime import datetime
from pathlib import Path

import click

from bot.cli.common import OPERATOR, json_option, now_option, office_at, say
from bot.cli.move import show_sums
from bot.operation.moving import restore
from bot.texts import text


@click.command("restore", help=text("operation.restore_help"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=text("operation.restore_replace"))
@json_option
@now_option
def command(file: Path, replace: bool, as_json: bool, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        found, kept = restore(office, file, OPERATOR, instant, replace=replace)
    show_sums(found, as_json)
    if kept is not None:
        say("operation.kept", file=kept)
    say("operation.restored", file=file)
