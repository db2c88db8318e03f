"""The program as people use it: a command typed in an empty folder, its words and its exit code."""

import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.resources import shipped

LEDGER = shipped("examples", "qingyu", "ledger.docx")
_VARIABLES = (
    "CONFIG",
    "DATABASE_URL",
    "TELEGRAM_TOKEN",
    "SMTP_URL",
    "MAIL_FROM",
    "LANGUAGE",
    "TELEGRAM_BASE_URL",
    "IMAP_URL",
    "REPLY_TO",
)


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Ran]


def empty_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`folder` as the place to work in, with no settings from the environment."""
    monkeypatch.chdir(folder)
    for name in _VARIABLES:
        monkeypatch.delenv(f"DUBAN_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    return folder


def example_config(place: Path) -> Path:
    """The example's units as the office's own settings."""
    shutil.copytree(shipped("examples", "qingyu", "config"), place / "config")
    return place / "config"


def duban(monkeypatch: pytest.MonkeyPatch, *words: str) -> Ran:
    """Runs one command in this process."""
    from bot.cli import terminal

    out, err = StringIO(), StringIO()
    monkeypatch.setattr("sys.argv", ["duban", *words])
    monkeypatch.setattr(terminal.out, "_file", out)
    monkeypatch.setattr(terminal.out, "_width", 160)  # it may have been made before, by another test
    monkeypatch.setattr(terminal.err, "_file", err)
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Ran(code, out.getvalue(), err.getvalue())
