"""Bytes of one file → `Document`: paragraphs and tables, merged cells resolved, every cell with its place."""

from collections.abc import Callable
from pathlib import Path

from bot.model import Document
from bot.reading.dispatch import read_here

__all__ = ["read", "read_here"]


def read(path: Path, *, progress: Callable[[float], None] | None = None) -> Document:
    """The document in the file `path`. ReadingError if it is none."""
    return read_here(path.read_bytes(), path.name, progress)
