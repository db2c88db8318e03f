"""Databases at the newest revision, brought there once and then copied: few tests are about the way there."""

import sqlite3
from functools import cache
from pathlib import Path

from sqlalchemy import make_url

from bot.store.engine import make_engine, open_engine
from bot.store.store import IN_MEMORY, Store


@cache
def _image() -> bytes:
    """What a new store of SQLite holds after all revisions."""
    engine = open_engine("sqlite://")
    held = engine.raw_connection()
    try:
        connection = held.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection.serialize()
    finally:
        held.close()
        engine.dispose()


def store_at(url: str) -> Store:
    """The store at `url`, as `Store.open` gives it."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return Store.open(url)
    if parsed.database in IN_MEMORY:
        return _in_memory(url)
    path = Path(parsed.database or "")
    if not path.exists():
        make_engine(url).dispose()  # its folder and the file, as private as they are to be
        path.write_bytes(_image())
    return Store.open(url)


def _in_memory(url: str) -> Store:
    engine = make_engine(url)
    held = engine.raw_connection()
    try:
        connection = held.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.deserialize(_image())
    finally:
        held.close()
    return Store(engine)
