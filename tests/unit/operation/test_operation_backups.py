"""Backups by date: which stay, and that what comes back from one is an office."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.operation.backups import DAYS, MONTHS, WEEKS, back_up_into, kept
from bot.store.settings_files import TABLE, pack_settings, unpack_settings
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from tests.support.office import at

BEGINNING = at("2021-01-01T02:30").replace(tzinfo=None)
INSTANTS = st.datetimes(BEGINNING, BEGINNING + timedelta(days=700))


@given(st.lists(INSTANTS, max_size=60))
def test_the_newest_stays_and_each_span_keeps_its_newest(made: list[datetime]) -> None:
    found = kept(made)
    assert found <= set(made)
    assert len(found) <= DAYS + WEEKS + MONTHS
    if made:
        assert max(made) in found
    for day in sorted({one.date() for one in made})[-DAYS:]:
        assert max(one for one in made if one.date() == day) in found
    assert kept(found) == found


@given(st.integers(1, 800))
def test_of_a_nightly_backup_at_most_some_twenty_stay_and_reach_back_a_year(nights: int) -> None:
    stay: set[datetime] = set()
    for night in range(nights):
        stay = kept({*stay, BEGINNING + timedelta(days=night)})
    assert len(stay) <= DAYS + WEEKS + MONTHS
    reach = max(stay) - min(stay)
    assert reach >= min(timedelta(days=nights - 32), timedelta(days=300))


def test_old_ones_go_and_other_files_stay(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    (place / "duban-notes.db").write_text("mine")
    for night in range(12):
        file, _ = back_up_into(office, place, at("2021-06-01T02:30") + timedelta(days=night))
    names = sorted(path.name for path in place.iterdir())
    assert file.name == "duban-2021-06-12T023000.db"
    assert names[-1] == "duban-notes.db"
    assert len(names) == 1 + DAYS


def test_a_digest_says_when_the_last_one_is_old(office: Office, tmp_path: Path) -> None:
    def said(day: str) -> datetime | None:
        with office.store.begin() as session:
            found = digest_letter(session, office, "区政府办公室", at(day).date() - timedelta(days=7), at(day))
        return found.old_backup

    assert said("2021-06-07T09:00") is None  # perhaps others back up this database
    back_up_into(office, tmp_path / "b", at("2021-06-07T02:30"))
    assert said("2021-06-14T09:00") is None
    assert said("2021-06-21T09:00") == at("2021-06-07T02:30")


def test_settings_come_back_and_what_differs_is_kept(tmp_path: Path) -> None:
    source, target, file = tmp_path / "config", tmp_path / "other", tmp_path / "b.db"
    (source / "texts" / "zh-CN").mkdir(parents=True)
    (source / "units.toml").write_text("of the backup")
    (source / "texts" / "zh-CN" / "letter.toml").write_text("words")
    (source / ".secret").write_text("x")
    (source / "link.toml").symlink_to(tmp_path / "b.db")
    assert pack_settings(source, file) == 2
    target.mkdir()
    (target / "units.toml").write_text("of here")
    (aside,) = unpack_settings(file, target, "20210601T090000")
    assert aside.read_text() == "of here"
    assert (target / "units.toml").read_text() == "of the backup"
    assert (target / "texts" / "zh-CN" / "letter.toml").read_text() == "words"
    assert unpack_settings(file, target, "20210601T090001") == ()


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", "c:\\x", "a\\..\\x"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    file, target = tmp_path / "b.db", tmp_path / "config"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"CREATE TABLE {TABLE} (name TEXT, content BLOB)")
        connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", (name, b"x"))
    with pytest.raises(StoreError):
        unpack_settings(file, target, "x")
    assert not target.exists()
