"""A day by mail alone against Debian's own servers: Postfix takes and delivers, dovecot is read; every role, both
languages.
"""

import email
import json
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.texts import set_language
from tests.support.certificates import pair
from tests.support.commands import Ran, duban, empty_place
from tests.support.dovecot import dovecot
from tests.support.postfix import Postfix, postfix

pytestmark = pytest.mark.peer
BOT, UNIT, LEADER, OFFICE = "duban@example.org", "cz@example.org", "czl@example.org", "gk@example.org"
UNITS = f"""
[[unit]]
name = "区财政局"
[[unit.contact]]
name = "财政联络员"
email = "{UNIT}"
[[unit.contact]]
role = "leader"
name = "财政分管"
email = "{LEADER}"

[[coordinator]]
name = "区政府办公室"
email = "{OFFICE}"
"""
#: What each says, by language: acknowledged, reported, sent back, extension asked for, granted, approved.
WORDS = {
    "zh-CN": (
        "签收",
        "反馈 {n} 已上线",
        "退回 {n} 缺少链接",
        "申请延期 {n} 至2026年6月30日 等批复",
        "同意延期 {n}",
        "核准 {n}",
    ),
    "en": (
        "acknowledge",
        "done {n} it is online",
        "return {n} the link is missing",
        "extend {n} until 30 June 2026 waiting for approval",
        "grant extension {n}",
        "approve {n}",
    ),
}


NEW = (
    *("add", "works", "--title", "工作要点", "--text", "公开预算"),
    *("--deadline", "2026年3月31日前", "--units", "区财政局"),
)


@dataclass
class Day:
    """An office whose people have mail programs alone."""

    patch: pytest.MonkeyPatch
    server: Postfix

    def run(self, *words: str) -> Ran:
        return duban(self.patch, *words)

    def last(self, address: str, least: int) -> EmailMessage:
        """The newest of at least so many mails of this address."""
        mails = [email.message_from_bytes(raw, policy=policy.default) for raw in self.server.arrived(address, least)]
        assert len(mails) >= least, [str(mail["Subject"]) for mail in mails]
        return max(mails, key=lambda mail: mail["Date"].datetime)

    def answer(self, sender: str, to: EmailMessage, text: str, at: str, files: tuple[bytes, ...] = ()) -> EmailMessage:
        """Answers by the program's own button, has it read, and gives what came back."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to["Reply-To"], f"Re: {to['Subject']}"
        mail["In-Reply-To"] = to["Message-ID"]
        mail["References"] = f"{to['References'] or ''} {to['Message-ID']}".strip()
        mail.set_content(f"{text}\n\n-----Original Message-----\nFrom: duban\n{to['Subject']}\n")
        for n, content in enumerate(files):
            mail.add_attachment(content, maintype="application", subtype="pdf", filename=f"{n}.pdf")
        topic = mail["Subject"].split("〔")[0].strip()
        had, before = len(self._about(topic, sender, 0)), len(self.server.arrived(BOT, 0))
        with smtplib.SMTP("127.0.0.1", self.server.port) as client:
            client.send_message(mail)
        assert len(self.server.arrived(BOT, before + 1)) == before + 1
        all_before = len(self.server.arrived(sender, 0))
        assert self.run("mail", "fetch", "--now", f"{at}+08:00").code in {0, 1}
        assert self.run("tick", "--now", f"{at}+08:00").code in {0, 1}
        for more in range(1, 5):  # a digest may go out beside it, and arrive first
            if len(found := self._about(topic, sender, all_before + more)) > had:
                return max(found, key=lambda one: one["Date"].datetime)
        raise AssertionError([str(one["Subject"]) for one in self._about("", sender, 0)])

    def _about(self, topic: str, address: str, least: int) -> list[EmailMessage]:
        """Of at least so many mails of this address those with that in their subject."""
        mails = (email.message_from_bytes(raw, policy=policy.default) for raw in self.server.arrived(address, least))
        return [mail for mail in mails if topic in str(mail["Subject"])]


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    with dovecot(*pair()) as box, postfix(box.folder / "mail", BOT, UNIT, LEADER, OFFICE) as server:
        place = empty_place(tmp_path, monkeypatch)
        (place / "config").mkdir()
        (place / "config" / "units.toml").write_text(UNITS, encoding="utf-8")
        monkeypatch.setenv("DUBAN_SMTP_URL", server.url)
        monkeypatch.setenv("DUBAN_MAIL_FROM", BOT)
        monkeypatch.setenv("DUBAN_IMAP_URL", box.url)
        yield Day(monkeypatch, server)
    set_language("zh-CN")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_role_by_mail_alone(day: Day, language: str) -> None:
    day.patch.setenv("DUBAN_LANGUAGE", language)
    acknowledged, reported, sent_back, asked, granted, approved = (one.format(n="1") for one in WORDS[language])
    assert day.run(*NEW, "--now", "2026-03-02T08:30+08:00").code in {0, 1}
    assert day.run("mail", "fetch", "--now", "2026-03-02T08:40+08:00").code in {0, 1}  # from here on mails are new
    assert day.run("dispatch", "works", "--on", "2026-03-02", "--yes").code in {0, 1}
    assert day.run("tick", "--now", "2026-03-02T09:00+08:00").code in {0, 1}
    letter = day.last(UNIT, 1)
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["text/calendar"]
    day.answer(UNIT, letter, acknowledged, "2026-03-02T09:30")
    assert state(day) == "acknowledged"
    day.answer(UNIT, letter, reported, "2026-03-03T09:30", (b"%PDF-1.4 page",))
    assert state(day) == "reported"
    day.run("tick", "--now", "2026-03-04T08:30+08:00")  # it waits: the digest of the day
    digest = day.last(OFFICE, 1)
    day.answer(OFFICE, digest, sent_back, "2026-03-04T10:00")
    assert state(day) == "sent-back"
    day.answer(UNIT, letter, asked, "2026-03-05T10:00")
    day.answer(OFFICE, digest, granted, "2026-03-06T10:00")
    day.run("tick", "--now", "2026-07-01T09:00+08:00")
    day.run("tick", "--now", "2026-07-02T09:00+08:00")
    copy = day.last(LEADER, 1)  # the leader's copy of the urging
    said = day.answer(LEADER, copy, reported, "2026-07-02T10:00")
    assert state(day) == "sent-back"  # a leader looks on
    assert said.get_body(("plain",)) is not None
    day.answer(UNIT, letter, reported, "2026-07-02T11:00")
    day.answer(OFFICE, digest, approved, "2026-07-02T12:00")
    assert state(day) == "closed"


def state(day: Day) -> str:
    """That of the one duty."""
    (duty,) = json.loads(day.run("status", "--json").out)[0]["items"]
    return str(duty["state"])


def test_a_file_of_twenty_megabytes(day: Day) -> None:
    day.run(*NEW)
    day.run("mail", "fetch")
    day.run("dispatch", "works", "--on", "2026-03-02", "--yes")
    day.run("tick", "--now", "2026-03-02T09:00+08:00")
    letter = day.last(UNIT, 1)
    large = b"%PDF-1.4 " + b"x" * (20 * 1024 * 1024 - 9)
    answer = day.answer(UNIT, letter, "反馈 1 已上线", "2026-03-03T09:30", (large,))
    body = answer.get_body(("plain",))
    assert body is not None
    assert "0.pdf" in body.get_content()
    assert state(day) == "reported"
