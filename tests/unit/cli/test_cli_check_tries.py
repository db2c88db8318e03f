"""`duban check` calls in order only what it tried, and commands that look make nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Ran, Run
from tests.support.running import running
from tests.support.smtp import smtp_server

Set = Callable[[str, str], None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Set:
    return lambda name, value: monkeypatch.setenv(f"DUBAN_{name}", value)


def units(place: Path, words: str) -> None:
    (place / "config").mkdir(exist_ok=True)
    (place / "config" / "units.toml").write_text(words, encoding="utf-8")


def lines(ran: Ran, sign: str) -> list[str]:
    return [line for line in ran.out.splitlines() if line.startswith(sign)]


@pytest.mark.parametrize(
    "words",
    [
        "status",
        "status --json",
        "ledgers",
        "log",
        "outbox",
        "bindings",
        "digest --show",
        "check",
        "rehearse --from 2026-01-01 --to 2026-01-31",
    ],
)
def test_a_command_that_looks_makes_no_database_and_says_that_there_is_none(run: Run, place: Path, words: str) -> None:
    done = run(*words.split())
    assert "var/duban.db" in done.err + done.out
    assert str(place) in done.err + done.out
    assert not (place / "var").exists()


def test_once_there_is_a_database_nothing_is_said_of_it(run: Run, place: Path) -> None:
    run("tick")
    assert (place / "var" / "duban.db").exists()
    assert "var/duban.db" not in run("status").err
    assert any("duban.db" in line for line in lines(run("check"), "✓"))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("SMTP_ULR", "DUBAN_SMTP_URL"),
        ("TELEGRAM_TOKN_FILE", "DUBAN_TELEGRAM_TOKEN_FILE"),
        ("TIME_ZONE", "DUBAN_TIMEZONE"),
    ],
)
def test_a_mistyped_variable_is_named_with_the_nearest(run: Run, given: Set, name: str, near: str) -> None:
    given(name, "x")
    found = [line for line in lines(run("check"), "!") if f"DUBAN_{name}" in line]
    assert len(found) == 1
    assert near in found[0]


def test_a_variable_near_to_none_is_named_too_and_known_ones_are_not(run: Run, given: Set) -> None:
    given("ZZZ", "1")
    given("LANGUAGE", "zh-CN")
    given("APPRISE_ROOM", "json://host")
    named = [line for line in lines(run("check"), "!") if "DUBAN_" in line and "环境变量" in line]
    assert len(named) == 1
    assert "DUBAN_ZZZ" in named[0]


@pytest.mark.parametrize("name", ["EVIDENCE_FOLDER", "MAIL_FOLDER"])
def test_a_folder_that_cannot_be_written_is_said(run: Run, place: Path, given: Set, name: str) -> None:
    (place / "file").write_text("", encoding="utf-8")
    given(name, str(place / "file" / "folder"))
    checked = run("check")
    assert checked.code == 2
    assert any(str(place / "file" / "folder") in line for line in lines(checked, "✗"))


@pytest.mark.parametrize("name", ["EVIDENCE_FOLDER", "MAIL_FOLDER"])
def test_a_folder_that_is_not_there_yet_is_not_made(run: Run, place: Path, given: Set, name: str) -> None:
    given(name, str(place / "later" / "folder"))
    assert not lines(run("check"), "✗")
    assert not (place / "later").exists()


def test_a_sender_that_is_no_address_is_a_fault_of_the_settings(run: Run, given: Set) -> None:
    given("MAIL_FROM", "nonsense")
    checked = run("check")
    assert checked.code == 2
    assert "mail_from" in checked.out.casefold()


def test_a_server_that_wants_a_login_is_not_in_order_without_one(run: Run, given: Set) -> None:
    with running(lambda: smtp_server(login=("user", "secret"))) as box:
        given("SMTP_URL", f"smtp://127.0.0.1:{box.server.port}?starttls=never")
        given("MAIL_FROM", "duban@example.org")
        checked = run("check")
        assert checked.code == 2
        assert any("530" in line for line in lines(checked, "✗"))
        given("SMTP_URL", f"smtp://user:secret@127.0.0.1:{box.server.port}?starttls=never")
        assert any("duban@example.org" in line for line in lines(run("check"), "✓"))
        assert box.server.mails == []


def test_a_server_that_does_not_take_our_sender_is_not_in_order(run: Run, given: Set) -> None:
    with running(smtp_server) as box:
        given("SMTP_URL", f"smtp://127.0.0.1:{box.server.port}?starttls=never")
        box.server.fault("MAIL", "550 5.7.1 not our sender")
        assert any("550" in line for line in lines(run("check"), "✗"))


def test_a_robots_address_and_a_groups_members_are_looked_at(run: Run, place: Path) -> None:
    units(
        place,
        '[[unit]]\nname = "甲局"\n[[unit.contact]]\nrobot = "https://example.org/hook"\n'
        '[[unit]]\nname = "乙局"\n[[unit.contact]]\nrobot = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"\n'
        '[[group]]\nname = "各局"\nmembers = ["甲局", "丙局", "乙局"]\n',
    )
    checked = run("check")
    assert any("甲局" in line for line in lines(checked, "✗"))
    assert [line for line in lines(checked, "!") if "各局" in line and "丙局" in line and "甲局" not in line]
    assert any("群机器人" in line and "1" in line for line in lines(checked, "✓"))


def test_a_database_that_others_can_read_is_said(run: Run, place: Path) -> None:
    run("tick")
    file = place / "var" / "duban.db"
    assert not [line for line in lines(run("check"), "!") if "chmod" in line]
    file.chmod(0o644)
    assert [line for line in lines(run("check"), "!") if "chmod" in line]
