"""A process that reads a stranger's file has no secret to tell and nobody to tell it to."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import ReadingError
from bot.reading import sandbox
from bot.reading.confinement import bare_environment
from tests.support.documents import docx

ROOT = Path(__file__).resolve().parents[3]
TRIES = """
import socket, sys
from bot.reading.confinement import deny_network
if not deny_network():
    sys.exit(3)
for family, kind in [(socket.AF_INET, 1), (socket.AF_INET6, 2), (socket.AF_UNIX, 1)]:
    try:
        socket.socket(family, kind)
    except PermissionError:
        continue
    sys.exit(1)
open(__file__ if "__file__" in globals() else sys.executable, "rb").read(1)
"""


def test_no_socket_is_opened_where_the_system_can_deny_it() -> None:
    done = subprocess.run([sys.executable, "-c", TRIES], cwd=ROOT, check=False)
    if done.returncode == 3:
        pytest.skip("this system cannot deny a process the network")
    assert done.returncode == 0


def test_only_what_a_reader_needs_is_in_its_environment() -> None:
    given = {
        "PATH": "/bin",
        "LANG": "C",
        "DUBAN_SMTP_URL": "smtp://u:p@h",
        "AWS_SECRET": "s",
        "DUBAN_TELEGRAM_TOKEN": "t",
    }
    assert bare_environment(given) == {"PATH": "/bin", "LANG": "C"}


def test_the_child_is_given_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = tmp_path / "child.py"
    spy.write_text(
        "import json, os\n"
        "parts = {'place': '', 'reason': ' '.join(sorted(os.environ))}\n"
        "print(json.dumps({'error': 'reading.crashed', 'parts': parts}))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sandbox, "_CHILD", spy)
    monkeypatch.setenv("DUBAN_SMTP_URL", "smtp://user:password@mail.example.org")
    with pytest.raises(ReadingError) as caught:
        sandbox.read_bytes(docx("甲"), "a.docx")
    named = str(caught.value.parts["reason"]).split()
    assert "PATH" in named
    assert [name for name in named if name.startswith("DUBAN_")] == []
