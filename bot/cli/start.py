"""`duban start`: the event that a relative deadline counts from has happened."""

from datetime import date, datetime

import click

from bot.cli.common import OPERATOR, Day, now_option, office_at, say
from bot.texts import text
from bot.work.report import start_clock


@click.command("start", help=text("cli.start_help"))
@click.argument("number")
@click.option("--unit", help=text("cli.mark_unit"))
@click.option("--ledger", help=text("cli.mark_ledger"))
@click.option("--on", "--date", "on", type=Day(), metavar="DATE", help=text("cli.start_on"))
@now_option
def command(number: str, unit: str | None, ledger: str | None, on: date | None, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        rows = start_clock(office, number, unit, on or office.today(instant), instant, OPERATOR, ledger)
    for row in rows:
        say("cli.started", number=row.number, unit=row.unit, due=row.due)
