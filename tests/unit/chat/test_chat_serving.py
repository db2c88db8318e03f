"""What stands around the chat: settings read again, a log without secrets, the bot's name."""

import asyncio
import logging
import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app.live import LiveOffice
from bot.app.logs import QuietFormatter, secrets_of
from bot.app.office import open_office
from bot.chat.identity import bot_name
from bot.messages.templates import render
from bot.settings import Settings
from bot.texts import text
from tests.support.bot_api import TOKEN, bot_api_emulator
from tests.support.http_faults import Fault

UNITS = '[[unit]]\nname = "区财政局"\n'


def later(path: Path, words: str) -> None:
    """Writes the file, its time well after the last one, whatever the file system's clock."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(words, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_units_that_change_while_it_runs_are_taken_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = tmp_path / "config"
    config.mkdir()
    later(config / "units.toml", UNITS)
    environ = {"DUBAN_CONFIG": str(config), "DUBAN_DATABASE_URL": "sqlite://"}
    office = open_office(environ)
    live = LiveOffice(office, environ)
    assert live.now() is office
    later(config / "units.toml", UNITS + '[[unit]]\nname = "区教育局"\n')
    assert [unit.name for unit in live.now().roster.unit] == ["区财政局", "区教育局"]
    assert live.now().store is office.store
    caplog.clear()
    later(config / "units.toml", "[[unit]]\nnam = 1\n")
    assert [unit.name for unit in live.now().roster.unit] == ["区财政局", "区教育局"]
    assert [unit.name for unit in live.now().roster.unit] == ["区财政局", "区教育局"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "units.toml" in caplog.text
    later(config / "policy.toml", 'send_at = "10:00"\n')
    later(config / "units.toml", UNITS)
    assert live.now().rules.policy.send_at.hour == 10
    office.store.close()


def test_no_secret_is_logged_not_even_in_a_traceback() -> None:
    settings = Settings(
        telegram_token=SecretStr(TOKEN),
        smtp_url=SecretStr("smtp://u:S3cret%2Fp@h"),
        database_url=SecretStr("sqlite://"),
    )
    formatter = QuietFormatter(secrets_of(settings))
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe S3cret/p S3cret%2Fp")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "%s", (TOKEN,), (ValueError, error, error.__traceback__))
    line = formatter.format(record)
    assert "Traceback" in line
    assert TOKEN not in line
    assert "S3cret" not in line


def test_the_bots_name_or_none() -> None:
    async def go() -> list[str | None]:
        async with bot_api_emulator() as api:
            there = Settings(telegram_token=SecretStr(TOKEN), telegram_base_url=api.base_url)
            refused = Settings(telegram_token=SecretStr("1:no"), telegram_base_url=api.base_url)
            gone = Settings(telegram_token=SecretStr(TOKEN), telegram_base_url="http://127.0.0.1:1")
            names = [await bot_name(settings) for settings in (there, refused, gone, Settings())]
            api.fault(Fault(status=502, body=b"bad gateway", path="/getMe"))
            return [*names, await bot_name(there)]

    assert asyncio.run(go()) == ["duban_test_bot", None, None, None, None]


def test_layouts_and_sentences_that_change_while_it_runs_are_taken_up(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    own = config / "templates" / "zh-CN" / "texts" / "letter.toml"
    own.parent.mkdir(parents=True)
    layout = config / "templates" / "layout" / "own.txt"
    layout.parent.mkdir()
    later(layout, "一")
    later(own, 'closing = "甲"')
    environ = {"DUBAN_CONFIG": str(config), "DUBAN_DATABASE_URL": "sqlite://"}
    live = LiveOffice(open_office(environ), environ)
    assert (render("own.txt", config), text("letter.closing")) == ("一\n", "甲")
    later(layout, "二")
    later(own, 'closing = "乙"')
    live.now()
    assert (render("own.txt", config), text("letter.closing")) == ("二\n", "乙")
    live.now().store.close()
