"""Brings the tables of a database to the newest revision."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from bot.store.engine import MIGRATIONS


def upgrade(engine: Engine) -> None:
    """All revisions that are missing, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
