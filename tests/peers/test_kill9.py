"""The promise, with real processes: nothing is lost, and twice comes only what was on its way at a kill."""

from pathlib import Path

import pytest

from bot.courier.delivery import DEFAULT
from tests.support.killing import kill_and_count

pytestmark = pytest.mark.peer


@pytest.mark.parametrize("dead_worker", [False, True])
def test_kill_9_loses_nothing(database_url: str, tmp_path: Path, dead_worker: bool) -> None:
    found = kill_and_count(database_url, tmp_path, 120, 3, seed=5, dead_worker=dead_worker, limit_s=90)
    assert (found.lost, found.unknown, found.states) == (0, 0, {"sent": 120})
    assert found.repeats <= found.kills * DEFAULT.concurrency
