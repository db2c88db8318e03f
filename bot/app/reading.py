"""The settings of the reading alone: a phrase or a document is read without the rest, which takes longer to check."""

import tomllib
from collections.abc import Mapping

from bot.calendars import load_calendar
from bot.deadlines import Conventions, load_deadlines
from bot.folder import config_folder
from bot.resources import find_config


def known_names(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The names and aliases in the units file, which is checked elsewhere; () where it cannot be read."""
    try:
        held = tomllib.loads(find_config(config_folder(environ), "units.toml").read_text(encoding="utf-8"))
        entries = [*held.get("unit", ()), *held.get("group", ())]
        return tuple(str(name) for entry in entries for name in (entry["name"], *entry.get("aliases", ())))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ()


def load_reading(environ: Mapping[str, str]) -> Conventions:
    """How deadlines are read in this office, by its calendar. Raises SettingsError and SettingsErrors."""
    config = config_folder(environ)
    calendar = load_calendar(find_config(config, "calendar.toml"))
    return load_deadlines(find_config(config, "deadlines.toml"), calendar)
