"""Mail as bytes: what must hold for any message."""

import email.policy
import subprocess
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import addresses
from bot.channels.mail import build_mail, stable_name
from bot.channels.mail_address import read_address, read_recipients
from bot.errors import ChannelError
from bot.model import Attachment, Message

NOW = datetime(2021, 9, 27, 9, 0, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


def build(message: Message) -> tuple[bytes, EmailMessage]:
    raw = build_mail(message, "督办 <duban@example.org>", ["a@example.org"], NOW)
    parsed = BytesParser(policy=email.policy.default).parsebytes(raw)
    assert isinstance(parsed, EmailMessage)
    return raw, parsed


@given(WORDS, WORDS, WORDS)
def test_any_words_come_out_as_they_went_in(subject: str, text: str, html: str) -> None:
    raw, mail = build(Message("m1", subject, text, f"<p>{html}</p>"))
    assert raw.isascii()
    assert b"\r\n.\r\n" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert not mail.defects
    assert not any(getattr(value, "defects", ()) for value in mail.values())
    assert mail["Subject"].split() == subject.split()
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().rstrip("\r\n") == text


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@example.org", "a\nb", "a\x00b", "督\u2028办", "\t", ""])
def test_a_subject_cannot_make_a_header(subject: str) -> None:
    raw, mail = build(Message("m1", subject, "t"))
    assert mail["Bcc"] is None
    assert b"\r\nBcc:" not in raw


@pytest.mark.parametrize("name", ["7f3c-26", "督办-26", "x" * 300, "<a@b>\r\n", "", "..", "a b/c"])
def test_message_id_is_one_line_of_plain_letters(name: str) -> None:
    raw, mail = build(Message(name, "s", "t"))
    (line,) = [line for line in raw.split(b"\r\n") if line.lower().startswith(b"message-id:")]
    value = line.split(b":", 1)[1].strip()
    assert value == f"<{stable_name(name)}@example.org>".encode()
    assert str(mail["Message-ID"]).encode() == value


def test_names_that_were_changed_stay_apart() -> None:
    names = ["a b", "a-b", "a/b", "督办", "督", "", ".", "x" * 80, "x" * 81, "x" * 82]
    assert len({stable_name(name) for name in names}) == len(names)
    assert stable_name("7f3c-26-T-3") == "7f3c-26-T-3"


@pytest.mark.parametrize("media_type", ["text/calendar", "nonsense", "message/rfc822", "multipart/mixed", ""])
def test_any_attachment_is_carried(media_type: str) -> None:
    _, mail = build(Message("m1", "s", "t", attachments=(Attachment("日历.ics", media_type, b"\x00\xff\r\n"),)))
    (part,) = mail.iter_attachments()
    assert not part.defects
    assert part.get_filename() == "日历.ics"
    content = part.get_content()
    assert content in (b"\x00\xff\r\n", "\x00\ufffd\r\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a@x.cn", ["a@x.cn"]),
        ("a@x.cn,b@y.cn;c@z.cn", ["a@x.cn", "b@y.cn", "c@z.cn"]),
        ("a@x.cn；b@y.cn、a@x.cn，", ["a@x.cn", "b@y.cn"]),
        ("办公室 <a@x.cn>\n<b@y.cn>", ["a@x.cn", "b@y.cn"]),
        ("a@中文.cn", ["a@xn--fiq228c.cn"]),
    ],
)
def test_recipients_of_a_list(words: str, found: list[str]) -> None:
    assert read_recipients(words) == found


@given(st.text(max_size=40))
def test_any_address_is_read_or_refused_for_good(words: str) -> None:
    try:
        found = read_recipients(words)
    except ChannelError as exc:
        assert exc.permanent  # noqa: PT017 - either outcome is right, and both are looked at
    else:
        assert all(spec.isascii() and read_address(spec)[1] == spec for spec in found)


@given(st.from_regex(addresses.PLAIN, fullmatch=True).filter(lambda words: len(words) < 200))
def test_a_plain_address_is_what_parsing_it_gives(words: str) -> None:
    assert addresses.parse_address(words) == addresses.parse_address(f" {words}")


