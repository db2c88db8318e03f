"""Files that are there whole or not at all, whatever is killed, and that nobody else on the machine can read."""

import contextlib
import os
from pathlib import Path

#: Addresses, reports and evidence are for the account that the program runs as, whatever its umask.
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700


def make_private_folder(path: Path) -> None:
    """Makes the folder and those above it that are missing, for this account alone. Raises OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)


def make_private_file(path: Path) -> None:
    """Makes an empty file for this account alone; one that is there stays as it is. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        found = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        os.fchmod(found, PRIVATE)
        os.close(found)


def write_whole(path: Path, content: bytes, mode: int | None = None, *, is_forced: bool = True) -> None:
    """Raises OSError; then `path` is as it was. `mode`: who may read and write it; None: as the system has it.

    `is_forced`: it is on the disk when this returns, even if the power fails then; that takes most of the time.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as file:
            if mode is not None:
                aside.chmod(mode)
            file.write(content)
            if is_forced:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    if not is_forced:
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the rename itself
    finally:
        os.close(folder)
