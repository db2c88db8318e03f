"""`duban outbox`: what waits, was set aside, or may have arrived twice; sent again, or dropped with a reason."""

from dataclasses import asdict
from datetime import datetime

import click

from bot.cli.common import OPERATOR, json_option, now_option, office_at, print_json, say, table
from bot.operation.letters import SHORT, Letter, drop, letters, retry
from bot.texts import text

COLUMNS = ("id", "at", "to", "subject", "state", "reason")


@click.group("outbox", help=text("outbox.help"), invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help=text("outbox.all"))
@json_option
@click.pass_context
def command(ctx: click.Context, everything: bool, as_json: bool) -> None:
    """Texts above."""
    if ctx.invoked_subcommand is not None:
        return
    with office_at(None) as (office, now):
        found = letters(office, everything=everything)
    if as_json:
        for letter in found:
            print_json(asdict(letter))
    elif found:
        table([text(f"outbox.column_{name}") for name in COLUMNS], [_row(letter, now) for letter in found])
        say("outbox.hint")
    else:
        say("outbox.empty")


@command.command("retry", help=text("outbox.retry_help"))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@now_option
def retry_(ids: tuple[str, ...], now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        n = retry(office, ids, OPERATOR, instant)
    say("outbox.retried", n=n)


@command.command("drop", help=text("outbox.drop_help"))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--note", required=True, metavar="REASON", help=text("outbox.note"))
@now_option
def drop_(ids: tuple[str, ...], note: str, now: datetime | None) -> None:
    """Texts above."""
    with office_at(now) as (office, instant):
        n = drop(office, ids, note, OPERATOR, instant)
    say("outbox.dropped", n=n)


def _row(letter: Letter, now: datetime) -> list[str]:
    state = text(f"outbox.state_{letter.state}")
    if letter.uncertain:
        state = text("outbox.uncertain", state=state)
    at = f"{letter.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    return [letter.id[:SHORT], at, letter.to, letter.subject or letter.kind, state, letter.reason]
