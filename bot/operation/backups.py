"""Backups kept by date: one file each, checked, and thinned so that old ones do not fill the disk."""

import re
from collections.abc import Callable, Collection, Hashable
from datetime import datetime
from pathlib import Path

from bot.errors import StoreError
from bot.files import make_private_folder
from bot.store.transfer import backup, note_backup
from bot.work.duties.evidence import folder
from bot.work.office import Office

_NAME = re.compile(r"duban-(\d{4}-\d\d-\d\dT\d{6})\.db")
_STAMP = "%Y-%m-%dT%H%M%S"
#: The newest of each of so many days, weeks and months is kept.
DAYS, WEEKS, MONTHS = 7, 5, 12


def back_up(office: Office, file: Path, now: datetime) -> None:
    """Writes all of the office into `file`, and remembers that it did. Raises StoreError."""
    backup(office.store, file, folder(office), office.config)
    with office.store.begin() as session:
        note_backup(session, now)


def back_up_into(office: Office, place: Path, now: datetime) -> tuple[Path, int]:
    """A backup of this moment in the folder `place`; gives it, and how many old ones were taken out."""
    try:
        make_private_folder(place)
    except OSError as error:
        raise StoreError("store.failed", reason=f"{place}: {error.strerror}") from error
    file = place / f"duban-{now.astimezone(office.rules.zone):{_STAMP}}.db"
    back_up(office, file, now)
    old = {path: made for path in place.iterdir() if (made := _made(path)) is not None}
    gone = set(old) - {path for path, made in old.items() if made in kept(old.values())}
    for path in gone - {file}:
        path.unlink(missing_ok=True)
    return file, len(gone - {file})


def _made(path: Path) -> datetime | None:
    match = _NAME.fullmatch(path.name)
    return datetime.strptime(match[1], _STAMP) if match else None  # noqa: DTZ007 - the office's own days


def kept(made: Collection[datetime]) -> set[datetime]:
    """Of backups made at these instants those that stay: of each of the last days, weeks and months the newest."""
    spans: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
        (datetime.date, DAYS),
        (lambda at: at.isocalendar()[:2], WEEKS),
        (lambda at: (at.year, at.month), MONTHS),
    )
    found: set[datetime] = set()
    for span, most in spans:
        newest: dict[Hashable, datetime] = {}
        for at in sorted(made, reverse=True):
            newest.setdefault(span(at), at)
        found |= set(list(newest.values())[:most])
    return found
