"""An empty folder in which commands are typed."""

from pathlib import Path

import pytest

from tests.support.commands import Run, duban, empty_place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return empty_place(tmp_path, monkeypatch)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, place: Path) -> Run:
    return lambda *words: duban(monkeypatch, *words)
