"""Answers by mail and the export, as their users type the commands."""

import email.policy
import json
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from bot.app import mail as app_mail
from bot.mailbox.intake import Post
from bot.mailbox.mail_round import Mailbox
from bot.mailbox.memory import MemoryBox
from tests.support.commands import LEDGER, Ran, Run, duban, empty_place, example_config

DAY, NOON = "2026-02-02T09:00", "2026-02-02T12:00"
BOX = "imap://duban:geheim@127.0.0.1:1/INBOX"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    place = empty_place(tmp_path, monkeypatch)
    example_config(place)
    monkeypatch.setenv("DUBAN_MAIL_FROM", "duban@example.org")
    monkeypatch.setenv("DUBAN_MAIL_FOLDER", str(place / "mail"))
    monkeypatch.setenv("DUBAN_IMAP_URL", BOX)

    def typed(*words: str) -> Ran:
        return duban(monkeypatch, *words)

    typed("import", str(LEDGER), "--now", DAY)
    typed("dispatch", "ledger", "--yes", "--on", "2026-02-02", "--now", DAY)
    typed("tick", "--now", DAY)
    return typed


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> MemoryBox:
    made = MemoryBox()
    mailbox = Mailbox("test", made, Post(own=frozenset({"duban@example.org"})))
    monkeypatch.setattr(app_mail, "mailbox_of", lambda _: mailbox)
    return made


def mails(folder: Path) -> list[EmailMessage]:
    found = [BytesParser(policy=email.policy.default).parsebytes(path.read_bytes()) for path in folder.glob("*.eml")]
    return [mail for mail in found if isinstance(mail, EmailMessage)]


def answer(to: EmailMessage, text: str) -> bytes:
    made = EmailMessage()
    made["From"], made["Message-ID"] = to["To"], "<a1@mail.example.org>"
    made["Subject"], made["In-Reply-To"] = f"Re: {to['Subject']}", to["Message-ID"]
    made.set_content(text)
    return made.as_bytes()


def test_each_mail_says_how_to_answer_and_its_answer_is_answered(run: Run, box: MemoryBox, tmp_path: Path) -> None:
    asked = mails(tmp_path / "mail")[0]
    assert asked["Subject"].rstrip().endswith("〕")
    assert "〔D-" in asked["Subject"]
    assert asked["Reply-To"] == "duban@example.org"
    plain = asked.get_body(("plain",))
    assert plain is not None
    assert "签收请回复：签收" in plain.get_content()
    box.put(answer(asked, "全部签收"))
    done = run("mail", "fetch", "--json", "--now", NOON)
    assert (done.code, json.loads(done.out)["mails"]) == (0, {"acted": 1})
    (reply,) = [mail for mail in mails(tmp_path / "mail") if mail["In-Reply-To"]]
    assert (reply["To"], reply["In-Reply-To"].strip()) == (asked["To"], "<a1@mail.example.org>")
    assert '"acknowledged"' in run("status", "--json").out
    assert "没有新的来信" in run("mail", "fetch", "--now", NOON).err


def test_what_waits_for_a_person_is_listed_until_it_is_settled(run: Run, box: MemoryBox, tmp_path: Path) -> None:
    box.put(answer(mails(tmp_path / "mail")[0], "我们正在研究"))
    assert run("mail", "fetch", "--now", NOON).code == 1
    listed = json.loads(run("mail", "list", "--json").out)
    found = listed[0] if isinstance(listed, list) else listed
    assert (found["outcome"], found["text"]) == ("unclear", "我们正在研究")
    assert run("mail", "settle", found["id"]).code == 0
    assert run("mail", "settle", found["id"]).code == 2
    assert "没有须由人处理" in run("mail", "list").err


def test_a_mailbox_that_is_not_there_is_said_without_its_password(run: Run) -> None:
    done = run("mail", "fetch", "--now", NOON)
    assert done.code != 0
    assert "127.0.0.1:1" in done.err + done.out
    assert "geheim" not in done.err + done.out


def test_without_an_address_nothing_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUBAN_IMAP_URL")
    done = run("mail", "fetch", "--now", NOON)
    assert done.code == 2
    assert "DUBAN_IMAP_URL" in done.err + done.out


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_an_export_is_written(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    assert run("export", "ledger", "--to", str(path), "--now", NOON).code == 0
    assert path.stat().st_size > 1000


def test_an_export_comes_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    run("export", "ledger", "--to", str(path), "--now", NOON)
    done = run("import", str(path), "--now", NOON)
    assert (done.code, "没有改动" in done.err) == (0, True)


def test_another_form_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("export", "ledger", "--to", str(tmp_path / "out.pdf"))
    assert done.code == 2
    assert ".xlsx" in done.err + done.out


def test_the_check_looks_into_the_mailbox(run: Run) -> None:
    done = run("check", "--now", NOON)
    assert "127.0.0.1:1" in done.err + done.out
    assert "geheim" not in done.err + done.out


def test_who_is_forgotten_leaves_no_mail(run: Run, box: MemoryBox, tmp_path: Path) -> None:
    asked = mails(tmp_path / "mail")[0]
    box.put(answer(asked, "我们正在研究"))
    run("mail", "fetch", "--now", NOON)
    assert run("forget", asked["To"], "--yes").code == 1  # the units file still names him
    assert "没有须由人处理" in run("mail", "list").err
