"""Builds the office from its settings files."""

from collections.abc import Mapping

from bot.app.setup import load_setup, units_file
from bot.app.units import keep_units, kept_file, sqlite_file
from bot.errors import StoreError
from bot.settings import Settings
from bot.store.owner import claim
from bot.store.store import Store
from bot.work.office import Office


def open_office(environ: Mapping[str, str], *, makes: bool = True) -> Office:
    """The office as the settings describe it, its store opened and migrated.

    `makes`: a database that is not there yet is made; else there is an empty one in memory in its place.
    """
    setup = load_setup(environ)
    is_there = has_store(setup.settings)
    store = Store.open(setup.settings.database_url.get_secret_value() if makes or is_there else "sqlite://")
    if (makes or is_there) and setup.settings.office is not None:
        _claim(store, setup.settings.office, writes=makes)
    if makes or is_there:
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


def _claim(store: Store, office: str, *, writes: bool) -> None:
    try:
        claim(store, office, writes=writes)
    except StoreError:
        store.close()
        raise


def has_store(settings: Settings) -> bool:
    """Whether the database is there; a server's is its own business."""
    file = sqlite_file(settings)
    return file is None or file.exists()
