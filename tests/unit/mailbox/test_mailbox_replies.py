"""Replies as mail programs write them: what their senders themselves said."""

import pytest

from bot.mailbox.answer import Kind
from bot.mailbox.intake import Post, read_mail
from tests.support.replies import SENDER, Reply, replies

REPLIES = list(replies())
POST = Post(own=frozenset({"duban@example.org"}))


@pytest.mark.parametrize("reply", [r for r in REPLIES if "kind" not in r.expected], ids=lambda reply: str(reply.name))
def test_the_senders_own_words(reply: Reply) -> None:
    answer = read_mail(reply.raw, POST)
    assert answer.lines == reply.lines
    assert (answer.kind, answer.sender) == (Kind.ANSWER, SENDER)


def test_there_are_fifty() -> None:
    assert len(REPLIES) >= 50
