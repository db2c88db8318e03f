"""Opens the database: SQLite in WAL or PostgreSQL, brought to the newest revision, refused if newer than we are."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from bot.errors import StoreError
from bot.files import make_private_file, make_private_folder
from bot.store.job_tables import install

MIGRATIONS = Path(__file__).parent / "migrations"
#: The revisions, oldest first: a file each, its number before its name.
REVISIONS = sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
BUSY_TIMEOUT_MS = 15_000
#: 20 MB of pages a connection: a ledger of 5,000 duties stays in it, whatever else is stored.
CACHE = "cache_size=-20000"
#: A PostgreSQL server that fell silent is given up after 11 seconds, as it gives up a client (`bot.store.locks`).
PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 2,
    "tcp_user_timeout": 11_000,
}


def open_engine(url: str) -> Engine:
    """An engine on the newest revision. Raises StoreError saying what is wrong, never with the password."""
    engine = make_engine(url)
    try:
        _migrate(engine)
        if engine.dialect.name == "postgresql":
            with engine.begin() as connection:
                install(connection)
    except StoreError:
        engine.dispose()
        raise
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreError("store.unusable", url=_shown(url), reason=_reason(error)) from error
    return engine


def make_engine(url: str) -> Engine:
    """An engine as Duban sets it up, whatever the revision of its tables."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
            raise StoreError("store.backend", found=parsed.get_backend_name())
        if parsed.get_backend_name() == "postgresql":
            return create_engine(
                parsed, pool_pre_ping=True, hide_parameters=True, connect_args=unless_given(parsed, PATIENCE)
            )
        return _sqlite(url, parsed.database)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError("store.url", found=_shown(url)) from error


def unless_given(url: URL, settings: dict[str, int]) -> dict[str, int]:
    """What the address says itself stays as it is."""
    return {name: value for name, value in settings.items() if name not in url.query}


def _sqlite(url: str, database: str | None) -> Engine:
    if not database or database == ":memory:":
        engine = create_engine(
            url, poolclass=StaticPool, connect_args={"check_same_thread": False}, hide_parameters=True
        )
    else:
        try:
            if not database.startswith("file:"):  # an address of SQLite's own, which says itself how it is opened
                make_private_folder(Path(database).parent)
                make_private_file(Path(database))  # what SQLite keeps beside it takes its permissions
        except OSError as error:
            raise StoreError("store.unusable", url=database, reason=error.strerror) from error
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers go on while one writes; the driver's own transaction starts are turned off."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", CACHE):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    """A transaction takes the write lock at its start: a later upgrade from reading could fail as “locked”."""
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    """Alembic is loaded only where there is something for it to do: that takes as long as a whole command."""
    current = revision(engine)
    if current == REVISIONS[-1]:
        return
    if current is not None and current not in REVISIONS:
        raise StoreError("store.newer", found=current)
    from bot.store.migrating import upgrade  # noqa: PLC0415 - loaded only where there is something for it to do

    upgrade(engine)


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.rsplit("@", maxsplit=1)[-1]


def _reason(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def revision(engine: Engine) -> str | None:
    """The revision that the tables are on; None in an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
