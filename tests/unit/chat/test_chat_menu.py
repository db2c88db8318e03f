"""Telegram's menu of commands: by role, for one chat, in the language of the client or the one chosen."""

import asyncio
from typing import Any

import pytest
from telegram import BotCommand, BotCommandScopeChat

from bot.chat.sender import show_menu
from bot.conversation.reading import MENUS
from bot.texts import LANGUAGES, sentence_in, set_language


class Menus:
    """A bot that keeps the menus that it is given."""

    def __init__(self) -> None:
        self.shown: dict[str | None, tuple[list[BotCommand], Any]] = {}

    async def set_my_commands(self, commands: list[BotCommand], scope: Any = None, language_code: Any = None) -> None:
        self.shown[language_code] = commands, scope


@pytest.mark.parametrize("role", MENUS)
def test_each_role_has_its_own_in_each_language(role: str) -> None:
    set_language("zh-CN")
    bot = Menus()
    asyncio.run(show_menu(bot, role, 1001))  # type: ignore[arg-type]  # what of a bot is asked
    assert set(bot.shown) == {None, "zh", "en"}
    for code, words in ((None, "zh-CN"), ("zh", "zh-CN"), ("en", "en")):
        commands, scope = bot.shown[code]
        assert [one.command for one in commands] == list(MENUS[role])
        assert [one.description for one in commands] == [
            sentence_in(words, f"chat.menu_{name}") for name in MENUS[role]
        ]
        assert isinstance(scope, BotCommandScopeChat)
        assert scope.chat_id == 1001


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_the_language_that_was_chosen_wins_over_the_clients(chosen: str) -> None:
    bot = Menus()
    asyncio.run(show_menu(bot, "contact", 1001, chosen))  # type: ignore[arg-type]  # as above
    for commands, _ in bot.shown.values():
        assert commands[0].description == sentence_in(chosen, f"chat.menu_{commands[0].command}")
