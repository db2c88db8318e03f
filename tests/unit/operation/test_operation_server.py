"""`/healthz` and `/metrics` over a real socket."""

import asyncio
import logging

import httpx
import pytest

from bot.errors import StoreError
from bot.operation.health import Figures
from bot.operation.server import watched

WELL, LATE = Figures(1, 2, 7, 3, 4.5, 6.0), Figures(0, 0, 0, 0, 0.0, 900.0)


def ask(found: Figures | None, path: str, method: str = "GET") -> httpx.Response:
    def look() -> Figures:
        if found is None:
            raise StoreError("store.failed", reason="x")
        return found

    async def run() -> httpx.Response:
        async with watched(look, "127.0.0.1", 0) as port, httpx.AsyncClient(trust_env=False) as client:
            return await client.request(method, f"http://127.0.0.1:{port}{path}")

    return asyncio.run(run())


def test_metrics() -> None:
    answer = ask(WELL, "/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4"
    assert "duban_oldest_waiting_seconds 4.5" in answer.text.splitlines()


@pytest.mark.parametrize(("found", "status", "ok"), [(WELL, 200, True), (LATE, 503, False), (None, 503, False)])
def test_health(found: Figures | None, status: int, ok: bool) -> None:
    answer = ask(found, "/healthz")
    assert (answer.status_code, answer.json()["ok"]) == (status, ok)


@pytest.mark.parametrize(("path", "method"), [("/", "GET"), ("/metrics", "POST"), ("/../etc/passwd", "GET")])
def test_nothing_else_is_answered(path: str, method: str) -> None:
    assert ask(WELL, path, method).status_code == 404


def test_rubbish_ends_only_its_own_connection() -> None:
    async def run() -> int:
        async with watched(lambda: WELL, "127.0.0.1", 0) as port:
            for rubbish in (b"", b"\xff\xfe\r\n\r\n", b"x" * 100_000):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(rubbish)
                writer.close()
            async with httpx.AsyncClient(trust_env=False) as client:
                return (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code

    assert asyncio.run(run()) == 200


def test_a_port_that_is_taken_is_said_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> int | None:
        async with watched(lambda: WELL, "127.0.0.1", 0) as port, watched(lambda: WELL, "127.0.0.1", port) as second:
            return second

    with caplog.at_level(logging.WARNING):
        assert asyncio.run(run()) is None
    assert "no figures" in caplog.text
