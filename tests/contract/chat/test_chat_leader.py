"""A leader's day, a group with topics, and somebody new: what they say as it comes to their minds."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.roster.roster import CONTACT, LEADER
from bot.store import duties
from bot.work.office import Office
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import MemoryTalk, Talk, talking

THE_LEADER, NEW, COLLEAGUE, GROUP, TOPIC = 1005, 2001, 2002, -100500, 7
NOW = at("2021-06-10T10:00")
DAYS = {"1": "2021-06-05", "2": "2021-06-14", "26": "2021-09-30"}


def office_of() -> Office:
    office = office_in()
    dispatched(office, ledger(*(task(n, due(day), units=("区财政局", "区教育局")) for n, day in DAYS.items())))
    return office


def states(office: Office) -> dict[tuple[str, str], str]:
    with office.store.begin() as session:
        return {(duty.number, duty.unit): duty.state for duty in duties.duties(session)}


def hold(office: Office, conversation: Callable[[Talk], Awaitable[None]], port: str = "memory") -> None:
    async def go() -> None:
        async with talking(office, NOW, port) as talk:
            await conversation(talk)

    asyncio.run(go())


#: What a leader says, and a part of what he is shown.
LIST, STAND, LATE, NEAR, ONE = "第26项工作", "🔴逾期 1", "已逾期", "第2项工作", "第 26 项"
NOT_HIS, HOW = "分管领导可以查看", "/status 查看"
LEADER_SAYS = {
    "我们局现在怎么样": STAND,
    "本局进展如何": STAND,
    "how are we doing": STAND,
    "how do we stand?": STAND,
    "本周有什么到期": LIST,
    "这个月要交什么": LIST,
    "发个清单给我": LIST,
    "有没有逾期的": LATE,
    "which ones are late?": LATE,
    "哪些快到期了": NEAR,
    "26 谁在办": ONE,
    "show me task 26": ONE,
    "签收1": NOT_HIS,
    "1 已办结": NOT_HIS,
    "延期到12月1日": NOT_HIS,
    "全部签收": NOT_HIS,
    "催一下财政局": HOW,
    "把26转给教育局": HOW,
    "让他们抓紧": HOW,
    "同意": HOW,
    "noted, thanks": HOW,
    "教育局办得怎么样": HOW,
    "已阅": "直接回复那条消息",
    "收悉": "直接回复那条消息",
    "got it": "直接回复那条消息",
}


@pytest.mark.parametrize("words", LEADER_SAYS)
def test_a_leader_is_shown_what_he_asks_for_and_moves_nothing(words: str) -> None:
    office = office_of()
    before = states(office)

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', LEADER)}", user=THE_LEADER, name="李局长")
        said = await talk.say(words, user=THE_LEADER)
        assert LEADER_SAYS[words] in said
        assert "已办结" not in said
        assert "您是否要说" not in said

    hold(office, conversation)
    assert states(office) == before


CODE_IN = ["{}", "{}。", "https://t.me/duban_test_bot?start={}", "我的邀请码是 {}", "邀请码：{}", "here is my code {}"]


@pytest.mark.parametrize("words", CODE_IN)
@pytest.mark.parametrize("port", ["telegram", "memory"])
def test_whoever_is_new_may_send_the_code_alone(port: str, words: str) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        assert "还没有绑定" in await talk.say("你好", user=NEW)
        await talk.restart()
        assert "绑定成功" in await talk.say(words.format(code), user=NEW)
        assert "第26项工作" in await talk.say("/mine", user=NEW)

    hold(office_of(), conversation, port)


def test_a_wrong_code_alone_is_a_wrong_code() -> None:
    async def conversation(talk: Talk) -> None:
        assert "邀请码无效" in await talk.say("abcdefghij0123456789XY", user=NEW)
        assert "还没有绑定" in await talk.say("abcdefghijabcdefghijab", user=NEW)

    hold(office_of(), conversation)


@pytest.mark.parametrize("line", ["@duban_test_bot 签收 2", "@Duban_Test_Bot，签收2", "签收2 @duban_test_bot"])
def test_in_a_group_the_bot_is_spoken_to_by_its_name(line: str) -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start@duban_test_bot {talk.code('区财政局', CONTACT)}", user=NEW, chat=GROUP, topic=TOPIC)
        await talk.restart()
        await talk.api.push_update("签收 1", user=NEW, name="张三", chat=GROUP, topic=TOPIC)  # said to the others
        await talk.api.push_update("@other_bot 签收 1", user=NEW, name="张三", chat=GROUP, topic=TOPIC)
        assert "已签收" in await talk.say(line, user=NEW, chat=GROUP, topic=TOPIC)
        assert "还没有绑定" in await talk.say(line, user=COLLEAGUE, chat=GROUP, topic=TOPIC)

    hold(office, conversation, "telegram")
    found = states(office)
    assert (found["2", "区财政局"], found["1", "区财政局"]) == ("acknowledged", "dispatched")


def test_days_are_written_as_in_a_letter() -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=NEW)
        assert "2021年12月1日" in await talk.say("申请延期 26 至2021-12-01", user=NEW)
        await talk.say("等批复", user=NEW)
        assert "2021年9月30日" in await talk.say("申请延期 26 至2021-09-01 等批复", user=NEW)

    hold(office_of(), conversation)


def test_restarts_between_every_question_and_its_answer_lose_nothing() -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        assert isinstance(talk, MemoryTalk)
        for words, part in (
            (f"/start {talk.code('区财政局', CONTACT)}", "绑定成功"),
            ("26 延期", "延期到哪一天"),
            ("12月1日", "理由"),
            ("等批复", "已申请延期"),
        ):
            assert part in await talk.say(words, user=NEW)
            await talk.restart()

    hold(office, conversation)
    with office.store.begin() as session:
        found = duties.duties(session, number="26", unit="区财政局")[0]
    assert str(found.extension_until) == "2021-12-01"
