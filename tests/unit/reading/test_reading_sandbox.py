"""Reading in a child process: the same answer, and no file takes the parent down."""

from pathlib import Path

import pytest

import bot.reading
from bot.errors import ReadingError
from bot.reading import limits, office, sandbox
from bot.reading.open_file import read_here
from tests.support.documents import docx, row, table

LEDGER = docx("标题", table(row("任务", "单位"), row("甲", "市财政局")))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(600)


def key_of(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(ReadingError) as caught:
        bot.reading.read_data(data, name)
    return caught.value.key


def test_a_file_is_read_as_in_this_process(tmp_path: Path) -> None:
    path = tmp_path / "台账 1.docx"
    path.write_bytes(LEDGER)
    assert bot.reading.read(path) == read_here(LEDGER, path.name)
    assert bot.reading.read_data(LEDGER, path.name) == read_here(LEDGER, path.name)


def test_progress_comes_through() -> None:
    seen: list[float] = []
    bot.reading.read_data(docx(table(*[row("甲", "乙")] * 200)), "a.docx", progress=seen.append)
    assert seen == [0.25, 0.5, 0.75, 1.0]


def test_a_refusal_comes_through_with_its_parts() -> None:
    with pytest.raises(ReadingError) as caught:
        bot.reading.read_data(b"\x89PNG\r\n\x1a\n" + bytes(40), "照片.docx")
    assert caught.value.key == "reading.picture"
    assert "照片.docx" in str(caught.value)
    assert "PNG" in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(ReadingError) as caught:
            bot.reading.read(path)
        assert caught.value.key == "reading.missing"


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(ReadingError) as caught:
        bot.reading.read(path)
    assert caught.value.key == "reading.large"


# A child that misbehaves is a real process: another script in the place of the reader.
@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("import os; os.abort()", "reading.crashed"),
        ("raise SystemExit(7)", "reading.crashed"),
        ("print('nonsense')", "reading.crashed"),
        ('print(\'{"document": 1}\'); print("{}")', "reading.crashed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "reading.time"),
        ("while True: pass", "reading.time"),
    ],
)
def test_a_child_that_breaks_off_is_an_error_that_says_so(
    script: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "child.py"
    path.write_text(script)
    monkeypatch.setattr(sandbox, "_CHILD", path)
    monkeypatch.setattr(limits, "WALL_S", 1)
    assert key_of(LEDGER) == key


def test_the_child_has_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "written"
    script = (
        f"import sys; sys.path.insert(0, {str(Path(sandbox.__file__).parents[2])!r})\n"
        "from bot.reading import child\n"
        "child.limit_self()\n"
        "try:\n"
        "    bytearray(1 << 30)\n"
        "except MemoryError:\n"
        "    child.say(error='reading.memory', parts={})\n"
        f"open({str(target)!r}, 'wb').write(b'x')\n"
    )
    path = tmp_path / "child.py"
    path.write_text(script)
    monkeypatch.setattr(sandbox, "_CHILD", path)
    assert key_of(LEDGER) == "reading.memory"
    assert not target.exists() or target.stat().st_size == 0


# ------------------------------------------------------------- LibreOffice
def test_an_old_document_without_libreoffice_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert key_of(OLD, "a.doc") == "reading.needs-office"


def script_named_soffice(folder: Path, body: str) -> None:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(("body", "reason"), [("exit 9", "exit 9"), ("sleep 3600", "> 1 s")])
def test_a_libreoffice_that_fails_or_hangs(
    body: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script_named_soffice(tmp_path, body)
    monkeypatch.setattr(limits, "OFFICE_S", 1)
    with pytest.raises(ReadingError) as caught:
        office.convert(OLD, "a.doc", str(tmp_path / "soffice"))
    assert caught.value.key == "reading.office-failed"
    assert reason in str(caught.value)


def test_what_libreoffice_makes_is_read_under_the_old_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script stands for the program; what it hands over goes through the real reader."""
    (tmp_path / "made.docx").write_bytes(LEDGER)
    script_named_soffice(
        tmp_path,
        f'for last; do :; done\nmkdir -p "$(dirname "$last")/out"\n'
        f'cp "{tmp_path}/made.docx" "$(dirname "$last")/out/source.docx"',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    document = bot.reading.read_data(OLD, "旧.doc")
    assert document.name == "旧.doc"
    assert document.blocks == read_here(LEDGER, "旧.doc").blocks
    assert document.sha256 != read_here(LEDGER, "旧.doc").sha256
