"""What goes wrong in the middle of a conversation: nothing that was said is lost, and the conversation goes on."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from telegram import Update

from bot.channels.telegram_bot import build_bot
from bot.chat.identity import leave
from bot.chat.service import build_service
from bot.plan.duty import State
from bot.roster.roster import CONTACT
from bot.settings import Settings
from bot.store import duties, people
from bot.work.answers.cards import Card, new_card
from bot.work.office import Office
from tests.support.bot_api import refused
from tests.support.http_faults import Fault
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, hold
from tests.support.verdict import shown_text

FINANCE, CLERK, OTHER = 1001, 1003, 1005
GROUP, SUPERGROUP = -4001, -1001234567890
NOW = at("2021-06-01T09:10")
PORTS = ["telegram", "webhook", "memory"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = replace(office_in(), settings=Settings(evidence_folder=tmp_path / "evidence"), can_chat=True)
    dispatched(made, ledger(*(task(str(n), due("2021-06-30")) for n in (1, 2))))
    return made


def converse(office: Office, port: str, conversation: Callable[[Talk], Awaitable[None]]) -> None:
    hold(office, NOW, conversation, port)


def states(office: Office) -> dict[str, State]:
    with office.store.begin() as session:
        return {duty.number: duty.state for duty in duties.duties(session)}


@pytest.mark.parametrize("port", PORTS)
def test_a_restart_between_question_and_answer_loses_neither(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        [letter] = await talk.deliver()
        [which] = await talk.press("反馈", letter, user=FINANCE)
        await talk.restart()
        [which] = await talk.press("☐ 2 ", which, user=FINANCE)
        await talk.restart()
        [asked] = await talk.press("确定", which, user=FINANCE)
        assert "请发来办理情况" in shown_text(asked.text)
        await talk.restart()
        await talk.say("已印发并公开", user=FINANCE, n=2)
        assert states(office) == {"1": State.DISPATCHED, "2": State.REPORTED}

    converse(office, port, conversation)


def test_a_group_that_became_a_supergroup_is_answered_there_and_its_buttons_go_on(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start@duban_test_bot {talk.code('区财政局', CONTACT)}", user=FINANCE, chat=GROUP)
        [letter] = await talk.deliver()
        moved = "Bad Request: group chat was upgraded to a supergroup chat"
        talk.api.fault(refused(400, moved, migrate_to_chat_id=SUPERGROUP))
        await talk.api.push_update("/mine@duban_test_bot", user=FINANCE, chat=GROUP)
        await talk.sent.reach(talk.answered + 1)
        assert talk.sent[-1].chat_id == str(SUPERGROUP)
        assert "第1项工作" in shown_text(talk.sent[-1].text)
        talk.answered = len(talk.sent)
        there = replace(letter, chat_id=str(SUPERGROUP))
        await talk.press("全部签收", there, user=FINANCE, n=2)
        assert set(states(office).values()) == {State.ACKNOWLEDGED}

    converse(office, "telegram", conversation)


def test_the_word_that_a_group_moved_is_enough(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start@duban_test_bot {talk.code('区财政局', CONTACT)}", user=FINANCE, chat=GROUP)
        message = {
            "message_id": 900,
            "date": 1_600_000_000,
            "chat": {"id": GROUP, "type": "group", "title": "群"},
            "from": {"id": FINANCE, "is_bot": False, "first_name": "某"},
            "migrate_to_chat_id": SUPERGROUP,
        }
        await talk.api.emulator.enqueue_update({"message": message}, token=talk.api.token)
        assert "第1项工作" in await talk.say("/mine@duban_test_bot", user=FINANCE, chat=SUPERGROUP)
        with office.store.begin() as session:
            assert {binding.chat_id for binding in people.all_bindings(session)} == {SUPERGROUP}

    converse(office, "telegram", conversation)


def test_a_reply_that_comes_too_often_for_telegram_comes_a_little_later(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        talk.api.fault(refused(429, "Too Many Requests: retry after 1", retry_after=1))
        assert "第1项工作" in await talk.say("/mine", user=FINANCE)

    converse(office, "telegram", conversation)


@pytest.mark.parametrize(
    "fault", [refused(403, "Forbidden: bot was blocked by the user"), Fault("reset", path="/sendMessage")], ids=str
)
def test_a_reply_that_is_lost_does_not_lose_what_was_said(office: Office, fault: Fault) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        talk.api.fault(fault)
        await talk.api.push_update("/ack 1", user=FINANCE)
        assert "第1项工作" in await talk.say("/mine", user=FINANCE)
        assert states(office)["1"] is State.ACKNOWLEDGED

    converse(office, "telegram", conversation)


def test_what_a_chat_refused_comes_when_it_lets_the_bot_in_again(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        talk.api.fault(*[refused(403, "Forbidden: bot was blocked by the user")] * 2)
        assert await talk.deliver() == []
        assert await talk.deliver() == []
        own = {"id": 7, "is_bot": True, "first_name": "Duban"}
        change = {
            "chat": {"id": FINANCE, "type": "private", "first_name": "某"},
            "from": {"id": FINANCE, "is_bot": False, "first_name": "某"},
            "date": 1_600_000_000,
            "old_chat_member": {"user": own, "status": "kicked", "until_date": 0},
            "new_chat_member": {"user": own, "status": "member"},
        }
        bot = build_bot(talk.api.token, base_url=talk.api.base_url, timeout_s=5)  # the emulator knows no such update
        app = build_service(bot, lambda: office, lambda: talk.now)
        await app.initialize()
        await app.process_update(Update.de_json({"update_id": 1, "my_chat_member": change}, bot))
        await app.shutdown()
        await leave(bot)
        [letter] = await talk.deliver()
        assert "第1项工作" in shown_text(letter.text)

    converse(office, "telegram", conversation)


def test_whose_document_was_being_read_when_the_program_ended_is_told_so_once(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK)
        new_card(office, Card("", CLERK, "reading", content={"name": "yaodian.docx"}), talk.now)
        await talk.restart()
        await talk.sent.reach(talk.answered + 1)
        assert "“yaodian.docx”没有读完" in shown_text(talk.sent[-1].text)
        talk.answered = len(talk.sent)
        await talk.restart()
        assert "没有待您处理" in await talk.say("/mine", user=CLERK)

    converse(office, "telegram", conversation)


@pytest.mark.parametrize("port", ["telegram", "webhook"])
def test_a_burst_of_many_is_answered_each_in_order(office: Office, port: str) -> None:
    """Two hundred at once: each is answered once, those of one chat in their order, and what they said is done."""

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        before = talk.answered
        for k in range(198):
            await talk.api.push_update("/help", user=20_000 + k)
        await talk.api.push_update("签收 1", user=FINANCE)
        await talk.api.push_update("签收 2", user=FINANCE)
        await talk.sent.reach(before + 200)
        found = talk.sent[before:]
        assert [message.chat_id for message in found[:198]] == [str(20_000 + k) for k in range(198)]
        assert [message.chat_id for message in found[198:]] == [str(FINANCE)] * 2
        assert set(states(office).values()) == {State.ACKNOWLEDGED}

    converse(office, port, conversation)
