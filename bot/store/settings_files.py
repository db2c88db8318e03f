"""An office's settings in its backup: every file of its folder, so that what is restored is an office that sends."""

import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

from bot.errors import StoreError
from bot.files import PRIVATE, write_whole

#: The table of a backup that holds them.
TABLE = "settings_file"
#: Words and templates are small; what is larger is something else that was left there.
LARGEST, MOST = 5_000_000, 1_000
#: What a restoration put aside.
ASIDE = ".replaced-"


def pack_settings(folder: Path, backup: Path) -> int:
    """Adds the files of the folder, with its folders, to a backup; gives how many. Links are not followed."""
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute(f"CREATE TABLE {TABLE} (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
        names = [name for name in sorted(folder.rglob("*")) if _belongs(name, folder)][:MOST]
        for name in names:
            row = (name.relative_to(folder).as_posix(), name.read_bytes())
            connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", row)  # noqa: S608 - our own word
        return len(names)


def _belongs(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in parts) or ASIDE in path.name
    linked = any(one.is_symlink() for one in (path, *path.parents) if one.is_relative_to(folder) and one != folder)
    return not hidden and not linked and path.is_file() and path.stat().st_size <= LARGEST


def unpack_settings(backup: Path, folder: Path, stamp: str) -> tuple[Path, ...]:
    """Puts the settings of a backup into the folder; what differs there is kept beside, and given.

    A backup from before there were any has none. Raises StoreError where a name leads out of the folder.
    """
    with closing(sqlite3.connect(backup)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone():
            return ()
        rows = connection.execute(f"SELECT name, content FROM {TABLE}").fetchall()  # noqa: S608 - our own word
    for name, _ in rows:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name or ":" in name:
            raise StoreError("store.bad_backup", file=backup)
    kept = [_put(folder / name, content, stamp) for name, content in rows]
    return tuple(path for path in kept if path is not None)


def _put(path: Path, content: bytes, stamp: str) -> Path | None:
    aside = None
    try:
        if path.exists():
            if path.read_bytes() == content:
                return None
            aside = path.with_name(f"{path.name}{ASIDE}{stamp}")
            path.rename(aside)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, PRIVATE)
    except OSError as error:
        raise StoreError("store.failed", reason=f"{path}: {error.strerror}") from error
    return aside
