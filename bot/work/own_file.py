"""A settings file of the office changed from a page: never over what somebody wrote meanwhile."""

from hashlib import sha256
from pathlib import Path

from bot.errors import UsageError
from bot.roster.units_file import write


def state_of(path: Path) -> str:
    """What the file is now, as a short name: another one when anything in it is different. Raises UsageError."""
    return _name_of(_source(path))


def read_unchanged(path: Path, state: str) -> str:
    """Its words. Raises UsageError where it is not in `state` any more, or cannot be read."""
    source = _source(path)
    if _name_of(source) != state:
        raise UsageError("board.changed_meanwhile")
    return source


def write_over(path: Path, words: str) -> None:
    """Replaces the file. Raises UsageError; then it is as it was."""
    try:
        write(path, words)
    except OSError as error:
        raise UsageError("board.not_written", file=path.name, reason=error.strerror) from error


def _name_of(source: str) -> str:
    return sha256(source.encode()).hexdigest()[:16]


def _source(path: Path) -> str:
    """An office without a file of its own has nothing of its own to say."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("board.not_read", file=path.name) from error