@pytest.mark.parametrize("name", ["", "督办", 'the "office", Ltd', "a" * 100, "办公室" * 30, "=?utf-8?q?x?="])
def test_any_display_name_of_the_sender(name: str) -> None:
    sender = f'"{name.replace(chr(34), chr(92) + chr(34))}" <duban@example.org>'
    raw = build_mail(Message("m1", "s", "t"), sender, ["a@example.org", "b@example.org"], NOW)
    mail = BytesParser(policy=email.policy.default).parsebytes(raw)
    (found,) = mail["From"].addresses
    assert found.addr_spec == "duban@example.org"
    # Python's own reader, in some versions, puts a space between the encoded words of a long name.
    assert "".join(found.display_name.split()) == "".join(name.split())
    assert [found.addr_spec for found in mail["To"].addresses] == ["a@example.org", "b@example.org"]
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_a_library_that_sends_mail_itself_changes_nothing_here() -> None:
    code = (
        "from datetime import datetime, UTC; import sys\n"
        "from email import charset\n"
        "charset.add_charset('utf-8', charset.QP, charset.QP, 'utf-8')\n"
        "from bot.channels.mail import build_mail; from bot.model import Message\n"
        "message = Message('m1', '办公室' * 30, 't')\n"
        "mail = build_mail(message, '办公室 <a@example.org>', ['b@example.org'], datetime.now(UTC))\n"
        "sys.stdout.buffer.write(mail)"
    )
    raw = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert b"?q?" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).map(str.strip).filter(bool))
def test_any_file_name_comes_out_as_it_went_in(name: str) -> None:
    raw, mail = build(Message("m1", "s", "t", "<p>t</p>", (Attachment(name, "text/csv", b"a,b\r\n"),)))
    (part,) = mail.iter_attachments()
    assert part.get_filename() == name
    assert max(map(len, raw.split(b"\r\n"))) <= 84


def test_the_same_message_gives_the_same_bytes() -> None:
    message = Message("m1", "督办", "正文", "<p>正文</p>", (Attachment("a.ics", "text/calendar", b"x"),))
    assert build(message)[0] == build(message)[0]


def test_a_mail_says_where_answers_go_and_that_programs_shall_not_answer() -> None:
    _, mail = build(Message("m1", "s", "t"))
    assert (mail["Reply-To"], mail["X-Auto-Response-Suppress"]) == ("duban@example.org", "All")
    raw = build_mail(Message("m1", "s", "t"), "duban@example.org", ["a@example.org"], NOW, "answers@example.org")
    assert b"\r\nReply-To: answers@example.org\r\n" in raw


def test_mails_about_one_thing_refer_to_it() -> None:
    first = build(Message("m1", "s", "t", thread=("duty-7",)))[1]
    second = build(Message("m2", "s", "t", thread=("duty-7", "duty-8")))[1]
    assert first["References"] == "<duty-7@example.org>"
    assert second["References"].split() == ["<duty-7@example.org>", "<duty-8@example.org>"]


def test_an_answer_stands_below_what_it_answers() -> None:
    _, mail = build(Message("m1", "s", "t", thread=("duty-7",), answers=("b@x.example.org", "a@x.example.org")))
    assert mail["In-Reply-To"].strip() == "<b@x.example.org>"
    assert mail["References"].split() == ["<duty-7@example.org>", "<a@x.example.org>", "<b@x.example.org>"]


@pytest.mark.parametrize("foreign", ["a@b\r\nBcc: x@example.org", "a b@c", "<a@b>", "督办@b", "", "x" * 5000 + "@b"])
def test_a_foreign_id_cannot_make_a_header(foreign: str) -> None:
    raw, mail = build(Message("m1", "s", "t", answers=(foreign,)))
    assert mail["In-Reply-To"] is None
    assert b"Bcc" not in raw


def test_a_reference_stands_behind_the_subject() -> None:
    _, mail = build(Message("m1", "【交办】区财政局 2 项任务", "t", reference="D-0A1B2C3D4E"))
    assert mail["Subject"] == "【交办】区财政局 2 项任务 〔D-0A1B2C3D4E〕"
