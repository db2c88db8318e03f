"""`duban units --from LEDGER`: drafts config/units.toml with every unit and group that a ledger names."""

import os

import click

from bot.app.office import units_file
from bot.cli.common import office_at, say
from bot.resources import shipped
from bot.roster.units_file import add_names, write
from bot.settings import config_folder
from bot.texts import text
from bot.work.dispatch import named_units


@click.command("units", help=text("cli.units_help"))
@click.option("--from", "ledger", required=True, metavar="LEDGER", help=text("cli.units_from"))
def command(ledger: str) -> None:
    """Texts above."""
    path = units_file(config_folder(os.environ))
    with office_at(None) as (office, _):
        names = named_units(office, ledger)
        source = (path if path.exists() else shipped("config", "units.toml")).read_text(encoding="utf-8")
        drafted, new = add_names(source, office.roster, names)
    if new:
        write(path, drafted)
        say("cli.units_added", file=path, n=len(new), names="、".join(new))
    else:
        say("cli.units_complete", file=path)
    bare = [unit.name for unit in office.roster.unit if not any(c.email or c.telegram for c in unit.contact)]
    waiting = [*(name for name in new), *bare]
    if waiting:
        say("cli.units_fill_in", n=len(waiting), file=path)
