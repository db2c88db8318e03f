"""What people say in their own words, and in answer to a message of the bot's."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.plan.duty import State
from bot.roster.roster import CONTACT
from bot.store import duties
from bot.work.office import Office
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, talking

FINANCE, EDUCATION, CLERK, NOBODY = 1001, 1002, 1003, 1005
GROUP = -1001234567890
Conversation = Callable[[Talk], Awaitable[None]]
DISPATCHED, SIGNED, REPORTED, CLOSED = State.DISPATCHED, State.ACKNOWLEDGED, State.REPORTED, State.CLOSED


@pytest.fixture(params=["telegram", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office() -> Office:
    office = office_in()
    both, one = ("区财政局", "区教育局"), ("区财政局",)
    dispatched(office, ledger(*(task(str(n), due("2021-06-30"), units=both if n == 1 else one) for n in range(1, 5))))
    return office


def converse(office: Office, port: str, conversation: Conversation, now: str = "2021-06-01T09:10") -> None:
    async def go() -> None:
        async with talking(office, at(now), port) as talk:
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
            await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK, name="文书")
            await conversation(talk)

    asyncio.run(go())


def states(office: Office, unit: str = "区财政局") -> list[State]:
    with office.store.begin() as session:
        return [duty.state for duty in duties.duties(session, unit=unit)]


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("全部签收", [SIGNED] * 4),
        ("签收全部", [SIGNED] * 4),
        ("签收 1-3", [SIGNED] * 3 + [DISPATCHED]),
        ("收到 1、３", [SIGNED, DISPATCHED, SIGNED, DISPATCHED]),
        ("/ack 1 2 3", [SIGNED] * 3 + [DISPATCHED]),
        ("／ack 4", [DISPATCHED] * 3 + [SIGNED]),
        ("已办结 1、2 已上线", [REPORTED] * 2 + [DISPATCHED] * 2),
        ("2 办好了", [DISPATCHED, REPORTED, DISPATCHED, DISPATCHED]),
        ("／done 4", [DISPATCHED] * 3 + [REPORTED]),
        ("1已办结\n签收 2", [REPORTED, SIGNED, DISPATCHED, DISPATCHED]),
    ],
)
def test_a_contact_says_it_as_people_do(office: Office, port: str, words: str, then: list[State]) -> None:
    async def conversation(talk: Talk) -> None:
        answer = await talk.say(words, user=FINANCE)
        assert states(office) == then, answer
        assert "如有误，请发送：撤回" in answer
        await talk.say("撤回", user=FINANCE)

    converse(office, port, conversation)
    assert states(office, "区教育局") == [DISPATCHED]


@pytest.mark.parametrize(
    ("words", "nearest"),
    [("办完结 2", "2"), ("完工了 3", "已办结 3"), ("延长期限 1", "申请延期 1"), ("4 上线了", "已办结 4 上线了")],
)
def test_to_what_is_not_understood_the_nearest_is_said(office: Office, port: str, words: str, nearest: str) -> None:
    async def conversation(talk: Talk) -> None:
        answer = await talk.say(words, user=FINANCE)
        assert "未能识别" in answer
        assert nearest in answer
        assert states(office) == [DISPATCHED] * 4

    converse(office, port, conversation)


def test_days_are_said_in_words(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "2021年7月31日" in await talk.say("申请延期 1 至7月底 等批复", user=FINANCE)
        assert "2021年8月16日" in await talk.say("延期 2 2021年8月16日前 等批复", user=FINANCE)
        assert "已同意延期" in await talk.say("同意延期 1 财政局", user=CLERK)
        assert "读不成一个确定的日期" in await talk.say("申请延期 3 尽快 等批复", user=FINANCE)
        assert "延期到哪一天" in await talk.say("申请延期 3", user=FINANCE)
        assert "请写明理由" in await talk.say("申请延期 4 至7月底", user=FINANCE)
        assert "已申请延期" in await talk.say("等批复", user=FINANCE)

    converse(office, port, conversation)


def test_a_reply_is_about_what_the_message_told(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        assert letter.chat_id == str(FINANCE)
        assert "已签收" in await talk.say("收到", user=FINANCE, about=letter)
        assert states(office) == [SIGNED] * 4
        assert "已反馈" in await talk.say("已办结 2 已上线", user=FINANCE, about=letter)
        assert states(office) == [SIGNED, REPORTED, SIGNED, SIGNED]

    converse(office, port, conversation)


def test_without_a_message_and_a_number_it_is_asked(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "要签收哪几项" in await talk.say("签收", user=FINANCE)
        assert states(office) == [DISPATCHED] * 4

    converse(office, port, conversation)


def test_a_number_of_an_old_message_means_the_task_that_it_meant(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        with office.store.begin() as session:
            ledger_id = duties.duties(session)[0].ledger_id
            duties.renumber(session, ledger_id, {"1": "2", "2": "3", "3": "1"})
        assert "3 第2项工作" in await talk.say("已办结 2 已上线", user=FINANCE, about=letter)
        assert "2 第1项工作" in await talk.say("2 已办结", user=FINANCE)  # said of no message: today's number

    converse(office, port, conversation)


def test_a_message_to_one_unit_is_no_right_of_another(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区教育局', CONTACT)}", user=EDUCATION)
        finance = next(one for one in await talk.deliver() if one.chat_id == str(FINANCE))
        assert "不涉及“区教育局”" in await talk.say("已办结 2", user=EDUCATION, about=finance)
        assert "您还没有绑定" in await talk.say("签收", user=NOBODY, about=finance)
        assert states(office) == [DISPATCHED] * 4

    converse(office, port, conversation)


def test_in_a_group_a_reply_to_the_bot_counts_and_talk_does_not(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start@duban_test_bot {talk.code('区教育局', CONTACT)}", user=EDUCATION, chat=GROUP)
        letter = next(one for one in await talk.deliver() if one.chat_id == str(GROUP))
        await talk.api.push_update("签收 1", user=EDUCATION, chat=GROUP)
        assert "已签收" in await talk.say("收到", user=EDUCATION, chat=GROUP, about=letter)
        assert "已反馈" in await talk.say("/done@duban_test_bot 1 好", user=EDUCATION, chat=GROUP)

    converse(office, "telegram", conversation)
    assert states(office, "区教育局") == [REPORTED]
