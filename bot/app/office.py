"""Builds the office from its settings files."""

from collections.abc import Mapping

from bot.app.setup import load_setup
from bot.store.store import Store
from bot.work.office import Office


def open_office(environ: Mapping[str, str]) -> Office:
    """The office as the settings describe it, its store opened and migrated."""
    setup = load_setup(environ)
    store = Store.open(setup.settings.database_url.get_secret_value())
    return Office(
        store=store,
        roster=setup.roster,
        rules=setup.rules,
        reading=setup.reading,
        settings=setup.settings,
        config=setup.config,
        delivery=setup.delivery,
        can_chat=setup.settings.telegram_token is not None,
    )
