"""`duban carry OLD NEW`: what one ledger leaves unfinished goes on in the next."""

from datetime import datetime

import click

from bot.cli.common import OPERATOR, now_option, office_at, say
from bot.texts import text
from bot.work.amend import carry_over


@click.command("carry", help=text("cli.carry_help"))
@click.argument("old")
@click.argument("new")
@now_option
def command(old: str, new: str, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        tasks = carry_over(office, old, new, instant, OPERATOR)
    say("cli.carried", n=len(tasks), old=old, new=new, numbers="、".join(task.number for task in tasks) or "–")
