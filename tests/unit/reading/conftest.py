"""Files are read as where nothing but Python is: pictures are refused, whatever this machine has."""

import pytest

from bot.reading import recognition


@pytest.fixture(autouse=True)
def _without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
