"""`duban log`: the audit trail."""

from dataclasses import asdict

import click

from bot.cli.common import json_option, office_at, print_json, say, table
from bot.texts import text
from bot.work.trail import trail

COLUMNS = ("at", "who", "channel", "verb", "ledger", "number", "unit", "before", "after", "note", "evidence")


@click.command("log", help=text("cli.log_help"))
@click.argument("number", required=False)
@click.option("--ledger", help=text("cli.mark_ledger"))
@click.option("--unit", help=text("cli.mark_unit"))
@json_option
def command(number: str | None, ledger: str | None, unit: str | None, as_json: bool) -> None:
    """Texts above."""
    with office_at(None) as (office, _):
        found = trail(office, ledger_id=ledger, number=number, unit=unit)
    if as_json:
        for entry in found:
            print_json(asdict(entry))
        return
    if not found:
        say("cli.log_empty")
        return
    rows = [[_shown(name, getattr(entry, name)) for name in COLUMNS] for entry in found]
    table([text(f"cli.log_{name}") for name in COLUMNS], rows)


def _shown(name: str, value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if name == "at" else str(value or "")
