"""What tests of several rooms share."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from sqlalchemy import make_url

from bot.store.store import Store
from bot.texts import set_language
from bot.work.office import Office
from tests.support.office import office_in
from tests.support.postgres import new_database, postgres_server

# The same examples in every run: `make test` never fails by chance. `make chance` looks twenty times as long, elsewhere
# each time; what it finds becomes a test of its own.
settings.register_profile("quick", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("chance", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
# Hypothesis tries the constants of every local module that happens to be imported, so that examples would depend on
# which tests ran before in the same process. It has no setting for that.
providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Every test begins in the default language."""
    set_language("zh-CN")
    yield
    set_language("zh-CN")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL server."""
    with postgres_server() as url:
        yield url


_KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)]


@pytest.fixture(scope="session")
def migrated(postgres: str) -> Iterator[str]:
    """A PostgreSQL database at the newest revision, to make others like it: its name."""
    with new_database(postgres) as url:
        Store.open(url).close()
        yield str(make_url(url).database)


@pytest.fixture
def postgres_url(postgres: str, migrated: str) -> Iterator[str]:
    """A PostgreSQL database with the newest tables and no rows."""
    with new_database(postgres, like=migrated) as url:
        yield url


@pytest.fixture(params=_KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without rows of each kind that Duban keeps its data in; its tables may be there."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'duban.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=_KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind that nobody has opened yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'duban.db'}"
    else:
        with new_database(request.getfixturevalue("postgres")) as url:
            yield url


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """The test office on each kind of database, its evidence in a folder of its own."""
    made = office_in(database_url)
    made = replace(made, settings=made.settings.model_copy(update={"evidence_folder": tmp_path / "evidence"}))
    yield made
    made.store.close()
