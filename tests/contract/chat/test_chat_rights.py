"""Rights end with the file: bindings that sleep, wake, are followed and ended, and who may act in a group."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

import pytest

from bot.channels.memory import MemoryChannel
from bot.model import Message
from bot.plan.duty import State
from bot.roster.roster import CONTACT, COORDINATOR, LEADER, Roster
from bot.store import duties
from bot.texts import text
from bot.work.office import Office
from bot.work.people.life import bindings, unbind
from tests.support.bot_api import refused
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task, tick, with_roster
from tests.support.talk import Talk, hold

OLD, NEW, CHIEF, SUCCESSOR, NOBODY, ANONYMOUS = 1001, 1002, 1003, 1004, 1005, 1087968824
GROUP, CHANNEL = -1001234567890, -1002222222222
MORNING = "2021-06-10T10:00"
Conversation = Callable[[Talk], Awaitable[None]]


def roster(contact: str = "王联络", chief: str = "陈主任", **more: object) -> Roster:
    """One unit with a contact, who has a mail address too, a deputy and a leader; another unit; a coordinator."""
    contacts = [
        {"name": contact, "email": "cz@example.org", "channels": ["telegram", "email"], **more},
        {"name": "副联络", "email": "fu@example.org"},
        {"role": "leader", "name": "李局长"},
    ]
    units = [{"name": "区财政局", "contact": contacts}, {"name": "区教育局", "contact": [{"name": "教育联络"}]}]
    return Roster.model_validate({"unit": units, "coordinator": [{"name": chief, "email": "gk@example.org"}]})


@pytest.fixture
def office() -> Iterator[Office]:
    made = office_in(roster=roster())
    tasks = task("1", due("2021-06-30"), units=("区财政局",)), task("2", due("2021-06-30"), units=("区教育局",))
    dispatched(made, ledger(*tasks))
    settle(made)
    yield made
    made.store.close()


def converse(office: Office, conversation: Conversation, now: str = MORNING) -> None:
    hold(office, at(now), conversation)


def delivered(office: Office, when: str) -> tuple[list[tuple[Message, str]], list[tuple[Message, str]]]:
    """What goes by mail and by Telegram when the clock and the courier look at `when`, but tests of new bindings."""
    mail, chat = MemoryChannel("email"), MemoryChannel("telegram")
    tick(office, when, {"email": mail, "telegram": chat})
    return mail.sent, [one for one in chat.sent if one[0].subject != text("people.subject_test")]


def settle(office: Office) -> None:
    """The dispatch and the digests of before have gone."""
    for when in ("2021-06-01T09:00", "2021-06-10T09:30"):
        delivered(office, when)


def state(office: Office, number: str = "1") -> str:
    with office.store.begin() as session:
        return str(duties.duties(session, number=number)[0].state)


def lives(office: Office) -> dict[int, str]:
    return {bound.chat: str(bound.life) for bound in bindings(office)}


def test_a_renamed_person_can_do_nothing_and_what_is_due_goes_another_way(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD, name="小王")
        talk.office = with_roster(office, roster(contact="王 联络"))
        for command in ("/mine", "/done 1 好了", "/task 1", "/start"):
            answer = await talk.say(command, user=OLD)
            assert "绑定已停用" in answer
            assert "工作" not in answer

    converse(office, conversation)
    assert state(office) == State.DISPATCHED
    renamed = with_roster(office, roster(contact="王 联络"))
    mail, chat = delivered(renamed, "2021-06-10T10:05")
    assert chat == []  # the answer told it, and it is told once
    told = [message for message, to in mail if to == "gk@example.org"]
    assert len(told) == 1
    assert "王联络" in told[0].text
    assert "区财政局" in told[0].text
    mail, chat = delivered(renamed, "2021-06-28T09:00")
    assert [to for message, to in mail if "第1项" in message.text and to != "gk@example.org"] == ["cz@example.org"]
    assert chat == []


def test_a_name_mended_back_wakes_the_binding(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD)

    converse(office, conversation)
    mail, chat = delivered(with_roster(office, roster(contact="王联")), "2021-06-10T10:05")
    assert [to for _, to in chat] == [str(OLD)]
    assert "已停用" in chat[0][0].text
    assert [to for _, to in mail].count("gk@example.org") == 1
    mail, chat = delivered(with_roster(office, roster(contact="王联")), "2021-06-10T10:06")
    assert (mail, chat) == ([], [])
    _, chat = delivered(office, "2021-06-10T10:07")
    assert "已恢复" in chat[0][0].text
    _, chat = delivered(office, "2021-06-28T09:00")
    assert [to for message, to in chat if "第1项" in message.text] == [str(OLD)]


def test_a_departed_coordinator_approves_nothing_and_the_successor_gets_the_digest(office: Office) -> None:
    changed = with_roster(office, roster(chief="赵主任"))

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('陈主任')}", user=CHIEF)
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD)
        await talk.say("/done 1 办好了", user=OLD)
        talk.office = changed
        assert "绑定已停用" in await talk.say("/approve 1", user=CHIEF)
        assert state(office) == State.REPORTED
        assert "您是协调人" in await talk.say(f"/start {talk.code('赵主任')}", user=SUCCESSOR)
        assert "已核准销号" in await talk.say("/approve 1", user=SUCCESSOR)

    converse(office, conversation)
    delivered(changed, "2021-06-10T10:05")
    _, chat = delivered(changed, "2021-06-15T09:00")
    assert [to for message, to in chat if message.subject.startswith("【周报】")] == [str(SUCCESSOR)]


@pytest.mark.parametrize(("name", "role"), [("陈主任", COORDINATOR), ("区财政局", CONTACT), ("区财政局", LEADER)])
def test_whoever_binds_for_the_same_entry_follows_and_both_are_told(office: Office, name: str, role: str) -> None:
    async def conversation(talk: Talk) -> None:
        person = "王联络" if role == CONTACT else None
        await talk.say(f"/start {talk.code(name, role, person)}", user=OLD)
        assert "绑定成功" in await talk.say(f"/start {talk.code(name, role, person)}", user=NEW)
        assert "还没有绑定" in await talk.say("/mine", user=OLD)
        assert "还没有绑定" not in await talk.say("/mine", user=NEW)

    converse(office, conversation)
    assert lives(office) == {OLD: "ended", NEW: "bound"}
    _, chat = delivered(office, "2021-06-10T10:05")
    assert [(to, "接替" in message.text) for message, to in chat] == [(str(OLD), True)]


def test_a_second_invitation_is_for_the_deputy(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD)
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=NEW)

    converse(office, conversation)
    assert [bound.entry for bound in bindings(office)] == ["王联络", "副联络"]


def test_a_name_that_was_left_empty_and_is_filled_in_silences_nobody() -> None:
    office = office_in(roster=roster(contact=""))
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局",))))
    settle(office)

    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD)
        talk.office = with_roster(office, roster(contact="王联络"))
        assert "第1项工作" in await talk.say("/mine", user=OLD)

    converse(office, conversation)
    named = with_roster(office, roster(contact="王联络"))
    assert delivered(named, "2021-06-10T10:05") == ([], [])
    assert lives(with_roster(office, roster(contact="张联络"))) == {OLD: "asleep"}


@pytest.mark.parametrize("number", [None, OLD, NEW])
def test_a_telegram_number_in_the_file_is_the_person(office: Office, number: int | None) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD)
        talk.office = with_roster(office, roster(telegram=number))
        answer = await talk.say("/mine", user=OLD)
        assert ("绑定已停用" in answer) == (number == NEW)
        assert ("第1项工作" in await talk.say("/mine", user=NEW)) == (number == NEW)

    converse(office, conversation)


def test_an_ended_binding_may_nothing_and_hears_why(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=OLD)
        unbind(office, str(OLD), CLERK, talk.now)
        assert "还没有绑定" in await talk.say("/done 1 好", user=OLD)

    converse(office, conversation)
    _, chat = delivered(office, "2021-06-10T10:05")
    assert [(to, "解除" in message.text) for message, to in chat] == [(str(OLD), True)]


def test_in_a_group_only_those_act_whom_the_file_or_an_invitation_names(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        bot = "@duban_test_bot"
        await talk.say(f"/start{bot} {talk.code('区财政局', CONTACT)}", user=OLD, chat=GROUP)
        stranger = await talk.say(f"/done{bot} 1 好", user=NOBODY, chat=GROUP)
        assert "群里只有" in stranger
        for sender in (GROUP, CHANNEL):
            answer = await talk.say(f"/done{bot} 1 好", user=ANONYMOUS, chat=GROUP, sender_chat=sender)
            assert "请以本人身份发送" in answer
        assert state(office) == State.DISPATCHED
        await talk.say(f"/start {talk.code('区财政局', CONTACT, '副联络')}", user=NEW)
        assert "已签收" in await talk.say(f"/ack{bot} 1", user=NEW, chat=GROUP)
        assert "待协调人审核" in await talk.say(f"/done{bot} 1 好", user=OLD, chat=GROUP)

    converse(office, conversation)
    _, chat = delivered(office, "2021-06-28T09:00")
    assert {to for _, to in chat} <= {str(GROUP)}


def test_a_code_in_the_name_of_a_group_binds_nobody(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        words = f"/start@duban_test_bot {code}"
        await talk.say(words, user=ANONYMOUS, chat=GROUP, sender_chat=GROUP)
        assert lives(office) == {}
        assert "绑定成功" in await talk.say(words, user=OLD, chat=GROUP)

    converse(office, conversation)


def test_what_others_may_not_read_is_answered_in_private(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        bot = "@duban_test_bot"
        await talk.say(f"/start{bot} {talk.code('区财政局', CONTACT)}", user=OLD, chat=GROUP)
        await talk.say(f"/start {talk.code('陈主任')}", user=CHIEF)
        await talk.say(f"/start {talk.code('区教育局', CONTACT)}", user=NEW)
        assert "第2项工作" in await talk.say(f"/status{bot} open", user=CHIEF, chat=GROUP, aside=True)
        assert "第2项工作" in await talk.say(f"/mine{bot}", user=NEW, chat=GROUP, aside=True)
        assert "没有第 9 项" in await talk.say(f"/approve{bot} 9", user=CHIEF, chat=GROUP, aside=True)
        talk.api.fault(refused(403, "Forbidden: bot can't initiate conversation with a user"))
        assert "只给您本人看" in await talk.say(f"/status{bot}", user=CHIEF, chat=GROUP)

    converse(office, conversation)


def test_ten_wrong_codes_pause_the_chat_and_no_other(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        good = talk.code("区财政局", CONTACT)
        spent = talk.code("区教育局", CONTACT)
        await talk.say(f"/start {spent}", user=CHIEF)
        for _ in range(12):  # somebody else's code is no guess
            talk.now += timedelta(seconds=5)  # no more than twenty commands a minute
            assert "邀请码无效" in await talk.say(f"/start {spent}", user=OLD)
        for n in range(10):
            talk.now += timedelta(seconds=5)
            assert "邀请码无效" in await talk.say(f"/start wrong{n}", user=OLD)
        assert "60 分钟后" in await talk.say(f"/start {good}", user=OLD)
        other = talk.code("区财政局", CONTACT, "副联络")
        assert "绑定成功" in await talk.say(f"/start {other}", user=NEW)
        talk.now += timedelta(minutes=61)
        assert "绑定成功" in await talk.say(f"/start {good}", user=OLD)

    converse(office, conversation)


@pytest.mark.parametrize(("days", "works"), [(6, True), (8, False)])
def test_a_code_is_valid_for_a_week(office: Office, days: int, works: bool) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        assert len(code) >= 22  # 128 bits in base64
        talk.now += timedelta(days=days)
        assert ("绑定成功" in await talk.say(f"/start {code}", user=OLD)) == works

    converse(office, conversation)


def test_a_code_for_somebody_who_left_the_file_binds_nobody(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        code = talk.code("区财政局", CONTACT)
        talk.office = with_roster(office, roster(contact="张联络"))
        assert "没有绑定" in await talk.say(f"/start {code}", user=OLD)
        talk.office = office
        assert "绑定成功" in await talk.say(f"/start {code}", user=OLD)

    converse(office, conversation)


@pytest.mark.parametrize("group", [False, True])
def test_a_number_in_the_file_wins_over_a_chat_that_comes_with_a_code(office: Office, group: bool) -> None:
    async def conversation(talk: Talk) -> None:
        talk.office = with_roster(office, roster(telegram=CHIEF))
        words = f"/start@duban_test_bot {talk.code('区财政局', CONTACT, '王联络')}"
        assert "以名录为准，没有绑定" in await talk.say(words, user=OLD, chat=GROUP if group else None)
        talk.office = office
        assert "绑定成功" in await talk.say(words, user=OLD, chat=GROUP if group else None)

    converse(office, conversation)
