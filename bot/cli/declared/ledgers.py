"""Commands that bring a ledger in and change it: from the document to the roster of those it names."""

from pathlib import Path
from typing import Any

import click

from bot.cli.options import Day, json_option, now_option
from bot.texts import text


@click.command("demo", help=text("cli.demo_help"))
@click.option("--board", is_flag=True, help=text("cli.demo_board"))
def demo(board: bool) -> None:
    if board:
        from bot.cli.demo_board import run as serve

        serve()
        return
    from bot.cli.demo import run

    run()


@click.command("import", help=text("cli.import_help"))
@click.argument("files", metavar="FILE…", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--issued", type=Day(), metavar="DATE", help=text("cli.issued"))
@click.option("--year", type=click.IntRange(1900, 2100), help=text("cli.year"))
@click.option("--dry-run", is_flag=True, help=text("cli.dry_run"))
@click.option("--questions", "sheet", type=click.Path(dir_okay=False, path_type=Path), help=text("cli.questions_sheet"))
@click.option("--amends", metavar="LEDGER", help=text("cli.amends"))
@click.option("--as-new", is_flag=True, help=text("cli.as_new"))
@click.option("--corrects", metavar="LEDGER", help=text("cli.corrects"))
@json_option
@now_option
def import_(dry_run: bool, **given: Any) -> None:
    if dry_run:
        from bot.cli.dry_run import run as try_out

        try_out(**{name: given[name] for name in ("files", "issued", "year", "as_json", "corrects", "now")})
        return
    from bot.cli.import_ import run

    run(**given)


@click.command("questions", help=text("cli.questions_help"))
@click.argument("ledger")
@click.option("--answer", "answers", multiple=True, metavar="ID=CHOICE", help=text("cli.answer"))
@json_option
@now_option
def questions(**given: Any) -> None:
    from bot.cli.questions import run

    run(**given)


@click.command("units", help=text("cli.units_help"))
@click.option("--from", "ledger", metavar="LEDGER", help=text("cli.units_from"))
@click.option(
    "--sheet", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx", help=text("cli.units_sheet")
)
@click.option("--read", "filled", type=click.Path(path_type=Path), metavar="FILE.xlsx", help=text("cli.units_read"))
def units(**given: Any) -> None:
    from bot.cli.units import run

    run(**given)


@click.command("ledgers", help=text("cli.ledgers_help"))
@json_option
def ledgers(**given: Any) -> None:
    from bot.cli.ledgers import run

    run(**given)


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
def add(**given: Any) -> None:
    from bot.cli.add import run

    run(**given)


@click.command("edit", help=text("cli.edit_help"))
@click.argument("ledger")
@click.argument("number")
@click.option("--text", "words", help=text("cli.item_text"))
@click.option("--lead", help=text("cli.item_lead"))
@click.option("--units", help=text("cli.item_units"))
@click.option("--assisting", help=text("cli.item_assisting"))
@click.option("--deadline", help=text("cli.item_deadline"))
@now_option
def edit(**given: Any) -> None:
    from bot.cli.edit import run

    run(**given)


@click.command("carry", help=text("cli.carry_help"))
@click.argument("old")
@click.argument("new")
@click.option("--yes", is_flag=True, help=text("cli.carry_yes"))
@click.option("--undo", is_flag=True, help=text("cli.carry_undo"))
@now_option
def carry(**given: Any) -> None:
    from bot.cli.carry import run

    run(**given)


@click.command("archive", help=text("cli.archive_help"))
@click.argument("ledger")
@click.option("--yes", is_flag=True, help=text("cli.archive_yes"))
@now_option
def archive(**given: Any) -> None:
    from bot.cli.archive import run

    run(**given)


@click.command("export", help=text("export.help"))
@click.argument("ledger")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), required=True, help=text("export.to"))
@now_option
def export(**given: Any) -> None:
    from bot.cli.export import run

    run(**given)


@click.command("papers", help=text("papers.help"))
@click.argument("ledger")
@click.option("--to", "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help=text("papers.to"))
@click.option("--kind", multiple=True, help=text("papers.kind"))
@click.option("--unit", help=text("papers.unit"))
@click.option("--templates", is_flag=True, help=text("papers.templates"))
@now_option
def papers(**given: Any) -> None:
    from bot.cli.papers import run

    run(**given)
