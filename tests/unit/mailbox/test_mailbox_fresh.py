"""A mailbox is read from where it was left, never from its beginning."""

import pytest

from bot.errors import ChannelError
from bot.mailbox.box import Place
from bot.mailbox.memory import MemoryBox
from bot.mailbox.new_mails import FIRST_LOOK, fresh_mails


def subjects(box: MemoryBox, place: Place | None) -> tuple[list[bytes], Place | None]:
    found = []
    for reached, mail in fresh_mails(box, place, 10_000):
        place = reached
        if mail is not None:
            found.append(mail.raw)
    return found, place


def test_only_what_came_since() -> None:
    box = MemoryBox()
    box.put(b"a")
    assert subjects(box, None) == ([b"a"], place := Place(1, 1))
    assert subjects(box, place) == ([], place)
    box.put(b"b")
    assert subjects(box, place) == ([b"b"], Place(1, 2))


def test_a_large_mailbox_is_not_read_through() -> None:
    box = MemoryBox()
    for n in range(10_000):
        box.put(b"%d" % n)
    found, place = subjects(box, None)
    assert len(box.read_uids) == len(found) == FIRST_LOOK
    assert place == Place(1, 10_000)
    subjects(box, place)
    assert len(box.read_uids) == FIRST_LOOK


def test_new_numbers_begin_with_the_last_mails() -> None:
    box = MemoryBox()
    for n in range(FIRST_LOOK + 5):
        box.put(b"%d" % n)
    _, place = subjects(box, None)
    box.renumber()
    found, place = subjects(box, place)
    assert len(found) == FIRST_LOOK
    assert place == Place(2, FIRST_LOOK + 5)


def test_an_empty_box_has_a_place() -> None:
    box = MemoryBox()
    assert subjects(box, None) == ([], Place(1, 0))


def test_a_fault_keeps_the_place_that_was_reached() -> None:
    box = MemoryBox()
    box.put(b"a")
    box.put(b"b")
    mails = fresh_mails(box, None, 10_000)
    assert next(mails)[0] == Place(1, 1)
    box.fault = ChannelError("mailbox.lost", permanent=False, server="x", answer="y")
    with pytest.raises(ChannelError):
        next(mails)
    assert subjects(box, Place(1, 1)) == ([b"b"], Place(1, 2))
