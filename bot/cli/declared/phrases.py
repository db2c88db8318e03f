"""Commands that need neither settings nor store: what a phrase says, what a month looks like."""

from typing import Any

import click

from bot.texts import text


@click.command("parse", help=text("parse.help"))
@click.argument("phrases", nargs=-1, metavar="[PHRASE]...")
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=text("parse.issued"))
@click.option("--year", type=click.IntRange(1900, 2100), metavar="YEAR", help=text("parse.year"))
@click.option("--explain", "explained", is_flag=True, help=text("parse.explain"))
@click.option("--jsonl", is_flag=True, help=text("parse.jsonl"))
@click.option("--now", metavar="INSTANT", help=text("parse.now"))
def parse(**given: Any) -> None:
    from bot.cli.parse import run

    run(**given)


@click.command("calendar", help=text("calendar.help"))
@click.argument("month", required=False, metavar="[YYYY-MM]")
@click.option("--now", metavar="INSTANT", help=text("calendar.now"))
def calendar(**given: Any) -> None:
    from bot.cli.calendar import run

    run(**given)
