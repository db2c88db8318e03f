"""The board as people use it: Chromium against the real server, phone and desktop, with and without a script."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.board.server import serve_board
from bot.texts import set_language
from bot.work.office import Office
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from tests.support.office import CLERK, at, dispatched, due, ledger, task

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is missing: make peers installs it"),
]
playwright_api = pytest.importorskip("playwright.sync_api")

NOW = at("2021-06-02T10:00")
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
UNITS = ("区财政局", "区教育局")


@dataclass
class Served:
    """A running board. `url` is its address."""

    office: Office
    url: str
    now: datetime = NOW
    faults: list[str] = field(default_factory=list)

    def link(self, role: str, name: str) -> str:
        return f"{self.url}/in/{make_link(self.office, Claim(role, name), self.now, CLERK)}"


@pytest.fixture
def served(office: Office) -> Iterator[Served]:
    """The real server in a thread of its own, on a free port."""
    import asyncio

    tasks = (task("1", due("2021-05-31"), units=UNITS), task("2", due("2021-09-30")), task("3", due("2021-06-11")))
    dispatched(office, ledger(*tasks), "2021-05-06T09:00")
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    made = replace(office, settings=office.settings.model_copy(update={"board_url": url}))
    found, ready = Served(made, url), threading.Event()
    held: dict[str, Any] = {}

    async def live() -> None:
        stop = asyncio.Event()
        held.update(loop=asyncio.get_running_loop(), stop=stop)
        ready.set()
        await serve_board(door, lambda: found.office, lambda: found.now, stop)

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="board")
    thread.start()
    ready.wait(30)
    yield found
    held["loop"].call_soon_threadsafe(held["stop"].set)
    thread.join(30)


@pytest.fixture
def chromium() -> Iterator[Any]:
    with playwright_api.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with closing(browser):
            yield browser


def visit(chromium: Any, served: Served, role: str, name: str, size: dict[str, int], **options: Any) -> Any:
    """A page of somebody who is signed in; what its console complains of is kept."""
    page = chromium.new_context(viewport=size, **options).new_page()
    page.on("console", lambda said: served.faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: served.faults.append(str(error)))
    page.goto(served.link(role, name))
    page.click("main button")
    return page


@pytest.mark.parametrize("script", [True, False])
def test_a_contact_does_the_days_work_on_a_phone(chromium: Any, served: Served, script: bool, tmp_path: Path) -> None:
    page = visit(chromium, served, "contact", "区财政局", PHONE, java_script_enabled=script)
    page.click("text=全部签收（3 项）")
    assert "签收：3 项" in page.inner_text(".notice")
    page.click(".card >> nth=0 >> text=反馈")
    photo = tmp_path / "照片.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    page.fill("#note-reported", "已完成")
    page.set_input_files("#files", photo)
    page.click("details[open] button")
    assert "照片.png" in page.inner_text(".story")
    page.click("text=撤销这一步")
    assert "已撤回" in page.inner_text(".notice")
    page.goto(f"{served.url}/")
    page.click("text=申请延期 >> nth=0")
    page.fill("#until-extension-requested", "2021-07-01")
    page.fill("#note-extension-requested", "资料未齐")
    page.click("details[open] button")
    assert "申请延期：已记录" in page.inner_text(".notice")
    if script:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert served.faults == []


def test_two_coordinators_at_once(chromium: Any, served: Served) -> None:
    contact = visit(chromium, served, "contact", "区教育局", PHONE)
    contact.click(".card >> text=反馈")
    contact.fill("#note-reported", "已办")
    contact.click("details[open] button")
    one, two = (visit(chromium, served, "coordinator", "区政府办公室", DESK) for _ in range(2))
    one.click("main >> text=核准销号")
    assert "核准销号：已记录" in one.inner_text(".notice")
    two.click("main >> text=核准销号")
    assert "没有办理" in two.inner_text("h1")
    assert [fault for fault in served.faults if "409" not in fault] == []


def test_a_page_changes_when_somebody_else_acts_and_not_under_ones_typing(chromium: Any, served: Served) -> None:
    coordinator = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    coordinator.wait_for_function("typeof htmx !== 'undefined'")
    contact = visit(chromium, served, "contact", "区教育局", PHONE)
    contact.click("text=签收 >> nth=0")
    contact.click(".card >> text=反馈")
    contact.fill("#note-reported", "刚刚办完")
    contact.click("details[open] button")
    assert "刚刚办完" not in coordinator.inner_text("main")
    coordinator.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    coordinator.wait_for_selector("text=刚刚办完")
    assert served.faults == []


PAGES = {
    "coordinator": (
        *("/", "/ledgers", "/outbox", "/units", "/new", "/duty/1", "/document/test-2021", "/me"),
        *(f"/ledger/test-2021{query}" for query in ("", "?view=matrix", "?view=calendar", "?view=unit", "?light=none")),
        "/document/test-2021/rehearsal",
    ),
    "contact": ("/", "/duty/1", "/duty/1?do=reported", "/me"),
    "leader": ("/",),
}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize(("language", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_pages_are_accessible_and_fit(chromium: Any, served: Served, language: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    set_language(language)
    found = []
    for role, paths in PAGES.items():
        for size in (PHONE, DESK):
            name = "区政府办公室" if role == "coordinator" else "区财政局"
            page = visit(chromium, served, role, name, size, color_scheme=scheme)
            for path in paths:
                page.goto(f"{served.url}{path}")
                wide = page.evaluate("document.documentElement.scrollWidth") - size["width"]
                faults = [f"{wide} px too wide"] if wide > 0 else []
                faults += [
                    f"{fault['id']} {fault['nodes'][0]['html'][:120]}"
                    for fault in axe.run(page, options=WCAG).response["violations"]
                ]
                found += [f"{role} {path} {size['width']}: {fault}" for fault in faults]
            page.context.close()
    assert found == []
    assert served.faults == []


def test_every_job_is_done_by_keyboard(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "contact", "区财政局", DESK)
    page.keyboard.press("Tab")
    assert "跳到正文" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "全部签收" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice")
    assert "签收：3 项" in page.inner_text(".notice")


def test_a_ledger_prints_on_a4(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    page.goto(f"{served.url}/ledger/test-2021")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.filters')).display") == "none"
    assert page.pdf(format="A4")[:4] == b"%PDF"
