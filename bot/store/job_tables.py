"""procrastinate's tables in the database, as its present release wants them. On PostgreSQL only."""

from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, text

from bot.errors import StoreError

_RELEASE = text("SELECT obj_description(to_regclass('procrastinate_jobs'), 'pg_class')")
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('duban:install', 0))")


def install(connection: Connection) -> None:
    """Makes the tables, or brings them to the present release, within the transaction. Raises StoreError.

    The newest of the library's migrations that they have is kept as the comment of the table of jobs.
    """
    files = sorted((_sql() / "migrations").glob("*.sql"))
    newest = files[-1].name
    if connection.scalar(_RELEASE) == newest:
        return
    connection.execute(_ALONE)
    has = connection.scalar(_RELEASE)
    if has is None:
        _run(connection, _sql() / "schema.sql")
    elif has > newest:
        raise StoreError("store.newer", found=has)
    else:
        for file in files:
            if file.name > has:
                _run(connection, file)
    connection.execute(text(f"COMMENT ON TABLE procrastinate_jobs IS '{newest}'"))


def _sql() -> Path:
    """Where the library keeps its statements; found without loading it, which takes its time."""
    spec = find_spec("procrastinate")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "sql"


def _run(connection: Connection, file: Path) -> None:
    """All statements of a file; the driver takes several only where there are no values to fill in."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(file.read_text(encoding="utf-8"))
