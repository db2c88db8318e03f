"""`duban` where the machine is against it: no room on the disk, no log, a careless umask, a hangup."""

import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.chat.test_chat_run import ROOT, Machine, arrived, machine, mail_box  # noqa: F401 - a fixture
from tests.support.running import running

NOW = "2021-06-01T09:00"


def typed(place: Machine, *words: str, file_bytes: int | None = None, umask: int = 0o022) -> tuple[int, str]:
    """One command in a process of its own, whose files may not grow beyond `file_bytes`."""

    def prepare() -> None:
        os.umask(umask)
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    environ = {key: value for key, value in os.environ.items() if not key.startswith("DUBAN_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=place.folder,
        env={**environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **place.settings},
        preexec_fn=prepare,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_the_program_keeps_is_for_its_account_alone(tmp_path: Path, umask: int) -> None:
    place = Machine(tmp_path, {"DUBAN_MAIL_FOLDER": "var/mails"})
    ledger = ROOT / "examples" / "qingyu" / "ledger.docx"
    config = ROOT / "examples" / "qingyu" / "config"
    place.settings["DUBAN_CONFIG"] = str(config)
    assert typed(place, "import", str(ledger), umask=umask)[0] == 1  # with questions
    assert typed(place, "dispatch", "ledger", "--on", "2026-02-10", "--yes", umask=umask)[0] == 0
    typed(place, "tick", "--now", "2026-02-10T09:00", umask=umask)
    proof = tmp_path / "proof.txt"
    proof.write_text("已印发", encoding="utf-8")
    code, said = typed(
        place,
        "mark",
        "1",
        "reported",
        "--unit",
        "区教育局",
        "--evidence",
        str(proof),
        "--now",
        "2026-02-11T09:00",
        umask=umask,
    )
    assert code == 0, said
    assert typed(place, "backup", "var/backup.db", umask=umask)[0] == 0
    kept = [tmp_path / "var", *(tmp_path / "var").rglob("*")]
    assert {path.name for path in kept} >= {"var", "duban.db", "mails", "evidence", "backup.db"}
    modes = {path.relative_to(tmp_path): stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_a_backup_that_finds_no_room_says_so_and_leaves_the_one_before(machine: Machine) -> None:  # noqa: F811
    machine.settings["DUBAN_DATABASE_URL"] = machine.url
    assert typed(machine, "backup", "b.db")[0] == 0
    before = (machine.folder / "b.db").read_bytes()
    code, said = typed(machine, "backup", "b.db", "--replace", file_bytes=len(before) // 2)
    assert code == 2
    assert "Traceback" not in said
    assert "b.db" in said
    assert (machine.folder / "b.db").read_bytes() == before
    assert not list(machine.folder.glob(".b.db*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_reminders_go_on_where_the_log_cannot_be_written(machine: Machine) -> None:  # noqa: F811
    with running(mail_box) as box, Path("/dev/full").open("w", encoding="utf-8") as full:
        environ = {key: value for key, value in os.environ.items() if not key.startswith("DUBAN_")}
        place = {"DUBAN_DATABASE_URL": machine.url, "DUBAN_SMTP_URL": f"smtp://127.0.0.1:{box.server.port}"}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--now", NOW],
            cwd=machine.folder,
            env={**environ, "PYTHONPATH": str(ROOT), **place},
            stdout=full,
            stderr=full,
        )
        try:
            assert arrived(box, 1)[0].startswith("【交办】")
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
            process.wait()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", ["ledgers --json", "status", "parse 2021年9月前"])
def test_an_answer_that_cannot_be_written_is_no_success(machine: Machine, words: str) -> None:  # noqa: F811
    environ = {key: value for key, value in os.environ.items() if not key.startswith("DUBAN_")}
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words.split()],
            cwd=machine.folder,
            env={**environ, "PYTHONPATH": str(ROOT), "DUBAN_DATABASE_URL": machine.url},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "操作未成功" in done.stderr


def test_a_hangup_has_the_settings_read_again_and_ends_nothing(machine: Machine) -> None:  # noqa: F811
    with running(mail_box) as box:
        machine.settings["DUBAN_SMTP_URL"] = f"smtp://127.0.0.1:{box.server.port}"
        with machine.run(NOW) as process:
            arrived(box, 1)
            process.send_signal(signal.SIGHUP)
            assert process.stdout is not None
            assert any("read the settings again" in line for line in process.stdout)
            assert process.poll() is None


@pytest.mark.parametrize("is_there", [True, False])
def test_mail_alone_is_enough_where_the_token_is_empty_or_missing(machine: Machine, is_there: bool) -> None:  # noqa: F811
    secret = machine.folder / "telegram_token"
    if is_there:
        secret.write_text("\n", encoding="utf-8")
    with running(mail_box) as box:
        machine.settings["DUBAN_SMTP_URL"] = f"smtp://127.0.0.1:{box.server.port}"
        machine.settings["DUBAN_TELEGRAM_TOKEN_FILE"] = str(secret)
        with machine.run(NOW):
            assert arrived(box, 1)[0].startswith("【交办】")
