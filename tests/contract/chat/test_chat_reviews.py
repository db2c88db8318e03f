"""Review cards: what units hand in comes to the coordinator and is decided by pressing, on every port."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.plan.duty import Duty, State
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.settings import Settings
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from tests.support.bot_api import SentMessage
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, CLERK, LATE = 1001, 1003, 1006
PDF = b"%PDF-1.7\n1 0 obj\n"
Conversation = Callable[[Talk], Awaitable[None]]
CONTACTS = {name: Actor(f"{name}联络员", CONTACT, "telegram", (name,)) for name in ("区财政局", "区教育局", "区司法局")}


@pytest.fixture(params=["telegram", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = replace(office_in(), settings=Settings(evidence_folder=tmp_path / "evidence"), can_chat=True)
    dispatched(made, ledger(task("1", due("2021-06-30"), units=tuple(CONTACTS)), task("2", due("2021-06-30"))))
    return made


def converse(office: Office, port: str, conversation: Conversation, now: str = "2021-06-10T10:00") -> None:
    async def go() -> None:
        async with talking(office, at(now), port) as talk:
            await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK, name="文书")
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
            await talk.deliver()
            await conversation(talk)

    asyncio.run(go())


def one(office: Office, unit: str = "区财政局", number: str = "1") -> Duty:
    with office.store.begin() as session:
        return duties.duties(session, unit=unit, number=number)[0]


async def card_of(talk: Talk) -> SentMessage:
    """What came to the coordinator."""
    return next(message for message in await talk.deliver() if message.chat_id == str(CLERK))


def test_a_report_comes_as_a_card_with_its_evidence(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.send(PDF, "已办结 1、2 已印发", user=FINANCE, name="印发稿.pdf")
        card = await card_of(talk)
        words = shown_text(card.text)
        assert "【待审核】区财政局的反馈" in words
        assert "已印发" in words
        assert "印发稿.pdf" in words
        assert card.labels == ["核准", "退回修改", "📎 印发稿.pdf"]
        done, gone = await talk.press("核准", card, user=CLERK, name="文书", n=2)
        assert "已核准销号" in shown_text(done.text)
        assert gone.labels == []
        assert {one(office, number=n).state for n in ("1", "2")} == {State.CLOSED}
        await talk.press("撤回", done, user=CLERK, name="文书", n=2)
        assert {one(office, number=n).state for n in ("1", "2")} == {State.REPORTED}

    converse(office, port, conversation)


def test_a_report_is_sent_back_with_a_word(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say("已办结 1 已印发", user=FINANCE)
        card = await card_of(talk)
        [asked] = await talk.press("退回修改", card, user=CLERK)
        assert "请写明理由" in shown_text(asked.text)
        await talk.restart()
        assert "已退回修改" in await talk.say("缺少公开链接", user=CLERK, n=2)
        assert one(office).state is State.RETURNED

    converse(office, port, conversation)


@pytest.mark.parametrize(("label", "day"), [("同意", date(2021, 7, 20)), ("不同意", date(2021, 6, 30))])
def test_an_extension_is_decided(office: Office, port: str, label: str, day: date) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say("申请延期 1 至7月20日 等批复", user=FINANCE)
        card = await card_of(talk)
        assert "申请延期" in shown_text(card.text)
        assert card.labels == ["同意", "不同意"]
        await talk.press(label, card, user=CLERK, n=2)
        assert (one(office).due, one(office).extension_until) == (day, None)

    converse(office, port, conversation)


def test_what_was_handed_back_is_another_units(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say("非本单位职责 2 应由区司法局承办", user=FINANCE)
        card = await card_of(talk)
        assert card.labels == ["改派", "仍由其承办", "撤销该项"]
        [asked] = await talk.press("改派", card, user=CLERK)
        assert "改派给哪个单位" in shown_text(asked.text)
        assert "没有“火星局”" in await talk.say("火星局", user=CLERK)
        assert "已改派" in await talk.say("区司法局", user=CLERK, n=2)
        assert one(office, number="2").state is State.WITHDRAWN
        assert one(office, "区司法局", "2").state is State.DISPATCHED

    converse(office, port, conversation, "2021-06-02T10:00")


def test_all_that_was_reported_is_approved_at_once(office: Office, port: str) -> None:
    for name, actor in CONTACTS.items():
        make_move(office, Move("1", Verb.REPORTED, note=f"{name}已办"), actor, at("2021-06-09T10:00"))

    async def conversation(talk: Talk) -> None:
        await talk.deliver()
        assert "反馈 3 件" in await talk.say("待审核", user=CLERK, n=4)
        summary = talk.last
        assert summary.labels == ["核准已反馈的 3 家"]
        [done] = await talk.press("核准已反馈的 3 家", summary, user=CLERK, name="文书")
        assert "已核准销号" in shown_text(done.text)
        assert {one(office, name).state for name in CONTACTS} == {State.CLOSED}
        assert one(office, number="2").state is State.DISPATCHED
        assert "没有待审核的事项" in await talk.say("/review", user=CLERK)
        assert "没有待审核的事项" in await talk.say("/review", user=FINANCE)

    converse(office, port, conversation)


def test_of_two_coordinators_one_decides_and_the_other_is_told(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say("已办结 1 已印发", user=FINANCE)
        card = await card_of(talk)
        await talk.say("核准 1", user=CLERK, name="文书")
        [over] = await talk.press("退回修改", card, user=CLERK)
        assert "已销号" in shown_text(over.text)
        assert "文书" in shown_text(over.text)
        assert over.labels == []

    converse(office, port, conversation)


def test_a_contact_decides_nothing_by_a_coordinators_card(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say("已办结 1 已印发", user=FINANCE)
        card = await card_of(talk)
        await talk.press("核准", replace(card, chat_id=str(FINANCE)), user=FINANCE, n=0)
        assert one(office).state is State.REPORTED

    converse(office, port, conversation)
