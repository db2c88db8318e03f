"""The corpus of talk in a chat: whatever is said, nothing is done that was not meant."""

from dataclasses import replace
from functools import cache

import pytest

from bot.conversation import Conversation, Utterance
from bot.roster.roster import CONTACT
from bot.work.office import Office
from bot.work.people.invitation import Who, bind, invite
from tests.support.office import CLERK, at
from tests.support.talk_lines import (
    CLERK_NAME,
    CONTACT_NAME,
    NOW,
    OFFICE,
    UNITS,
    Spoken,
    deeds_since,
    last_event,
    office_at_work,
    talk_lines,
)

LINES = list(talk_lines("chat.tsv"))
CONTACT_CHAT, CLERK_CHAT = 1001, 1003
#: Lines of which just what is meant is done; of the others it is asked.
RIGHT = 129


@cache
def ready(state: str) -> Office:
    """An office whose contact and coordinator have joined the chat."""
    office = office_at_work(state)
    for name, role, chat, person in (
        (UNITS[0], CONTACT, CONTACT_CHAT, CONTACT_NAME),
        (OFFICE, "coordinator", CLERK_CHAT, CLERK_NAME),
    ):
        code = invite(office, name, role, at(NOW), CLERK, None).code
        bind(office, code, Who(chat, chat, person), at(NOW))
    return office


@cache
def done(line: Spoken) -> frozenset[str]:
    base = ready(line.state)
    office = replace(base, store=base.store.copy())
    since = last_event(office)
    chat, person = (CONTACT_CHAT, CONTACT_NAME) if line.who == CONTACT else (CLERK_CHAT, CLERK_NAME)
    said = Utterance(chat, chat, person, line.words)
    answer = Conversation(lambda: office, lambda: at(NOW)).hear(said)
    assert answer.replies, line.words
    return deeds_since(office, since)


@pytest.mark.parametrize("line", LINES, ids=[f"{at_}" for at_ in range(len(LINES))])
def test_nothing_is_done_that_was_not_meant(line: Spoken) -> None:
    found = done(line)
    assert found in {line.deeds, frozenset()}, line.words


def test_most_is_understood() -> None:
    assert sum(done(line) == line.deeds for line in LINES) >= RIGHT
