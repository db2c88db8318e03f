"""Commands about what is on its way: its state, its moves, what was done about it."""

from typing import Any

import click

from bot.cli.options import Day, Hour, VerbName, json_option, ledger_option, now_option, unit_option
from bot.texts import text

#: As `bot.work.duties.figures.BY`, which stands on the database.
BY = ("unit", "section", "ledger")


@click.command("status", help=text("cli.status_help"))
@click.argument("wanted", required=False, metavar="[UNIT|SECTION|NUMBER|overdue|soon|open]")
@click.option("--by", type=click.Choice(BY), help=text("figures.by"))
@click.option("--page", type=click.IntRange(min=1), metavar="N", help=text("cli.status_page_help"))
@json_option
@now_option
def status(**given: Any) -> None:
    from bot.cli.status import run

    run(**given)


@click.command("mark", help=text("cli.mark_help"))
@click.argument("number", metavar="NUMBER[.k]")
@click.argument("verb", type=VerbName(), metavar="VERB")
@unit_option
@ledger_option
@click.option("--on", "--date", "on", type=Day(), metavar="DATE", help=text("cli.mark_on"))
@click.option("--until", type=Day(), metavar="DATE", help=text("cli.mark_until"))
@click.option("--to", "to_unit", metavar="UNIT", help=text("cli.mark_to"))
@click.option("--note", help=text("cli.mark_note"))
@click.option("--evidence", metavar="FILE|URL|WORDS", help=text("cli.mark_evidence"))
@click.option("--dated", type=Day(), metavar="DATE", help=text("cli.mark_dated"))
@click.option("--also-unreported", is_flag=True, help=text("cli.mark_also_unreported"))
@now_option
def mark(**given: Any) -> None:
    from bot.cli.mark import run

    run(**given)


@click.command("undo", help=text("cli.undo_help"))
@click.argument("numbers", nargs=-1, metavar="[NUMBER[.k]…]")
@ledger_option
@now_option
def undo(**given: Any) -> None:
    from bot.cli.undo import run

    run(**given)


@click.command("start", help=text("cli.start_help"))
@click.argument("number")
@unit_option
@ledger_option
@click.option("--on", "--date", "on", type=Day(), metavar="DATE", help=text("cli.start_on"))
@click.option("--at", type=Hour(), metavar="HH:MM", help=text("cli.start_at"))
@now_option
def start(**given: Any) -> None:
    from bot.cli.start import run

    run(**given)


@click.command("urge", help=text("cli.urge_help"))
@click.argument("number")
@click.option("--words", required=True, help=text("cli.urge_words"))
@unit_option
@ledger_option
@now_option
def urge(**given: Any) -> None:
    from bot.cli.urge import run

    run(**given)


@click.command("log", help=text("cli.log_help"))
@click.argument("number", required=False)
@ledger_option
@unit_option
@json_option
def log(**given: Any) -> None:
    from bot.cli.log import run

    run(**given)
