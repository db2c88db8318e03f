"""Locks between processes by files."""

import fcntl
from pathlib import Path

import pytest

from bot.store.locks import sweep, try_lock
from bot.store.store import Store


def test_what_killed_workers_leave_is_swept_and_the_living_stay(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'duban.db'}")
    (tmp_path / "duban.db.worker-dead.lock").touch()
    living, run = try_lock(store, "worker-living", once=True), try_lock(store, "run")
    assert living is not None
    assert run is not None
    assert sweep(store, "worker-") == 1
    assert {path.name for path in tmp_path.glob("*.lock")} == {"duban.db.worker-living.lock", "duban.db.run.lock"}
    assert try_lock(store, "worker-living", once=True) is None
    living.release()
    run.release()
    assert sweep(store, "worker-") == 0
    store.close()


def test_a_file_that_is_taken_away_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'duban.db'}")
    real, path = fcntl.flock, tmp_path / "duban.db.worker-x.lock"
    taken: list[bool] = []

    def flock(file: object, how: int) -> None:
        real(file, how)  # type: ignore[arg-type]
        if not taken:
            taken.append(True)
            path.unlink()

    monkeypatch.setattr(fcntl, "flock", flock)
    lock = try_lock(store, "worker-x", once=True)
    assert lock is not None
    assert path.exists()
    assert try_lock(store, "worker-x", once=True) is None
    lock.release()
    store.close()
