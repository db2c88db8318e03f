"""What every mailbox does: the one in memory, and a real server's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from bot.errors import ChannelError
from bot.mailbox.box import Box
from bot.mailbox.imap import ImapBox
from bot.mailbox.imap_url import read_imap_url
from bot.mailbox.memory import MemoryBox
from tests.support.certificates import pair
from tests.support.dovecot import Dovecot, dovecot

LARGE = 1_000_000


@dataclass
class Case:
    """A mailbox, and how mails come into it."""

    box: Box
    put: Callable[..., object]


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with dovecot(*pair()) as found:
        yield found


@pytest.fixture(params=["memory", pytest.param("dovecot", marks=pytest.mark.peer)])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    if request.param == "memory":
        memory = MemoryBox()
        yield Case(memory, lambda *mails: [memory.put(raw) for raw in mails])
        return
    found: Dovecot = request.getfixturevalue("server")
    box = ImapBox(read_imap_url(found.url), timeout_s=10)
    yield Case(box, found.put)
    box.close()


def mail(n: int, size: int = 10) -> bytes:
    return f"From: a@example.org\r\nSubject: n{n}\r\nMessage-ID: <m{n}@example.org>\r\n\r\n".encode() + b"x" * size


def test_an_empty_mailbox(case: Case) -> None:
    assert case.box.open() > 0
    assert case.box.newest(5) == []
    assert case.box.after(0) == []
    assert case.box.read(1, LARGE) is None


def test_mails_in_the_order_in_which_they_came(case: Case) -> None:
    case.put(mail(1), mail(2), mail(3))
    case.box.open()
    uids = case.box.newest(2)
    assert case.box.after(0)[-2:] == uids
    assert len(case.box.after(0)) == 3
    assert case.box.after(uids[-1]) == []
    found = case.box.read(uids[-1], LARGE)
    assert found is not None
    assert (found.whole, found.raw.strip()) == (True, mail(3).strip())


def test_what_comes_while_it_is_open_is_seen(case: Case) -> None:
    case.box.open()
    case.put(mail(1))
    case.box.wait(0.1)
    assert len(case.box.after(0)) == 1


def test_of_a_large_mail_the_headers_alone(case: Case) -> None:
    case.put(mail(1, size=5000))
    case.box.open()
    found = case.box.read(case.box.newest(1)[0], 4000)
    assert found is not None
    assert not found.whole
    assert b"Subject: n1" in found.raw
    assert len(found.raw) < 200


def test_the_numbers_stay_over_a_new_connection(case: Case) -> None:
    case.put(mail(1), mail(2))
    validity, uids = case.box.open(), case.box.newest(5)
    case.box.close()
    assert (case.box.open(), case.box.newest(5)) == (validity, uids)


def test_a_closed_mailbox_says_so(case: Case) -> None:
    case.box.open()
    case.box.close()
    with pytest.raises(ChannelError) as caught:
        case.box.newest(1)
    assert not caught.value.permanent


def test_closing_twice_is_nothing(case: Case) -> None:
    case.box.close()
    case.box.open()
    case.box.close()
    case.box.close()
