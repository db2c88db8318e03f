"""Mail against a real aiosmtpd on a real socket."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtplib import SMTP

from bot.channels.email import EmailChannel
from bot.channels.smtp_session import SmtpSession
from bot.channels.smtp_url import read_smtp_url
from bot.errors import ChannelError, SettingsError
from bot.model import Attachment, Message, Receipt
from tests.support.certificates import server_tls
from tests.support.smtp import MailServer, smtp_server

NOW = datetime(2021, 9, 27, 9, 0, tzinfo=UTC)
MESSAGE = Message(
    id="7f3c-26-T-3",
    subject="督办提醒：3 项任务将于 9 月 30 日到期",
    text="一、推进“放管服”改革。\n.以点开头的一行\n",
    html="<!doctype html><html><body><p>一、推进“放管服”改革。</p></body></html>",
)
PASSWORD = "S3cret/p:ss@"
QUOTED = "S3cret%2Fp%3Ass%40"


def channel_for(url: str, *, timeout_s: float = 10) -> EmailChannel:
    return EmailChannel(read_smtp_url(url), mail_from="督办 <duban@example.org>", now=lambda: NOW, timeout_s=timeout_s)


Try = Callable[[EmailChannel, MailServer], Awaitable[None]]


def with_server(body: Try, *, url: str = "smtp://{host}:{port}", timeout_s: float = 10, **options: object) -> None:
    async def go() -> None:
        async with smtp_server(**options) as box:  # type: ignore[arg-type]
            channel = channel_for(url.format(host=box.host, port=box.port), timeout_s=timeout_s)
            try:
                await body(channel, box)
            finally:
                await channel.close()

    asyncio.run(go())


async def refusal(channel: EmailChannel, address: str = "czj@example.org") -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        await channel.send(MESSAGE, address)
    assert str(caught.value)
    return caught.value


def test_wire_form() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        receipt = await channel.send(MESSAGE, "czj@example.org")
        assert receipt == Receipt("email", "czj@example.org", "<7f3c-26-T-3@example.org>")
        raw = box.mails[0].raw
        head, _, _ = raw.partition(b"\r\n\r\n")
        assert raw.isascii()
        assert max(map(len, raw.split(b"\r\n"))) <= 78
        assert b"Message-ID: <7f3c-26-T-3@example.org>\r\n" in head
        assert b"Date: Mon, 27 Sep 2021 09:00:00 +0000\r\n" in head
        assert b"Auto-Submitted: auto-generated\r\n" in head
        assert b"Content-Type: multipart/alternative" in head
        assert b"X-Duban-Repeat" not in head
        assert b"Subject: =?utf-8?" in head

    with_server(body)


def test_reader_sees_both_bodies_and_the_chinese_subject() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(MESSAGE, "czj@example.org")
        mail = box.mails[0].parsed
        assert mail["Subject"] == MESSAGE.subject
        assert mail["From"].addresses[0].display_name == "督办"
        assert mail["From"].addresses[0].addr_spec == box.mails[0].sender == "duban@example.org"
        plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert plain.get_content().splitlines() == MESSAGE.text.splitlines()
        assert page is not None
        assert page.get_content().strip() == MESSAGE.html

    with_server(body)


def test_attachments_keep_their_chinese_names_and_bytes() -> None:
    content = bytes(range(256)) * 40
    message = Message("a1", "附件", "见附件", "<p>见附件</p>", (Attachment("台账.xlsx", "application/x", content),))

    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(message, "czj@example.org")
        (part,) = box.mails[0].parsed.iter_attachments()
        assert part.get_filename() == "台账.xlsx"
        assert part.get_content() == content

    with_server(body)


def test_repeat_has_the_same_id_and_says_so() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(MESSAGE, "czj@example.org")
        await channel.send(Message(MESSAGE.id, MESSAGE.subject, MESSAGE.text, repeat=True), "czj@example.org")
        first, second = (mail.parsed for mail in box.mails)
        assert first["Message-ID"] == second["Message-ID"]
        assert second["X-Duban-Repeat"] == "yes"

    with_server(body)


def test_several_recipients_and_a_connection_kept() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        for address in ("a@example.org; 办公室 <b@example.org>，a@example.org", "c@例子.中国"):
            await channel.send(MESSAGE, address)
        assert [mail.recipients for mail in box.mails] == [
            ("a@example.org", "b@example.org"),
            ("c@xn--fsqu00a.xn--fiqs8s",),
        ]
        assert box.sessions == 1

    with_server(body)


def test_many_at_once_share_two_connections() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        messages = [Message(f"m{n}", "标题", "正文") for n in range(30)]
        await asyncio.gather(*(channel.send(message, "a@example.org") for message in messages))
        assert len({mail.parsed["Message-ID"] for mail in box.mails}) == 30
        assert box.sessions == 2

    with_server(body)


def test_one_bad_recipient_does_not_hold_up_the_others() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        box.refuse["no@example.org"] = "550 5.1.1 No such user"
        receipt = await channel.send(MESSAGE, "no@example.org, yes@example.org")
        assert receipt.refused == (("no@example.org", 550),)
        assert box.mails[0].recipients == ("yes@example.org",)

    with_server(body)


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@example.org", "张三@example.org", "a@", "@b", "a@b@c@", "a@..org"]
)
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        assert (await refusal(channel, address)).permanent
        assert box.sessions == 0

    with_server(body)


# stage, answer → key, permanent, settings, uncertain
ANSWERS = [
    ("GREETING", "554 5.3.2 no service", "mail_not_served", False, True, False),
    ("GREETING", "421 4.3.2 busy", "mail_later", False, False, False),
    ("EHLO", "421 4.3.2 busy", "mail_later", False, False, False),
    ("MAIL", "421 4.7.0 too many", "mail_later", False, False, False),
    ("MAIL", "451 4.3.0 later", "mail_later", False, False, False),
    ("MAIL", "452 4.3.1 full", "mail_later", False, False, False),
    ("MAIL", "530 5.7.0 log in first", "mail_login", False, True, False),
    ("MAIL", "550 5.7.1 not our sender", "mail_not_served", False, True, False),
    ("MAIL", "553 5.1.8 no such domain", "mail_not_served", False, True, False),
    ("MAIL", "501 sender syntax", "mail_not_served", False, True, False),
    ("MAIL", "552 5.3.4 Message size exceeds fixed limit", "mail_too_large", True, False, False),
    ("MAIL", "552 message too big", "mail_too_large", True, False, False),
    ("MAIL", "550 Mail size exceeds the limit", "mail_too_large", True, False, False),
    ("MAIL", "552 5.2.2 your mailbox is full", "mail_not_served", False, True, False),
    ("MAIL", "550 RP:FRQ sending frequency limited", "mail_quota", False, False, False),
    ("MAIL", "555 5.6.3 conversion wanted", "mail_content", True, False, False),
    ("RCPT", "421 4.7.0 closing", "mail_later", False, False, False),
    ("RCPT", "450 4.2.0 busy", "mail_later", False, False, False),
    ("RCPT", "451 4.3.0 later", "mail_later", False, False, False),
    ("RCPT", "452 4.2.2 full", "mail_later", False, False, False),
    ("RCPT", "550 5.1.1 unknown", "mail_refused", True, False, False),
    ("RCPT", "551 5.1.6 moved", "mail_refused", True, False, False),
    ("RCPT", "553 5.1.3 bad name", "mail_refused", True, False, False),
    ("RCPT", "554 5.7.1 refused", "mail_refused", True, False, False),
    ("RCPT", "552 5.2.2 mailbox full", "mail_refused", True, False, False),
    ("RCPT", "552 over quota", "mail_refused", True, False, False),
    ("RCPT", "556 5.1.10 null MX", "mail_refused", True, False, False),
    ("RCPT", "552 5.2.3 larger than this mailbox takes", "mail_too_large", True, False, False),
    ("RCPT", "554 5.7.1 Relay access denied", "mail_no_relay", True, False, False),
    ("RCPT", "550 5.7.1 Unable to relay", "mail_no_relay", True, False, False),
    ("RCPT", "530 5.7.0 Authentication required", "mail_login", False, True, False),
    ("RCPT", "553 5.1.8 sender unknown", "mail_not_served", False, True, False),
    ("DATA", "451 4.3.0 later", "mail_later", False, False, False),
    ("CONTENT", "452 4.3.1 full", "mail_later", False, False, False),
    ("CONTENT", "554 5.7.1 spam", "mail_content", True, False, False),
    ("CONTENT", "550 refused", "mail_content", True, False, False),
    ("CONTENT", "550 5.1.1 unknown", "mail_refused", True, False, False),
    ("CONTENT", "552 5.2.2 over quota", "mail_refused", True, False, False),
    ("CONTENT", "552 message exceeds fixed maximum", "mail_too_large", True, False, False),
    ("CONTENT", "554 5.3.4 too big for the system", "mail_too_large", True, False, False),
    ("CONTENT", "550 5.4.5 Daily user sending limit exceeded", "mail_quota", False, False, False),
    ("CONTENT", "550 5.7.60 no permission to send as this sender", "mail_not_served", False, True, False),
    ("DATA", "554 5.5.1 no valid recipients", "mail_content", True, False, False),
    ("CONTENT", "nonsense", "mail_uncertain", False, False, True),
    ("CONTENT", "reset", "mail_uncertain", False, False, True),
    ("CONTENT", "hang", "mail_uncertain", False, False, True),
    ("GREETING", "reset", "mail_unreachable", False, False, False),
    ("GREETING", "hang", "mail_timeout", False, False, False),
    ("EHLO", "hang", "mail_timeout", False, False, False),
    ("MAIL", "reset", "mail_lost", False, False, False),
    ("RCPT", "hang", "mail_timeout", False, False, False),
    ("RCPT", "reset", "mail_lost", False, False, False),
]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: f"{case[0]} {case[1]}")
def test_answers_are_told_apart_and_the_next_mail_goes_through(case: tuple[str, str, str, bool, bool, bool]) -> None:
    stage, answer, key, permanent, settings, uncertain = case

    async def body(channel: EmailChannel, box: MailServer) -> None:
        box.fault(stage, answer)
        error = await refusal(channel)
        assert error.key == f"channels.{key}"
        assert (error.permanent, error.settings, error.uncertain) == (permanent, settings, uncertain)
        stored = len(box.mails)
        assert stored == (1 if stage == "CONTENT" else 0)
        await channel.send(MESSAGE, "czj@example.org")
        assert len(box.mails) == stored + 1

    with_server(body, timeout_s=0.3 if answer == "hang" else 10)


SMALL, MIDDLE, BIG = (Attachment(f"{n}.pdf", "application/pdf", bytes(n * 10_000)) for n in (1, 20, 40))


def attached(box: MailServer) -> list[str | None]:
    return [part.get_filename() for part in box.mails[-1].parsed.iter_attachments()]


@pytest.mark.parametrize(
    ("largest", "kept"),
    [(2_000_000, ["1.pdf", "20.pdf", "40.pdf"]), (400_000, ["1.pdf", "20.pdf"]), (60_000, ["1.pdf"]), (10_000, [])],
)
def test_what_is_larger_than_the_server_takes_is_left_out_and_said(largest: int, kept: list[str]) -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(replace(MESSAGE, attachments=(SMALL, BIG, MIDDLE)), "czj@example.org")
        assert attached(box) == [name for name in ("1.pdf", "40.pdf", "20.pdf") if name in kept]
        parsed = box.mails[0].parsed
        for kind in ("plain", "html"):
            part = parsed.get_body((kind,))
            assert part is not None
            said = part.get_content()
            assert [name for name in ("1.pdf", "20.pdf", "40.pdf") if f"“{name}”" not in said] == kept
        assert (len(box.mails), box.sessions) == (1, 1)

    with_server(body, largest=largest)


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "CONTENT"])
def test_a_server_that_says_so_only_when_it_sees_the_mail_gets_it_without(stage: str) -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        box.fault(stage, "552 5.3.4 message size exceeds the limit")
        await channel.send(replace(MESSAGE, attachments=(SMALL, BIG)), "czj@example.org")
        assert attached(box) == ["1.pdf"]

    with_server(body)


def test_a_mail_too_large_by_its_words_alone_is_refused_and_the_next_goes_by_the_same_session() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        with pytest.raises(ChannelError) as caught:
            await channel.send(replace(MESSAGE, text="长" * 9000), "czj@example.org")
        assert (caught.value.key, caught.value.permanent) == ("channels.mail_too_large", True)
        await channel.send(MESSAGE, "czj@example.org")
        assert (len(box.mails), box.sessions) == (1, 1)

    with_server(body, largest=20_000)


def test_greylisting_is_passing_and_keeps_the_session() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.permanent, error.parts["code"]) == (False, 451)
        await channel.send(MESSAGE, "czj@example.org")
        assert (len(box.mails), box.sessions) == (1, 1)

    with_server(body, greylist=True)


@pytest.mark.parametrize("end", ["421 4.4.2 idle too long", "reset"])
def test_a_session_that_the_server_ended_meanwhile_is_opened_again(end: str) -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(MESSAGE, "czj@example.org")
        box.fault("MAIL", end)
        await channel.send(MESSAGE, "czj@example.org")
        assert (len(box.mails), box.sessions) == (2, 2)

    with_server(body)


def test_cancelled_in_the_middle_leaves_a_working_channel() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        box.fault("RCPT", "hang")
        sending = asyncio.create_task(channel.send(MESSAGE, "czj@example.org"))
        await box.hanging.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await channel.send(MESSAGE, "czj@example.org")
        assert len(box.mails) == 1

    with_server(body)


def test_server_that_is_not_there() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        gone = channel_for("smtp://127.0.0.1:1")
        error = await refusal(gone)
        assert (error.key, error.permanent, error.settings) == ("channels.mail_unreachable", False, False)

    with_server(body)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_encryption_with_login(scheme: str, tmp_path: Path) -> None:
    tls, authority = server_tls(tmp_path)

    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(MESSAGE, "czj@example.org")
        await channel.send(MESSAGE, "czj@example.org")
        assert (len(box.mails), box.sessions) == (2, 1)
        assert ("STARTTLS" in box.commands) == (scheme == "smtp")

    option = "starttls=required&" if scheme == "smtp" else ""
    url = f"{scheme}://duban:{QUOTED}@localhost:{{port}}?{option}ca={authority}"
    with_server(body, url=url, tls=tls, implicit_tls=scheme == "smtps", login=("duban", PASSWORD))


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_certificate_of_an_unknown_authority(scheme: str, tmp_path: Path) -> None:
    tls, _ = server_tls(tmp_path)

    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.key, error.permanent, error.settings) == ("channels.mail_certificate", False, True)
        assert "self-signed" in str(error)
        assert not box.mails

    with_server(body, url=f"{scheme}://localhost:{{port}}", tls=tls, implicit_tls=scheme == "smtps")


@pytest.mark.parametrize(
    ("years", "host", "key"),
    [
        ((2000, 2001), "localhost", "mail_certificate_expired"),
        ((2090, 2099), "localhost", "mail_certificate_early"),
        ((2000, 2099), "mail.example.org", "mail_certificate_name"),
    ],
)
def test_the_remedy_fits_what_is_wrong_with_the_certificate(
    years: tuple[int, int], host: str, key: str, tmp_path: Path
) -> None:
    tls, authority = server_tls(tmp_path, *years, host)

    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.key, error.settings) == (f"channels.{key}", True)

    with_server(body, url=f"smtps://localhost:{{port}}?ca={authority}", tls=tls, implicit_tls=True)


def test_encryption_where_none_is_spoken() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.key, error.settings) == ("channels.mail_tls", True)

    with_server(body, url="smtps://{host}:{port}")


def test_encryption_required_and_not_offered() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.key, error.settings) == ("channels.mail_no_starttls", True)
        assert not box.mails

    with_server(body, url="smtp://{host}:{port}?starttls=required")


def test_authority_file_that_is_missing(tmp_path: Path) -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        assert (await refusal(channel)).key == "channels.mail_ca"

    with_server(body, url=f"smtp://{{host}}:{{port}}?ca={tmp_path}/none.pem")


@pytest.mark.parametrize("starttls", ["never", "optional"])
def test_login_without_encryption_where_it_is_allowed(starttls: str) -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.send(MESSAGE, "czj@example.org")
        assert len(box.mails) == 1

    with_server(body, url=f"smtp://duban:{QUOTED}@{{host}}:{{port}}?starttls={starttls}", login=("duban", PASSWORD))


def test_login_where_the_server_knows_none() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.key, error.settings) == ("channels.mail_no_login", True)

    with_server(body, url=f"smtp://duban:{QUOTED}@{{host}}:{{port}}?starttls=never")


def test_a_wrong_password_is_tried_once_and_shows_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def body(channel: EmailChannel, box: MailServer) -> None:
        error = await refusal(channel)
        assert (error.key, error.permanent, error.settings) == ("channels.mail_login", False, True)
        assert error.parts["code"] == 535
        assert box.commands.count("AUTH") == 1
        shown = [str(error), repr(error), repr(error.parts), repr(channel), repr(vars(channel)["_server"])]
        assert not any(PASSWORD in words or QUOTED in words for words in shown)
        assert error.__cause__ is None
        assert error.__context__ is None

    url = f"smtp://duban:{QUOTED}@{{host}}:{{port}}?starttls=never"
    with_server(body, url=url, login=("duban", "another"))
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.log")]
    assert not any(PASSWORD in words or QUOTED in words for words in ours)


def test_login_refused_for_now() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        box.fault("AUTH", "454 4.7.0 Temporary authentication failure")
        error = await refusal(channel)
        assert (error.key, error.settings, error.permanent) == ("channels.mail_later", False, False)
        await channel.send(MESSAGE, "czj@example.org")

    with_server(body, url=f"smtp://duban:{QUOTED}@{{host}}:{{port}}?starttls=never", login=("duban", PASSWORD))


def test_check_goes_as_far_as_the_sender_and_hands_in_nothing() -> None:
    async def body(channel: EmailChannel, box: MailServer) -> None:
        await channel.check()
        assert (box.commands, box.mails) == (["EHLO", "AUTH", "MAIL", "RSET", "QUIT"], [])
        box.fault("AUTH", "535 5.7.8 wrong")
        with pytest.raises(ChannelError) as caught:
            await channel.check()
        assert (caught.value.key, caught.value.settings) == ("channels.mail_login", True)

    with_server(body, url=f"smtp://duban:{QUOTED}@{{host}}:{{port}}", login=("duban", PASSWORD))


@pytest.mark.parametrize("mail_from", ["", "督办", "a@b, c@d", "duban@"])
def test_a_sender_that_is_no_address_is_a_fault_of_settings(mail_from: str) -> None:
    with pytest.raises(SettingsError):
        EmailChannel(read_smtp_url("smtp://localhost"), mail_from=mail_from, now=lambda: NOW)


def test_a_line_that_begins_with_a_dot_arrives_as_it_was() -> None:
    """RFC 5321 §4.5.2: on the wire its dot is doubled, or a dot alone would end the mail."""
    mail = b"Subject: .\r\n\r\n.\r\n..\r\n.a\r\nb.\r\n"

    async def body() -> None:
        async with smtp_server() as box:
            session = SmtpSession(SMTP(hostname=box.host, port=box.port, start_tls=False, timeout=10))
            await session.open(read_smtp_url(f"smtp://{box.host}:{box.port}"), None)
            assert await session.hand_in("duban@example.org", ["a@example.org"], mail) == ()
            await session.client.quit()
            assert [one.raw for one in box.mails] == [mail]

    asyncio.run(body())


@pytest.mark.parametrize("words", ["a@example.org>\r\nDATA", "a@example.org\nRCPT TO:<b@example.org"])
def test_an_address_never_becomes_a_second_command(words: str) -> None:
    async def body() -> None:
        async with smtp_server() as box:
            session = SmtpSession(SMTP(hostname=box.host, port=box.port, start_tls=False, timeout=10))
            await session.open(read_smtp_url(f"smtp://{box.host}:{box.port}"), None)
            with pytest.raises(ValueError, match="several lines"):
                await session.hand_in("duban@example.org", [words], b"Subject: x\r\n\r\n")
            assert box.commands == ["EHLO", "MAIL"]
            session.client.close()

    asyncio.run(body())
