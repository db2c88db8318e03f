"""A board that is really served, and a browser that visits it."""

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from bot.board.server import serve_board
from bot.work.office import Office
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from tests.support.office import CLERK, at, dispatched, due, ledger, task

NOW = at("2021-06-02T10:00")
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
PATIENCE_MS = 180_000
UNITS = ("区财政局", "区教育局")
#: What the page “check” has found here.
FINDINGS = (("good", "设置"), ("open", "还没有做过备份"), ("down", "Telegram"), ("bad", "区财政局的群机器人"))
CHROMIUM = shutil.which("chromium")
NO_CHROMIUM = "Chromium is missing: make peers installs it"


@dataclass
class Served:
    """A running board. `url` is its address; `faults`: what a browser's console complained of."""

    office: Office
    url: str
    now: datetime = NOW
    faults: list[str] = field(default_factory=list)

    def link(self, role: str, name: str) -> str:
        return f"{self.url}/in/{make_link(self.office, Claim(role, name), self.now, CLERK)}"


@contextmanager
def serving(office: Office, **settings: object) -> Iterator[Served]:
    """The real server in a thread of its own, on a free port, with a ledger of three items at work."""
    tasks = (task("1", due("2021-05-31"), units=UNITS), task("2", due("2021-09-30")), task("3", due("2021-06-11")))
    dispatched(office, ledger(*tasks), "2021-05-06T09:00")
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    made = replace(office, settings=office.settings.model_copy(update={"board_url": url, **settings}))
    found, ready = Served(made, url), threading.Event()
    held: dict[str, Any] = {}

    async def live() -> None:
        stop = asyncio.Event()
        held.update(loop=asyncio.get_running_loop(), stop=stop)
        ready.set()
        await serve_board(door, lambda: found.office, lambda: found.now, stop, examine=lambda: FINDINGS)

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="board")
    thread.start()
    ready.wait(180)
    yield found
    held["loop"].call_soon_threadsafe(held["stop"].set)
    thread.join(180)


def visit(chromium: Any, served: Served, role: str, name: str, size: dict[str, int], **options: Any) -> Any:
    """A page of somebody who is signed in; what its console complains of is kept."""
    page = blank_page(chromium, served, size, **options)
    page.goto(served.link(role, name))
    press(page, "main button")
    page.wait_for_url(f"{served.url}/")
    return page


def press(page: Any, what: str) -> None:
    """Presses a button or a link and waits for the page that it leads to: a click alone returns before that."""
    with page.expect_navigation():
        page.click(what)


def shows(page: Any, where: str, words: str) -> None:
    """Waits until the words stand there. What is read once, without waiting, may be the page of before."""
    page.locator(where, has_text=words).first.wait_for()


def go_to(page: Any, words: str, most: int = 90) -> None:
    """By the Tab key alone to what is called so, or whose id that is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.id + ' ' + document.activeElement.innerText"):
            return
    pytest.fail(f"the keyboard does not reach {words!r}")


def enter(page: Any, words: str) -> None:
    """Presses by the keyboard what is called so, and waits for the page that it leads to."""
    go_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def unfold(page: Any, words: str) -> None:
    """Opens by the keyboard what is folded away under these words."""
    go_to(page, words)
    page.keyboard.press("Enter")


def fill(page: Any, field: str, words: str) -> None:
    """Types into the field of that id, by the keyboard alone; what stood there is gone."""
    go_to(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def at_least(page: Any, what: str, count: int) -> None:
    """Waits until so many of them stand on the page."""
    page.locator(what).nth(count - 1).wait_for(state="attached")


def blank_page(chromium: Any, served: Served, size: dict[str, int], **options: Any) -> Any:
    """A page of a browser of its own, patient with a busy machine; what its console complains of is kept."""
    page = chromium.new_context(viewport=size, **options).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", lambda said: served.faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: served.faults.append(str(error)))
    return page
