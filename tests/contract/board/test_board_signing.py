"""Signing in by links: what opens, what does not, who is let out when."""

import logging
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.channels.memory import MemoryChannel
from bot.roster.roster import Roster
from bot.store import outbox
from bot.work.office import Office
from bot.work.people.links import DUTIES_FOR, make_link
from bot.work.people.person import Claim
from tests.support.board import Browser
from tests.support.office import CLERK, ROSTER, at, dispatched, due, ledger, task, tick

NOW = at("2021-06-02T10:00")
URL = "http://testserver"


@pytest.fixture
def board(office: Office) -> Office:
    """The office with a board and two duties of the finance bureau."""
    made = replace(office, settings=office.settings.model_copy(update={"board_url": URL}))
    dispatched(made, ledger(task("1", due("2021-09-30")), task("2", due("2021-10-31"))))
    return made


def link(office: Office, role: str = "contact", name: str = "区财政局") -> str:
    return "/in/" + make_link(office, Claim(role, name), NOW, CLERK)


def test_an_address_alone_changes_nothing(board: Office) -> None:
    browser = Browser(board)
    path = link(board)
    for _ in range(3):
        assert "财政联络员" in browser.get(path)
    assert not browser.cookies
    browser.get("/")
    assert "索取" in browser.text or "登录" in browser.words
    browser.get(path)
    browser.send(path)
    assert "我的任务" in browser.words


def test_a_link_is_good_once_and_for_a_quarter_of_an_hour(board: Office) -> None:
    path = link(board)
    first, second = Browser(board), Browser(board)
    first.get(path)
    first.send(path)
    assert first.status == 200
    second.post(path)
    assert second.status == 410
    late = Browser(board, NOW + timedelta(minutes=15))
    late.get(link(board))
    assert late.status == 410
    late.get("/in/" + "x" * 43)
    assert late.status == 410


def test_the_cookie_is_for_the_server_alone(board: Office) -> None:
    browser = Browser(board)
    path = link(board)
    browser.ask("POST", path, follow_redirects=False)
    cookie = browser.headers["set-cookie"].lower()
    assert browser.status == 303
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    behind_tls = replace(board, settings=board.settings.model_copy(update={"board_url": "https://b.example.org/x"}))
    browser = Browser(behind_tls)
    browser.ask("POST", link(board), follow_redirects=False)
    assert "secure" in browser.headers["set-cookie"].lower()
    assert "path=/x" in browser.headers["set-cookie"].lower()


def test_rights_end_with_the_file(board: Office) -> None:
    browser = Browser(board).enter("contact", "区财政局")
    assert "我的任务" in browser.get("/")
    others = [unit for unit in ROSTER.unit if unit.name != "区财政局"]
    browser.office = replace(board, roster=Roster(unit=tuple(others), coordinator=ROSTER.coordinator))
    browser.get("/")
    assert "我的任务" not in browser.words


def test_signing_out_everywhere_ends_every_browser(board: Office) -> None:
    one, two = Browser(board).enter("contact", "区财政局"), Browser(board).enter("contact", "区财政局")
    one.get("/me")
    one.send("/signout", ("everywhere", "1"))
    for browser in (one, two):
        browser.get("/")
        assert "我的任务" not in browser.words


def test_nobody_learns_whom_the_file_names(board: Office) -> None:
    browser = Browser(board)
    said = []
    for address in ("cz@example.org", "nobody@example.org", "no address", ""):
        browser.post("/signin", [("email", address)])
        said.append((browser.status, browser.words))
    assert len(set(said)) == 1
    with board.store.begin() as session:
        sent = [row for row in outbox.every(session, unsettled=True) if row.kind == "link"]
    assert [row.only for row in sent] == ["cz@example.org"]


def test_links_are_asked_for_so_often_and_no_more(board: Office) -> None:
    browser = Browser(board)
    codes = [(browser.post("/signin", [("email", "cz@example.org")]), browser.status)[1] for _ in range(40)]
    assert codes.count(200) == 30
    assert codes[-1] == 429
    with board.store.begin() as session:
        assert sum(row.kind == "link" for row in outbox.every(session, unsettled=True)) == 5


def test_a_link_by_mail_lets_in_and_is_not_kept(board: Office) -> None:
    Browser(board).post("/signin", [("email", "cz@example.org")])
    memory = MemoryChannel("email")
    tick(board, "2021-06-02T10:00", {"email": memory})
    message = next(message for message, _ in memory.sent if "登录" in message.subject)
    path = next(word.removeprefix(URL) for word in message.text.split() if word.startswith(URL))
    with board.store.begin() as session:
        row = outbox.find(session, message.id)
    assert row is not None
    assert path.removeprefix("/in/") not in (row.text or "")
    browser = Browser(board)
    browser.get(path)
    browser.send(path)
    assert "我的任务" in browser.words


