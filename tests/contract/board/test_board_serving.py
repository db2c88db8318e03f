"""The real server: below a path, slow clients let go, its end within patience; and large requests refused."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.board import guard, server
from bot.board.place import place_of
from bot.errors import SettingsError
from bot.roster.roster import CONTACT
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import at, dispatched, due, ledger, task

NOW = at("2021-06-02T10:00")


@pytest.fixture
def port(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A served board that has little patience."""
    with served_at(office, monkeypatch) as found:
        yield found


@contextmanager
def served_at(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The same of any office."""
    monkeypatch.setattr(server, "HEAD_S", 0.2)
    monkeypatch.setattr(server, "KEPT_S", 1)
    monkeypatch.setattr(server, "READ_S", 0.2)
    monkeypatch.setattr(guard, "BODY_S", 0.2)
    door, ready, held = socket.create_server(("127.0.0.1", 0)), threading.Event(), dict[str, Any]()

    async def live() -> None:
        held.update(loop=asyncio.get_running_loop(), stop=asyncio.Event())
        ready.set()
        await server.serve_board(door, lambda: office, lambda: NOW, held["stop"])

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="board")
    thread.start()
    ready.wait(30)
    yield door.getsockname()[1]
    held["loop"].call_soon_threadsafe(held["stop"].set)
    thread.join(30)
    assert not thread.is_alive()


def said(port: int, words: bytes) -> bytes:
    """All that the server answers until it closes the connection."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as line:
        line.sendall(words)
        found = b""
        while part := line.recv(65536):
            found += part
        return found


def test_a_client_that_says_nothing_is_let_go(port: int) -> None:
    assert said(port, b"") == b""
    assert said(port, b"GET / HTTP/1.1\r\nHost: x\r\n") == b""


def test_a_later_request_that_does_not_come_whole_is_let_go_too(port: int) -> None:
    whole = b"GET /signin HTTP/1.1\r\nHost: x\r\n\r\n"
    found = said(port, whole + whole + b"GET /signin HTTP/1.1\r\nHo")
    assert found.count(b"HTTP/1.1 200") == 2


def test_an_answer_that_nobody_takes_holds_no_connection(port: int) -> None:
    asked = b"GET /static/htmx.min.js HTTP/1.1\r\nHost: x\r\n\r\n"
    with closing(socket.socket()) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(30)
        line.connect(("127.0.0.1", port))
        with pytest.raises(ConnectionError):  # noqa: PT012 - which of both meets the closed connection is chance
            line.sendall(asked * 2000)
            while line.recv(1):
                line.sendall(asked * 2000)


def test_a_body_that_does_not_come_is_not_waited_for(port: int) -> None:
    head = (
        b"POST /signin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )
    assert b" 303 " not in said(port, head + b"Content-Length: 100\r\n\r\nemail=a").split(b"\r\n")[0]


def test_a_request_that_is_too_large_is_refused(port: int) -> None:
    head = b"POST /signin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n"
    assert said(port, head).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("stripped", [True, False])
def test_it_stands_below_a_path_that_a_proxy_takes_away_or_leaves(office: Office, stripped: bool) -> None:
    settings = office.settings.model_copy(update={"board_url": "https://b.example.org/duban"})
    browser = Browser(replace(office, settings=settings))
    browser.get("/signin" if stripped else "/duban/signin")
    assert browser.status == 200
    assert all(link.startswith("/duban/") for link in browser.links("/"))
    assert 'action="/duban/signin"' in browser.text or "邮箱" not in browser.text


def test_a_port_that_is_taken_is_said_at_the_start(office: Office) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        place = place_of(office.settings.model_copy(update={"board_listen": listen}))
        with pytest.raises(SettingsError, match="打不开"):
            server.open_door(place)


@pytest.mark.parametrize(("proxies", "last"), [("127.0.0.0/8", b"410"), ("192.0.2.1", b"429")])
def test_a_visitors_address_is_the_word_of_a_known_proxy_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch, proxies: str, last: bytes
) -> None:
    settings = office.settings.model_copy(update={"board_proxies": proxies})
    with served_at(replace(office, settings=settings), monkeypatch) as port:
        for n in range(31):
            head = b"POST /in/guess HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n"
            found = said(port, head + b"X-Forwarded-For: 198.51.100.%d\r\n\r\n" % n)
    assert found.split()[1] == last


def test_any_of_several_machines_answers_whoever_is_signed_in_at_one(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-09-30"))))
    here = Browser(office).enter(CONTACT, "区财政局")
    there = Browser(office)  # another process: it shares the store and nothing else
    there.cookies = here.cookies
    here.get("/")
    there.text = here.text
    there.send("/act", ("verb", "reported"), ("duty", "1"), ("note", "已办"), files=[("说明.txt", "说明".encode())])
    assert "反馈：已记录" in there.words
    move = re.search(r'name="move" value="([^"]+)"', there.text)
    assert move is not None
    here.get("/duty/1")
    (file,) = here.links("/evidence/")
    here.get(file)
    assert here.content == "说明".encode()
    here.get("/")
    here.send("/undo", ("move", move[1]))
    assert "已撤回" in here.words
    there.get("/me")
    there.send("/signout", ("everywhere", "1"))
    here.get("/")
    assert "登录" in here.words
