"""`duban archive`: ends everything for a ledger."""

from datetime import datetime

import click

from bot.cli.common import OPERATOR, now_option, office_at, say
from bot.texts import text
from bot.work.archive import archive


@click.command("archive", help=text("cli.archive_help"))
@click.argument("ledger")
@now_option
def command(ledger: str, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        archive(office, ledger, instant, OPERATOR)
    say("cli.archived", ledger=ledger)
