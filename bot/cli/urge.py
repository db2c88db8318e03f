"""`duban urge`: a coordinator's own words to the late units of a task."""

from datetime import datetime

import click

from bot.cli.common import OPERATOR, now_option, office_at, say
from bot.texts import text
from bot.work.urge import urge


@click.command("urge", help=text("cli.urge_help"))
@click.argument("number")
@click.option("--words", required=True, help=text("cli.urge_words"))
@click.option("--unit", help=text("cli.mark_unit"))
@click.option("--ledger", help=text("cli.mark_ledger"))
@now_option
def command(number: str, words: str, unit: str | None, ledger: str | None, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        units = urge(office, number, words, instant, OPERATOR, ledger_id=ledger, unit=unit)
    say("cli.urged", number=number, units="、".join(units))
