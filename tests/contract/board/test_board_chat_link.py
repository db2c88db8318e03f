"""A link to the pages asked for in the chat: for those whom the chat is bound for, once, and not without end."""

import re
from dataclasses import replace

import pytest

from bot.conversation import Conversation, Utterance
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.work.office import Office
from bot.work.people.invitation import Who, bind, invite
from bot.work.people.visits import MOST_FOR_PERSON
from tests.support.board import Browser
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick

NOW = at("2021-06-02T10:00")
URL = "http://testserver"


@pytest.fixture
def board(office: Office) -> Office:
    made = replace(office, settings=office.settings.model_copy(update={"board_url": URL}), can_chat=True)
    dispatched(made, ledger(task("1", due("2021-09-30"), units=("区财政局", "区教育局"))), "2021-06-01T09:00")
    return made


def say(office: Office, user: int, words: str = "/board", chat: int | None = None) -> str:
    heard = Conversation(lambda: office, lambda: NOW).hear(Utterance(chat or user, user, "某人", words))
    return "\n".join(reply.html for reply in heard.replies)


def bound(office: Office, user: int, name: str, role: str) -> None:
    code = invite(office, name, role, NOW, CLERK).code
    assert bind(office, code, Who(user, user, "某人"), NOW) is not None


@pytest.mark.parametrize(
    ("name", "role", "seen"),
    [("区财政局", CONTACT, "我的任务"), ("区财政局", LEADER, "分管单位"), ("区政府办公室", COORDINATOR, "今日")],
)
def test_a_bound_chat_gets_a_link_that_opens_its_own_pages_once(board: Office, name: str, role: str, seen: str) -> None:
    bound(board, 1001, name, role)
    (path,) = re.findall(rf'href="{URL}(/in/[\w-]+)"', say(board, 1001))
    first, second = Browser(board, NOW), Browser(board, NOW)
    first.get(path)
    first.send(path)
    assert seen in first.words
    second.get(path)
    assert second.status == 410


def test_strangers_get_none_and_nobody_gets_them_without_end(board: Office) -> None:
    assert "/in/" not in say(board, 999)
    bound(board, 1001, "区财政局", CONTACT)
    answers = [say(board, 1001) for _ in range(MOST_FOR_PERSON + 1)]
    assert all("/in/" in one for one in answers[:-1])
    assert "/in/" not in answers[-1]


def test_who_stands_for_several_is_asked_as_whom(board: Office) -> None:
    for name, role in (("区财政局", CONTACT), ("区教育局", CONTACT), ("区政府办公室", COORDINATOR)):
        bound(board, 1001, name, role)
    said = say(board, 1001)
    assert said.index("区政府办公室 · 协调人") < said.index("区教育局 · 联络员")
    assert len(re.findall("/in/", said)) == 3


def test_the_digest_names_the_board_where_there_is_one(board: Office) -> None:
    tick(board, "2021-06-02T09:00")
    letters, _ = tick(board, "2021-06-07T09:00", subject="【周报】")
    assert letters
    assert all(f"{URL}/" in letter.text for letter in letters)
