"""`duban texts`: an office begins its own words."""

import os
from pathlib import Path

from bot.cli.terminal import say, writing
from bot.errors import UsageError
from bot.files import write_whole
from bot.folder import config_folder
from bot.messages.office_sentences import LETTER_ROOMS, begun, layouts, rooms
from bot.texts import language as spoken


def copy(names: tuple[str, ...], language: str | None, *, with_layouts: bool) -> None:
    """Writes the files that are not there yet; what an office has written stays."""
    known, chosen = rooms(), language or spoken()
    if unknown := [name for name in names if name not in known]:
        raise UsageError("texts.no_room", found=unknown[0], rooms="、".join(known))
    base = (config_folder(os.environ) or Path("config")) / "templates"
    files = {base / chosen / "texts" / f"{name}.toml": begun(chosen, name) for name in names or LETTER_ROOMS}
    if with_layouts:
        files |= {base / "layout" / name: source for name, source in layouts().items()}
    new = {path: words for path, words in files.items() if not path.exists()}
    for path, words in new.items():
        _write(path, words)
    say("texts.copied", n=len(new), folder=base)
    if kept := len(files) - len(new):
        say("texts.kept", n=kept)


def _write(path: Path, words: str) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, words.encode())
