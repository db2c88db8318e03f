"""Where in a settings file a key stands, in words; on our texts alone, since a phrase is read without libraries."""

from pathlib import Path

from bot.texts import text
from bot.toml_lines import line_of


def written_in(file: Path | str, source: str, *place: str | int) -> str:
    """The file, and the line of it where that is known, for sentences that name the key themselves."""
    line = line_of(source, place)
    return str(file) if line is None else text("settings.place", file=file, line=line)
