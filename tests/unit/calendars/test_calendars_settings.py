"""`config/calendar.toml`: days added and removed, and every fault named."""

from datetime import date
from pathlib import Path

import pytest

from bot.calendars import OFFICIAL, load_calendar
from bot.errors import SettingsErrors
from bot.resources import shipped


def _write(folder: Path, words: str) -> Path:
    path = folder / "calendar.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_the_shipped_file_changes_nothing() -> None:
    assert load_calendar(shipped("config", "calendar.toml")) == OFFICIAL


def test_days_are_added_and_removed(tmp_path: Path) -> None:
    calendar = load_calendar(
        _write(tmp_path, "holidays = [2027-03-01]\nworkdays = [2027-03-06]\nannounced_years = [2027]")
    )
    assert not calendar.is_workday(date(2027, 3, 1))
    assert calendar.is_workday(date(2027, 3, 6))
    assert calendar.knows(2027)


FAULTS = {
    "holidays = ['2027-03-01']": "calendars.no-date",
    "holidays = 2027-03-01": "calendars.no-list",
    "announced_years = [27]": "calendars.no-year",
    "feiertage = []": "calendars.unknown-key",
    "holidays = [2027-03-01]\nworkdays = [2027-03-01]": "calendars.both",
    "holidays = [": "calendars.unreadable",
}


@pytest.mark.parametrize(("words", "key"), FAULTS.items())
def test_a_fault_is_named(tmp_path: Path, words: str, key: str) -> None:
    with pytest.raises(SettingsErrors) as caught:
        load_calendar(_write(tmp_path, words))
    assert [fault.key for fault in caught.value.faults] == [key]
    assert "calendar.toml" in str(caught.value.faults[0])


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsErrors) as caught:
        load_calendar(_write(tmp_path, "holidays = [1, 'x']\nzahl = 3"))
    assert len(caught.value.faults) == 3


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SettingsErrors):
        load_calendar(tmp_path / "calendar.toml")
