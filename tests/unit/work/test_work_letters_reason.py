"""What is said of a message that has not gone: the fault as a fact, and whether there will be another try."""

import re
from datetime import timedelta

import pytest

from bot.model import sentence
from bot.operation.letters import letters
from bot.store import outbox
from bot.texts import LANGUAGES, room, speaking
from bot.work.office import Office
from tests.support.post import NOW, post

FAULT = sentence("channels.mail_timeout", server="mail.example.org", answer="timed out")
#: Promises that a fault cannot make: only the message knows whether it is tried again, and by which way.
PROMISE = re.compile(r"自动重试|程序会|将改用|稍后只|(?<!to )(is|are) tried again|tried again in|waited for|is used\b")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["channels", "courier", "mailbox"])
def test_no_fault_promises_another_try(language: str, name: str) -> None:
    assert [key for key, words in room(language, name).items() if PROMISE.search(words)] == []


def test_the_next_try_is_told_while_there_is_one(office: Office) -> None:
    post(office.store, "again", error=FAULT, attempts=3, when=NOW + timedelta(hours=2))
    post(office.store, "aside", error=FAULT, attempts=9, state=outbox.UNSENT)
    post(office.store, "nobody", error=outbox.NO_WAY)
    with speaking("zh-CN"):
        said = {letter.id: letter.reason for letter in letters(office)}
    assert said["again"].endswith("将于 2021-06-01 11:00 重试。")
    assert said["aside"] == str(FAULT)
    assert "重试" not in said["aside"] + said["nobody"]
