"""Each scenario is an office's own: typed commands, a mail server on a socket, and nothing known of the inside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.office_day import OfficeDay, office_day


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeDay]:
    with office_day(tmp_path, monkeypatch) as made:
        yield made
