"""`duban check` as typed, and what is said of a unit that nobody knows."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import duban
from bot.errors import UsageError
from bot.texts import set_language


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder on a machine whose zone is not the office's."""
    set_language("zh-CN")
    monkeypatch.chdir(tmp_path)
    for name in ("CONFIG", "DATABASE_URL", "TELEGRAM_TOKEN", "SMTP_URL", "LANGUAGE", "TIMEZONE"):
        monkeypatch.delenv(f"DUBAN_{name}", raising=False)
    with pytest.MonkeyPatch.context() as zone:
        zone.setenv("TZ", "America/New_York")
        time.tzset()
        yield tmp_path
    time.tzset()


def typed(*words: str) -> Result:
    return CliRunner().invoke(duban, words)


def test_an_instant_without_an_offset_is_in_the_zone_of_the_office(place: Path) -> None:
    said = typed("check", "--now", "2021-12-31T22:00").stdout  # in New York it would be 2022 in Shanghai
    assert "2021" in said
    assert "2022" not in said


def test_settings_at_fault_are_a_finding_whatever_the_zone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_TIMEZONE", "Mars/Base")
    result = typed("check", "--now", "2021-12-31T22:00")
    assert result.exit_code == 2
    assert "timezone" in result.stdout.casefold()


def test_of_an_unknown_unit_nothing_near_is_promised_where_there_is_none(place: Path) -> None:
    fault = typed("invite", "区财政局").exception
    assert isinstance(fault, UsageError)
    assert "区财政局" in str(fault)
    assert "相近" not in str(fault)
    (place / "config").mkdir()
    (place / "config" / "units.toml").write_text('[[unit]]\nname = "区司法局"\n', encoding="utf-8")
    assert "相近的有：区司法局。" in str(typed("invite", "区财政局").exception)


def test_a_report_is_one_private_file_that_is_not_overwritten(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("check", "--report", "report.json").exit_code == 1
    file = place / "report.json"
    assert file.stat().st_mode & 0o777 == 0o600
    told = json.loads(file.read_text(encoding="utf-8"))
    assert {"mark": "open", "key": "check.no_store"} in told["check"]
    assert isinstance(typed("check", "--report", "report.json").exception, UsageError)
    monkeypatch.setenv("DUBAN_TIMEZONE", "Mars/Base")
    assert typed("check", "--report", "faulty.json").exit_code == 2
    assert json.loads((place / "faulty.json").read_text(encoding="utf-8"))["faults"] == ["settings.fault_variable"]
