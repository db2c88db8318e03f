"""`duban edit`: corrects one item of a ledger; what was reported for it stays."""

from datetime import datetime

import click

from bot.cli.common import OPERATOR, now_option, office_at, say
from bot.cli.showing import readings, show_questions
from bot.texts import text
from bot.work.edit import Words, edit_item


@click.command("edit", help=text("cli.edit_help"))
@click.argument("ledger")
@click.argument("number")
@click.option("--text", "words", help=text("cli.item_text"))
@click.option("--lead", help=text("cli.item_lead"))
@click.option("--units", help=text("cli.item_units"))
@click.option("--assisting", help=text("cli.item_assisting"))
@click.option("--deadline", help=text("cli.item_deadline"))
@now_option
def command(
    ledger: str,
    number: str,
    words: str | None,
    lead: str | None,
    units: str | None,
    assisting: str | None,
    deadline: str | None,
    now: datetime | None,
) -> None:
    """Texts above."""
    said = Words(words, lead, units, assisting, deadline)
    with office_at(now) as (office, instant):
        task, asked = edit_item(office, ledger, number, said, instant, OPERATOR)
    say("cli.edited", ledger=ledger, number=task.number, reading=readings(task.obligations))
    show_questions(asked, {})
    raise SystemExit(1 if asked else 0)
