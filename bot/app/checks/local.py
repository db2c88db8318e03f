"""What `check` looks at on this machine: variables, store, folders, calendar, what waits."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from bot.app.checks.finding import Finding, Mark, failed, good, left_to_do
from bot.app.units import sqlite_file
from bot.channel_kinds import kinds
from bot.courier.delivery import prefix
from bot.errors import BotError
from bot.messages.fonts import find_font
from bot.settings import Settings
from bot.store import duty_summaries, ledgers, outbox
from bot.store.engine import revision
from bot.store.store import get_mark
from bot.store.transfer import is_old, last_backup
from bot.texts import text
from bot.work.duties.clock_ahead import clock_ahead
from bot.work.duties.evidence import folder
from bot.work.duties.holiday_days import holiday_faults
from bot.work.office import Office

_PREFIX = "DUBAN_"
_OTHERS = ("CONFIG",)


def variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Variables of ours that nothing reads: most often a known one, mistyped."""
    known = {_PREFIX + name.upper() for name in (*Settings.model_fields, *_OTHERS)}
    known |= {f"{name}_FILE" for name in known}
    own_tables = tuple(_PREFIX + prefix(kind.name) for kind in kinds().values() if kind.table is not None)
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known and not name.startswith(own_tables):
            near = get_close_matches(name, sorted(known), 1, 0.75)
            yield left_to_do("variable_near", name=name, near=near[0]) if near else left_to_do("variable", name=name)


class _Undone(Exception):  # noqa: N818 - no error: it takes the trial back
    """Ends the trial of writing."""


def store(office: Office, *, is_there: bool) -> Finding:
    """Whether the store takes a change, which is taken back; one that does not exist yet is not made."""
    if not is_there:
        return left_to_do("no_store", file=sqlite_file(office.settings), place=Path.cwd())
    shown = office.store.engine.url.render_as_string(hide_password=True)
    try:
        _try_to_write(office)
    except _Undone:
        return good("store", url=shown, revision=revision(office.store.engine))
    except BotError as error:
        return failed(Mark.BAD, error)


def _try_to_write(office: Office) -> NoReturn:
    with office.store.begin() as session:
        get_mark(session, "check").value = "trial"
        session.flush()
        raise _Undone


def folders(office: Office, *, is_there: bool) -> Iterator[Finding]:
    """Whether evidence and mails kept as files can be written down, and whether others can read what is kept."""
    if is_there or office.settings.evidence_folder is not None:
        place = folder(office).path
        fault = _cannot_write(place)
        yield good("evidence", folder=place) if fault is None else _unwritable(place, fault)
    mails = office.settings.mail_folder
    if mails is not None and office.settings.smtp_url is None and (fault := _cannot_write(mails)) is not None:
        yield _unwritable(mails, fault)
    file = sqlite_file(office.settings)
    if is_there and file is not None and file.stat().st_mode & 0o077:
        yield left_to_do("store_shown", file=file)


def _unwritable(place: Path, fault: str) -> Finding:
    return Finding(Mark.BAD, text("check.unwritable", folder=place, reason=fault), "check.unwritable")


def _cannot_write(place: Path) -> str | None:
    """Why no file can be put there; None where one could. The folder is not made: where it would be, one is tried."""
    nearest = next(folder for folder in (place, *place.absolute().parents) if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return None
    except OSError as error:
        return os.strerror(error.errno) if error.errno else str(error)


def calendar(office: Office, now: datetime) -> Iterator[Finding]:
    """The present year and those in which something falls due."""
    with office.store.begin() as session:
        due = duty_summaries.due_years(session)
    known_years = office.rules.calendar
    years = sorted({office.today(now).year, *due})
    if known := [str(year) for year in years if known_years.knows(year)]:
        yield good("calendar", years="、".join(known))
    if unknown := [str(year) for year in years if not known_years.knows(year)]:
        yield left_to_do("calendar_unknown", years="、".join(unknown))
    for moved in holiday_faults(office, now):
        yield Finding(Mark.OPEN, moved)


def clock(office: Office, now: datetime) -> Iterator[Finding]:
    """Whether the machine's clock was found to have been ahead."""
    with office.store.begin() as session:
        found = clock_ahead(session, now)
    if found is not None:
        yield left_to_do(
            "clock_ahead", until=f"{found.until.astimezone(office.rules.zone):%Y-%m-%d %H:%M}", n=found.sent
        )


def backups(office: Office, now: datetime, *, is_there: bool) -> Iterator[Finding]:
    """Whether the store was backed up lately, by this program."""
    if not is_there:
        return
    with office.store.begin() as session:
        last = last_backup(session)
        working = any(head.state == ledgers.DISPATCHED for head in ledgers.all_heads(session))
    if last is None:
        # A server's database is often backed up by those who keep it; and nothing is lost before there is work.
        if working and sqlite_file(office.settings) is not None:
            yield left_to_do("no_backup")
        return
    at = f"{last.astimezone(office.rules.zone):%Y-%m-%d %H:%M}"
    yield left_to_do("old_backup", at=at) if is_old(last, now) else good("backup", at=at)


def fonts(office: Office) -> Iterator[Finding]:
    """Whether the chat can draw how things stand."""
    if office.can_chat and find_font() is None:
        yield left_to_do("no_font")


def messages(office: Office) -> Iterator[Finding]:
    """What waits for a reason, and what nobody could be reached with."""
    with office.store.begin() as session:
        waiting = outbox.count_in(session, outbox.WAITING, faulty=True)
        unsent = outbox.count_in(session, outbox.UNSENT)
    if waiting or unsent:
        yield left_to_do("outbox", waiting=waiting, unsent=unsent)
