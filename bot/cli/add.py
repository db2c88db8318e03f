"""`duban add`: one item that no document brought, read like one that did."""

from datetime import datetime

import click

from bot.cli.common import OPERATOR, now_option, office_at, say
from bot.cli.showing import readings, show_questions
from bot.texts import text
from bot.work.edit import Words, add_item


@click.command("add", help=text("cli.add_help"))
@click.argument("ledger")
@click.option("--text", "words", required=True, help=text("cli.item_text"))
@click.option("--lead", help=text("cli.item_lead"))
@click.option("--units", help=text("cli.item_units"))
@click.option("--assisting", help=text("cli.item_assisting"))
@click.option("--deadline", help=text("cli.item_deadline"))
@click.option("--number", help=text("cli.item_number"))
@click.option("--title", help=text("cli.item_title"))
@now_option
def command(
    ledger: str,
    words: str,
    lead: str | None,
    units: str | None,
    assisting: str | None,
    deadline: str | None,
    number: str | None,
    title: str | None,
    now: datetime | None,
) -> None:
    """Texts above."""
    said = Words(words, lead, units, assisting, deadline)
    with office_at(now) as (office, instant):
        task, asked = add_item(office, ledger, number, said, instant, OPERATOR, title)
    say("cli.added", ledger=ledger, number=task.number, reading=readings(task.obligations))
    show_questions(asked, {})
    raise SystemExit(1 if asked else 0)
