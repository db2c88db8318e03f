"""Modules that are loaded when they are wanted and not at start: what few runs need, every start would pay for.

This is the one way round an import at the top of a file, for five reasons only: a command's help waits for nothing
that only its work needs (SQLAlchemy alone takes 0.2 s), migrations run once a release, Word files and sheets are
written now and then, few offices send by Apprise (0.1 s), and one machine has no jobs of procrastinate (0.1 s). The
direction of imports is the same as at the top.
"""

from importlib import import_module
from typing import Any


def later(name: str) -> Any:
    """The module `name`, loaded now if it was not yet."""
    return import_module(name)
