"""What is set for a chat: the language of each, and the topic of a group that messages go to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import build_bot
from bot.model import Message
from bot.roster.roster import CONTACT
from bot.store import chats, people
from bot.work.office import Office
from tests.support.bot_api import bot_api_emulator, refused
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, hold
from tests.support.verdict import shown_text

FINANCE, EDUCATION, CLERK, NOBODY = 1001, 1002, 1003, 1009
GROUP, TOPIC = -1001234567890, 45
NOW = at("2021-06-01T09:10")


@pytest.fixture(params=["telegram", "webhook", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office() -> Office:
    made = replace(office_in(), can_chat=True)
    dispatched(made, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    return made


def converse(office: Office, port: str, conversation: Callable[[Talk], Awaitable[None]]) -> None:
    hold(office, NOW, conversation, port)


def test_each_is_spoken_to_in_the_language_of_his_own(office: Office, port: str) -> None:
    """In answers, over buttons and in what is sent to them later; the others go on as before."""

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        await talk.say(f"/start {talk.code('区教育局', CONTACT)}", user=EDUCATION)
        assert "哪种语言" in await talk.say("/lang", user=FINANCE)
        asked = talk.last
        assert asked.labels == ["中文", "English"]
        [set_] = await talk.press("English", asked, user=FINANCE)
        assert "English from now on" in shown_text(set_.text)
        assert "Due 30 Jun" in await talk.say("/mine", user=FINANCE)
        assert "6月30日" in await talk.say("/mine", user=EDUCATION)
        came = {one.chat_id: one for one in await talk.deliver()}
        assert "Acknowledge" in came[str(FINANCE)].labels
        assert "签收" in came[str(EDUCATION)].labels
        assert "99" in await talk.say("/done 99 x", user=FINANCE)
        await talk.restart()
        [done, *_] = await talk.press("Acknowledge", came[str(FINANCE)], user=FINANCE, n=2)
        assert "Acknowledged" in shown_text(done.text)
        assert "今后用中文" in await talk.say("/lang 中文", user=FINANCE)
        assert "6月30日" in await talk.say("/mine", user=FINANCE)

    converse(office, port, conversation)


def test_a_stranger_may_choose_his_language_before_he_is_bound(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "English from now on" in await talk.say("/lang en", user=NOBODY)
        assert "You have not been invited" in await talk.say("/mine", user=NOBODY)
        assert "还没有绑定" in await talk.say("/mine", user=EDUCATION)

    converse(office, port, conversation)


def test_messages_to_a_group_go_to_the_topic_that_it_was_bound_in(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        bound = await talk.say(f"/start@duban_test_bot {code}", user=FINANCE, chat=GROUP, topic=TOPIC)
        assert "这个话题" in bound
        assert talk.last.topic == TOPIC
        [letter] = await talk.deliver()
        assert (letter.chat_id, letter.topic) == (str(GROUP), TOPIC)
        assert "都发到这个话题" in await talk.say("/topic@duban_test_bot", user=FINANCE, chat=GROUP, topic=7)
        with office.store.begin() as session:
            assert chats.find(session, GROUP).topic == 7
            people.move_chat(session, str(GROUP), str(GROUP - 1), NOW)
            assert chats.find(session, GROUP - 1).topic == 7
            assert chats.find(session, GROUP).topic is None

    converse(office, "telegram", conversation)


def test_a_group_with_topics_is_told_how_to_choose_one(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK)
        assert "话题是群里的" in await talk.say("/topic", user=CLERK)
        code = talk.code("区财政局", CONTACT)
        bound = await talk.say(f"/start@duban_test_bot {code}", user=FINANCE, chat=GROUP, topic=0)
        assert "请在要用的话题里发送 /topic" in bound
        assert "还没有绑定" in await talk.say("/topic@duban_test_bot", user=NOBODY, chat=GROUP, topic=7)

    converse(office, "telegram", conversation)


def test_what_a_topic_that_is_no_more_refuses_is_sent_outside_of_it() -> None:
    async def go() -> None:
        async with bot_api_emulator() as api:
            channel = TelegramChannel(build_bot(api.token, base_url=api.base_url, timeout_s=5))
            try:
                for words in ("message thread not found", "TOPIC_CLOSED"):
                    api.fault(refused(400, f"Bad Request: {words}"))
                    await channel.send(Message("m", "s", "正文", "<b>正文</b>", topic=TOPIC), str(GROUP))
                    assert (api.sent[-1].topic, api.sent[-1].parse_mode) == (None, "HTML")
            finally:
                await channel.close()

    asyncio.run(go())
