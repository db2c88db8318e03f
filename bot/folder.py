"""Where an office keeps its settings."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsError


def config_folder(environ: Mapping[str, str]) -> Path | None:
    """The office's folder of settings: DUBAN_CONFIG, else `config/` here, else None (the shipped defaults)."""
    if named := environ.get("DUBAN_CONFIG"):
        folder = Path(named)
        if not folder.is_dir():
            raise SettingsError("settings.no_folder", folder=named)
        return folder
    here = Path("config")
    return here if here.is_dir() else None
