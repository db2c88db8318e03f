"""Opening a database: from every earlier revision, with rows in it; refused when it is newer; faults in plain words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Integer, MetaData, Table, inspect, select, text
from sqlalchemy.exc import OperationalError

from bot.errors import StoreError
from bot.store.engine import MIGRATIONS, make_engine, open_engine
from bot.store.store import Store, fault_of
from bot.store.tables import DUTY, Base


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def revisions() -> list[str]:
    """Every revision there ever was, the first first."""
    return [found.revision for found in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


#: Columns that hold a word, or a list, of one of our kinds.
WORDS: dict[tuple[str, str], object] = {
    ("duty", "kind"): "due",
    ("duty", "state"): "dispatched",
    ("duty", "role"): "lead",
    ("outbox", "role"): "contact",
    ("outbox", "bindings"): [],
}


def value(column: Column[Any]) -> object:
    """Something that fits."""
    if (word := WORDS.get((column.table.name, column.name))) is not None:
        return word
    if column.name == "bindings":
        return []
    kind = column.type
    for wanted, found in (
        (Boolean, True),
        (Integer, 7),
        (DateTime, datetime(2021, 6, 1, 9, tzinfo=UTC).replace(tzinfo=None)),
        (Date, date(2021, 6, 1)),
    ):
        if isinstance(kind, wanted):
            return found
    return (
        [{"duty": 7, "unit": "七", "rung": "T-3", "kind": "reminder"}]
        if "JSON" in type(kind).__name__.upper()
        else "七"
    )


def fill(connection: Connection) -> dict[str, int]:
    """A row in every table as it is then; gives table → rows."""
    meta = MetaData()
    meta.reflect(connection)
    tables = [table for table in meta.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        connection.execute(table.insert().values({column.name: value(column) for column in table.columns}))
    return {table.name: 1 for table in tables}


@pytest.mark.parametrize("revision", revisions())
def test_rows_of_every_revision_are_there_afterwards(empty_database_url: str, revision: str) -> None:
    engine, config = make_engine(empty_database_url), _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        before = fill(connection)
    engine.dispose()
    opened = open_engine(empty_database_url)
    with opened.connect() as connection:
        after = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in before}
        assert after == before
        for table in Base.metadata.sorted_tables:
            assert len(connection.execute(select(table)).all()) == after.get(table.name, 0)
    opened.dispose()


def test_a_report_on_standing_work_of_before_is_of_its_quarter(empty_database_url: str) -> None:
    engine, config = make_engine(empty_database_url), _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0065")
        fill(connection)  # on 1 June 2021
        connection.execute(text("UPDATE duty SET kind = 'standing'"))
        connection.execute(text("UPDATE event SET verb = 'reported', duty_id = (SELECT id FROM duty)"))
    engine.dispose()
    opened = open_engine(empty_database_url)
    with opened.connect() as connection:
        (duty,) = connection.execute(select(DUTY)).all()
    opened.dispose()
    assert (duty.missed, duty.reported_for) == (0, date(2021, 6, 30))


def test_the_migrations_make_the_tables_that_the_program_knows(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    with engine.connect() as connection:
        look = inspect(connection)
        own = [name for name in look.get_table_names() if not name.startswith("procrastinate_")]
        found = {name: {column["name"] for column in look.get_columns(name)} for name in own}
        indexes = {index["name"] for name in found for index in look.get_indexes(name)}
    found.pop("alembic_version")
    assert found == {table.name: {c.name for c in table.columns} for table in _tables()}
    assert {index.name for table in _tables() for index in table.indexes} <= indexes
    engine.dispose()


def _tables() -> Iterator[Table]:
    yield from Base.metadata.sorted_tables


def test_a_store_newer_than_the_program_is_refused_and_left_alone(empty_database_url: str) -> None:
    store = Store.open(empty_database_url)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError) as caught:
        Store.open(empty_database_url)
    assert caught.value.key == "store.newer"
    engine = make_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    engine.dispose()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("database or disk is full", "store.full"),
        ('could not extend file "base/1": No space left on device', "store.full"),
        ("database is locked", "store.locked"),
        ("attempt to write a readonly database", "store.read_only"),
        ("cannot execute UPDATE in a read-only transaction", "store.read_only"),
        ("server closed the connection unexpectedly", "store.failed"),
    ],
)
def test_faults_say_what_to_do(words: str, key: str) -> None:
    fault = fault_of(OperationalError("UPDATE", {}, Exception(words)))
    assert fault.key == key
    assert words in str(fault)


def test_errors_do_not_show_the_values_of_a_statement(empty_database_url: str) -> None:
    store = Store.open(empty_database_url)
    with pytest.raises(Exception, match="nothing_like_it") as caught, store.engine.begin() as connection:
        connection.execute(text("SELECT nothing_like_it WHERE 'x' = :secret"), {"secret": "zhang@example.org"})
    assert "zhang@example.org" not in str(caught.value)
    store.close()
