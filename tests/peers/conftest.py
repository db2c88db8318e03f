"""A served board and a browser, for the tests that look at it as people do."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from pydantic import SecretStr

from bot.work.office import Office
from tests.support.served import CHROMIUM, NO_CHROMIUM, Served, serving


@pytest.fixture
def served(office: Office) -> Iterator[Served]:
    """The board on the test's store."""
    with serving(office, board_wall=SecretStr("wall-of-the-office")) as found:
        yield found


@pytest.fixture
def chromium() -> Iterator[Any]:
    """Debian's Chromium."""
    tools_of = pytest.importorskip("playwright.sync_api").sync_playwright
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    with tools_of() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with closing(browser):
            yield browser
