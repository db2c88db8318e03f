"""Mail that is no answer is told apart, and a bounce says which mail, whose, and whether for good."""

import pytest

from bot.mailbox.intake import Post, read_mail
from tests.support.replies import Reply, replies

POST = Post(own=frozenset({"duban@example.org"}))
AUTOMATIC = [reply for reply in replies() if "kind" in reply.expected]


@pytest.mark.parametrize("reply", AUTOMATIC, ids=lambda reply: str(reply.name))
def test_kinds(reply: Reply) -> None:
    answer = read_mail(reply.raw, POST)
    assert answer.kind == reply.expected["kind"]
    assert bool(answer.lines) == (answer.kind == "answer")


@pytest.mark.parametrize(
    "reply", [r for r in AUTOMATIC if "permanent" in r.expected], ids=lambda reply: str(reply.name)
)
def test_bounces(reply: Reply) -> None:
    bounce = read_mail(reply.raw, POST).bounce
    assert bounce is not None
    expected = tuple(reply.expected["about"]), tuple(reply.expected["recipients"]), reply.expected["permanent"]
    assert (bounce.about, bounce.recipients, bounce.permanent) == expected
    assert bounce.reason
