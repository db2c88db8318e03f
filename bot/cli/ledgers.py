"""`duban ledgers`: what is stored."""

from dataclasses import asdict

import click

from bot.cli.common import json_option, office_at, print_json, say, table
from bot.texts import text
from bot.work.status import listed


@click.command("ledgers", help=text("cli.ledgers_help"))
@json_option
def command(as_json: bool) -> None:
    """Texts above."""
    with office_at(None) as (office, _):
        found = listed(office)
    if as_json:
        print_json([asdict(row) for row in found])
    elif not found:
        say("cli.no_ledgers")
    else:
        columns = [text(f"cli.column_{name}") for name in ("id", "title", "tasks", "open_questions", "state")]
        table(columns, [(r.id, r.title, r.tasks, r.open_questions, text(f"cli.state_{r.state}")) for r in found])
