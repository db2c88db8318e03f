"""`/healthz` and `/metrics` over a real socket."""

import asyncio
import logging
import re
from collections.abc import Callable

import httpx
import pytest

from bot.errors import StoreError
from bot.meters import Meters
from bot.operation.health import Figures, exposition
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


def test_a_process_counts_what_it_did_itself() -> None:
    meters = Meters()
    meters.tried("email", "taken", 2.0)
    meters.tried("email", "taken", -1.0)
    meters.tried("email", "refused")
    meters.tried("telegram", "passing")
    meters.ticked(0.3)
    lines = meters.exposition().splitlines()
    assert 'duban_process_messages_total{channel="email",outcome="taken"} 2' in lines
    assert 'duban_process_messages_total{channel="email",outcome="refused"} 1' in lines
    assert 'duban_process_delivery_lag_seconds_bucket{le="1"} 1' in lines
    assert 'duban_process_delivery_lag_seconds_bucket{le="+Inf"} 2' in lines
    assert "duban_process_tick_seconds_count 1" in lines
    assert sum(line.startswith("duban_build_info{") for line in lines) == 1


def test_every_figure_is_explained_and_of_a_form_that_prometheus_reads() -> None:
    meters = Meters()
    meters.tried("email", "taken", 2.0)
    sample = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+')
    lines = (exposition(WELL) + meters.exposition()).splitlines()
    for line in lines:
        assert line.startswith("#") or sample.fullmatch(line), line
    kinds = dict(line.split()[2:4] for line in lines if line.startswith("# TYPE"))
    for line in lines:
        if not line.startswith("#"):
            name = re.split(r"[{ ]", line)[0]
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            assert kinds.get(name) in {"counter", "gauge"} or kinds.get(base) == "histogram"
            assert kinds.get(name) != "counter" or name.endswith("_total")


def test_a_host_is_judged_by_what_it_does() -> None:
    def ask_with(judge: Callable[[Figures], bool]) -> int:
        async def run() -> int:
            own = watched(lambda: LATE, "127.0.0.1", 0, str, judge)
            async with own as port, httpx.AsyncClient(trust_env=False) as client:
                return (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code

        return asyncio.run(run())

    assert ask_with(lambda found: found.is_well) == 503
    assert ask_with(lambda _: True) == 200
