"""Two processes together keep Telegram's limit, by the server's own log."""

from pathlib import Path

import pytest

from tests.support.pacing import arrivals, most_in_a_second

pytestmark = pytest.mark.peer


def test_two_processes_keep_thirty_a_second(database_url: str, tmp_path: Path) -> None:
    found = arrivals(database_url, tmp_path, 150, 2)
    assert len(found) == 150
    assert most_in_a_second(found) <= 31
