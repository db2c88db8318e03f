"""`duban mark`: every move in a duty's life, made by the coordinator at the terminal."""

from datetime import date, datetime

import click

from bot.cli.common import OPERATOR, Day, at_of, now_option, office_at, say
from bot.plan.lifecycle import Verb
from bot.texts import text
from bot.work.report import Move, make_move


@click.command("mark", help=text("cli.mark_help"))
@click.argument("number", metavar="NUMBER[.k]")
@click.argument("verb", type=click.Choice([str(verb) for verb in Verb]), metavar="VERB")
@click.option("--unit", help=text("cli.mark_unit"))
@click.option("--ledger", help=text("cli.mark_ledger"))
@click.option("--on", "--date", "on", type=Day(), metavar="DATE", help=text("cli.mark_on"))
@click.option("--until", type=Day(), metavar="DATE", help=text("cli.mark_until"))
@click.option("--to", "to_unit", metavar="UNIT", help=text("cli.mark_to"))
@click.option("--note", help=text("cli.mark_note"))
@click.option("--evidence", metavar="FILE|URL", help=text("cli.mark_evidence"))
@now_option
def command(
    number: str,
    verb: str,
    unit: str | None,
    ledger: str | None,
    on: date | None,
    until: date | None,
    to_unit: str | None,
    note: str | None,
    evidence: str | None,
    now: datetime | None,
) -> None:
    """Texts above."""
    move = Move(
        number=number,
        verb=Verb(verb),
        unit=unit,
        ledger_id=ledger,
        on=on,
        until=until,
        note=note,
        evidence=evidence,
        to_unit=to_unit,
    )
    with office_at(now) as (office, present):
        instant = min(present, at_of(on, office)) if now is None and on is not None else present
        rows = make_move(office, move, OPERATOR, instant)
    for row in rows:
        say(
            "cli.marked",
            number=row.number,
            unit=row.unit,
            label=row.label or row.title,
            state=text(f"cli.life_{row.state}"),
        )
