"""Messages that were sent say the truth later too: what was closed, moved or dropped elsewhere is changed there."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.store import duties, outbox
from bot.store.retention import drop_messages
from bot.store.tables import ChatMentionRow
from bot.work.documents.archive import archive
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.outgoing.edits import EDIT, post_edits
from tests.support.bot_api import refused
from tests.support.http_faults import Fault
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, FIRST, SECOND = 1001, 1003, 1004


@pytest.fixture(params=["telegram", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office() -> Office:
    made = replace(office_in(), can_chat=True)
    dispatched(made, ledger(*(task(str(n), due("2021-06-30")) for n in (1, 2))))
    return made


def converse(office: Office, port: str, conversation: Callable[[Talk], Awaitable[None]]) -> None:
    async def go() -> None:
        async with talking(office, at("2021-06-01T09:10"), port) as talk:
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
            await conversation(talk)

    asyncio.run(go())


def move(office: Office, talk: Talk, number: str, verb: Verb, to_unit: str | None = None) -> None:
    make_move(office, Move(number, verb, unit="区财政局", note="已并入", to_unit=to_unit), CLERK, talk.now)


@pytest.mark.parametrize(
    ("verb", "to_unit", "said"),
    [(Verb.CLOSED, None, "销号"), (Verb.WITHDRAWN, None, "撤销"), (Verb.REASSIGNED, "区教育局", "改派")],
)
def test_what_is_over_is_said_where_it_was_asked(
    office: Office, port: str, verb: Verb, to_unit: str | None, said: str
) -> None:
    """By whatever way it was moved; what is left of the message stays asked for, and the second time nothing is."""

    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        move(office, talk, "1", verb, to_unit)
        await talk.deliver()
        [edited] = talk.edited
        assert (edited.message_id, edited.chat_id) == (letter.message_id, letter.chat_id)
        assert "第1项工作" not in shown_text(edited.text)
        assert "签收" in edited.labels
        move(office, talk, "2", verb, to_unit)
        await talk.deliver()
        [edited] = talk.edited
        assert edited.labels == []
        assert said in shown_text(edited.text)
        assert "第2项工作" in shown_text(edited.text)
        await talk.deliver()
        assert talk.edited == []

    converse(office, port, conversation)


def test_messages_of_an_archived_ledger_ask_for_nothing_any_more(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        move(office, talk, "1", Verb.CLOSED)
        await talk.deliver()
        archive(office, "test-2021", talk.now, CLERK)
        await talk.deliver()
        [edited] = talk.edited
        assert edited.message_id == letter.message_id
        assert edited.labels == []
        assert "已归档" in shown_text(edited.text)
        await talk.deliver()
        assert talk.edited == []

    converse(office, port, conversation)


@pytest.mark.parametrize("label", ["签收", "反馈", "申请延期", "全部签收"])
def test_a_press_on_a_message_of_an_archived_ledger_says_so_and_moves_nothing(
    office: Office, port: str, label: str
) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        archive(office, "test-2021", talk.now, CLERK)
        with office.store.begin() as session:
            before = duties.duties(session)
        [told] = await talk.press(label, letter, user=FINANCE, name="财政小李", n=1)
        assert "已归档" in talk.toast
        assert "已归档" in shown_text(told.text)
        assert told.labels == []
        with office.store.begin() as session:
            assert duties.duties(session) == before

    converse(office, port, conversation)


def test_a_card_that_another_coordinator_decided_says_so(office: Office, port: str) -> None:
    """Two at once: one wins, and the other is told who it was."""

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区政府办公室')}", user=FIRST, name="文书甲")
        await talk.say(f"/start {talk.code('区督查室')}", user=SECOND, name="文书乙")
        await talk.deliver()
        await talk.say("/done 1 已办", user=FINANCE)
        cards = {one.chat_id: one for one in await talk.deliver() if "核准" in one.labels}
        await talk.press("核准", cards[str(FIRST)], user=FIRST, name="文书甲", n=2)
        [late] = await talk.press("核准", cards[str(SECOND)], user=SECOND, name="文书乙", n=1)
        assert "文书甲" in shown_text(late.text)
        await talk.deliver()
        [told] = [one for one in talk.edited if one.chat_id == str(SECOND)]
        assert "文书甲" in shown_text(told.text)
        assert told.labels == []

    converse(office, port, conversation)


def test_a_card_of_a_list_says_so_too(office: Office, port: str) -> None:
    """Who looked at /review and went away finds later what another coordinator, or the board, decided."""

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区政府办公室')}", user=FIRST, name="文书甲")
        await talk.deliver()
        await talk.say("/done 1 已办", user=FINANCE)
        await talk.say("/done 2 已办", user=FINANCE)
        await talk.deliver()
        await talk.say("/review", user=FIRST, name="文书甲", n=3)
        cards = [one for one in talk.sent if one.chat_id == str(FIRST) and "核准" in one.labels][-2:]
        make_move(office, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, talk.now)
        await talk.deliver()
        told = [one for one in talk.edited if one.message_id in {card.message_id for card in cards}]
        assert [one.labels for one in told] == [[]]
        assert "销号" in shown_text(told[0].text)
        await talk.deliver()
        assert talk.edited == []

    converse(office, port, conversation)


LOST = {
    "limit": refused(429, "Too Many Requests: retry after 1", retry_after=1),
    "server": Fault(status=502, body=b"bad gateway", path="/editMessageText"),
}
OVER = {
    "gone": refused(400, "Bad Request: message to edit not found"),
    "same": refused(400, "Bad Request: message is not modified"),
    "blocked": refused(403, "Forbidden: bot was blocked by the user"),
}


@pytest.mark.parametrize("fault", [*LOST, *OVER])
def test_an_edit_that_fails_is_tried_again_and_one_that_is_of_no_use_is_not(office: Office, fault: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.deliver()
        move(office, talk, "1", Verb.WITHDRAWN)
        talk.api.fault(replace({**LOST, **OVER}[fault], path="/editMessageText"))
        await talk.deliver()
        assert talk.edited == []
        talk.now = at("2021-06-01T09:40")
        await talk.deliver()
        assert len(talk.edited) == (fault in LOST)
        with office.store.begin() as session:
            [row] = [one for one in outbox.every(session, unsettled=False) if one.kind == EDIT]
            assert row.state == outbox.SENT

    converse(office, "telegram", conversation)


def test_only_what_tells_of_a_duty_that_is_over_is_read(office: Office) -> None:
    """However much was sent: the letters of a year were read through for each move."""
    reads: list[str] = []

    async def conversation(talk: Talk) -> None:
        await talk.deliver()
        move(office, talk, "1", Verb.CLOSED)
        event.listen(office.store.engine, "before_cursor_execute", lambda *call: reads.append(call[2]))
        post_edits(office, talk.now)

    converse(office, "memory", conversation)
    about = [sql for sql in reads if "FROM outbox" in sql and "items" in sql.partition("FROM")[0]]
    assert about
    assert all("outbox.id IN" in sql or "outbox.state IN" in sql for sql in about)


def test_what_was_sent_long_ago_leaves_no_note_behind(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.deliver()
        with office.store.begin() as session:
            assert session.scalars(select(ChatMentionRow.duty_id)).all() == [1, 2]
            assert drop_messages(session, talk.now + timedelta(days=1))
            assert session.scalars(select(ChatMentionRow.duty_id)).all() == []

    converse(office, "memory", conversation)
