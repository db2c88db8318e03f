"""The pure parts of the channels, and what console and folder show."""

import asyncio
import io
import logging
import os
from datetime import UTC, datetime
from email.parser import BytesParser
from pathlib import Path
from string import Formatter

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.console import ConsoleChannel
from bot.channels.file import FileChannel
from bot.channels.memory import MemoryChannel
from bot.channels.quiet import hide, quieten_http
from bot.channels.smtp_url import SmtpServer, read_smtp_url
from bot.errors import ChannelError, SettingsError
from bot.lengths import split_text
from bot.model import Attachment, Message
from bot.resources import shipped

NOW = datetime(2021, 9, 27, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 25, starttls="optional")),
        ("smtp://u:p%40%2F@mail.example.org", SmtpServer("mail.example.org", 587, "u", "p@/", "required")),
        ("smtp://u:p@127.0.0.1:1025", SmtpServer("127.0.0.1", 1025, "u", "p", "optional")),
        ("smtp://u:p@localhost", SmtpServer("localhost", 587, "u", "p", "optional")),
        ("smtp://u@h:25?starttls=never", SmtpServer("h", 25, "u", "", "never")),
        ("smtp://u%40x.cn:p@h:2525?starttls=required", SmtpServer("h", 2525, "u@x.cn", "p", "required")),
        ("smtps://u:p@h", SmtpServer("h", 465, "u", "p", None)),
        ("smtps://h:994?ca=/etc/ca.pem", SmtpServer("h", 994, starttls=None, ca="/etc/ca.pem")),
        (" smtp://[::1]:25 ", SmtpServer("::1", 25, starttls="optional")),
    ],
)
def test_smtp_urls(url: str, server: SmtpServer) -> None:
    assert read_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.org",
        "http://h",
        "smtp://",
        "smtp://u:Secret1@",
        "smtp://u:Secret1@h:port",
        "smtp://u:Secret1@h:99999",
        "smtp://u:Sec/ret1@h:25",
        "smtp://u:Secret1@h/path",
        "smtp://u:Secret1@h?starttls=yes",
        "smtp://u:Secret1@h?tls=1",
        "smtps://u:Secret1@h?starttls=required",
    ],
)
def test_smtp_urls_that_cannot_be(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_smtp_url(url)
    assert "ret1" not in str(caught.value) + repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_server_shows_no_password() -> None:
    assert "Secret1" not in repr(read_smtp_url("smtp://u:Secret1@h"))


@given(st.text(max_size=300), st.integers(min_value=4, max_value=50))
def test_parts_hold_everything_and_none_is_too_long(words: str, limit: int) -> None:
    words = words.encode("utf-8", "ignore").decode()
    parts = split_text(words, limit)
    assert all(len(part.encode()) <= limit for part in parts)
    assert "".join(parts).replace("\n", "") == words.replace("\n", "")


def test_parts_are_cut_between_lines() -> None:
    assert split_text("aaaa\nbb\ncc\ndddddd", 7) == ["aaaa\nbb", "cc", "dddddd"]
    assert split_text("督办督办", 7) == ["督办", "督办"]
    assert split_text("甲局、乙局、丙局", 23) == ["甲局、乙局、", "丙局"]  # behind a mark, so that names stay whole


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("POST https://api.telegram.org/bot7:AA/sendMessage ok", "POST https://api.telegram.org/… ok"),
        ("https://oapi.dingtalk.com/robot/send?access_token=x", "https://oapi.dingtalk.com/…"),
        ('"https://h?key=x" http://u:p@h:8080', '"https://h/…" http://h:8080/…'),
        ("no address", "no address"),
    ],
)
def test_addresses_are_cut_to_the_host(words: str, hidden: str) -> None:
    assert hide(words) == hidden