def test_a_mail_opens_just_its_duties_until_they_have_ended(board: Office) -> None:
    letters, _ = tick(board, "2021-06-01T09:00")
    letter = next(one for one in letters if "区财政局" in one.text)
    path = next(part.removeprefix(URL) for part in letter.text.split("：") if part.startswith(URL)).split()[0]
    dispatched(board, ledger(task("7", due("2021-12-31")), title="另一本台账", sha256="1" * 64))
    browser = Browser(board, at("2021-06-03T10:00"))
    browser.get(path)
    browser.send(path)
    assert "第1项工作" in browser.words
    assert "第7项工作" not in browser.words
    assert Browser(board, NOW + DUTIES_FOR).get(path)
    late = Browser(board, at("2021-06-01T09:00") + DUTIES_FOR)
    late.get(path)
    assert late.status == 410


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin", "origin": URL}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_form_from_elsewhere_does_nothing(board: Office, headers: dict[str, str], status: int) -> None:
    browser = Browser(board).enter("contact", "区财政局")
    browser.get("/")
    browser.post("/undo", [("token", browser.token), ("move", "")], headers=headers)
    assert browser.status == (409 if status == 200 else status)
    browser.get("/")
    browser.post("/signout", [("token", "0" * 64)])
    assert browser.status == 403


def test_a_proxy_signs_in_only_where_that_is_set(board: Office) -> None:
    named = {"x-user": "gk@example.org"}
    browser = Browser(board)
    assert "登录" in browser.get("/", **named)
    trusted = replace(board, settings=board.settings.model_copy(update={"board_user_header": "X-User"}))
    browser = Browser(trusted)
    assert "区政府办公室" in browser.get("/me", **named)
    browser.post("/signout", headers=named)
    assert browser.status == 403  # nothing says where the form came from


def test_each_browser_speaks_the_language_that_was_chosen_there(board: Office) -> None:
    one, other = Browser(board).enter("contact", "区财政局"), Browser(board).enter("contact", "区财政局")
    one.get("/")
    one.send("/language", ("language", "en"), ("back", "/"))
    assert "My tasks" in one.words
    assert 'lang="en"' in one.text
    other.get("/")
    assert "我的任务" in other.words
    one.send("/language", ("language", "xx"), ("back", "//elsewhere.example"))
    assert "My tasks" in one.words
    one.send("/language", ("language", "zh-CN"), ("back", "/me"))
    assert "日历订阅" in one.words
    stranger = Browser(board)
    stranger.get("/signin")
    stranger.send("/language", ("language", "en"), ("back", "/signin"))
    assert "Sign in" in stranger.words


def test_a_whole_office_signs_in_by_one_address_and_a_guesser_does_not(board: Office) -> None:
    for _ in range(40):
        assert Browser(board).enter("contact", "区财政局").status == 200
    guesser = Browser(board)
    assert [(guesser.post(f"/in/guess-{n}"), guesser.status)[1] for n in range(31)] == [410] * 30 + [429]


def test_no_log_holds_what_an_address_holds(board: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Tokens of links and feeds, the wall's secret, cookies: whatever is logged at whatever level, none of it is."""
    wall = "wall-of-the-office-0123"
    office = replace(board, settings=board.settings.model_copy(update={"board_wall": SecretStr(wall)}))
    with caplog.at_level(logging.DEBUG):
        browser, path = Browser(office), link(office)
        browser.get(path)
        browser.send(path)
        browser.get("/me")
        browser.send("/feed")
        feed = re.search(r"/feed/([\w-]+)\.ics", browser.text)
        assert feed is not None
        for address in (
            path,
            f"/feed/{feed[1]}.ics",
            f"/feed/{feed[1]}x.ics",
            f"/wall/{wall}",
            f"/wall/{wall}x",
            f"{path}x",
        ):
            browser.get(address)
        browser.send("/act", ("verb", "reported"), ("duty", "99"))
        browser.send("/undo", ("move", path))
        browser.ask("POST", "/act", headers={"content-length": str(10**12)}, content=b"")
    secrets = [path.removeprefix("/in/"), feed[1], wall, *browser.cookies.values()]
    own = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    )
    assert "a request was refused" in own
    assert not [secret for secret in secrets if secret in own]
    assert len(secrets) == 4
