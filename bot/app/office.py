"""Builds the office from its settings files."""

from collections.abc import Mapping

from bot.app.setup import load_setup, units_file
from bot.app.units import keep_units, kept_file
from bot.store.store import Store
from bot.work.office import Office


def open_office(environ: Mapping[str, str]) -> Office:
    """The office as the settings describe it, its store opened and migrated."""
    setup = load_setup(environ)
    store = Store.open(setup.settings.database_url.get_secret_value())
    keep_units(units_file(setup.config), kept_file(setup.settings), setup.units)
    return Office(
        store=store,
        roster=setup.units.roster,
        unit_faults=tuple(map(str, setup.units.faults)),
        rules=setup.rules,
        reading=setup.reading,
        settings=setup.settings,
        config=setup.config,
        delivery=setup.delivery,
        can_chat=setup.settings.telegram_token is not None,
    )
