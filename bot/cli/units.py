"""`duban units`: drafts config/units.toml from a ledger, writes it as a sheet, reads a filled sheet back."""

import os
from collections.abc import Iterable
from pathlib import Path

from bot.app.setup import units_file
from bot.cli.common import office_at
from bot.cli.terminal import say
from bot.errors import UsageError
from bot.folder import config_folder
from bot.reading import read
from bot.resources import shipped
from bot.roster.units_file import add_names, put_units, write
from bot.setting_faults import read_toml
from bot.work.documents.dispatch import named_units
from bot.work.documents.unit_sheet import write_units
from bot.work.documents.unit_sheet_reading import read_units_sheet
from bot.work.office import Office
from bot.work.people.life import follow_file


def run(ledger: str | None, sheet: Path | None, filled: Path | None) -> None:
    if ledger is None and filled is None:
        raise UsageError("cli.units_what")
    path = units_file(config_folder(os.environ))
    with office_at(None) as (office, _):
        read_toml(path)  # a file that cannot be read is not written to
        if filled is not None:
            _read_back(path, filled, office)
            with office_at(None) as (changed, now), changed.store.begin() as session:
                follow_file(session, changed, now)
            return
        names = named_units(office, ledger or "")
        if sheet is not None:
            write_units(sheet, office.roster, names)
            say("cli.units_sheet_written", file=sheet)
            return
        _draft(office, path, names)


def _source(path: Path) -> str:
    return (path if path.exists() else shipped("config", "units.toml")).read_text(encoding="utf-8")


def add_unknown(office: Office, names: Iterable[str]) -> None:
    """Drafts units that somebody named and no list knows, and says so."""
    path = units_file(config_folder(os.environ))
    drafted, new = add_names(_source(path), office.roster, tuple(names))
    if new:
        write(path, drafted)
        say("cli.units_added", file=path, n=len(new), names="、".join(new))
        say("cli.units_fill_in", n=len(new), file=path)


def _draft(office: Office, path: Path, names: tuple[str, ...]) -> None:
    drafted, new = add_names(_source(path), office.roster, names)
    if new:
        write(path, drafted)
        say("cli.units_added", file=path, n=len(new), names="、".join(new))
    else:
        say("cli.units_complete", file=path)
    bare = [unit.name for unit in office.roster.unit if not any(c.is_reachable for c in unit.contact)]
    empty = [group.name for group in office.roster.group if not office.roster.members(group)]
    if new or bare or empty:
        say("cli.units_fill_in", n=len(new) + len(bare) + len(empty), file=path)


def _read_back(path: Path, filled: Path, office: Office) -> None:
    """What the sheet says goes into the file; what it leaves empty stays there."""
    said = read_units_sheet(read(filled), office.roster)
    merged, changed = put_units(_source(path), said, str(filled))
    write(path, merged)
    if changed:
        say("cli.units_read_back", file=path, n=len(changed), names="、".join(changed))
    else:
        say("cli.units_read_nothing", file=path, sheet=filled)
