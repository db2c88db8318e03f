"""`duban restore FILE`: what a backup holds, checked, in place of what is there."""

from datetime import datetime
from pathlib import Path

from bot.cli.common import OPERATOR, office_at
from bot.cli.move import show_sums
from bot.cli.terminal import say
from bot.operation.relocation import restore


def run(file: Path, replace: bool, as_json: bool, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        found, kept, aside = restore(office, file, OPERATOR, instant, replace=replace)
    show_sums(found, as_json)
    for path in aside:
        say("operation.settings_kept", file=path)
    if kept is not None:
        say("operation.kept", file=kept)
    say("operation.restored", file=file)
