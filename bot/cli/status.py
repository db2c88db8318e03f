"""`duban status`: the state of every dispatched ledger, with lights."""

from dataclasses import asdict
from datetime import datetime

import click

from bot.cli.common import json_option, now_option, office_at, print_json, say
from bot.cli.showing import show_standing
from bot.texts import text
from bot.work.status import status


@click.command("status", help=text("cli.status_help"))
@click.argument("wanted", required=False, metavar="[UNIT|SECTION|NUMBER|overdue|soon|open]")
@json_option
@now_option
def command(wanted: str | None, as_json: bool, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        found = status(office, instant, wanted)
        if as_json:
            print_json(
                [
                    {
                        "ledger": s.ledger_id,
                        "title": s.title,
                        "counts": {str(k): n for k, n in s.counts.items()},
                        "items": [asdict(line) for line in s.lines],
                    }
                    for s in found
                ]
            )
            return
        if not found:
            say("cli.nothing_dispatched")
        for standing in found:
            show_standing(standing)
