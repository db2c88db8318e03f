"""The settings of the reading alone: a phrase or a document is read without the rest, which takes longer to check."""

from collections.abc import Mapping

from bot.calendars import load_calendar
from bot.deadlines import Settings, load_deadlines
from bot.folder import config_folder
from bot.resources import find_config


def load_reading(environ: Mapping[str, str]) -> Settings:
    """How deadlines are read in this office, by its calendar. Raises SettingsError and SettingsErrors."""
    config = config_folder(environ)
    calendar = load_calendar(find_config(config, "calendar.toml"))
    return load_deadlines(find_config(config, "deadlines.toml"), calendar)
