"""The units in force: those of the file, or the last good ones where it became empty or cannot be read."""

from pathlib import Path

from bot.errors import SettingsError, SettingsErrors
from bot.files import PRIVATE, make_private_folder, write_whole
from bot.roster.roster import Roster
from bot.roster.roster_file import Units, read_units
from bot.settings import Settings
from bot.texts import text

NAME = "units.in-force.toml"


def kept_file(settings: Settings) -> Path:
    """Where the last good units are kept: beside the database, else in `var/` here."""
    file = sqlite_file(settings)
    return (file.parent if file is not None else Path("var")) / NAME


def sqlite_file(settings: Settings) -> Path | None:
    """The file that the database is; None where it is none. Told without the store, which takes long to load."""
    kind, _, place = settings.database_url.get_secret_value().partition(":///")
    name = place.partition("?")[0]
    return Path(name) if kind.partition("+")[0] == "sqlite" and name not in {"", ":memory:"} else None


def units_in_force(path: Path, kept: Path) -> Units:
    """The units of the file at `path`, with the faults of single entries.

    Where it is empty or unreadable, those of `kept`, if there are any, and that is a fault too. Raises SettingsErrors.
    """
    try:
        found = read_units(path)
        if _is_full(found.roster) or not kept.is_file():
            return found
        reason = text("roster.kept_empty")
    except SettingsErrors as error:
        if not kept.is_file():
            raise
        reason = str(error.faults[0])
    fault = SettingsError("roster.kept", file=path, kept=kept, reason=reason)
    return Units(read_units(kept).roster, (fault,))


def keep_units(path: Path, kept: Path, units: Units) -> None:
    """Remembers the file at `path` as the last good one, if it is in force. Where that fails, the file is there."""
    if any(fault.key == "roster.kept" for fault in units.faults) or not _is_full(units.roster):
        return
    try:
        content = path.read_bytes()
        if not kept.is_file() or kept.read_bytes() != content:
            make_private_folder(kept.parent)
            write_whole(kept, content, PRIVATE)
    except OSError:
        return


def _is_full(roster: Roster) -> bool:
    return bool(roster.unit or roster.coordinator)
