"""Whole conversations with the Bot API emulator over a real socket."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select, update
from telegram import Update

from bot.chat.polling import Poller
from bot.plan.duty import State
from bot.roster.roster import CONTACT, LEADER
from bot.store import duties
from bot.store.tables import DUTY, BindingRow
from bot.work.office import Office
from tests.support.bot_api import TOKEN
from tests.support.http_faults import Fault
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import PATIENCE_S, Talk, hold, talking

FINANCE, EDUCATION, CLERK, LEADING, NOBODY = 1001, 1002, 1003, 1004, 1005
GROUP = -1001234567890
Conversation = Callable[[Talk], Awaitable[None]]


@pytest.fixture
def office() -> Office:
    office = office_in()
    tasks = (
        task("1", due("2021-06-30"), units=("区财政局", "区教育局")),
        task("2", due("2021-06-30"), due("2021-12-31"), units=("区财政局",)),
        task("三（一）", due("2021-09-30"), units=("区教育局",)),
    )
    dispatched(office, ledger(*tasks))
    return office


def converse(office: Office, conversation: Conversation, now: str = "2021-06-10T10:00") -> None:
    hold(office, at(now), conversation)


async def bind_all(talk: Talk) -> None:
    await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
    await talk.say(f"/start {talk.code('区教育局', CONTACT)}", user=EDUCATION)
    await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK, name="文书")
    await talk.say(f"/start {talk.code('区财政局', LEADER)}", user=LEADING)


def states(office: Office, number: str) -> dict[tuple[str, int], str]:
    with office.store.begin() as session:
        rows = duties.duties(session, number=number)
        return {(row.unit, row.k): row.state for row in rows}


def test_from_the_invitation_to_the_close_out(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        answer = await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
        assert "您是区财政局的联络员" in answer
        answer = await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK)
        assert "您是协调人" in answer
        mine = await talk.say("/mine", user=FINANCE)
        assert "第1项工作" in mine
        assert "第2项工作" in mine
        assert "区教育局" not in mine
        detail = await talk.say("/task 1", user=FINANCE)
        assert "第 1 项" in detail
        assert "6月30日" in detail
        assert "已签收" in await talk.say("/ack 1", user=FINANCE)
        assert "待协调人审核" in await talk.say("/done 1 已印发 <并公开> & 存档", user=FINANCE)
        assert states(office, "1") == {("区财政局", 1): State.REPORTED, ("区教育局", 1): State.DISPATCHED}
        waiting = await talk.say("/mine", user=CLERK)
        assert "第1项工作" in waiting
        assert "第2项工作" not in waiting
        assert "已印发 <并公开> & 存档" in await talk.say("/task 1", user=CLERK)
        assert "已核准销号" in await talk.say("/approve 1", user=CLERK)
        assert states(office, "1") == {("区财政局", 1): State.CLOSED, ("区教育局", 1): State.DISPATCHED}

    converse(office, conversation)


def test_returned_work_and_extensions(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await bind_all(talk)
        await talk.say("/done 三(一) 办好了", user=EDUCATION)
        assert "/return" in await talk.say("/return 三（一） 区教育局", user=CLERK)
        assert "已退回修改" in await talk.say("/return 第三（一）项 区教育局 缺附件", user=CLERK)
        assert states(office, "三（一）") == {("区教育局", 1): State.RETURNED}
        assert "不晚于现时限" in await talk.say("/extend 三（一） 2021-09-30 忙", user=EDUCATION)
        assert "读不成一个确定的日期" in await talk.say("/extend 三（一） 尽快 忙", user=EDUCATION)
        assert "已申请延期" in await talk.say("/extend 三（一） 10月31日 等待批复", user=EDUCATION)
        assert "申请延期至2021年10月31日" in await talk.say("/mine", user=CLERK)
        assert "未同意延期" in await talk.say("/refuse 三（一） 区教育局", user=CLERK)
        assert "没有待批的延期申请" in await talk.say("/grant 三（一）", user=CLERK)
        await talk.say("/extend 三（一） 2021-10-31 再次申请", user=EDUCATION)
        assert "已同意延期" in await talk.say("/grant 三（一） 区教育局", user=CLERK)

    converse(office, conversation)
    with office.store.begin() as session:
        row = duties.duties(session, number="三（一）")[0]
        assert (str(row.due), str(row.original_due), row.extension_until) == ("2021-10-31", "2021-09-30", None)


def test_each_role_may_do_its_own_and_no_more(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await bind_all(talk)
        before = states(office, "1")
        assert "须由协调人办理" in await talk.say("/approve 1", user=FINANCE)
        assert "不涉及“区教育局”" in await talk.say("/done 2 办好了", user=EDUCATION)
        assert "分管领导可以查看" in await talk.say("/done 1 办好了", user=LEADING)
        assert "第1项工作" in await talk.say("/mine", user=LEADING)
        for command in ("/mine", "/status", "/task 1", "/done 1 好", "/approve 1", "你好", "/nonsense"):
            answer = await talk.say(command, user=NOBODY)
            assert "您还没有绑定" in answer
            assert "工作" not in answer
        assert "索取邀请码" in await talk.say("/help", user=NOBODY)
        assert states(office, "1") == before

    converse(office, conversation)


def test_what_is_not_certain_is_asked_back(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await bind_all(talk)
        assert "没有第 99 项" in await talk.say("/done 99 好", user=FINANCE)
        assert "要反馈哪几项" in await talk.say("/done", user=FINANCE)
        assert "请在序号后写明单位" in await talk.say("/approve 1", user=CLERK)
        assert "不涉及“区司法局”" in await talk.say("/approve 1 区司法局", user=CLERK)
        assert "您好" in await talk.say("在吗", user=FINANCE)
        assert "没有第 3 个时限" in await talk.say("/done 2.3 好", user=FINANCE)
        assert "待协调人审核" in await talk.say("/done 2.1 好", user=FINANCE)
        assert states(office, "2") == {("区财政局", 1): State.REPORTED, ("区财政局", 2): State.DISPATCHED}
        assert "已核准销号" in await talk.say("/approve 1 区财政局、区教育局", user=CLERK)
        assert set(states(office, "1").values()) == {State.CLOSED}

    converse(office, conversation)


def test_a_code_binds_once(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        assert "邀请码无效" in await talk.say("/start nonsense", user=FINANCE)
        assert "绑定成功" in await talk.say(f"/start {code}", user=FINANCE)
        assert "邀请码无效" in await talk.say(f"/start {code}", user=NOBODY)
        again = await talk.say(f"/start {code}", user=FINANCE)
        assert "您是区财政局的联络员" in again
        assert "绑定成功" not in again
        late = talk.code("区教育局", CONTACT)
        talk.now = at("2021-07-10T10:00")
        assert "邀请码无效" in await talk.say(f"/start {late}", user=EDUCATION)

    converse(office, conversation)
    with office.store.begin() as session:
        assert [row.chat_id for row in session.scalars(select(BindingRow))] == [FINANCE]


def test_a_group_hears_only_what_is_addressed_to_the_bot(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        await talk.api.push_update("/mine", user=NOBODY, chat=GROUP)
        await talk.api.push_update("/mine@another_bot", user=NOBODY, chat=GROUP)
        await talk.api.push_update("大家好", user=NOBODY, chat=GROUP)
        # Updates are answered in their order, so an answer to an earlier one would have come first.
        assert "绑定成功" in await talk.say(f"/start@duban_test_bot {code}", user=NOBODY, chat=GROUP)
        assert "第1项工作" in await talk.say("/mine@duban_test_bot", user=NOBODY, chat=GROUP)
        coordinator = talk.code("区政府办公室")
        answer = await talk.say(f"/start@duban_test_bot {coordinator}", user=NOBODY, chat=GROUP)
        assert "只能在与机器人的私聊中使用" in answer
        assert "绑定成功" in await talk.say(f"/start {coordinator}", user=CLERK)

    converse(office, conversation)


def test_a_lost_answer_and_a_fault_of_the_network_stop_nothing(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await bind_all(talk)
        talk.api.fault(Fault(status=502, body=b"bad gateway", path="/getUpdates"))
        assert "第1项工作" in await talk.say("/mine", user=FINANCE)
        talk.api.fault(Fault(kind="reset", path="/sendMessage"))
        await talk.api.push_update("/ack 1", user=FINANCE)
        assert "第1项工作" in await talk.say("/mine", user=FINANCE)
        assert states(office, "1")["区财政局", 1] == State.ACKNOWLEDGED

    converse(office, conversation)


def test_what_was_handled_does_not_come_again_after_a_restart(office: Office) -> None:
    async def go() -> None:
        async with talking(office, at("2021-06-10T10:00")) as talk:
            await bind_all(talk)
            await talk.say("/ack 1", user=FINANCE)
            await talk.restart()
            assert "第1项工作" in await talk.say("/mine", user=FINANCE)
            assert len(talk.sent) == talk.answered

    asyncio.run(go())


def test_what_was_fetched_and_not_handled_comes_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a kill: the update was fetched, and the program ended before it was handled."""

    async def go() -> None:
        async with talking(office, at("2021-06-10T10:00")) as talk:
            await bind_all(talk)
            fetched = asyncio.Event()

            async def killed(poller: Poller, updates: tuple[Update, ...]) -> None:
                if updates:
                    fetched.set()
                    await asyncio.Event().wait()

            with monkeypatch.context() as patched:
                patched.setattr(Poller, "_take", killed)
                await talk.api.push_update("/ack 1", user=FINANCE)
                await asyncio.wait_for(fetched.wait(), PATIENCE_S)
                await talk.kill()
            await talk.begin()
            await talk.sent.reach(talk.answered + 1)
            assert states(office, "1")["区财政局", 1] == State.ACKNOWLEDGED

    asyncio.run(go())


def test_our_own_fault_is_an_apology_without_details(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    async def conversation(talk: Talk) -> None:
        await bind_all(talk)
        with office.store.begin() as session:
            session.execute(update(DUTY).values(state="no such state"))
        answer = await talk.say("/mine", user=FINANCE)
        assert "抱歉" in answer
        assert "no such state" not in answer
        reference = answer.split("编号 ")[1].split(" ")[0]
        assert any(reference in record.getMessage() for record in caplog.records)

    with caplog.at_level(logging.INFO):
        converse(office, conversation)
    assert TOKEN not in caplog.text
