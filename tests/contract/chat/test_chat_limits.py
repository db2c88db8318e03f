"""What one chat may do to the others, and one update: nothing."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.channels.updates import readable
from bot.conversation.limits import COMMANDS, SPAN, Admission, Limits
from bot.roster.roster import CONTACT
from bot.work.office import Office
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, hold

NOW = at("2021-06-10T10:00")
FINANCE, OTHER = 1001, 1002


@pytest.fixture
def office() -> Office:
    made = office_in()
    dispatched(made, ledger(task("1", due("2021-06-30"))))
    return made


def converse(office: Office, conversation: Callable[[Talk], Awaitable[None]]) -> None:
    hold(office, NOW, conversation)


def test_twenty_commands_a_minute_and_the_next_is_told_once(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        for _ in range(COMMANDS - 1):
            assert "第1项" in await talk.say("/mine", user=FINANCE)
        assert "频繁" in await talk.say("/mine", user=FINANCE)
        for _ in range(3):
            await talk.api.push_update("/mine", user=FINANCE)  # passed over without a word
        assert "邀请" in await talk.say("/mine", user=OTHER)  # others are answered
        talk.now += SPAN
        assert "第1项" in await talk.say("/mine", user=FINANCE)

    converse(office, conversation)


def test_the_minute_moves_on_command_by_command() -> None:
    limits, second = Limits(), timedelta(seconds=1)
    for n in range(COMMANDS):
        assert limits.admit(1, NOW + n * second) is Admission.GO
    assert limits.admit(1, NOW + COMMANDS * second) is Admission.TELL
    assert limits.admit(1, NOW + (COMMANDS + 1) * second) is Admission.SILENT
    assert limits.admit(2, NOW + (COMMANDS + 1) * second) is Admission.GO
    assert limits.admit(1, NOW + SPAN) is Admission.GO
    assert limits.admit(1, NOW + SPAN) is Admission.TELL


STRANGE = [
    {"update_id": 5, "message": {"text": "机密"}},
    {"update_id": 5, "message": "机密"},
    {"update_id": 5, "message": {"message_id": 1, "date": "机密", "chat": {"id": 1, "type": "private"}}},
    {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": 7}},
]


@pytest.mark.parametrize("update", STRANGE, ids=str)
def test_what_the_library_cannot_parse_is_known_by_its_number_alone(
    update: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    good = {"update_id": 6, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
    assert readable({"ok": True, "result": [update, good]})["result"] == [{"update_id": 5}, good]
    assert "机密" not in caplog.text
    assert "update 5" in caplog.text


@pytest.mark.parametrize("answer", [{"ok": True, "result": True}, {"ok": True, "result": []}, {"ok": False}])
def test_other_answers_stay_as_they_are(answer: dict[str, object]) -> None:
    assert readable(answer) == answer


def test_an_update_that_cannot_be_parsed_keeps_no_other_from_coming(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
        await talk.api.emulator.enqueue_update({"message": {"text": "机密"}}, token=talk.api.token)
        assert "第1项" in await talk.say("/mine", user=FINANCE)

    with caplog.at_level(logging.INFO):
        converse(office, conversation)
    assert "机密" not in caplog.text
    assert "cannot be parsed" in caplog.text
