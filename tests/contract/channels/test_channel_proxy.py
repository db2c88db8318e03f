"""By way of a SOCKS5 proxy: mail, with and without encryption, and Telegram, by the name that only the proxy knows."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channels.base import Setup
from bot.channels.email import EmailChannel
from bot.channels.smtp_url import read_smtp_url
from bot.channels.telegram import build
from bot.errors import ChannelError, SettingsError
from bot.mailbox.imap_url import read_imap_url
from bot.model import Message
from bot.settings import Settings
from tests.support.bot_api import bot_api_emulator
from tests.support.certificates import server_tls
from tests.support.office import at
from tests.support.smtp import smtp_server
from tests.support.socks import socks_proxy

MESSAGE = Message(id="m-1", subject="督办提醒", text="请办理。")
LOGIN = ("duban", "pa/ss")


def mail(url: str) -> EmailChannel:
    return EmailChannel(read_smtp_url(url), mail_from="duban@example.org", now=lambda: at("2026-02-10T09:00"))


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_mail_goes_by_way_of_the_proxy_which_looks_up_the_name(scheme: str) -> None:
    async def go() -> None:
        async with smtp_server() as box, socks_proxy(LOGIN, mail="127.0.0.1") as proxy:
            channel = mail(
                f"smtp://mail:{box.port}?starttls=never&proxy={scheme}://duban:pa%252Fss@127.0.0.1:{proxy.port}"
            )
            await channel.check()
            await channel.send(MESSAGE, "czj@example.org")
            await channel.close()
            assert len(box.mails) == 1
            assert set(proxy.asked) == {("mail", box.port)}

    asyncio.run(go())


def test_encryption_is_with_the_server_and_not_with_the_proxy(tmp_path: Path) -> None:
    context, authority = server_tls(tmp_path)

    async def go() -> None:
        async with smtp_server(tls=context, implicit_tls=True) as box, socks_proxy(localhost="127.0.0.1") as proxy:
            server = f"smtps://localhost:{box.port}?proxy=socks5://127.0.0.1:{proxy.port}"
            channel = mail(f"{server}&ca={authority}")
            await channel.send(MESSAGE, "czj@example.org")
            await channel.close()
            assert len(box.mails) == 1
            with pytest.raises(ChannelError) as caught:
                await mail(server).check()
            assert caught.value.key == "channels.mail_certificate"

    asyncio.run(go())


@pytest.mark.parametrize("wrong", ["nobody", "password", "no proxy"])
def test_a_proxy_that_does_not_lead_there_is_named_and_mail_waits(wrong: str) -> None:
    async def go() -> None:
        async with smtp_server() as box, socks_proxy(LOGIN, mail="127.0.0.1") as proxy:
            host = "elsewhere" if wrong == "nobody" else "mail"
            port = 1 if wrong == "no proxy" else proxy.port
            secret = "other" if wrong == "password" else "pa%252Fss"
            channel = mail(f"smtp://{host}:{box.port}?proxy=socks5://duban:{secret}@127.0.0.1:{port}")
            with pytest.raises(ChannelError) as caught:
                await channel.send(MESSAGE, "czj@example.org")
            assert (caught.value.key, caught.value.permanent) == ("channels.mail_proxy", False)
            assert not {"other", "pa%252Fss", "pa/ss"} & set(str(caught.value).split())

    asyncio.run(go())


def test_telegram_goes_by_way_of_the_proxy() -> None:
    async def go() -> None:
        async with bot_api_emulator() as api, socks_proxy(telegram="127.0.0.1") as proxy:
            port = int(api.base_url.rpartition(":")[2])
            settings = Settings(
                telegram_token=SecretStr(api.token),
                telegram_base_url=f"http://telegram:{port}",
                telegram_proxy=f"socks5h://127.0.0.1:{proxy.port}",
            )
            channel = build(Setup(settings, lambda: at("2026-02-10T09:00"), None))
            await channel.send(MESSAGE, "4242")
            await channel.close()
            assert len(api.sent) == 1
            assert set(proxy.asked) == {("telegram", port)}

    asyncio.run(go())


@pytest.mark.parametrize("proxy", ["ftp://p:1", "socks5://p", "p:1080", "socks5://p:99999"])
def test_a_proxy_that_is_none_is_a_fault_of_the_address(proxy: str) -> None:
    for read, url in ((read_smtp_url, "smtp://mail.example.org"), (read_imap_url, "imaps://a:b@mail.example.org")):
        with pytest.raises(SettingsError) as caught:
            read(f"{url}?proxy={proxy}")
        assert caught.value.key == "channels.mail_proxy_url"
