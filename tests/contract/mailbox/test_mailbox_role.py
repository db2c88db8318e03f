"""The role that reads answers: by one process at a time, through faults, until it is told to stop."""

import asyncio
import logging
import threading
from collections.abc import Callable

import pytest

from bot.app import mail as app_mail
from bot.app.live import LiveOffice
from bot.app.mail import LOCK, fetch_once, read_answers
from bot.errors import ChannelError, UsageError
from bot.mailbox.intake import Post
from bot.mailbox.mail_round import Mailbox
from bot.mailbox.memory import MemoryBox
from bot.store.locks import try_lock
from bot.work.answers.incoming import Outcome
from bot.work.office import Office
from tests.support.office import at

NOISE = b"From: shop@example.net\r\nSubject: sale\r\nMessage-ID: <n%d@example.net>\r\n\r\nbuy\r\n"


class WaitingBox(MemoryBox):
    """A box whose server tells of something new each time it is waited at: `then` is what happens."""

    def __init__(self, *then: Callable[[], object]) -> None:
        super().__init__()
        self.then = list(then)

    def wait(self, timeout_s: float) -> None:
        super().wait(timeout_s)
        self.then.pop(0)()


def serve(monkeypatch: pytest.MonkeyPatch, office: Office, box: WaitingBox) -> None:
    """Runs the role until the box has nothing more to tell."""
    monkeypatch.setattr(app_mail, "mailbox_of", lambda *_: Mailbox("test", box, Post()))
    monkeypatch.setattr(app_mail, "FIRST_PAUSE_S", 0.0)
    monkeypatch.setattr(app_mail, "LOOK_S", 0.0)

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        said = threading.Event()

        def set_both() -> None:
            stop.set()
            said.set()

        def end() -> None:
            loop.call_soon_threadsafe(set_both)
            said.wait()

        box.then.append(end)
        async with asyncio.timeout(20):
            await read_answers(LiveOffice(office, {}), lambda: at("2021-06-07T10:00"), stop)

    asyncio.run(run())


def test_what_comes_is_read(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    box = WaitingBox()
    box.then = [lambda: box.put(NOISE % 1), lambda: box.put(NOISE % 2)]
    serve(monkeypatch, office, box)
    assert box.read_uids == [1, 2]
    lock = try_lock(office.store, LOCK)  # let go at the end
    assert lock is not None
    lock.release()


def test_a_fault_is_said_once_and_outlived(
    monkeypatch: pytest.MonkeyPatch, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    box = WaitingBox()

    def breaks() -> None:
        box.put(NOISE % 1)
        raise ChannelError("mailbox.lost", permanent=False, server="mx.example.org", answer="abort")

    box.then = [breaks, lambda: box.put(NOISE % 2)]
    with caplog.at_level(logging.WARNING):
        serve(monkeypatch, office, box)
    assert box.read_uids == [1, 2]
    assert [record for record in caplog.records if "mx.example.org" in record.getMessage()]


def test_two_never_read_at_once(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    box = WaitingBox()
    monkeypatch.setattr(app_mail, "mailbox_of", lambda *_: Mailbox("test", box, Post()))
    lock = try_lock(office.store, LOCK)
    assert lock is not None
    with pytest.raises(UsageError):
        asyncio.run(fetch_once(office, lambda: at("2021-06-07T10:00")))
    lock.release()
    box.put(NOISE % 1)
    assert asyncio.run(fetch_once(office, lambda: at("2021-06-07T10:00"))) == {Outcome.PASSED: 1}