def test_libraries_log_hosts_only(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    quieten_http()
    quieten_http()
    logging.getLogger("httpx").info("%s %s", "POST", "https://h/bot7:AA/getMe")
    assert [record.getMessage() for record in caplog.records] == ["POST https://h/…"]
    assert len(logging.getLogger("httpx").filters) == 1


def test_console_shows_who_and_what_and_nothing_drives_the_terminal() -> None:
    stream = io.StringIO()
    attachment = Attachment("台账.xlsx", "application/x", b"")
    message = Message("m", "标题\x1b[2J", "一、甲\n\t乙\x1b]0;x\x07\r", None, (attachment,), repeat=True)
    asyncio.run(ConsoleChannel(stream).send(message, "市财政局\x1b[31m"))
    shown = stream.getvalue()
    assert "\x1b" not in shown
    assert "\x07" not in shown
    for words in ("市财政局", "标题", "一、甲\n\t乙", "台账.xlsx", "【此条可能重复】"):
        assert words in shown


def test_console_writes_to_the_present_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(ConsoleChannel().send(Message("m", "标题", "正文"), "市财政局"))
    assert "正文" in capsys.readouterr().out


def test_folder_holds_the_mail_and_its_page_once(tmp_path: Path) -> None:
    channel = FileChannel(tmp_path / "a" / "b", now=lambda: NOW)
    first = Message("m/1", "标题", "正文", "<p>正文</p>")
    for message in (first, Message("m/1", "标题", "正文", "<p>正文</p>", repeat=True), Message("m2", "s", "t")):
        receipt = asyncio.run(channel.send(message, "市财政局"))
    assert receipt.remote_id == "m2.eml"
    names = sorted(path.name for path in channel.folder.iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["eml", "html", "eml"]
    mail = BytesParser().parsebytes((channel.folder / names[0]).read_bytes())
    assert mail["X-Duban-Repeat"] == "yes"
    assert (channel.folder / names[1]).read_text(encoding="utf-8") == "<p>正文</p>"


def test_the_page_beside_a_mail_shows_its_pictures(tmp_path: Path) -> None:
    """Opened by itself a page that names the mail's own parts would show none."""
    channel = FileChannel(tmp_path, now=lambda: NOW)
    files = (
        Attachment("c.png", "image/png", b"\x89PNG", cid="chart@duban"),
        Attachment("a.pdf", "application/pdf", b"%"),
    )
    message = Message("m1", "标题", "正文", '<img src="cid:chart@duban" alt="图">', attachments=files)
    asyncio.run(channel.send(message, "市财政局"))
    (page,) = tmp_path.glob("*.html")
    assert page.read_text(encoding="utf-8") == '<img src="data:image/png;base64,iVBORw==" alt="图">'
    (mail,) = tmp_path.glob("*.eml")
    assert b"Content-ID: <chart@duban>" in mail.read_bytes()


def test_full_disk_is_said_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("no /dev/full here to stand for a full disk")
    channel = FileChannel(tmp_path, now=lambda: NOW)
    (tmp_path / f".m1.eml.{os.getpid()}.part").symlink_to(device)
    with pytest.raises(ChannelError) as caught:
        asyncio.run(channel.send(Message("m1", "s", "t" * 100_000), "a@example.org"))
    assert caught.value.key == "channels.disk_full"
    assert (caught.value.permanent, caught.value.settings) == (False, True)
    assert not list(tmp_path.iterdir())


def test_memory_records_what_may_have_arrived() -> None:
    channel = MemoryChannel("telegram")
    for uncertain in (False, True):
        error = ChannelError("channels.bad_address", permanent=False, uncertain=uncertain, channel="x")
        channel.faults.append(error)
        with pytest.raises(ChannelError) as caught:
            asyncio.run(channel.send(Message("m", "s", "t"), "1"))
        assert caught.value is error
    assert len(channel.sent) == 1


def test_both_languages_say_the_same_things() -> None:
    def holes(language: str) -> dict[str, set[str | None]]:
        path = shipped("templates", language, "texts", "channels.toml")
        texts = tomli.loads(path.read_text(encoding="utf-8"))
        return {key: {name for _, name, _, _ in Formatter().parse(words)} - {None} for key, words in texts.items()}

    assert holes("zh-CN") == holes("en")
