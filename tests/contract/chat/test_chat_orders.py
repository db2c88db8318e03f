"""What a coordinator asks for besides reviewing, on every port; and what nobody else may."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.model import Kind, Obligation
from bot.plan.duty import State
from bot.roster.roster import CONTACT
from bot.store import duties
from bot.work.office import Office
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, EDUCATION, CLERK, NOBODY = 1001, 1002, 1003, 1005
Conversation = Callable[[Talk], Awaitable[None]]


@pytest.fixture(params=["telegram", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office() -> Office:
    made = replace(office_in(), can_chat=True)
    relative = Obligation(Kind.RELATIVE, phrase="会后10日内", n=10, unit="day", anchor="event", source="column")
    tasks = (
        task("1", due("2021-06-30"), units=("区财政局", "区教育局")),
        task("2", relative),
        task("3", due("2021-12-31")),
    )
    dispatched(made, ledger(*tasks))
    return made


def converse(office: Office, port: str, conversation: Conversation, now: str = "2021-07-05T10:00") -> None:
    async def go() -> None:
        async with talking(office, at(now), port) as talk:
            await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK, name="文书")
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
            await talk.deliver()
            await conversation(talk)

    asyncio.run(go())


def test_late_units_are_urged_and_others_reminded(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "已催办第 1 项：区财政局、区教育局" in await talk.say("/urge 1 请本周内反馈", user=CLERK)
        urged = [one for one in await talk.deliver() if one.chat_id == str(FINANCE)]
        assert any("请本周内反馈" in shown_text(one.text) for one in urged)
        assert "没有逾期的单位" in await talk.say("/urge 3", user=CLERK)
        assert "已提醒第 3 项：区财政局" in await talk.say("/remind 3 请提前准备", user=CLERK)
        assert any("请提前准备" in shown_text(one.text) for one in await talk.deliver())
        assert "请按此格式" in await talk.say("/urge", user=CLERK)

    converse(office, port, conversation)


def test_a_term_is_started_by_its_event(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "已从 2021年7月2日 起算" in await talk.say("/clock 2 7月2日", user=CLERK)
        assert "读不成一个确定的日期" in await talk.say("/clock 2 过几天", user=CLERK)

    converse(office, port, conversation)
    with office.store.begin() as session:
        assert duties.duties(session, number="2")[0].due == date(2021, 7, 12)


def test_who_can_be_reached_what_happened_and_what_comes(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        who = await talk.say("/who", user=CLERK)
        assert "✅ 区财政局" in who
        assert "✉️ 区教育局" in who
        assert "❌ 区司法局" in who
        await talk.say("已办结 1 已印发", user=FINANCE)
        log = await talk.say("/log 1", user=CLERK)
        assert "反馈（区财政局）：已印发" in log
        assert "周报" in await talk.say("/digest", user=CLERK)
        assert "条消息" in await talk.say("/rehearse 30", user=CLERK)
        assert "已中止" in await talk.say("/pause 3 等待上级方案", user=CLERK)
        assert "已恢复办理" in await talk.say("恢复 3", user=CLERK)

    converse(office, port, conversation)


def test_dates_come_as_a_calendar(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "2 个时限" in await talk.say("/calendar", user=FINANCE)

    converse(office, port, conversation)


@pytest.mark.parametrize(
    "words", ["/who", "/urge 1", "/remind 1", "/clock 2 7月2日", "/log 1", "/digest", "/rehearse 3"]
)
def test_nobody_else_gives_orders(office: Office, port: str, words: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "须由协调人办理" in await talk.say(words, user=FINANCE)
        assert "您还没有绑定" in await talk.say(words, user=NOBODY)

    converse(office, port, conversation)
    with office.store.begin() as session:
        assert {duty.state for duty in duties.duties(session)} == {State.DISPATCHED}


def test_an_outsider_does_not_learn_who_else_has_a_task(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区教育局', CONTACT)}", user=EDUCATION)
        for words in ("/task 3", "已办结 3 好", "/done 3 好"):
            answer = await talk.say(words, user=EDUCATION)
            assert "第 3 项不涉及“区教育局”" in answer
            assert "区财政局" not in answer
        assert "区财政局" not in await talk.say("/task 1", user=EDUCATION)
        assert "区财政局" in await talk.say("核准 1 区司法局", user=CLERK)

    converse(office, port, conversation)


def test_long_lists_are_turned_page_by_page_and_chosen_by_buttons(port: str) -> None:
    office = replace(office_in(), can_chat=True)
    dispatched(office, ledger(*(task(str(n), due("2021-06-30" if n < 13 else "2021-12-31")) for n in range(1, 26))))

    async def conversation(talk: Talk) -> None:
        assert "第1项工作" in await talk.say("/mine", user=FINANCE)
        first = talk.last
        assert first.labels[:2] == ["1/3", "▶"]
        [second] = await talk.press("▶", first, user=FINANCE)
        assert second.message_id == first.message_id
        assert "第11项工作" in shown_text(second.text)
        assert "第1项工作" not in shown_text(second.text)
        assert second.labels[:3] == ["◀", "2/3", "▶"]
        await talk.say("/status", user=CLERK)
        assert talk.last.labels[-5:] == ["逾期", "临期", "待审核", "单位", "章节"]
        [late] = await talk.press("逾期", talk.last, user=CLERK)
        assert "第12项工作" not in shown_text(late.text)
        assert "1/2" in late.labels
        [units] = await talk.press("单位", late, user=CLERK)
        assert "区财政局" in shown_text(units.text)
        assert "逾期 12" in shown_text(units.text)

    converse(office, port, conversation)
