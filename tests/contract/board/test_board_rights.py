"""Every address, tried as nobody, as each role, and across units: no page of a role is another's."""

import pytest

from bot.board.site import PAGES
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.store import duties, events
from bot.work.office import Office
from bot.work.people.links import add_duties_link
from bot.work.people.person import Claim
from tests.support.board import Browser
from tests.support.office import dispatched, due, ledger, task

WHO = {CONTACT: "区财政局", LEADER: "区财政局", COORDINATOR: "区政府办公室"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
#: What stands for the parts of an address that vary.
PARTS = {
    "id": "1",
    "token": "x" * 43,
    "secret": "y" * 20,
    "kept": "0" * 64 + ".docx",
    "form": "xlsx",
    "kind": "dispatch",
    "question": "q1",
    "at": "1",
}
ADDRESSES = [(path, method, roles) for path, method, _, roles in PAGES]


@pytest.fixture
def board(office: Office) -> Office:
    dispatched(
        office, ledger(task("1", due("2021-09-30"), units=("区财政局", "区教育局")), task("2", due("2021-10-31")))
    )
    return office


def filled(path: str) -> str:
    for name, value in PARTS.items():
        path = path.replace("{" + name + "}", value)
    assert "{" not in path, "an address with a part that this test does not know"
    return path


def ask(browser: Browser, method: str, path: str) -> int:
    data = {"token": browser.token} if method == "POST" else None
    browser.ask(method, path, follow_redirects=False, **({"data": data} if data else {}))
    return browser.status


@pytest.mark.parametrize(("path", "method", "roles"), ADDRESSES, ids=str)
def test_nobody_comes_no_further_than_the_door(board: Office, path: str, method: str, roles: tuple[str, ...]) -> None:
    browser = Browser(board)
    status = ask(browser, method, filled(path))
    if not roles:
        assert status in {200, 303, 404, 410}
        return
    assert status == (401 if method == "POST" or path.startswith("/api/") else 303)
    if status == 303:
        assert "/signin" in browser.headers["location"]


@pytest.mark.parametrize("role", WHO)
def test_a_role_gets_its_own_pages_alone(board: Office, role: str) -> None:
    browser = Browser(board).enter(role, WHO[role])
    before = history(board)
    for path, method, roles in ADDRESSES:
        if not roles or path == "/signout":
            continue
        browser.get("/me")
        status = ask(browser, method, filled(path))
        allowed = role in roles
        assert status != 500, (path, method)
        if not allowed:
            assert status == 404, (path, method)
    if role == LEADER:
        assert set(history(board)[len(before) :]) <= {"seen", "feed-made"}


def history(office: Office) -> list[str]:
    with office.store.begin() as session:
        return [event.verb for event, *_ in events.trail(session)]


@pytest.mark.parametrize("role", [CONTACT, LEADER])
def test_nothing_of_another_unit_is_seen_by_any_address(board: Office, role: str) -> None:
    with board.store.begin() as session:
        (theirs,) = duties.duties(session, unit="区教育局")
    coworker = Browser(board).enter(CONTACT, "区教育局")
    coworker.get("/")
    fields = (("verb", "reported"), ("duty", str(theirs.id)), ("note", "机密的话"), ("back", f"/duty/{theirs.id}"))
    coworker.send("/act", *fields, files=[("机密.png", PNG)])
    (file,) = coworker.links("/evidence/")
    stranger = Browser(board).enter(role, "区财政局")
    for path in (
        file,
        f"/duty/{theirs.id}",
        f"/api/duties/{theirs.id}",
        "/api/duties",
        "/",
        "/api/duties?unit=区教育局",
    ):
        stranger.get(path)
        assert "机密" not in stranger.text
        assert "区教育局" not in stranger.text.replace("%E5", "")
        assert stranger.content != PNG
    for browser in (coworker, Browser(board).enter(COORDINATOR, "区政府办公室")):
        browser.get(file)
        assert browser.content == PNG


def test_who_came_by_a_mail_has_no_feed_of_all(board: Office) -> None:
    with board.store.begin() as session:
        first = duties.duties(session, unit="区财政局")[0]
        token = add_duties_link(session, Claim(CONTACT, "区财政局", "财政联络员"), [first.id], Browser(board).now)
    browser = Browser(board)
    browser.get(f"/in/{token}")
    browser.send(f"/in/{token}")
    assert "第1项" in browser.words
    assert "第2项" not in browser.words
    assert browser.get("/api/duties").count('"id"') == 1
    browser.get("/me")
    browser.send("/feed")
    assert browser.status in {403, 404}


def test_every_page_says_what_a_browser_may_do(board: Office) -> None:
    browser = Browser(board).enter(COORDINATOR, "区政府办公室")
    for path in ("/", "/ledgers", "/units", "/nowhere", "/static/board.css", "/static/nothing.css"):
        browser.get(path)
        policy = browser.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert browser.headers["x-content-type-options"] == "nosniff"
        assert "style=" not in browser.text
        assert "onclick" not in browser.text
