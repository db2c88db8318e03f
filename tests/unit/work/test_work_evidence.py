"""Evidence at the terminal: told apart by what it holds, kept whole, swept when its time has come, backed up."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from bot.cli import duban
from bot.courier.delivery import Delivery, Keep
from bot.errors import BotError, MoveError, StoreError
from bot.operation.housekeeping import Kept, keep_house
from bot.operation.relocation import move as move_store
from bot.operation.relocation import restore
from bot.plan.lifecycle import Verb
from bot.settings import Settings
from bot.store.evidence import Folder
from bot.store.store import record
from bot.store.transfer import backup
from bot.work.duties.evidence import folder, from_file, from_words, keep, kept_name, kind_of, shown
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from bot.work.views.trail import trail
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task
from tests.support.post import NOW

PDF = b"%PDF-1.7\n1 0 obj\n"
DAY = timedelta(days=1)


def zipped(*names: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", None),
        (b"BM\x0a\0\0\0\0\0\0\0", "bmp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypisom", "mp4"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("ppt/presentation.xml"), "pptx"),
        (zipped("OFD.xml"), "ofd"),
        (zipped("a.txt"), "zip"),
        (b"PK\x03\x04 and nothing else", None),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "an installer".encode("utf-16-le"), None),
        ("已办结。\n".encode(), "txt"),
        ("已办结。\n".encode("gb18030"), "txt"),
        (b"MZ\x90\0\x03\0", None),
        (b"MZ and more", None),
        (b"\x7fELF\x02\x01", None),
        (b"\0\1\2\3", None),
    ],
)
def test_the_kind_is_what_the_content_says(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind


@pytest.fixture
def here(office: Office, tmp_path: Path) -> Office:
    """An office with one dispatched task, and a folder for files."""
    made = replace(office, settings=Settings(evidence_folder=tmp_path / "evidence", evidence_mb=1))
    dispatched(made, ledger(task("1", due("2021-06-30"))))
    return made


def another(tmp_path: Path) -> Office:
    """An empty office with a folder of its own."""
    made = office_in(f"sqlite:///{tmp_path / 'other.db'}")
    return replace(made, settings=Settings(evidence_folder=tmp_path / "new"))


def close_with(office: Office, words: str, actor: Actor = CLERK) -> None:
    move = Move("1", Verb.CLOSED, unit="区财政局", evidence=from_words(office, words))
    make_move(office, move, actor, NOW)


def test_a_file_a_link_and_words(here: Office, tmp_path: Path) -> None:
    report = tmp_path / "报告 终稿.pdf"
    report.write_bytes(PDF)
    found = from_words(here, str(report))
    assert (kept_name(found.words), shown(found.words)) == (f"{sha256(PDF).hexdigest()}.pdf", "报告 终稿.pdf")
    for words in ("https://example.org/a.pdf", "已电话核实，见会议纪要〔2021〕3号"):
        plain = from_words(here, words)
        assert (plain.words, plain.name, kept_name(plain.words), shown(plain.words)) == (words, "", None, words)


@pytest.mark.parametrize("words", ["missing.pdf", "/nowhere/report", "C:\\temp\\a.docx", "x" * 300 + ".pdf"])
def test_a_path_without_a_file_is_not_taken_for_words(here: Office, words: str) -> None:
    with pytest.raises(BotError) as caught:
        from_words(here, words)
    assert caught.value.key in {"work.evidence_missing", "work.evidence_unread"}


def test_too_large_and_empty_files_are_refused(here: Office) -> None:
    for content, key in ((b"", "work.evidence_empty"), (PDF + b" " * (1 << 20), "work.evidence_large")):
        with pytest.raises(BotError) as caught:
            from_file(here, "a.pdf", content)
        assert caught.value.key == key


TRICKS = ["../../etc/passwd", "a\nb.pdf", "C:\\x\\y.pdf", "长" * 200 + ".pdf", "", "\u202efdp.exe"]


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_is_shown_without_folders_and_tricks(here: Office, name: str) -> None:
    found = shown(from_file(here, name, PDF).words)
    assert found
    assert len(found) <= 80
    assert not set(found) & set("/\\\n\u202e")


def test_a_move_keeps_the_file_and_one_that_cannot_be_does_not(here: Office, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    stranger = Actor("张三", "contact", "telegram", ("区财政局",))
    with pytest.raises(MoveError):
        close_with(here, str(file), stranger)
    assert list(folder(here).names()) == []
    close_with(here, str(file))
    assert list(folder(here).names()) == [f"{sha256(PDF).hexdigest()}.pdf"]
    assert [shown(entry.evidence) for entry in trail(here) if entry.evidence] == ["a.pdf"]


def test_a_folder_that_cannot_be_written_moves_nothing(here: Office, tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where the folder should be")
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    with pytest.raises(StoreError):
        close_with(here, str(file))
    assert "closed" not in [entry.verb for entry in trail(here)]


def test_what_is_no_longer_what_it_was_is_not_given_out(tmp_path: Path) -> None:
    kept = Folder(tmp_path)
    name = f"{sha256(PDF).hexdigest()}.pdf"
    kept.put(name, PDF, NOW)
    assert kept.get(name) == PDF
    (tmp_path / name).write_bytes(b"changed")
    assert kept.get(name) is None


def test_files_go_when_their_time_has_come_and_no_earlier(here: Office, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    close_with(here, str(file))
    keep(here, from_file(here, "nobody's.txt", b"left by a move that failed"), NOW)
    with here.store.begin() as session:
        record(session, CLERK, NOW, "amend", evidence="0" * 64)
    thirty = replace(here, delivery=Delivery(keep=Keep(evidence_days=30)))
    assert keep_house(thirty, NOW + DAY / 2) == Kept()
    assert keep_house(thirty, NOW + 2 * DAY) == Kept(files=1)
    assert keep_house(thirty, NOW + 29 * DAY) == Kept()
    assert keep_house(thirty, NOW + 31 * DAY) == Kept(evidence=1, files=1)
    assert list(folder(here).names()) == []
    assert [entry.evidence for entry in trail(here) if entry.evidence] == ["0" * 64]


def test_a_backup_holds_the_files_and_a_restore_puts_them_back(here: Office, tmp_path: Path) -> None:
    file, saved = tmp_path / "a.pdf", tmp_path / "backup.db"
    file.write_bytes(PDF)
    close_with(here, str(file))
    backup(here.store, saved, folder(here))
    other = another(tmp_path)
    restore(other, saved, CLERK, at("2021-07-01T09:00"), replace=False)
    (name,) = folder(other).names()
    assert folder(other).get(name) == PDF
    assert [kept_name(entry.evidence) for entry in trail(other) if entry.evidence] == [name]
    other.store.close()


def test_a_move_to_another_database_takes_the_files_along(tmp_path: Path) -> None:
    made = office_in(f"sqlite:///{tmp_path / 'old' / 'duban.db'}")
    dispatched(made, ledger(task("1", due("2021-06-30"))))
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    close_with(made, str(file))
    url = f"sqlite:///{tmp_path / 'new' / 'duban.db'}"
    move_store(made, url, CLERK, NOW)
    there = office_in(url)
    (name,) = folder(there).names()
    assert folder(there).path == tmp_path / "new" / "evidence"
    assert folder(there).get(name) == PDF
    there.store.close()
    made.store.close()


def test_a_backup_whose_files_were_changed_is_refused(here: Office, tmp_path: Path) -> None:
    saved = tmp_path / "backup.db"
    keep(here, from_file(here, "a.pdf", PDF), NOW)
    backup(here.store, saved, folder(here))
    with sqlite3.connect(saved) as connection:
        connection.execute("UPDATE evidence_file SET content = x'00'")
    connection.close()
    other = another(tmp_path)
    with pytest.raises(StoreError):
        restore(other, saved, CLERK, NOW, replace=False)
    assert list(folder(other).names()) == []
    other.store.close()


def test_mark_and_log_at_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'duban.db'}"
    monkeypatch.setenv("DUBAN_DATABASE_URL", url)
    monkeypatch.setenv("DUBAN_CONFIG", str(tmp_path))
    made = office_in(url)
    dispatched(made, ledger(task("1", due("2021-06-30"))))
    made.store.close()
    file = tmp_path / "印发稿.pdf"
    file.write_bytes(PDF)
    words = ["mark", "1", "reported", "--unit", "区财政局", "--now", "2021-06-10T09:00", "--evidence"]
    assert CliRunner().invoke(duban, [*words, str(file)]).exit_code == 0
    kept = tmp_path / "evidence" / f"{sha256(PDF).hexdigest()}.pdf"  # beside the database
    assert kept.read_bytes() == PDF
    logged = CliRunner().invoke(duban, ["log", "1"]).output
    assert f"佐证 印发稿.pdf：{kept}" in logged
    kept.unlink()
    assert "本机没有" in CliRunner().invoke(duban, ["log", "1"]).output
    lines = CliRunner().invoke(duban, ["log", "1", "--json"]).output.splitlines()
    assert f"sha256:{kept.name} 印发稿.pdf" in [json.loads(line)["evidence"] for line in lines]
